/** No rebalancing of a group costs less than this. */

import type { HostsProblem } from './problem.ts';

/**
 * The greater of two bounds. Together: what cannot leave a host costs there in any case, and what can leave finds at most
 * the room that hosts below their threshold have in all. One by one: a host above its threshold pays for what stays, or
 * for the moves that take it away, at the least price per amount (fractions of units allowed), whoever else comes.
 * `same[r]`: the column that counts the same amounts with a second threshold; −1: none.
 */
export function rebalanceBound(problem: HostsProblem, same: readonly number[]): number {
  return Math.max(together(problem), oneByOne(problem, same));
}

const canLeave = ({ hosts, allowed }: HostsProblem, w: number): boolean => {
  if (allowed === null) return true;
  for (let h = 0; h < hosts; h += 1) if (allowed[w * hosts + h] === 1) return true;
  return false;
};

function together(problem: HostsProblem): number {
  const { workloads, hosts, resources, need, safety, loadWeight, initial, allowed } = problem;
  const fixed = new Float64Array(hosts * resources);
  const own = new Float64Array(hosts * resources);
  const open = new Uint8Array(hosts);
  for (let w = 0; w < workloads; w += 1) {
    const host = initial[w] ?? 0;
    const into = canLeave(problem, w) ? own : fixed;
    for (let h = 0; h < hosts; h += 1)
      if (allowed === null || (h !== host && allowed[w * hosts + h] === 1)) open[h] = 1;
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

/** Moves count once, at the host they leave; so the hosts' bounds add up, and of one host the dearest resource's holds. */
function oneByOne(problem: HostsProblem, same: readonly number[]): number {
  const { workloads, hosts, resources, need, moveCost, workloadMoveWeight, initial } = problem;
  const leaving: number[][] = Array.from({ length: hosts }, () => []);
  const used = new Float64Array(hosts * resources);
  for (let w = 0; w < workloads; w += 1) {
    const host = initial[w] ?? 0;
    if (canLeave(problem, w)) leaving[host]?.push(w);
    for (let r = 0; r < resources; r += 1) {
      used[host * resources + r] = (used[host * resources + r] ?? 0) + (need[w * resources + r] ?? 0);
    }
  }
  const price = (w: number): number => (moveCost[w] ?? 0) * workloadMoveWeight;
  let bound = 0;
  for (let h = 0; h < hosts; h += 1) {
    let dearest = 0;
    for (let r = 0; r < same.length; r += 1) {
      const amount = (w: number): number => need[w * resources + r] ?? 0;
      const list = (leaving[h] ?? []).filter((w) => amount(w) > 0);
      list.sort((a, b) => price(a) / amount(a) - price(b) / amount(b) || a - b);
      const columns = [r, same[r] ?? -1].filter((column) => column >= 0);
      dearest = Math.max(
        dearest,
        cheapest(
          problem,
          h,
          columns,
          used[h * resources + r] ?? 0,
          list.map((w) => ({ amount: amount(w), each: price(w) / amount(w) })),
        ),
      );
    }
    bound += dearest;
  }
  return Math.floor(bound);
}

/** Least cost of the load of one host: takes away the cheapest amounts while the load costs more than they do. */
function cheapest(
  { resources, safety, loadWeight }: HostsProblem,
  host: number,
  columns: readonly number[],
  load: number,
  units: readonly { readonly amount: number; readonly each: number }[],
): number {
  const steps = columns
    .map((column) => ({ limit: safety[host * resources + column] ?? 0, weight: loadWeight[column] ?? 0 }))
    .sort((a, b) => b.limit - a.limit);
  const costAt = (at: number): number =>
    steps.reduce((sum, { limit, weight }) => sum + weight * Math.max(0, at - limit), 0);
  let left = load;
  let paid = 0;
  for (const { amount, each } of units) {
    for (let rest = amount; rest > 0;) {
      const above = steps.filter(({ limit }) => left > limit);
      const slope = above.reduce((sum, { weight }) => sum + weight, 0);
      const nearest = above.reduce((most, { limit }) => Math.max(most, limit), 0);
      if (above.length === 0 || each >= slope) return paid + costAt(left);
      const away = Math.min(rest, left - nearest);
      paid += each * away;
      left -= away;
      rest -= away;
    }
  }
  return paid + costAt(left);
}
