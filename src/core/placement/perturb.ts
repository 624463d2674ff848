/** Takes a few undecided workloads out of neighbouring sites and puts them back in another order, again and again. */

import type { CoreSet } from './core-set.ts';
import type { Random } from './random.ts';
import type { PlacementState } from './state.ts';

const FEWEST_OUT = 2;
const MOST_OUT = 8;
/** Share of the tries that begin with somebody who is not where the prices want it. */
const DIRECTED = 0.5;

export class Perturber {
  readonly #state: PlacementState;
  readonly #core: CoreSet;
  readonly #random: Random;
  readonly #out: number[] = [];
  readonly #came: number[] = [];
  readonly #waiting: number[] = [];
  readonly #isOut: Uint8Array;

  /** Positions of the core by site, as of the start. */
  readonly #at: readonly number[][];
  /** How many, from the front of the core, are not where the prices want them. */
  readonly #misplaced: number;

  constructor(state: PlacementState, core: CoreSet, random: Random) {
    this.#state = state;
    this.#core = core;
    this.#random = random;
    this.#isOut = new Uint8Array(core.workloads.length);
    this.#misplaced = core.misplaced;
    this.#at = state.problem.siteIds.map(() => []);
    for (let at = 0; at < core.workloads.length; at += 1) {
      this.#at[state.assigned[core.workloads[at] as number] as number]?.push(at);
    }
  }

  /** One try. The objective rises by at most about `temperature`, and rarely. */
  try(temperature: number): void {
    const state = this.#state;
    const before = state.objective;
    const forced = this.#misplaced > 0 && this.#random.next() < DIRECTED ? this.#forceIn() : -1;
    if (forced < 0) this.#takeOut();
    this.#waiting.length = 0;
    for (const at of this.#out) if (at !== forced) this.#waiting.push(at);
    while (this.#waiting.length > 0) this.#placeNext();
    const rise = state.objective - before;
    if (rise > 1e-9 && (temperature === 0 || this.#random.next() >= Math.exp(-rise / temperature))) {
      for (const at of this.#out) state.move(this.#core.workloads[at] ?? 0, -1);
      for (const [index, at] of this.#out.entries()) state.move(this.#core.workloads[at] ?? 0, this.#came[index] ?? -1);
      state.objective = before;
    }
    for (const at of this.#out) this.#isOut[at] = 0;
  }

  /**
   * One that is not where the prices want it goes there, and as many leave as it takes to make room. Returns its
   * position, or -1 when nothing was done.
   */
  #forceIn(): number {
    const { workloads, sites } = this.#core;
    const state = this.#state;
    const random = this.#random;
    this.#out.length = 0;
    this.#came.length = 0;
    const at = random.below(this.#misplaced);
    const workload = workloads[at] as number;
    const near = sites[at] as Uint16Array;
    const target = near[random.next() < 0.7 ? 0 : random.below(near.length)] as number;
    if (
      state.assigned[workload] === target ||
      (state.problem.cost[workload * state.problem.sites + target] as number) === Infinity
    )
      return -1;
    this.#remove(at);
    const there = this.#at[target] as number[];
    for (let tries = 0; tries < 3 * MOST_OUT && !state.fits(workload, target); tries += 1) {
      if (there.length === 0 || this.#out.length > MOST_OUT) break;
      const other = there[random.below(there.length)] as number;
      // The lists are from the start of the round: their members may have left since.
      if (this.#isOut[other] === 0 && state.assigned[workloads[other] as number] === target) this.#remove(other);
    }
    if (!state.fits(workload, target)) {
      this.#putBack();
      return -1;
    }
    state.move(workload, target);
    const more = random.below(3);
    for (let tries = 0; tries < more; tries += 1) {
      const other = random.below(workloads.length);
      if (this.#isOut[other] === 0) this.#remove(other);
    }
    return at;
  }

  /** Everybody out goes back to where they were. */
  #putBack(): void {
    const { workloads } = this.#core;
    for (const [index, at] of this.#out.entries()) {
      this.#state.move(workloads[at] as number, this.#came[index] as number);
      this.#isOut[at] = 0;
    }
  }

  /** A random first one, and others from the sites it could go to: they compete for the same room. */
  #takeOut(): void {
    const { workloads, sites } = this.#core;
    const random = this.#random;
    this.#out.length = 0;
    this.#came.length = 0;
    const count = Math.min(workloads.length, FEWEST_OUT + random.below(MOST_OUT - FEWEST_OUT + 1));
    const first = random.below(workloads.length);
    const near = sites[first];
    this.#remove(first);
    for (let tries = 0; this.#out.length < count && tries < 6 * count; tries += 1) {
      const at = random.below(workloads.length);
      const site = this.#state.assigned[workloads[at] ?? 0] ?? -1;
      if (this.#isOut[at] === 0 && (site < 0 || near === undefined || near.includes(site))) this.#remove(at);
    }
  }

  #remove(at: number): void {
    this.#isOut[at] = 1;
    this.#out.push(at);
    this.#came.push(this.#state.move(this.#core.workloads[at] ?? 0, -1));
  }

  /** Places the one with the largest regret, blurred by chance, and takes it from the list. */
  #placeNext(): void {
    const state = this.#state;
    let chosen = 0;
    let chosenSite = -1;
    let most = -Infinity;
    for (let index = 0; index < this.#waiting.length; index += 1) {
      const at = this.#waiting[index] ?? 0;
      const workload = this.#core.workloads[at] ?? 0;
      let first = state.penalty;
      let second = state.penalty;
      let site = -1;
      for (const candidate of this.#core.sites[at] ?? []) {
        const value = state.delta(workload, candidate) + state.penalty;
        if (value >= second || !state.fits(workload, candidate)) continue;
        if (value < first) {
          second = first;
          first = value;
          site = candidate;
        } else second = value;
      }
      const regret = (second - first + 1) * this.#random.next();
      if (regret > most) {
        most = regret;
        chosen = index;
        chosenSite = site;
      }
    }
    const at = this.#waiting[chosen] ?? 0;
    this.#waiting[chosen] = this.#waiting[this.#waiting.length - 1] ?? 0;
    this.#waiting.length -= 1;
    if (chosenSite >= 0) state.move(this.#core.workloads[at] ?? 0, chosenSite);
  }
}
