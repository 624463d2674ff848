/** What may be removed from the audit log without breaking it: details, and whole beginnings at a checkpoint (O8). */

import { nameIn, namesOf } from '../core/access/pseudonym.ts';
import { failure } from '../core/errors/registry.ts';
import { CUT, KEEPS_DETAIL, REDACT_DETAIL } from '../core/evidence/erasures.ts';
import { checkpointBefore, cutRecords } from '../store/audit-checkpoints.ts';
import { actorNames, recordsIn, removeDetails } from '../store/audit-removal.ts';
import { chainNow, lockHead } from '../store/audit.ts';
import type { Queryable } from '../store/store.ts';
import { recordAudit } from './audit.ts';
import { checkpointIn } from './audit-checkpoint.ts';
import type { ServiceContext } from './context.ts';

/** Names that are no person's. */
const NOBODY = new Set(['local', 'server', 'anonymous', 'admin', 'token:admin']);

export interface Redacted {
  readonly first: number;
  readonly last: number;
  /** Details that were there until now. */
  readonly removed: number;
}

/** Removes the details of records `first` to `last`. Throws IST-6105 when there are none, IST-6107 when one must stay, or the reason names an actor. */
export function redactDetails(
  context: ServiceContext,
  request: { readonly first: number; readonly last: number; readonly reason: string },
): Promise<Redacted> {
  return context.store.transaction(async (db) => {
    await lockHead(db);
    const named = nameIn(request.reason, (await actorNames(db)).filter((name) => !NOBODY.has(name)).flatMap(namesOf));
    if (named !== undefined)
      throw failure(
        'IST-6107',
        `the reason stays for ever and has a name in it, ${named}: say why without naming anybody`,
      );
    return redactIn(context, db, request);
  });
}

export async function redactIn(
  context: ServiceContext,
  db: Queryable,
  { first, last, reason }: { readonly first: number; readonly last: number; readonly reason: string },
): Promise<Redacted> {
  const records = await recordsIn(db, first, last);
  if (last < first || records.length !== last - first + 1)
    throw failure('IST-6105', `the log has no records ${first} to ${last}`);
  const kept = records.find(({ action }) => KEEPS_DETAIL.test(action));
  if (kept !== undefined) throw failure('IST-6107', `record ${kept.seq} (${kept.action}) keeps its detail`);
  const id = first === last ? `${first}` : `${first}-${last}`;
  await recordAudit(context, db, {
    action: REDACT_DETAIL,
    object: { kind: 'audit-record', id },
    detail: { reason },
  });
  await chainNow(db);
  await removeDetails(db, first, last);
  return { first, last, removed: records.filter(({ hasDetail }) => hasDetail).length };
}

export interface CutOff {
  /** Records that are gone: all up to this one. */
  readonly upTo: number;
  readonly removed: number;
}

const DAY_MS = 86_400_000;

/**
 * Cuts off records older than so many days, at the last checkpoint that covers none younger: the rest stays anchored on
 * it. Throws IST-6108 when no checkpoint is that old.
 */
export function cutAudit(context: ServiceContext, { days }: { readonly days: number }): Promise<CutOff> {
  return context.store.transaction(async (db) => {
    await checkpointIn(context, db);
    const moment = new Date(context.clock().getTime() - days * DAY_MS);
    const checkpoint = await checkpointBefore(db, moment);
    const { rows } = await db.query<{ first: number | null }>('select min(seq)::float8 as first from audit_records');
    if (checkpoint === undefined || checkpoint.seq < (rows[0]?.first ?? 1))
      throw failure('IST-6108', `no checkpoint covers only records from before ${moment.toISOString().slice(0, 10)}`);
    await recordAudit(context, db, {
      action: CUT,
      object: { kind: 'checkpoint', id: `${checkpoint.seq}` },
      detail: { days, olderThan: moment.toISOString() },
    });
    await chainNow(db);
    return { upTo: checkpoint.seq, removed: await cutRecords(db, checkpoint.seq) };
  });
}
