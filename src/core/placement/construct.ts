/** A first assignment: those who lose most by not getting their first choice choose first, at the relaxation's prices. */

import type { Relaxation } from './bound.ts';
import type { PlacementState } from './state.ts';

/** Fills an empty state. What finds no room stays unplaced. */
export function construct(state: PlacementState, relaxation: Relaxation): void {
  for (const workload of byRegret(state, relaxation)) {
    const site = cheapestWithRoom(state, relaxation, workload);
    if (site >= 0) state.move(workload, site);
  }
}

/** Difference between second and first choice of each workload, at the relaxation's prices. */
export function regrets(state: PlacementState, relaxation: Relaxation): Float64Array {
  const { problem } = state;
  const regret = new Float64Array(problem.workloads);
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    let first = Infinity;
    let second = Infinity;
    for (let site = 0; site < problem.sites; site += 1) {
      const value = relaxation.reducedCost(workload, site);
      if (value < first) {
        second = first;
        first = value;
      } else if (value < second) second = value;
    }
    regret[workload] = first === Infinity ? -1 : Math.min(second, first + state.penalty) - first;
  }
  return regret;
}

/** Largest regret first; ties by index, so that the order is total. */
function byRegret(state: PlacementState, relaxation: Relaxation): Uint32Array {
  const regret = regrets(state, relaxation);
  const order = new Uint32Array(state.problem.workloads).map((_, index) => index);
  return order.sort((a, b) => (regret[b] ?? 0) - (regret[a] ?? 0) || a - b);
}

function cheapestWithRoom(state: PlacementState, relaxation: Relaxation, workload: number): number {
  const { problem } = state;
  const home = problem.current[workload] ?? -1;
  const grouped = problem.splitUsdPerMonth > 0 && (problem.group[workload] ?? -1) >= 0;
  let best = -1;
  let lowest = Infinity;
  for (let site = 0; site < problem.sites; site += 1) {
    let value = relaxation.reducedCost(workload, site);
    if (grouped && value < Infinity) {
      value += state.delta(workload, site) + state.penalty - (problem.cost[workload * problem.sites + site] ?? 0);
    }
    // Equal cost: stay where it is.
    if (value < lowest || (value === lowest && value < Infinity && site === home)) {
      if (!state.fits(workload, site)) continue;
      lowest = value;
      best = site;
    }
  }
  return best;
}
