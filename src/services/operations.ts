/**
 * Long-running work that answers at once and is followed by its id. The work itself is one transaction or leaves
 * nothing half-done, so an operation whose process died is simply failed: the same command starts it again. Durable
 * work is not even that: another process takes it over (durable-job.ts).
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, Problem } from '../api/common.ts';
import { failure } from '../core/errors/registry.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { enqueueOperation, MOST_ATTEMPTS } from '../store/durable-operations.ts';
import * as store from '../store/operations.ts';
import type { OperationRecord } from '../store/operations.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { DURABLE_JOBS } from './durable-jobs.ts';
import type { DurableInput, DurableKind } from './durable-jobs.ts';
import { problemOf } from './problem.ts';

export { problemOf };

export type OperationKind = Operation['kind'];

const BEAT_MS = 500;
/** A process that was silent this long is taken for dead; beats come 40 times as often. */
const DEAD_AFTER_SECONDS = 20;

export interface StartedOperation {
  readonly operation: Operation;
  /** Resolves when it has ended, however it ended. The owner of the process waits for it before it closes the store. */
  readonly ended: Promise<void>;
}

const isOpen = ({ state }: { readonly state: OperationRecord['state'] }): boolean =>
  state === 'pending' || state === 'running';

/** What is shown of an operation whose process is silent: lost, or waiting for the next one. */
function shownState(record: OperationRecord): Pick<Operation, 'state' | 'phase'> {
  const { state, phase, durable, lapsed, attempts, silentSeconds } = record;
  if (state !== 'running') return { state, phase };
  if (!durable) return { state: silentSeconds > DEAD_AFTER_SECONDS ? 'failed' : state, phase };
  if (!lapsed) return { state, phase };
  if (attempts >= MOST_ATTEMPTS) return { state: 'failed', phase };
  return { state: 'pending', phase: 'its process ended; waiting for another to take it over' };
}

function toOperation(record: OperationRecord): Operation {
  const shown = shownState(record);
  const dead = shown.state === 'failed' && record.state !== 'failed';
  return {
    id: record.id,
    kind: record.kind as OperationKind,
    ...shown,
    progress: record.progress,
    detail: record.detail,
    figures: { ...record.figures },
    canStop: record.canStop && isOpen(shown),
    startedAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
    result: record.result ?? null,
    problem: dead
      ? problemOf(failure('IST-7011', 'the process that worked on it ended'))
      : ((record.problem ?? null) as Problem | null),
  };
}

/**
 * Asks for durable work. The same question of the same person while it is open answers with the same operation, so that
 * a command that is repeated after its process died goes on with what it began.
 */
export async function enqueueJob<Kind extends DurableKind>(
  context: ServiceContext,
  kind: Kind,
  input: DurableInput<Kind>,
): Promise<Operation> {
  const plain = JSON.parse(JSON.stringify(input)) as unknown;
  const id = await enqueueOperation(context.store, {
    id: newId('op'),
    kind,
    actor: context.actor,
    input: plain,
    inputDigest: digestOf(plain),
    canStop: DURABLE_JOBS[kind].canStop,
    createdAt: context.clock(),
  });
  return getOperation(context, id);
}

/** Starts work under its own id. The work is given a context that reports its progress and is aborted on cancel. */
export async function startOperation(
  context: ServiceContext,
  kind: OperationKind,
  work: (context: ServiceContext) => Promise<unknown>,
): Promise<StartedOperation> {
  const id = newId('op');
  await store.insertOperation(context.store, id, kind, context.actor, context.clock());
  const abort = new AbortController();
  const signal = context.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, context.signal]);
  const at = { progress: 0, phase: '', detail: null as string | null };
  const inner: ServiceContext = {
    ...context,
    signal,
    progress(fraction, phase, detail) {
      // Parts of the work may report out of turn; what people see only goes forward.
      at.progress = Math.max(at.progress, Math.min(1, fraction));
      at.phase = phase;
      at.detail = detail ?? null;
    },
  };
  const running = beat(context, id, at, abort, work(inner));
  const operation = await getOperation(context, id);
  return { operation, ended: running };
}

/** Writes progress twice a second while the work goes on, and its end when it has ended. */
async function beat(
  context: ServiceContext,
  id: string,
  at: { progress: number; phase: string; detail: string | null },
  abort: AbortController,
  work: Promise<unknown>,
): Promise<void> {
  const settled = work.then(
    (result) => ({ state: 'succeeded' as const, result }),
    (error: unknown) =>
      abort.signal.aborted || context.signal?.aborted === true
        ? { state: 'cancelled' as const, problem: problemOf(failure('IST-7010', 'the operation was cancelled')) }
        : { state: 'failed' as const, problem: problemOf(error) },
  );
  const waiting = new AbortController();
  void settled.then(() => waiting.abort());
  while (!waiting.signal.aborted) {
    await sleep(BEAT_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    if (waiting.signal.aborted) break;
    // A database that is away for a moment must not end the work; the work's own queries will say so if it stays away.
    const cancelled = await store.touchOperation(context.store, id, at).catch(() => false);
    if (cancelled) abort.abort();
  }
  await store
    .finishOperation(context.store, id, { ...(await settled), finishedAt: context.clock() })
    .catch(() => undefined);
}

/** Throws IST-2107. With `waitMs`, answers when the operation ends or that time is over. */
export async function getOperation(
  context: ServiceContext,
  id: string,
  options: { readonly waitMs?: number } = {},
): Promise<Operation> {
  const deadline = performance.now() + (options.waitMs ?? 0);
  for (let pause = 20; ; pause = Math.min(200, pause * 1.5)) {
    const record = await store.readOperation(context.store, id);
    if (record === undefined) throw failure('IST-2107', `there is no operation ${id}`);
    const operation = toOperation(record);
    const left = deadline - performance.now();
    if (!isOpen(operation) || left <= 0) return operation;
    await sleep(Math.min(pause, left));
  }
}

/** Newest first. */
export async function listOperations(context: ServiceContext, limit = 50): Promise<readonly Operation[]> {
  return (await store.readOperations(context.store, limit)).map(toOperation);
}

/** Asks a search to end early and keep the best it has found. Throws IST-2107, IST-7013 when it cannot. */
export async function stopOperation(context: ServiceContext, id: string): Promise<Operation> {
  const operation = await getOperation(context, id);
  if (!isOpen(operation)) return operation;
  if (!operation.canStop) throw failure('IST-7013', `${id} (${operation.kind}) cannot end early with a result`);
  await store.requestStop(context.store, id);
  return getOperation(context, id);
}

/** Asks the process that works on it to stop; it does so at its next step. Throws IST-2107. */
export async function cancelOperation(context: ServiceContext, id: string): Promise<Operation> {
  const problem = problemOf(failure('IST-7010', 'the operation was cancelled'));
  await store.requestCancel(context.store, id, problem, context.clock());
  return getOperation(context, id);
}
