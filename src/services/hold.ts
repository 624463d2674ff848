/** Reads that are not believed: what is held, and what becomes of it. */

import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { findSource } from './sources.ts';
import type { SyncOutcome } from './sync-outcome.ts';

/** Applies exactly what is held. Throws IST-2222, IST-2228 when nothing is. */
export async function confirmHeld(context: ServiceContext, idOrName: string): Promise<SyncOutcome> {
  const { name } = await findSource(context, idOrName);
  throw failure('IST-2228', `nothing of ${name} is held`);
}

/** Throws away what is held; the last good state stays, and the next read is judged anew. */
export async function rejectHeld(
  context: ServiceContext,
  idOrName: string,
  _request: { readonly reason?: string } = {},
): Promise<void> {
  const { name } = await findSource(context, idOrName);
  throw failure('IST-2228', `nothing of ${name} is held`);
}
