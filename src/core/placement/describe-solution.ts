/** A solution with every part of its objective, worked out anew from the assignment. */

import type { Relaxation } from './bound.ts';
import { gapPct } from './solution.ts';
import type { Solution } from './solution.ts';
import type { PlacementState } from './state.ts';

/** A sum of a million products is off by far less than this share. */
const ROUNDING = 1e-9;

/** `bound`: of the whole objective of what is placed. */
export function describeSolution(
  state: PlacementState,
  relaxation: Relaxation,
  found: { readonly bound: number; readonly unplacedForRoom: number; readonly method: string },
): Solution {
  const { problem } = state;
  const split = state.splitUsdPerMonth();
  const preference = state.preferenceUsdPerMonth();
  const excess = state.excessUsdPerMonth();
  const brokenLinks = state.brokenLinksUsdPerMonth();
  let cost = 0;
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    const site = state.assigned[workload] as number;
    if (site >= 0) cost += problem.cost[workload * problem.sites + site] as number;
  }
  const bound = boundOfCost(cost, split + preference + excess + brokenLinks, found.bound);
  return {
    assigned: state.assigned.slice(),
    costUsdPerMonth: cost,
    splitUsdPerMonth: split,
    preferenceUsdPerMonth: preference,
    excessUsdPerMonth: excess,
    brokenLinksUsdPerMonth: brokenLinks,
    boundUsdPerMonth: bound,
    gapPct: gapPct(cost, bound),
    unplaced: state.unplaced,
    unplacedForRoom: found.unplacedForRoom,
    prices: relaxation.multipliers.slice(),
    capPrices: relaxation.prices.slice(problem.limit.length),
    method: found.method,
  };
}

/** The bound of the money alone: what is left of the objective's bound without the soft costs that were accepted. */
function boundOfCost(cost: number, soft: number, bound: number): number {
  // A search that was stopped before its first bound knows only that nothing costs less than nothing.
  if (bound === -Infinity) return 0;
  const slip = ROUNDING * Math.abs(bound);
  // Within rounding of each other: equal.
  if (cost + soft - bound <= slip) return cost;
  return Math.max(0, Math.min(cost, bound - slip - soft));
}
