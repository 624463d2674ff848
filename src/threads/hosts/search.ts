/**
 * A host search on several threads. The streams and their rounds are those of `solveHosts`; threads only execute them,
 * so a run by iterations gives the same bytes on one thread and on many. A run by time follows the clock instead.
 */

import { lowerBound } from '../../core/placement/hosts/bound.ts';
import type { HostsProblem } from '../../core/placement/hosts/problem.ts';
import { ROUND } from '../../core/placement/hosts/solve.ts';
import type { HostsPlan } from '../../core/placement/hosts/solve.ts';
import { startThread } from '../run.ts';
import type { ThreadRun } from '../run.ts';
import { shareArrays, sharedFloat64, sharedInt32 } from '../shared.ts';
import type { HostsRound, HostsRoundDone } from './task.ts';

export interface HostsSearchOptions {
  readonly seed: number;
  /** Independent searches that hand each other the best plan between rounds; part of what determines the result. */
  readonly streams: number;
  /** At most one for each stream. */
  readonly threads: number;
  /** Per stream; or the instant, in ms since 1970, at which all is to be over. */
  readonly limit: { readonly iterations: number } | { readonly untilMs: number; readonly roundMs?: number };
  /** Begin here instead of at the initial assignment. It keeps every rule, and `cost` is its cost. */
  readonly start?: { readonly assigned: Int32Array; readonly cost: number };
  /** Aborting ends the search within some tens of milliseconds and keeps the best. */
  readonly signal?: AbortSignal;
  /** After each round. */
  readonly onProgress?: (progress: HostsSearchProgress) => void;
}

export interface HostsSearchProgress {
  readonly cost: number;
  readonly bound: number;
  /** Of all streams together. */
  readonly iterations: number;
}

const ROUND_MS = 1000;

const now = (): number => performance.timeOrigin + performance.now();

interface Searcher {
  readonly run: ThreadRun<number, HostsRound>;
  /** Resolves when the round under way is over. */
  report: Promise<HostsRoundDone>;
  told: (done: HostsRoundDone) => void;
}

function awaitReport(searcher: Pick<Searcher, 'told' | 'report'>): void {
  searcher.report = new Promise((resolve) => {
    searcher.told = resolve;
  });
}

/** The rounds still to come after `done` iterations; null: it is over. */
function nextRound(limit: HostsSearchOptions['limit'], begin: number, done: number): HostsRound | null {
  if ('iterations' in limit) {
    if (done >= limit.iterations) return null;
    return { kind: 'iterations', done, until: Math.min(done + ROUND, limit.iterations), total: limit.iterations };
  }
  const time = now();
  const end = limit.untilMs;
  if (time >= end) return null;
  const until = time + (limit.roundMs ?? ROUND_MS);
  // A last round of a few milliseconds is not worth its exchange.
  return { kind: 'time', begin, until: end - until < 100 ? end : until, end };
}

/** Errors of a thread reject with their code. `iterations` of the plan are those of all streams together. */
export async function searchHosts(problem: HostsProblem, options: HostsSearchOptions): Promise<HostsPlan> {
  const { seed, streams, limit, signal, start } = options;
  const begin = now();
  const bound = lowerBound(problem);
  const shared = shareArrays(problem);
  const plans = sharedInt32(streams * problem.workloads);
  const costs = sharedFloat64(streams).fill(Infinity);
  const best = sharedInt32(problem.workloads);
  const bestCost = sharedFloat64(1).fill(start?.cost ?? Infinity);
  best.set(start?.assigned ?? problem.initial);
  const threads = Math.max(1, Math.min(options.threads, streams));

  const searchers: Searcher[] = [];
  const startSearcher = (thread: number): void => {
    const own = Array.from({ length: streams }, (__, stream) => stream).filter((s) => s % threads === thread);
    const slot: Pick<Searcher, 'told' | 'report'> = {
      told: () => undefined,
      report: Promise.resolve({ iterations: 0 }),
    };
    awaitReport(slot);
    const run = startThread(
      'search-hosts',
      { problem: shared, seed, streams, own, plans, costs, best, bestCost, restart: start !== undefined },
      { signal, onProgress: (done) => slot.told(done) },
    );
    searchers.push(Object.assign(slot, { run }));
  };
  try {
    // In here: when one cannot be started, those before it are ended.
    for (let thread = 0; thread < threads; thread += 1) startSearcher(thread);
    let iterations = 0;
    let done = 0;
    // The first report of each thread is that it stands ready.
    for (let round: HostsRound | null = null; ;) {
      const reports = await Promise.all(
        searchers.map(async (searcher) =>
          Promise.race([searcher.report, searcher.run.result.then((n) => ({ iterations: n }))]),
        ),
      );
      iterations = reports.reduce((sum, report) => sum + report.iterations, 0);
      for (let stream = 0; stream < streams; stream += 1) {
        const cost = costs[stream] ?? Infinity;
        if (cost >= (bestCost[0] ?? Infinity)) continue;
        bestCost[0] = cost;
        best.set(plans.subarray(stream * problem.workloads, (stream + 1) * problem.workloads));
      }
      if (round !== null) options.onProgress?.({ cost: bestCost[0] ?? Infinity, bound, iterations });
      if (round?.kind === 'iterations') done = round.until;
      round = signal?.aborted === true ? null : nextRound(limit, begin, done);
      if (round === null) break;
      for (const searcher of searchers) {
        awaitReport(searcher);
        searcher.run.send(round);
      }
    }
    return { assigned: best.slice(), cost: bestCost[0] ?? Infinity, bound, iterations };
  } finally {
    await Promise.all(searchers.map(async ({ run }) => run[Symbol.asyncDispose]()));
  }
}
