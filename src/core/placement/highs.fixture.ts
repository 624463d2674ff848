/** HiGHS as tests use it. */

import * as highsModule from 'highs';
import type { LegacyHighs } from 'highs';
import type { MipSolve } from './exact.ts';

// The package's types describe its CommonJS build; loaded as a module its loader is the default export.
const { default: loadHighs } = highsModule as unknown as { default: () => Promise<LegacyHighs> };

export async function loadSolver(): Promise<MipSolve> {
  const highs = await loadHighs();
  return (lp, options) => highs.solve(lp, options);
}
