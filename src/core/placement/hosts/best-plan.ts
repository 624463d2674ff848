/**
 * The best assignment a search has seen. Copying it at every improvement would cost more than the search itself, so it is
 * kept as the present assignment and the moves made since; only a long way from it is it written out.
 */

import type { HostsState } from './state.ts';

const JOURNAL = 1024;

export class BestPlan {
  cost: number;
  readonly #state: HostsState;
  readonly #assigned: Int32Array;
  readonly #workload = new Int32Array(JOURNAL);
  readonly #host = new Int32Array(JOURNAL);
  /** Moves since the best; -1: the best is written out. */
  #moves = 0;

  constructor(state: HostsState) {
    this.#state = state;
    this.#assigned = state.assigned.slice();
    this.cost = state.cost;
  }

  /** To be called before a workload leaves its host. */
  note(workload: number): void {
    if (this.#moves < 0) return;
    if (this.#moves === JOURNAL) {
      this.writeOut();
      return;
    }
    this.#workload[this.#moves] = workload;
    this.#host[this.#moves] = this.#state.assigned[workload] as number;
    this.#moves += 1;
  }

  /** To be called when the present assignment keeps every rule and may be the best. */
  keep(): void {
    if (this.#state.cost >= this.cost) return;
    this.cost = this.#state.cost;
    this.#moves = 0;
  }

  copy(into: Int32Array): void {
    if (this.#moves < 0) {
      into.set(this.#assigned);
      return;
    }
    into.set(this.#state.assigned);
    for (let at = this.#moves - 1; at >= 0; at -= 1) into[this.#workload[at] as number] = this.#host[at] as number;
  }

  /** Before the state jumps elsewhere. */
  writeOut(): void {
    if (this.#moves >= 0) this.copy(this.#assigned);
    this.#moves = -1;
  }

  /** Another search found a better one. */
  replace(assigned: Int32Array, cost: number): void {
    this.#assigned.set(assigned);
    this.#moves = -1;
    this.cost = cost;
  }
}
