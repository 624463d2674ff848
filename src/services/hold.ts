/** Reads that are not believed: somebody says whether what they no longer list is really gone. */

import { failure } from '../core/errors/registry.ts';
import type { ConnectionIdentity } from '../providers/connection.ts';
import { saveCursor } from '../store/connections.ts';
import { dropHeld, readHeld } from '../store/holds.ts';
import { readHeldRows } from '../store/staging.ts';
import type { Queryable } from '../store/store.ts';
import { decideSync } from '../store/syncs.ts';
import type { ServiceContext } from './context.ts';
import type { HoldFinding } from './hold-rule.ts';
import { lockEstate } from './rebuild-estate.ts';
import { findSource } from './sources.ts';
import { applyRead } from './sync-apply.ts';
import type { ReadToApply } from './sync-apply.ts';
import type { SyncOutcome } from './sync-outcome.ts';
import { onceMoreOnDeadlock } from './sync-deadlock.ts';
import type { StagedRead } from './sync-read.ts';
import { outcomeOf } from './sync-outcome.ts';

/** What is stored of a held read beside its rows. */
interface StoredRead {
  readonly read: StagedRead;
  readonly identity: ConnectionIdentity;
  readonly observedAt: string;
}

/** Applies exactly what is held, and nothing newer. Throws IST-2222, IST-2228 when nothing is held. */
export async function confirmHeld(context: ServiceContext, idOrName: string): Promise<SyncOutcome> {
  const source = await findSource(context, idOrName);
  const from = performance.now();
  const confirm = async (connection: Queryable): Promise<SyncOutcome> => {
    await lockEstate(connection);
    const held = await heldOf(connection, source);
    const what: ReadToApply = { source, syncId: held.syncId, ...held.read };
    const applied = await applyRead(context, connection, what, {
      holdPercent: undefined,
      rows: (inner) => readHeldRows(inner, source.id),
    });
    await dropHeld(connection, source.id);
    const { cursor } = held.read.read.end;
    if (cursor?.lasting === true) await saveCursor(connection, source.id, cursor.value);
    const outcome = outcomeOf(what, applied, Math.round(performance.now() - from));
    await decideSync(connection, held.syncId, {
      state: 'succeeded',
      outcome,
      decision: decisionOf(context, 'confirmed'),
    });
    return outcome;
  };
  return onceMoreOnDeadlock(() => context.store.transaction(confirm));
}

/**
 * Throws away what is held; the last good state stays, and the next read is judged anew. Throws IST-2222, IST-2228 when
 * nothing is held.
 */
export async function rejectHeld(
  context: ServiceContext,
  idOrName: string,
  request: { readonly reason?: string } = {},
): Promise<void> {
  const source = await findSource(context, idOrName);
  const reject = async (connection: Queryable): Promise<void> => {
    const { syncId } = await heldOf(connection, source);
    await dropHeld(connection, source.id);
    await decideSync(connection, syncId, { decision: decisionOf(context, 'rejected', request.reason) });
  };
  await onceMoreOnDeadlock(() => context.store.transaction(reject));
}

async function heldOf(connection: Queryable, { id, name }: { readonly id: string; readonly name: string }) {
  const held = await readHeld<HoldFinding, StoredRead>(connection, id);
  if (held === undefined) throw failure('IST-2228', `nothing of "${name}" is held`);
  return held;
}

/** Who decided what about a held read. */
export interface HoldDecision {
  readonly what: 'confirmed' | 'rejected';
  readonly actor: string;
  readonly at: string;
  readonly reason?: string;
}

function decisionOf(context: ServiceContext, what: HoldDecision['what'], reason?: string): HoldDecision {
  const at = context.clock().toISOString();
  return { what, actor: context.actor, at, ...(reason !== undefined && reason !== '' && { reason }) };
}
