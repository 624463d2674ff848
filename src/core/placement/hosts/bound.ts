/**
 * No assignment costs less than this: load and balance costs are convex and the use of the whole site is the same for
 * every assignment, so spreading everything evenly is the best that could happen.
 */

import type { HostsProblem } from './problem.ts';

export function lowerBound(problem: HostsProblem): number {
  const { workloads, hosts, resources, need, capacity, safety, loadWeight, balances } = problem;
  const used = new Float64Array(resources);
  const free = new Float64Array(resources);
  const spare = new Float64Array(resources);
  for (let at = 0; at < workloads * resources; at += 1) {
    const r = at % resources;
    used[r] = (used[r] as number) + (need[at] as number);
  }
  for (let at = 0; at < hosts * resources; at += 1) {
    const r = at % resources;
    free[r] = (free[r] as number) + (capacity[at] as number);
    spare[r] = (spare[r] as number) + (safety[at] as number);
  }
  let bound = 0;
  for (let r = 0; r < resources; r += 1) {
    const over = (used[r] as number) - (spare[r] as number);
    if (over > 0) bound += (loadWeight[r] as number) * over;
    free[r] = (free[r] as number) - (used[r] as number);
  }
  for (const { first, second, target, weight } of balances) {
    bound += weight * Math.max(0, target * (free[first] as number) - (free[second] as number));
  }
  return bound;
}
