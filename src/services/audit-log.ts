/** The audit log for people: records by who, what, on what and when; how the chain stands; whether it is intact. */

import type { Fault, Verification } from '../core/evidence/verify-export.ts';
import { ExportVerifier, MOST_FAULTS } from '../core/evidence/verify-export.ts';
import { publicKeyOf } from '../core/evidence/signature.ts';
import { newestCheckpoint, readKeys } from '../store/audit-checkpoints.ts';
import { pageRecords, readHead, unlikeTheirBody } from '../store/audit.ts';
import type { ListedRecord, RecordQuery } from '../store/audit.ts';
import { exportAll } from './audit-export.ts';
import { knownHeads, rememberIntact } from './audit-head.ts';
import type { ServiceContext } from './context.ts';

export interface AuditRecord {
  readonly seq: number;
  readonly at: string;
  /** Null: erased. */
  readonly actor: string | null;
  readonly actorRef: string;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  /** Null: removed. */
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly hash: string;
}

interface Body {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
}

/** From what the hash covers, not from the columns beside it. */
function describe({ seq, body, hash, actor, detail }: ListedRecord): AuditRecord {
  const { at, action, object, actor: actorRef } = JSON.parse(body) as Body;
  const parsed = detail === null ? null : (JSON.parse(detail) as Readonly<Record<string, unknown>>);
  return { seq, at, actor, actorRef, action, object, detail: parsed, hash };
}

/** Newest first; `next` is the `before` of the next page. */
export async function listAudit(
  context: ServiceContext,
  query: RecordQuery,
): Promise<{ readonly items: AuditRecord[]; readonly total: number; readonly next: number | null }> {
  const { items, total } = await pageRecords(context.store, {
    ...query,
    ...(query.since !== undefined && { since: momentOf(query.since) }),
    ...(query.until !== undefined && { until: momentOf(query.until) }),
  });
  const last = items.length === query.limit ? items.at(-1) : undefined;
  return { items: items.map(describe), total, next: last === undefined || last.seq <= 1 ? null : last.seq };
}

/** A day begins at midnight UTC, wherever the database believes to be. */
const momentOf = (text: string): string => new Date(text).toISOString();

const VERIFIED = 'audit.verified';

export interface ChainVerified {
  readonly at: string;
  readonly intact: boolean;
  readonly to: number;
}

export interface ChainState {
  readonly records: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly checkpoint: { readonly seq: number; readonly at: string; readonly key: string } | null;
  readonly keyFingerprint: string | null;
  readonly verified: ChainVerified | null;
}

export async function auditState({ store }: ServiceContext): Promise<ChainState> {
  const head = await readHead(store);
  const checkpoint = await newestCheckpoint(store);
  const { rows } = await store.query<{ records: number; verified: ChainVerified | null }>(
    `select (select count(*)::int from audit_records) as records,
            (select value from settings where key = $1) as verified`,
    [VERIFIED],
  );
  return {
    records: rows[0]?.records ?? 0,
    head,
    checkpoint:
      checkpoint === undefined ? null : { seq: checkpoint.seq, at: checkpoint.at.toISOString(), key: checkpoint.key },
    keyFingerprint: (await readKeys(store)).at(-1)?.fingerprint ?? null,
    verified: rows[0]?.verified ?? null,
  };
}

const LINE_FEED = 10;

/**
 * Verifies the log as it is in the database, the way an auditor does with an export, against the keys kept here and
 * what is known of it from before; and that the columns beside the chain say what it says. It cannot tell whether the
 * whole log was exchanged together with its keys and the data folder: only a key or a head kept elsewhere can.
 */
export async function verifyAudit(context: ServiceContext): Promise<Verification> {
  let verifier: ExportVerifier | undefined;
  // Before the export, which may sign a log that was set back.
  const { heads, fault } = await knownHeads(context);
  for await (const text of exportAll(context)) {
    verifier ??= new ExportVerifier({
      keys: (await readKeys(context.store)).flatMap(({ pem }) => publicKeyOf(pem) ?? []),
      heads,
    });
    const bytes = Buffer.from(text);
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_FEED, start);
      verifier.line(bytes.subarray(start, end));
      start = end + 1;
    }
  }
  const chain = verifier?.finish();
  if (chain === undefined) throw new TypeError('an export has lines');
  const found = withFaults(chain, [
    ...(fault === undefined ? [] : [{ line: 0, message: fault }]),
    ...(await columnFaults(context, chain)),
  ]);
  if (found.intact && found.to !== null && found.headHash !== null)
    await rememberIntact(context, { seq: found.to, hash: found.headHash });
  const verified: ChainVerified = { at: context.clock().toISOString(), intact: found.intact, to: found.to ?? 0 };
  await context.store.query(
    `insert into settings (key, value, updated_at) values ($1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [VERIFIED, JSON.stringify(verified), context.clock()],
  );
  return found;
}

async function columnFaults({ store }: ServiceContext, { from, to }: Verification): Promise<readonly Fault[]> {
  if (from === null || to === null) return [];
  return (await unlikeTheirBody(store, { from, to })).map((seq) => ({
    line: 0,
    seq,
    message: `a column of record ${seq} was changed: it does not say what the record says`,
  }));
}

function withFaults(found: Verification, more: readonly Fault[]): Verification {
  const faults = [...found.faults, ...more].slice(0, MOST_FAULTS);
  return { ...found, faults, faultCount: found.faultCount + more.length, intact: found.intact && more.length === 0 };
}
