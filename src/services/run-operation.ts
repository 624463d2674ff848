/** Works on one claimed operation in a thread: beats, hands on what is asked of it, ends it or gives it back. */

import { setTimeout as sleep } from 'node:timers/promises';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { beatOperation, endOperation, OPERATION_LEASE_SECONDS, releaseOperation } from '../store/durable-operations.ts';
import type { BeatAnswer, ClaimedOperation } from '../store/durable-operations.ts';
import { startThread } from '../threads/run.ts';
import type { ServiceContext } from './context.ts';
import type { OperationAnswer, OperationNews, OperationOrder } from './operation-thread.ts';
import { problemOf } from './problem.ts';
import { contextOrder } from './thread-context.ts';

export interface OperationRun extends AsyncDisposable {
  readonly result: Promise<OperationAnswer>;
  /** Asks for an early end that keeps the best so far. */
  stop(): void;
}

/** Does the work of an order somewhere else than here. */
export type Perform = (order: OperationOrder, onNews: (news: OperationNews) => void) => OperationRun;

export const performInThread: Perform = (order, onProgress) => startThread('operation', order, { onProgress });

/** How it went: `lost` to another process, `released` because this one ends. */
export type OperationOutcome = 'succeeded' | 'failed' | 'cancelled' | 'lost' | 'released';

const BEAT_MS = 500;
const WRITE_AGAIN_MS = 250;
/** What a process that ends spends at most on giving its work back; the lease ends by itself. */
const PARTING_MS = 1_000;
/** A connection that was lost says nothing about the work: it is tried again. */
const TRY_AGAIN = new Set(['IST-7006']);
/** A thread whose commit took the lease away is done; this long it may take to say so. */
const LAST_WORDS_MS = 5_000;

type Settled = { readonly answer: OperationAnswer } | { readonly error: unknown };

/** @param context its signal ends the work here and gives the operation back, for others to take over. */
export async function workOnOperation(
  context: ServiceContext,
  claim: ClaimedOperation,
  perform: Perform = performInThread,
): Promise<OperationOutcome> {
  let news: OperationNews = { progress: 0, phase: 'starting', detail: null, figures: {} };
  const { id, lease, kind, input, actor } = claim;
  const order = { ...contextOrder({ ...context, actor }), id, lease, kind, input };
  await using run = perform(order, (next) => (news = next));
  const settled: Promise<Settled> = run.result.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  const asked = await beatUntil(context, claim, () => news, run, settled);
  if (asked === 'settled') return end(context, claim, await settled);
  if (asked === 'lost') {
    const { signal } = context;
    const waited = sleep(LAST_WORDS_MS, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
    const last = await Promise.race([settled, waited]);
    return last !== undefined && 'answer' in last && last.answer.completed ? 'succeeded' : 'lost';
  }
  await run[Symbol.asyncDispose]();
  if (asked === 'released') {
    await persist(context, () => releaseOperation(context.store, claim));
    return 'released';
  }
  const problem = problemOf(failure('IST-7010', 'the operation was cancelled'));
  const cancelled = { state: 'cancelled', problem, finishedAt: context.clock() } as const;
  const ended = await persist(context, () => endOperation(context.store, claim, cancelled));
  return ended ? 'cancelled' : 'lost';
}

async function beatUntil(
  context: ServiceContext,
  claim: ClaimedOperation,
  news: () => OperationNews,
  run: OperationRun,
  settled: Promise<Settled>,
): Promise<'settled' | 'lost' | 'cancelled' | 'released'> {
  const ending = new AbortController();
  void settled.then(() => ending.abort());
  const awake = AbortSignal.any([ending.signal, ...(context.signal === undefined ? [] : [context.signal])]);
  for (;;) {
    await sleep(BEAT_MS, undefined, { signal: awake }).catch(() => undefined);
    if (isOver(ending.signal)) return 'settled';
    if (isOver(context.signal)) return 'released';
    // A database that is away for a moment must not end the work; the lease decides when it was away too long.
    const answer = await beatOperation(context.store, claim, news()).catch((): BeatAnswer | undefined => undefined);
    if (answer === undefined) continue;
    if (!answer.held) return isOver(ending.signal) ? 'settled' : 'lost';
    if (answer.cancelRequested) return 'cancelled';
    if (answer.stopRequested) run.stop();
  }
}

const isOver = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

async function end(context: ServiceContext, claim: ClaimedOperation, settled: Settled): Promise<OperationOutcome> {
  const finishedAt = context.clock();
  if ('answer' in settled) {
    if (settled.answer.completed) return 'succeeded';
    const { result } = settled.answer;
    const succeeded = { state: 'succeeded', result, finishedAt } as const;
    return (await persist(context, () => endOperation(context.store, claim, succeeded))) ? 'succeeded' : 'lost';
  }
  if (settled.error instanceof IsthmusError && TRY_AGAIN.has(settled.error.code) && claim.attempts < 3) {
    await persist(context, () => releaseOperation(context.store, claim, { counts: true }));
    return 'released';
  }
  // Cancelled while it kept what it had found: nothing of that was committed.
  const state = settled.error instanceof IsthmusError && settled.error.code === 'IST-7010' ? 'cancelled' : 'failed';
  const ended = { state, problem: problemOf(settled.error), finishedAt } as const;
  return (await persist(context, () => endOperation(context.store, claim, ended))) ? state : 'lost';
}

/**
 * Writes an end in spite of a database that is away for a moment: what was found must not be lost by one query. Once the
 * lease is over, or sooner in a process that ends, it throws, and whoever claims it next begins again.
 */
async function persist<T>(context: ServiceContext, write: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      return await write();
    } catch (error) {
      const most = isOver(context.signal) ? PARTING_MS : OPERATION_LEASE_SECONDS * 1000;
      if (performance.now() - began >= most) throw error;
      await sleep(WRITE_AGAIN_MS);
    }
  }
}
