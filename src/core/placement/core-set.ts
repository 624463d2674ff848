/**
 * The undecided workloads: nearly indifferent between sites at the relaxation's prices. With exact prices only about
 * (limited sites × resources) are; everybody else is where the bound wants them, so the search can leave them alone.
 */

import type { Relaxation } from './bound.ts';
import { regrets } from './construct.ts';
import type { PlacementState } from './state.ts';

export interface CoreSet {
  readonly workloads: Uint32Array;
  /** Sites worth trying for each of them, cheapest at the relaxation's prices first. */
  readonly sites: readonly Uint16Array[];
}

const PER_LIMIT = 12;
const SMALLEST = 60;
const MOST_SITES = 6;

/** Unplaced workloads always belong to it. */
export function undecided(state: PlacementState, relaxation: Relaxation): CoreSet {
  const { problem } = state;
  const regret = regrets(state, relaxation);
  const placeable: number[] = [];
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    if ((regret[workload] ?? -1) >= 0) placeable.push(workload);
  }
  const misplaced = (workload: number): number => {
    const site = state.assigned[workload] ?? -1;
    return site < 0 ? -1 : (regret[workload] ?? 0);
  };
  const rank = Float64Array.from({ length: problem.workloads }, (_, workload) => misplaced(workload));
  placeable.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b);
  const size = Math.max(SMALLEST, PER_LIMIT * problem.sites * problem.resources.length);
  const workloads = Uint32Array.from(placeable.slice(0, size));
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
