/**
 * Which workload to try next. At a given temperature, workloads much smaller than it wander about freely and need few
 * tries to do so; the tries belong to those whose weighted size is of the temperature's order or above.
 */

import type { FastRandom } from './fast-random.ts';
import type { HostsIndex } from './state-index.ts';
import type { HostsState } from './state.ts';

export class Sampler {
  readonly #random: FastRandom;
  readonly #size: Float64Array;
  readonly #share: Float64Array;
  readonly #pool: Int32Array;
  readonly #mask: number;

  constructor(index: HostsIndex, random: FastRandom) {
    const { workloads, resources } = index.problem;
    this.#random = random;
    this.#size = new Float64Array(workloads);
    for (let at = 0; at < workloads * resources; at += 1) {
      const workload = Math.floor(at / resources);
      const part = (index.weight[at % resources] as number) * (index.need[at] as number);
      this.#size[workload] = (this.#size[workload] as number) + part;
    }
    this.#share = new Float64Array(workloads);
    let pool = 1 << 16;
    while (pool < workloads * 32 && pool < 1 << 21) pool *= 2;
    this.#pool = new Int32Array(pool);
    this.#mask = pool - 1;
    this.evenly();
  }

  next(): number {
    return this.#pool[this.#random.next() & this.#mask] as number;
  }

  evenly(): void {
    this.#share.fill(1);
    this.#fill(this.#share.length);
  }

  /** Every workload gets `floor`, and those above `scale` up to 1 more. */
  bySize(scale: number, floor: number): void {
    let total = 0;
    for (let workload = 0; workload < this.#size.length; workload += 1) {
      const ratio = (this.#size[workload] as number) / scale;
      const share = floor + ratio / (1 + ratio);
      this.#share[workload] = share;
      total += share;
    }
    this.#fill(total);
  }

  /** Most tries go to workloads whose leaving would save something worth mentioning at this temperature. */
  bySaving(state: HostsState, temperature: number, floor: number): void {
    let total = 0;
    for (let workload = 0; workload < this.#size.length; workload += 1) {
      const host = state.assigned[workload] as number;
      let saving = state.loadGain(workload) + state.moveCost(workload, host);
      saving -= state.balanceDelta(workload, host, -1);
      const ratio = saving > 0 ? saving / temperature : 0;
      const share = floor + ratio / (1 + ratio);
      this.#share[workload] = share;
      total += share;
    }
    this.#fill(total);
  }

  #fill(total: number): void {
    const last = this.#share.length - 1;
    let workload = 0;
    let until = this.#share[0] as number;
    for (let at = 0; at < this.#pool.length; at += 1) {
      const aim = ((at + 0.5) / this.#pool.length) * total;
      while (workload < last && aim > until) {
        workload += 1;
        until += this.#share[workload] as number;
      }
      this.#pool[at] = workload;
    }
  }
}
