/** At most so many of the moves a search found: those that relieve most, each with room when its turn comes. */

import type { HostsProblem } from './problem.ts';

export interface Trimmed {
  readonly assigned: Int32Array;
  readonly left: number;
}

/** `budget`: moves that may still be made. Every choice keeps capacity, transient use and sets apart. */
export function trimMoves(problem: HostsProblem, wanted: Int32Array, budget: number): Trimmed {
  const { hosts, resources, need, capacity, safety, loadWeight, moveCost, initial, transient, service } = problem;
  const assigned = initial.slice();
  const used = new Float64Array(hosts * resources);
  const there = new Map<number, number>();
  const key = (w: number, host: number): number => (service[w] ?? 0) * hosts + host;
  for (let w = 0; w < assigned.length; w += 1) {
    const host = assigned[w] ?? 0;
    there.set(key(w, host), (there.get(key(w, host)) ?? 0) + 1);
    for (let r = 0; r < resources; r += 1) {
      used[host * resources + r] = (used[host * resources + r] ?? 0) + (need[w * resources + r] ?? 0);
    }
  }
  const held = new Float64Array(hosts * resources);
  const pending = new Set<number>();
  for (let w = 0; w < assigned.length; w += 1) if (wanted[w] !== initial[w]) pending.add(w);
  const spread = spreadKeeper(problem, assigned);
  const gain = (w: number): number | undefined => {
    const from = assigned[w] ?? 0;
    const to = wanted[w] ?? 0;
    if ((there.get(key(w, to)) ?? 0) > 0 || !spread(w, to)) return undefined;
    let less = -(moveCost[w] ?? 0) * problem.workloadMoveWeight;
    for (let r = 0; r < resources; r += 1) {
      const amount = need[w * resources + r] ?? 0;
      const f = from * resources + r;
      const t = to * resources + r;
      const after = (used[t] ?? 0) + amount;
      if (after + (held[t] ?? 0) > (capacity[t] ?? 0) && amount > 0) return undefined;
      const over = (at: number, use: number): number => Math.max(0, use - (safety[at] ?? 0));
      less += (loadWeight[r] ?? 0) * (over(f, used[f] ?? 0) - over(f, (used[f] ?? 0) - amount));
      less -= (loadWeight[r] ?? 0) * (over(t, after) - over(t, used[t] ?? 0));
    }
    return less;
  };
  let left = budget;
  while (left > 0 && pending.size > 0) {
    let best = -1;
    let bestGain = 0;
    for (const w of pending) {
      const less = gain(w);
      if (less !== undefined && less > bestGain) [best, bestGain] = [w, less];
    }
    if (best < 0) break;
    const [from, to] = [assigned[best] ?? 0, wanted[best] ?? 0];
    there.set(key(best, from), (there.get(key(best, from)) ?? 1) - 1);
    there.set(key(best, to), 1);
    for (let r = 0; r < resources; r += 1) {
      const amount = need[best * resources + r] ?? 0;
      used[from * resources + r] = (used[from * resources + r] ?? 0) - amount;
      used[to * resources + r] = (used[to * resources + r] ?? 0) + amount;
      if (transient[r] === 1) held[from * resources + r] = (held[from * resources + r] ?? 0) + amount;
    }
    assigned[best] = to;
    pending.delete(best);
    left -= 1;
  }
  return { assigned, left };
}

/** Whether a service is still in as many zones as it has to be when one of it goes to another host. */
function spreadKeeper(problem: HostsProblem, assigned: Int32Array): (w: number, to: number) => boolean {
  const { service, spreadMin, zone } = problem;
  const members = new Map<number, number[]>();
  for (let w = 0; w < assigned.length; w += 1) {
    const s = service[w] ?? 0;
    if ((spreadMin[s] ?? 0) < 2) continue;
    const known = members.get(s);
    if (known === undefined) members.set(s, [w]);
    else known.push(w);
  }
  return (w, to) => {
    const list = members.get(service[w] ?? 0);
    if (list === undefined) return true;
    const zones = new Set(list.map((each) => zone[each === w ? to : (assigned[each] ?? 0)]));
    return zones.size >= (spreadMin[service[w] ?? 0] ?? 0);
  };
}
