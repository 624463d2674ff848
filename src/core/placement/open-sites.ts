/** Which sites a group would use at the present prices, when each further one costs something. */

import type { Relaxation } from './bound.ts';

/**
 * Of the members at positions from … to, when they are apart: from the cheapest site of each, those are dropped one
 * after the other that cost more than they save. Two at least, unless all like one site best.
 */
export function openSites(relaxation: Relaxation, from: number, to: number): readonly number[] {
  const { lists, problem, penalty } = relaxation;
  const open: number[] = [];
  for (let position = from; position < to; position += 1) {
    lists.cheapest(position);
    const site = lists.cheapestSite[position] as number;
    if (site >= 0 && !open.includes(site)) open.push(site);
  }
  while (open.length > 2) {
    let best = -1;
    let least = problem.splitUsdPerMonth;
    for (let leaves = 0; leaves < open.length; leaves += 1) {
      let loss = 0;
      for (let position = from; position < to && loss < least; position += 1) {
        const workload = lists.rows[position] as number;
        let others = penalty;
        let all = penalty;
        for (const [at, site] of open.entries()) {
          const usd = relaxation.reducedCost(workload, site);
          all = Math.min(all, usd);
          if (at !== leaves) others = Math.min(others, usd);
        }
        loss += others - all;
      }
      if (loss < least) {
        least = loss;
        best = leaves;
      }
    }
    if (best < 0) break;
    open.splice(best, 1);
  }
  return open;
}

/** For every group the sites it would use, together or apart: [group * sites + site], 1 where it would. */
export function* wantedSites(relaxation: Relaxation): Generator<void, Uint8Array, void> {
  const { lists, problem } = relaxation;
  const wanted = new Uint8Array(problem.groups.length * problem.sites);
  for (let at = 0; at < lists.groups; at += 1) {
    const from = lists.groupStart[at] as number;
    const to = lists.groupStart[at + 1] as number;
    const row = (problem.group[lists.rows[from] as number] as number) * problem.sites;
    const open = openSites(relaxation, from, to);
    let apart = problem.splitUsdPerMonth * Math.max(0, open.length - 1);
    for (let position = from; position < to; position += 1) {
      let usd = relaxation.penalty;
      for (const site of open) usd = Math.min(usd, relaxation.reducedCost(lists.rows[position] as number, site));
      apart += usd;
    }
    let together = -1;
    const end = at * lists.keep + (lists.groupCount[at] as number);
    for (let slot = at * lists.keep; slot < end; slot += 1) {
      const sum = lists.sumAt(from, to, lists.groupSite[slot] as number, apart);
      if (sum >= apart) continue;
      apart = sum;
      together = lists.groupSite[slot] as number;
    }
    for (const site of together < 0 ? open : [together]) wanted[row + site] = 1;
    if (at % 1000 === 999) yield;
  }
  return wanted;
}
