/** Rebalances a site: several independent searches that hand each other the best plan from time to time. */

import { lowerBound } from './bound.ts';
import { FastRandom } from './fast-random.ts';
import type { HostsProblem } from './problem.ts';
import { indexHosts } from './state-index.ts';
import { HostsState } from './state.ts';
import { Strategy } from './strategy.ts';

export interface HostsSolverOptions {
  readonly seed: number;
  /** 0 … streams−1: which of the searches this one is. */
  readonly stream: number;
  readonly streams: number;
  /** Starts here instead of from the initial assignment; keeps every rule. */
  readonly start?: Int32Array;
}

/** Iterations in one slice of work: some tens of milliseconds. */
export const SLICE = 100_000;
/** Iterations each stream does between two exchanges of `solveHosts`. */
export const ROUND = 1_000_000;

/** One search. The caller decides about time, threads and exchange; the same calls give the same plan. */
export class HostsSolver {
  readonly #strategy: Strategy;
  #iterations = 0;
  #done = 0;

  constructor(problem: HostsProblem, { seed, stream, start }: HostsSolverOptions) {
    this.#strategy = new Strategy(new HostsState(problem, indexHosts(problem)), new FastRandom(seed, stream), stream);
    if (start !== undefined) this.#strategy.restart(start);
  }

  get iterations(): number {
    return this.#iterations;
  }

  get bestCost(): number {
    return this.#strategy.best.cost;
  }

  /** Copies the best assignment so far. */
  best(into: Int32Array): void {
    this.#strategy.best.copy(into);
  }

  /** Share of the time or iterations that is used, 0 … 1: temperatures follow it. */
  setHorizon(fractionDone: number): void {
    this.#done = Math.min(1, Math.max(0, fractionDone));
  }

  /** Takes over a plan of another stream when it is better than this one's. */
  adopt(assigned: Int32Array, cost: number): void {
    if (cost < this.bestCost) this.#strategy.adopt(assigned, cost, this.#done);
  }

  step(iterations: number): void {
    this.#strategy.run(iterations, this.#done, this.#iterations);
    this.#iterations += iterations;
  }
}

export interface HostsPlan {
  readonly assigned: Int32Array;
  readonly cost: number;
  readonly bound: number;
  readonly iterations: number;
}

/**
 * The reference run on one thread: every stream does a round, then the best plan is offered to all. A run with any number
 * of threads that keeps to these rounds gives the same bytes. `iterations` and `round` are per stream.
 */
export function solveHosts(
  problem: HostsProblem,
  { seed, iterations, streams, round = ROUND }: { seed: number; iterations: number; streams: number; round?: number },
): HostsPlan {
  const solvers = Array.from({ length: streams }, (_, stream) => new HostsSolver(problem, { seed, stream, streams }));
  const assigned = problem.initial.slice();
  let cost = Infinity;
  const collect = (): void => {
    for (const solver of solvers) {
      if (solver.bestCost >= cost) continue;
      cost = solver.bestCost;
      solver.best(assigned);
    }
  };
  collect();
  for (let done = 0; done < iterations;) {
    const until = Math.min(done + round, iterations);
    for (const solver of solvers) stepRound(solver, done, until, iterations);
    done = until;
    collect();
    if (done < iterations) for (const solver of solvers) solver.adopt(assigned, cost);
  }
  return { assigned, cost, bound: lowerBound(problem), iterations };
}

/** One stream's share of a round, in slices: iterations `done` … `until` of `total`. */
export function stepRound(solver: HostsSolver, done: number, until: number, total: number): void {
  for (let at = done; at < until; at += SLICE) {
    solver.setHorizon(at / total);
    solver.step(Math.min(SLICE, until - at));
  }
}
