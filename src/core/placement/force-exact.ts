/** The best plan with one unit held at a site, by trying all of them; for problems of a handful of units. */

import type { Problem } from './problem.ts';
import { PlacementState } from './state.ts';

/** Assignments looked at before giving up. */
const MOST_NODES = 20_000;
const SAME = 1e-9;

/**
 * The least objective (with `penalty` for each unit without a place), below `atMost`; `atMost` when nothing is better;
 * undefined when there are too many plans to try.
 */
export function bestForced(
  problem: Problem,
  penalty: number,
  unit: number,
  site: number,
  atMost: number,
): number | undefined {
  const state = new PlacementState(problem, penalty);
  const { workloads, sites } = problem;
  // Whoever has least choice first; the forced one before all.
  const choices = Array.from({ length: workloads }, (_, row) => sitesByCost(state, row));
  const order = [...choices.keys()]
    .filter((row) => row !== unit)
    .sort((a, b) => (choices[a]?.length ?? 0) - (choices[b]?.length ?? 0) || a - b);
  // What those not yet placed cost at least.
  const rest = new Float64Array(order.length + 1);
  for (let depth = order.length - 1; depth >= 0; depth -= 1) {
    const row = order[depth] ?? 0;
    const cheapest = choices[row]?.[0];
    rest[depth] =
      (rest[depth + 1] ?? 0) + (cheapest === undefined ? penalty : Math.min(penalty, state.pairUsd(row, cheapest)));
  }
  let best = atMost;
  let nodes = 0;
  const descend = (depth: number): boolean => {
    nodes += 1;
    if (nodes > MOST_NODES) return false;
    const placed = state.objective - (order.length - depth) * penalty;
    if (placed + (rest[depth] ?? 0) >= best - SAME * Math.abs(best)) return true;
    const row = order[depth];
    if (row === undefined) {
      best = placed;
      return true;
    }
    for (const choice of choices[row] ?? []) {
      if (!state.fits(row, choice)) continue;
      state.move(row, choice);
      const done = descend(depth + 1);
      state.move(row, -1);
      if (!done) return false;
    }
    return descend(depth + 1);
  };
  if (workloads * Math.log(sites + 1) > MOST_NODES || !state.fits(unit, site)) return undefined;
  state.move(unit, site);
  return descend(0) ? best : undefined;
}

function sitesByCost(state: PlacementState, row: number): readonly number[] {
  const { sites, cost } = state.problem;
  return Array.from({ length: sites }, (_, site) => site)
    .filter((site) => (cost[row * sites + site] ?? Infinity) < Infinity)
    .sort((a, b) => state.pairUsd(row, a) - state.pairUsd(row, b) || a - b);
}
