/** Exchanges of two workloads between their sites, for those that are not where capacity prices want them. */

import type { Relaxation } from './bound.ts';
import type { PlacementState } from './state.ts';

const EPSILON = 1e-7;
/** Pairs looked at in one pass, at most about. */
const PAIRS = 3e7;
const FEWEST_PARTNERS = 40;

/** One pass: each misplaced workload takes the best exchange with somebody at a site it would rather be at. */
export function swapMisplaced(state: PlacementState, relaxation: Relaxation): void {
  const { sites } = state.problem;
  const misplaced = misplacedWorkloads(state, relaxation);
  if (misplaced.length === 0) return;
  const partners = new Partners(
    state,
    relaxation,
    Math.max(FEWEST_PARTNERS, Math.floor(PAIRS / misplaced.length / sites)),
  );
  for (const workload of misplaced) {
    const from = state.assigned[workload] ?? -1;
    const here = relaxation.reducedCost(workload, from);
    let best = -1;
    let bestSite = -1;
    let lowest = -EPSILON;
    for (let site = 0; site < sites; site += 1) {
      if (site === from || relaxation.reducedCost(workload, site) >= here - EPSILON) continue;
      const gain = state.delta(workload, site);
      for (const other of partners.at(site, from)) {
        const delta = gain + state.delta(other, from);
        if (delta >= lowest || state.assigned[other] !== site) continue;
        if (!state.fitsWithout(workload, site, other) || !state.fitsWithout(other, from, workload)) continue;
        lowest = delta;
        best = other;
        bestSite = site;
      }
    }
    if (best < 0) continue;
    state.move(workload, bestSite);
    state.move(best, from);
  }
}

function misplacedWorkloads(state: PlacementState, relaxation: Relaxation): number[] {
  const { problem } = state;
  const found: number[] = [];
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    const site = state.assigned[workload] ?? -1;
    if (site < 0) continue;
    const here = relaxation.reducedCost(workload, site) - EPSILON;
    for (let other = 0; other < problem.sites; other += 1) {
      if (relaxation.reducedCost(workload, other) >= here) continue;
      found.push(workload);
      break;
    }
  }
  return found;
}

/** For each pair of sites, who at the first would lose least by going to the second, as of the start of the pass. */
class Partners {
  readonly #relaxation: Relaxation;
  readonly #most: number;
  readonly #members: number[][];
  readonly #lists = new Map<number, Int32Array>();

  constructor(state: PlacementState, relaxation: Relaxation, most: number) {
    this.#relaxation = relaxation;
    this.#most = most;
    this.#members = state.problem.siteIds.map(() => []);
    for (let workload = 0; workload < state.problem.workloads; workload += 1) {
      this.#members[state.assigned[workload] ?? -1]?.push(workload);
    }
  }

  at(site: number, to: number): Int32Array {
    const key = site * this.#members.length + to;
    let list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, (list = this.#collect(site, to)));
    return list;
  }

  /** Plain loops: this is where a large placement spends its time. */
  #collect(site: number, to: number): Int32Array {
    const members = this.#members[site] ?? [];
    const loss = new Float64Array(members.length);
    for (let at = 0; at < members.length; at += 1) {
      const workload = members[at] ?? 0;
      loss[at] = this.#relaxation.reducedCost(workload, to) - this.#relaxation.reducedCost(workload, site);
    }
    const threshold = loss.length > this.#most ? (loss.slice().sort()[this.#most - 1] ?? Infinity) : Infinity;
    const found: number[] = [];
    for (let at = 0; at < members.length; at += 1) {
      const value = loss[at] ?? Infinity;
      if (value <= threshold && value < Infinity) found.push(members[at] ?? 0);
    }
    return Int32Array.from(found);
  }
}
