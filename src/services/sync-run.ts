/** One read of one source that this process has claimed: connect, read, apply, and write down how it went. */

import { failure } from '../core/errors/registry.ts';
import { saveIdentity } from '../store/connections.ts';
import { dropHeld } from '../store/holds.ts';
import { endRead, holdsLease, pruneHistory } from '../store/leases.ts';
import type { ClaimedRead, ReadEndState } from '../store/leases.ts';
import { Staging } from '../store/staging.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { lockEstate } from './rebuild-estate.ts';
import { hostOf } from './source-connection.ts';
import { applyRead, holdRead } from './sync-apply.ts';
import type { Applied, ReadToApply } from './sync-apply.ts';
import { leaseLost, whyStopped, writeDown } from './sync-failure.ts';
import { HeldLease } from './sync-lease.ts';
import { outcomeOf } from './sync-outcome.ts';
import type { SyncOutcome } from './sync-outcome.ts';
import { itemCheck } from './sync-check.ts';
import { readInventory } from './sync-read.ts';
import type { Session, Sessions } from './sync-session.ts';

/** Share of the work, as progress counts it, that reading is. */
const READING = 0.7;
export interface RunOptions {
  readonly sessions: Sessions;
  /** The connection may stay open for the next read: this process will do it. */
  readonly keep: boolean;
  /** What it is when the caller's signal ends it: to be done again at once by another process, or not wanted. */
  readonly stopped: 'interrupted' | 'cancelled';
  readonly onProgress?: (fraction: number, phase: string) => void;
}

/** Throws what stood in the way; it is written down then, and the last good state is kept. */
export async function runSync(context: ServiceContext, claim: ClaimedRead, options: RunOptions): Promise<SyncOutcome> {
  using lease = new HeldLease(context, claim);
  const staging = new Staging(context.store, claim.syncId);
  const progress = (fraction: number, phase: string): void => {
    lease.progress(fraction, phase);
    options.onProgress?.(fraction, phase);
  };
  try {
    return await readAndApply({ ...context, signal: lease.signal }, claim, { ...options, staging, lease, progress });
  } catch (error) {
    await options.sessions.close(claim.source.id);
    throw await writeDown(context, claim, whyStopped(lease, options.stopped, error), error);
  } finally {
    await staging.drop().catch(() => undefined);
  }
}

interface Running extends RunOptions {
  readonly staging: Staging;
  readonly lease: HeldLease;
  readonly progress: (fraction: number, phase: string) => void;
}

async function readAndApply(context: ServiceContext, claim: ClaimedRead, running: Running): Promise<SyncOutcome> {
  const { source, record, syncId } = claim;
  const { sessions, staging, lease, progress } = running;
  const from = performance.now();
  progress(0, 'connecting');
  const session = await sessions.of(context, claim, lease.signal);
  const { identity, inventory } = session.opened.connection;
  if (inventory === undefined)
    throw failure('IST-2221', `${identity.product} lists no inventory`, { hint: 'Delete the source.' });
  progress(0.02, 'reading');
  const observedAt = context.clock().toISOString();
  const cursor = record.fullRequested ? undefined : (session.cursor ?? record.cursor ?? undefined);
  const check = await itemCheck(context, source.providerKind, source.id);
  const read = await readInventory({
    ...(check !== undefined && { check }),
    inventory,
    cursor,
    staging,
    scrub: session.opened.scrub,
    signal: lease.signal,
    onProgress: (fraction, phase) => progress(0.02 + fraction * READING, phase),
  });
  // What takes something away may be held, and is then kept from the table.
  if (read.removals > 0) {
    await staging.spill();
    await staging.flush();
  }
  const what: ReadToApply = { source, syncId, read, identity, observedAt };
  const outcome = await finish(
    {
      ...context,
      progress: (fraction, phase) => progress(0.02 + READING + fraction * (0.98 - READING), phase),
    },
    claim,
    { ...running, session, what, milliseconds: () => Math.round(performance.now() - from) },
  );
  session.cursor = outcome.held === null && read.end.cursor?.lasting === false ? read.end.cursor.value : undefined;
  if (!running.keep || session.cursor === undefined) await sessions.close(source.id);
  progress(1, 'done');
  return outcome;
}

interface Finishing extends Running {
  readonly session: Session;
  readonly what: ReadToApply;
  readonly milliseconds: () => number;
}

async function finish(context: ServiceContext, claim: ClaimedRead, running: Finishing): Promise<SyncOutcome> {
  const { what, staging } = running;
  if (what.read.mode === 'delta' && staging.rows === 0) return finishIdle(context, claim, running);
  context.progress(0, 'waiting for the estate');
  return running.sessions.inTurn(() => applyInOne(context, claim, running));
}

function applyInOne(context: ServiceContext, claim: ClaimedRead, running: Finishing): Promise<SyncOutcome> {
  const { what, staging } = running;
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    if (!(await holdsLease(connection, claim))) throw leaseLost();
    const applied = await applyRead(context, connection, what, {
      holdPercent: context.installation.holdPercent,
      total: staging.rows,
      rows: (inner) => staging.read(inner),
    });
    const outcome = outcomeOf(what, applied, running.milliseconds());
    if ('held' in applied) await holdRead(connection, what, applied.held);
    else if (what.read.mode === 'full') await dropHeld(connection, what.source.id);
    await saveIdentity(connection, what.source.id, what.identity, hostOf(what.identity.endpoint));
    await end(connection, claim, running, outcome);
    await pruneHistory(connection, what.source.id);
    return outcome;
  });
}

/** Nothing changed at the platform: the estate is not even looked at. */
async function finishIdle(context: ServiceContext, claim: ClaimedRead, running: Finishing): Promise<SyncOutcome> {
  const applied: Applied = {
    applied: {
      counts: noCounts,
      generation: null,
      changed: false,
      importId: null,
      issues: running.what.read.issues,
    },
  };
  const outcome = outcomeOf(running.what, applied, running.milliseconds());
  await context.store.transaction(async (connection) => {
    if (!(await holdsLease(connection, claim))) throw leaseLost();
    await end(connection, claim, running, outcome);
  });
  return outcome;
}

const none = { added: 0, changed: 0, removed: 0, unchanged: 0 };
const noCounts = { counts: none, entities: none };

async function end(
  connection: Queryable,
  claim: ClaimedRead,
  { what, keep }: Finishing,
  outcome: SyncOutcome,
): Promise<void> {
  const { cursor } = what.read.end;
  const kept = outcome.held === null ? cursor : undefined;
  const state: ReadEndState = {
    state: outcome.held === null ? 'succeeded' : 'held',
    idle:
      outcome.held === null && !outcome.changed && outcome.upserts + outcome.removed === 0 && outcome.importId === null,
    outcome,
    nextInSeconds: claim.record.intervalSeconds,
    cursor: kept?.lasting === true ? kept.value : null,
    ...(keep && kept?.lasting === false && { keptBy: claim.worker }),
  };
  if (!(await endRead(connection, claim, state))) throw leaseLost();
}
