/** What leaving one workload out costs in the search: so much that leaving one more out never pays. */

import type { Problem } from './problem.ts';
import type { Sides } from './sides.ts';
import { preferenceUsd } from './state.ts';

const FACTOR = 20;
const CHUNK = 4e6;

export interface Scan {
  /** Well above what any one move can cost or save. */
  readonly penalty: number;
  /** 1 where a site would take the workload if it had room. */
  readonly canGo: Uint8Array;
  readonly placeable: number;
}

export function* scanPairs(problem: Problem, sides: Sides | null): Generator<void, Scan, void> {
  const { workloads, sites, cost } = problem;
  const prefers = problem.preferenceUsdPerMonth.length > 0;
  const canGo = new Uint8Array(workloads);
  const chunk = Math.max(1, Math.floor(CHUNK / (sites + 1)));
  let highest = 0;
  let placeable = 0;
  for (let workload = 0; workload < workloads; workload += 1) {
    if (workload % chunk === chunk - 1) yield;
    let most = -1;
    for (let site = 0; site < sites; site += 1) {
      let usd = cost[workload * sites + site] as number;
      if (usd === Infinity) continue;
      if (prefers) usd += preferenceUsd(problem, workload, site);
      if (usd > most) most = usd;
    }
    if (most < 0) continue;
    canGo[workload] = 1;
    placeable += 1;
    const soft = sides === null ? 0 : softUsd(sides, workload);
    if (most + soft > highest) highest = most + soft;
  }
  return { penalty: FACTOR * (highest + problem.splitUsdPerMonth + 1), canGo, placeable };
}

/** The most that soft caps and soft links can make of one workload's move. */
function softUsd(sides: Sides, workload: number): number {
  let total = 0;
  for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
    const excess = sides.excess[sides.slotOf[sides.capOf[at] as number] as number] as number;
    if (excess < Infinity) total += excess * (sides.capWeight[at] as number);
  }
  for (let at = sides.linkStart[workload] as number; at < (sides.linkStart[workload + 1] as number); at += 1) {
    const price = sides.linkBreak[at] as number;
    if (price < Infinity) total += price;
  }
  return total;
}
