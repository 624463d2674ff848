/** Takes a few undecided workloads out of neighbouring sites and puts them back in another order, again and again. */

import type { CoreSet } from './core-set.ts';
import type { Random } from './random.ts';
import type { PlacementState } from './state.ts';

const FEWEST_OUT = 2;
const MOST_OUT = 8;

export class Perturber {
  readonly #state: PlacementState;
  readonly #core: CoreSet;
  readonly #random: Random;
  readonly #out: number[] = [];
  readonly #came: number[] = [];
  readonly #waiting: number[] = [];
  readonly #isOut: Uint8Array;

  constructor(state: PlacementState, core: CoreSet, random: Random) {
    this.#state = state;
    this.#core = core;
    this.#random = random;
    this.#isOut = new Uint8Array(core.workloads.length);
  }

  /** One try. The objective rises by at most about `temperature`, and rarely. */
  try(temperature: number): void {
    const state = this.#state;
    const before = state.objective;
    this.#takeOut();
    this.#waiting.length = 0;
    for (const at of this.#out) this.#waiting.push(at);
    while (this.#waiting.length > 0) this.#placeNext();
    const rise = state.objective - before;
    if (rise > 1e-9 && (temperature === 0 || this.#random.next() >= Math.exp(-rise / temperature))) {
      for (const at of this.#out) state.move(this.#core.workloads[at] ?? 0, -1);
      for (const [index, at] of this.#out.entries()) state.move(this.#core.workloads[at] ?? 0, this.#came[index] ?? -1);
      state.objective = before;
    }
    for (const at of this.#out) this.#isOut[at] = 0;
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
