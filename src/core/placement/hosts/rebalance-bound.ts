/** No rebalancing of a group costs less than this. */

import type { HostsProblem } from './problem.ts';

/**
 * Per resource: what cannot leave a host costs there in any case, and what can leave finds at most the room that hosts
 * below their threshold have in all. A host that takes nobody in has room only for its own.
 */
export function rebalanceBound(problem: HostsProblem): number {
  const { workloads, hosts, resources, need, safety, loadWeight, initial, allowed } = problem;
  const fixed = new Float64Array(hosts * resources);
  const own = new Float64Array(hosts * resources);
  const open = new Uint8Array(hosts);
  for (let w = 0; w < workloads; w += 1) {
    const host = initial[w] ?? 0;
    let free = allowed === null;
    for (let h = 0; h < hosts; h += 1) {
      if (allowed === null || (h !== host && allowed[w * hosts + h] === 1)) {
        open[h] = 1;
        free = true;
      }
    }
    const into = free ? own : fixed;
    for (let r = 0; r < resources; r += 1) {
      const at = host * resources + r;
      into[at] = (into[at] ?? 0) + (need[w * resources + r] ?? 0);
    }
  }
  let bound = 0;
  for (let r = 0; r < resources; r += 1) {
    let over = 0;
    let loose = 0;
    let room = 0;
    for (let h = 0; h < hosts; h += 1) {
      const at = h * resources + r;
      const left = (safety[at] ?? 0) - (fixed[at] ?? 0);
      over += Math.max(0, -left);
      loose += own[at] ?? 0;
      room += open[h] === 1 ? Math.max(0, left) : Math.min(Math.max(0, left), own[at] ?? 0);
    }
    bound += (loadWeight[r] ?? 0) * (over + Math.max(0, loose - room));
  }
  return bound;
}
