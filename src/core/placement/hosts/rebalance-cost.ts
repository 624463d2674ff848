/** What an assignment of a group costs, from scratch: load above the thresholds and moves. For plans without a search. */

import type { HostsProblem } from './problem.ts';

export function costOf(problem: HostsProblem, assigned: Int32Array): number {
  const { workloads, hosts, resources, need, safety, loadWeight, moveCost, initial } = problem;
  const used = new Float64Array(hosts * resources);
  let cost = 0;
  for (let w = 0; w < workloads; w += 1) {
    const host = assigned[w] ?? 0;
    if (host !== initial[w]) cost += (moveCost[w] ?? 0) * problem.workloadMoveWeight;
    for (let r = 0; r < resources; r += 1) {
      used[host * resources + r] = (used[host * resources + r] ?? 0) + (need[w * resources + r] ?? 0);
    }
  }
  for (let h = 0; h < hosts; h += 1) {
    for (let r = 0; r < resources; r += 1) {
      const at = h * resources + r;
      cost += (loadWeight[r] ?? 0) * Math.max(0, (used[at] ?? 0) - (safety[at] ?? 0));
    }
  }
  return cost;
}
