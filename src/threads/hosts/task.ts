/** What each thread of a host search does: its streams' share of a round, their best plans into shared memory, and wait. */

import { HostsSolver, SLICE, stepRound } from '../../core/placement/hosts/solve.ts';
import type { HostsProblem } from '../../core/placement/hosts/problem.ts';
import type { ThreadTask } from '../task.ts';

export interface HostsSearchInput {
  /** Its arrays in shared memory. */
  readonly problem: HostsProblem;
  readonly seed: number;
  readonly streams: number;
  /** Those of this thread. */
  readonly own: readonly number[];
  /** [stream * workloads + workload] and per stream: what each found, written by its thread between rounds. */
  readonly plans: Int32Array;
  readonly costs: Float64Array;
  /** What all streams may adopt, written by the coordinator between rounds. */
  readonly best: Int32Array;
  readonly bestCost: Float64Array;
  /** Start from `best` instead of from the initial assignment. */
  readonly restart: boolean;
}

/** Iterations `done` … `until` of `total` for each stream, or as many as there is time for; instants in ms since 1970. */
export type HostsRound =
  | { readonly kind: 'iterations'; readonly done: number; readonly until: number; readonly total: number }
  | { readonly kind: 'time'; readonly begin: number; readonly until: number; readonly end: number };

export interface HostsRoundDone {
  /** Of all own streams so far. */
  readonly iterations: number;
}

/** Aimed at in a slice: short enough to stop soon, long enough that looking at the clock costs nothing. */
const SLICE_MS = 50;
/** Streams do things once per call that take as long as some thousand iterations: fewer are asked for at the end only. */
const LEAST_SLICE = 20_000;

const now = (): number => performance.timeOrigin + performance.now();

export const searchHostsTask: ThreadTask<HostsSearchInput, number, HostsRoundDone, HostsRound> = async (
  input,
  context,
) => {
  const { problem, seed, streams, own, plans, costs, best, bestCost } = input;
  const { workloads } = problem;
  const solvers = own.map((stream) => ({
    stream,
    solver: new HostsSolver(problem, { seed, stream, streams, ...(input.restart ? { start: best } : {}) }),
  }));
  const publish = (): HostsRoundDone => {
    for (const { stream, solver } of solvers) {
      solver.best(plans.subarray(stream * workloads, (stream + 1) * workloads));
      costs[stream] = solver.bestCost;
    }
    return { iterations: solvers.reduce((sum, { solver }) => sum + solver.iterations, 0) };
  };

  let slice = LEAST_SLICE;
  const runUntil = ({ begin, until, end }: Extract<HostsRound, { kind: 'time' }>): void => {
    /** Measured over the last slice, of one iteration. */
    let each = 0;
    for (let time = now(); time < until && !context.stopping();) {
      for (const { solver } of solvers) {
        const left = (until - time) / Math.max(each, 1e-6);
        const iterations = each > 0 && left < slice ? Math.max(1000, Math.ceil(left)) : slice;
        solver.setHorizon((time - begin) / Math.max(1, end - begin));
        solver.step(iterations);
        const took = Math.max(now() - time, 0.01);
        each = took / iterations;
        slice = Math.max(LEAST_SLICE, Math.min(slice * 2, Math.round((slice * SLICE_MS) / took)));
        time += took;
      }
    }
  };

  // Slice by slice is the same to a stream as the round in one go, and can be stopped in between.
  const runThrough = ({ done, until, total }: Extract<HostsRound, { kind: 'iterations' }>): void => {
    for (const { solver } of solvers) {
      for (let at = done; at < until && !context.stopping(); at += SLICE) {
        stepRound(solver, at, Math.min(at + SLICE, until), total);
      }
    }
  };

  context.progress(publish());
  for (;;) {
    const round = await context.receive();
    if (round === undefined) break;
    for (const { solver } of solvers) solver.adopt(best, bestCost[0] ?? Infinity);
    if (round.kind === 'time') runUntil(round);
    else runThrough(round);
    context.progress(publish());
  }
  return publish().iterations;
};
