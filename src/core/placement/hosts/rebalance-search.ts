/** The search for one group of hosts: begins at the start, is stepped by whoever has time, ends with an order of moves. */

import type { Domain } from './estate.ts';
import { orderMoves } from './move-order.ts';
import type { MoveOrder } from './move-order.ts';
import type { HostsProblem } from './problem.ts';
import { rebalanceBound } from './rebalance-bound.ts';
import { costOf } from './rebalance-cost.ts';
import { problemOf } from './rebalance-problem.ts';
import type { DomainProblem, Goals } from './rebalance-problem.ts';
import { startOf } from './rebalance-start.ts';
import type { Start } from './rebalance-start.ts';
import { descend, trimMoves } from './rebalance-descent.ts';
import { HostsSolver, SLICE } from './solve.ts';

export interface SideBySide {
  /** Moves that may touch one host at a time, and that may run at a time in a group. */
  readonly perHost: number;
  readonly total: number;
}

export interface GroupOutcome {
  readonly domain: Domain;
  readonly start: Start;
  readonly thresholds: Pick<DomainProblem, 'target' | 'even'>;
  readonly now: Int32Array;
  readonly reached: Int32Array;
  readonly order: MoveOrder;
  readonly cost: { readonly before: number; readonly after: number; readonly bound: number };
}

export class GroupSearch {
  readonly domain: Domain;
  readonly start: Start;
  readonly bound: number;
  readonly #now: Int32Array;
  readonly #goal: DomainProblem;
  /** As the goal, with moves counted from where everything is now. */
  readonly #asNow: HostsProblem;
  readonly #solver: HostsSolver | null;
  #iterations = 0;

  /** `most`: moves the whole plan may have. */
  constructor(domain: Domain, goals: Goals, seed: number, most: number) {
    this.domain = domain;
    this.start = startOf(domain, most);
    this.#now = Int32Array.from(domain.units, ({ host }) => host);
    this.#goal = problemOf(
      domain,
      this.start.host,
      this.start.stuck.map(({ unit }) => unit),
      goals,
    );
    this.#asNow = { ...this.#goal.problem, initial: this.#now };
    this.bound = Math.min(
      rebalanceBound(this.#goal.problem, this.#goal.same),
      rebalanceBound(this.#asNow, this.#goal.same),
    );
    const idle = !domain.allowed.includes(1) || domain.units.length === 0;
    const begin = idle ? this.start.host : descend(this.#goal.problem, this.start.host);
    this.#solver = idle ? null : new HostsSolver(this.#goal.problem, { seed, stream: 0, streams: 1, start: begin });
  }

  get iterations(): number {
    return this.#iterations;
  }

  /** Of the best plan so far, moves from the start counted. */
  get cost(): number {
    return this.#solver?.bestCost ?? costOf(this.#goal.problem, this.start.host);
  }

  /** Nothing can be improved, by proof or for want of anything that may move. */
  get finished(): boolean {
    return this.#solver === null || this.cost <= this.bound;
  }

  /** `fractionDone` of the time or the iterations this search has, 0…1. At most a slice at a time. */
  step(iterations: number, fractionDone: number): void {
    if (this.#solver === null) return;
    const slice = Math.min(SLICE, iterations);
    this.#solver.setHorizon(fractionDone);
    this.#solver.step(slice);
    this.#iterations += slice;
  }

  #best(): Int32Array {
    const best = this.start.host.slice();
    this.#solver?.best(best);
    return best;
  }

  /** How much the best plan is better than leaving everything. */
  get gain(): number {
    return costOf(this.#asNow, this.#now) - costOf(this.#asNow, this.#best());
  }

  /** At most `most` moves, forced ones counted. */
  outcome(most: number, sideBySide: SideBySide): GroupOutcome {
    let wanted = descend(this.#goal.problem, this.#best());
    const moved = wanted.filter((host, unit) => host !== this.#now[unit]).length;
    if (moved > most) wanted = trimMoves(this.#goal.problem, wanted, most - this.start.forced.length);
    // A set that a machine broke is a set from now on: its members may not meet on the way either.
    const order = orderMoves(this.#asNow, this.#now, wanted, sideBySide);
    return {
      domain: this.domain,
      start: this.start,
      thresholds: this.#goal,
      now: this.#now,
      reached: order.reached,
      order,
      cost: {
        before: costOf(this.#asNow, this.#now),
        after: costOf(this.#asNow, order.reached),
        bound: this.bound,
      },
    };
  }
}
