/** Exchanges of two workloads between their sites, for those that are not where the prices want them. */

import type { Relaxation } from './bound.ts';
import { sortByKey } from './radix.ts';
import type { PlacementState } from './state.ts';

const EPSILON = 1e-7;
/** Misplaced workloads looked at in one pass, worst first. */
const MOST_MISPLACED = 4_000;
const PARTNERS = 60;

/** One pass: each misplaced workload (`known`: those) takes the best exchange with somebody of `core` at a site it would rather be at. */
export function* swapMisplaced(
  state: PlacementState,
  relaxation: Relaxation,
  core: Uint32Array,
  known: Int32Array | null = null,
): Generator<void, void, void> {
  const { sites } = state.problem;
  const misplaced = known ?? (yield* misplacedWorkloads(state, relaxation)).subarray(0, MOST_MISPLACED);
  const partners = new Partners(state, relaxation, core);
  for (const [at, workload] of misplaced.entries()) {
    if (at % 100 === 99) yield;
    const from = state.assigned[workload] as number;
    const here = relaxation.reducedCost(workload, from);
    let best = -1;
    let bestSite = -1;
    let lowest = -EPSILON;
    for (let site = 0; site < sites; site += 1) {
      if (site === from || relaxation.reducedCost(workload, site) >= here - EPSILON) continue;
      const gain = state.delta(workload, site);
      for (const other of partners.at(site, from)) {
        if (other === workload || state.assigned[other] !== site) continue;
        const delta = gain + state.delta(other, from);
        if (delta >= lowest || !state.canSwap(workload, other)) continue;
        lowest = delta;
        best = other;
        bestSite = site;
      }
    }
    if (best < 0) continue;
    const before = state.objective;
    state.move(workload, bestSite);
    state.move(best, from);
    if (state.objective < before - EPSILON) continue;
    // Spread, caps and links that both touch: the sum of two deltas was not the whole.
    state.move(best, bestSite);
    state.move(workload, from);
    state.objective = before;
  }
}

function* misplacedWorkloads(state: PlacementState, relaxation: Relaxation): Generator<void, Int32Array, void> {
  const { lists } = relaxation;
  const loss = new Float64Array(state.problem.workloads);
  const found: number[] = [];
  for (let position = 0; position < lists.rows.length; position += 1) {
    if (position % 20_000 === 19_999) yield;
    const workload = lists.rows[position] as number;
    const site = state.assigned[workload] as number;
    if (site < 0) continue;
    const here = relaxation.reducedCost(workload, site);
    const over = here - lists.cheapestAt(position);
    if (over <= EPSILON) continue;
    loss[workload] = -over;
    found.push(workload);
  }
  return sortByKey(Int32Array.from(found), loss);
}

/** For each pair of sites, who of the core at the first would lose least by going to the second, as of the start. */
class Partners {
  readonly #relaxation: Relaxation;
  readonly #members: number[][];
  readonly #lists = new Map<number, Int32Array>();

  constructor(state: PlacementState, relaxation: Relaxation, core: Uint32Array) {
    this.#relaxation = relaxation;
    this.#members = state.problem.siteIds.map(() => []);
    for (const workload of core) this.#members[state.assigned[workload] as number]?.push(workload);
  }

  at(site: number, to: number): Int32Array {
    const key = site * this.#members.length + to;
    let list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, (list = this.#collect(site, to)));
    return list;
  }

  #collect(site: number, to: number): Int32Array {
    const found: { workload: number; loss: number }[] = [];
    for (const workload of this.#members[site] ?? []) {
      const there = this.#relaxation.reducedCost(workload, to);
      if (there < Infinity) found.push({ workload, loss: there - this.#relaxation.reducedCost(workload, site) });
    }
    found.sort((a, b) => a.loss - b.loss || a.workload - b.workload);
    return Int32Array.from(found.slice(0, PARTNERS), (entry) => entry.workload);
  }
}
