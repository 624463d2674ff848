/** What it would cost to have a unit at a site that the plan does not give it. */

import type { Problem } from './problem.ts';
import { PlacementState } from './state.ts';

/** See Candidate for what each figure says. */
export interface ForcePrice {
  readonly extraUsdPerMonth: number;
  readonly extraIs: 'exact' | 'at-most';
  readonly extraAtLeastUsdPerMonth?: number;
  readonly extraUnplaced?: number;
}

export interface ForceOptions {
  /** Prices of capacity of the plan's bound, [site * resources + resource]; absent: only displacement is looked at. */
  readonly prices?: Float64Array;
}

/** Prepares the answer for units and sites of one plan. `plan`: site of each unit, or -1. */
export function createForcePrice(
  problem: Problem,
  plan: Int32Array,
  _options: ForceOptions = {},
): (unit: number, site: number) => ForcePrice | undefined {
  const state = new PlacementState(problem, 0);
  state.restore(plan);
  return (unit, site) => {
    if ((plan[unit] ?? -1) < 0 || !state.fits(unit, site)) return undefined;
    return { extraUsdPerMonth: state.delta(unit, site), extraIs: 'at-most' };
  };
}
