/** Reads a source now: by asking the worker that keeps its connection, or here when no worker is there. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../api/common.ts';
import { failure } from '../core/errors/registry.ts';
import { readConnection, requestRead, requestReadCancel } from '../store/connections.ts';
import type { ConnectionRecord } from '../store/connections.ts';
import { claimRead } from '../store/leases.ts';
import { readSync } from '../store/syncs.ts';
import { isWorkerAlive } from '../store/workers.ts';
import { newId, throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { errorOf } from './problem.ts';
import { notLive } from './source-not-live.ts';
import { findSource } from './sources.ts';
import type { SyncOutcome } from './sync-outcome.ts';
import { runSync } from './sync-run.ts';
import { Sessions } from './sync-session.ts';

export interface SyncRequest {
  /** Reads everything, even where changes could be asked for. */
  readonly full?: boolean;
  readonly onProgress?: (fraction: number, phase: string) => void;
}

export interface RequestedSync {
  readonly sourceId: string;
  /** False: nobody will read it until a server runs; syncSource() reads it in this process. */
  readonly workerAlive: boolean;
}

/** Reads at one host at a time. */
export const READS_PER_HOST = 2;
const LOOK_MS = 200;
/** Another process that reads without end is not waited for longer than this. */
const LONGEST_WAIT_MS = 30 * 60_000;

/** Asks for a read and does not wait for it. Throws IST-2222, IST-2221 for a file. */
export async function requestSync(
  context: ServiceContext,
  idOrName: string,
  request: { readonly full?: boolean } = {},
): Promise<RequestedSync> {
  const { id, name } = await findSource(context, idOrName);
  if ((await readConnection(context.store, id)) === undefined) throw notLive(name);
  await requestRead(context.store, id, request);
  return { sourceId: id, workerAlive: await isWorkerAlive(context.store) };
}

/**
 * Reads a source and answers when that is done, whichever process did it; a worker that takes over from one that died
 * counts too. Progress goes to the context as well. Throws IST-2222, IST-2221 for a file, IST-2226 when another process
 * reads it and does not end, IST-7010 when it was cancelled, and what stood in the way of reading.
 */
export async function syncSource(
  context: ServiceContext,
  idOrName: string,
  request: SyncRequest = {},
): Promise<SyncOutcome> {
  const { id, name } = await findSource(context, idOrName);
  if ((await readConnection(context.store, id)) === undefined) throw notLive(name);
  const number = await requestRead(context.store, id, request);
  const progress = (fraction: number, phase: string): void => {
    context.progress(fraction, phase);
    request.onProgress?.(fraction, phase);
  };
  const until = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < until) {
    const record = await readConnection(context.store, id);
    if (record === undefined) throw failure('IST-2222', `${name} was deleted meanwhile`);
    if (record.served >= number) return answerOf(context, record);
    if (record.leased) progress(record.progress, record.phase);
    else if (!(await isWorkerAlive(context.store))) {
      const outcome = await readHere(context, id, progress);
      if (outcome !== undefined) return outcome;
    }
    await sleep(LOOK_MS);
    if (context.signal?.aborted === true) await requestReadCancel(context.store, id);
    throwIfCancelled(context);
  }
  throw failure('IST-2226', `${name} has been read by another process for ${LONGEST_WAIT_MS / 60_000} minutes`);
}

/** Undefined when another process was quicker. */
async function readHere(
  context: ServiceContext,
  sourceId: string,
  onProgress: (fraction: number, phase: string) => void,
): Promise<SyncOutcome | undefined> {
  const claim = await claimRead(context.store, {
    worker: `command ${process.pid}`,
    actor: context.actor,
    lease: randomUUID(),
    syncId: newId('syn'),
    sourceId,
    perHost: READS_PER_HOST,
  });
  if (claim === undefined) return undefined;
  await using sessions = new Sessions();
  return await runSync(context, claim, { sessions, keep: false, stopped: 'cancelled', onProgress });
}

async function answerOf(context: ServiceContext, { lastSync }: ConnectionRecord): Promise<SyncOutcome> {
  const sync = lastSync === null ? undefined : await readSync<SyncOutcome>(context.store, lastSync);
  if (sync?.state === 'failed') throw errorOf(sync.problem as Problem);
  if (sync?.outcome === undefined || sync.outcome === null)
    throw failure('IST-7010', 'the sync was cancelled; the last good state is kept');
  return sync.outcome;
}
