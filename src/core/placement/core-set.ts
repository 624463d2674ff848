/**
 * The undecided workloads: nearly indifferent between sites at the relaxation's prices. With exact prices only about
 * as many are as there are priced limits; everybody else is where the bound wants them, so the search can leave them
 * alone.
 */

import type { Relaxation } from './bound.ts';
import { regrets } from './construct.ts';
import { sortByKey } from './radix.ts';
import type { PlacementState } from './state.ts';

export interface CoreSet {
  readonly workloads: Uint32Array;
  /** Sites worth trying for each of them, cheapest at the relaxation's prices first. */
  readonly sites: readonly Uint16Array[];
}

const PER_LIMIT = 12;
const SMALLEST = 60;
const MOST_SITES = 6;

/** Unplaced workloads always belong to it, first, then the least decided. */
export function* undecided(
  state: PlacementState,
  relaxation: Relaxation,
  perLimit = PER_LIMIT,
): Generator<void, CoreSet, void> {
  const { problem } = state;
  const rank = new Float64Array(problem.workloads);
  yield* regrets(state, relaxation, rank);
  let placeable = 0;
  const rows = new Int32Array(relaxation.lists.rows.length);
  for (const workload of relaxation.lists.rows) {
    if ((rank[workload] as number) < 0) continue;
    rows[placeable] = workload;
    placeable += 1;
    if ((state.assigned[workload] as number) < 0) rank[workload] = -1;
  }
  yield;
  const size = Math.max(SMALLEST, perLimit * problem.sites * problem.resources.length);
  const workloads = Uint32Array.from(sortByKey(rows.subarray(0, placeable), rank).subarray(0, size));
  return { workloads, sites: Array.from(workloads, (workload) => nearSites(relaxation, workload)) };
}

function nearSites(relaxation: Relaxation, workload: number): Uint16Array {
  const found: { site: number; value: number }[] = [];
  for (let site = 0; site < relaxation.problem.sites; site += 1) {
    const value = relaxation.reducedCost(workload, site);
    if (value < Infinity) found.push({ site, value });
  }
  found.sort((a, b) => a.value - b.value || a.site - b.site);
  return Uint16Array.from(found.slice(0, MOST_SITES), (entry) => entry.site);
}
