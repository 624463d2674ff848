/** HiGHS, which proves small placements: loaded when there is one to prove, and done without where it is not installed. */

import type { LegacyHighs } from 'highs';
import type { MipSolve } from '../core/placement/exact.ts';
import { EXACT_LIMITS } from '../core/placement/exact.ts';

/** Undefined: too large for it, or not there. `pairs`: workloads × sites. */
export async function exactSolver(pairs: number): Promise<MipSolve | undefined> {
  if (pairs > EXACT_LIMITS.pairs) return undefined;
  try {
    // The package's types describe its CommonJS build; loaded as a module its loader is the default export.
    const { default: load } = (await import('highs')) as unknown as { default: () => Promise<LegacyHighs> };
    const highs = await load();
    return (lp, options) => highs.solve(lp, options);
  } catch {
    // WebAssembly may be switched off, and optional parts left out: the answer is then bounded, not proved.
    return undefined;
  }
}
