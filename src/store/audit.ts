/** The audit log as it is kept. The database itself chains records when their transaction commits: see 0014_audit.sql. */

import type { ActorName, ExportedRecord } from '../core/evidence/audit-lines.ts';
import type { OpenBody } from '../core/evidence/audit-record.ts';
import type { Queryable } from './store.ts';

export interface PendingRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly body: OpenBody;
  readonly salt: string;
  /** Canonical JSON. */
  readonly detail: string;
}

export async function addPending(db: Queryable, { at, actor, action, object, ...rest }: PendingRecord): Promise<void> {
  const { body, salt, detail } = rest;
  await db.query(
    `insert into audit_pending (at, actor, action, object_kind, object_id, body_start, body_middle, salt, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [at, actor, action, object.kind, object.id, body.start, body.middle, salt, detail],
  );
}

/** Gives what this transaction recorded its place now: for what needs the record to be there before it commits. */
export async function chainNow(db: Queryable): Promise<void> {
  await db.query('set constraints audit_chained immediate');
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

const HEAD = 'select seq::float8 as seq, hash from audit_head';

export async function readHead(db: Queryable): Promise<ChainHead> {
  const { rows } = await db.query<{ seq: number; hash: string }>(HEAD);
  return rows[0] ?? lost();
}

/** Nobody else writes records until the transaction ends. */
export async function lockHead(db: Queryable): Promise<ChainHead> {
  const { rows } = await db.query<{ seq: number; hash: string }>(`${HEAD} for update`);
  return rows[0] ?? lost();
}

function lost(): never {
  throw new TypeError('the audit log has no head');
}

/** Whether the log has this record, or was cut off behind it. */
export async function hasHead(db: Queryable, { seq, hash }: ChainHead): Promise<boolean> {
  const { rows } = await db.query<{ has: boolean }>(
    `select exists (select from audit_records where seq = $1 and hash = $2)
         or coalesce((select min(seq) from audit_records) > $1, false) as has`,
    [seq, hash],
  );
  return rows[0]?.has === true;
}

/**
 * Records of a range whose columns do not say what their body says: lists and the triggers that keep the log go by the
 * columns, which no hash covers. The body is made again from them, but for the digest of the detail.
 */
export async function unlikeTheirBody(
  db: Queryable,
  range: { readonly from: number; readonly to: number },
): Promise<readonly number[]> {
  const { rows } = await db.query<{ seq: number }>(
    `select seq::float8 as seq from audit_records r, lateral (
       select '{"action":' || to_json(action) || ',"actor":' || to_json(actor_ref) || ',"at":"' ||
              to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","detail":"' as start,
              '","object":{"id":' || to_json(object_id) || ',"kind":' || to_json(object_kind) || '},"prev":"' || prev ||
              '","seq":' || seq || '}' as finish) made
     where seq between $1 and $2 and body <> start || substr(body, length(start) + 1, 64) || finish
     order by r.seq`,
    [range.from, range.to],
  );
  return rows.map(({ seq }) => seq);
}

/** Records of a range in order, as an export writes them. */
export async function readRecords(
  db: Queryable,
  range: { readonly from: number; readonly to: number; readonly limit: number },
): Promise<readonly (ExportedRecord & { readonly seq: number })[]> {
  const { rows } = await db.query<{ seq: number; body: string; hash: string; detail: string; salt: string }>(
    `select r.seq::float8 as seq, r.body, r.hash, d.detail, d.salt from audit_records r
     left join audit_details d on d.seq = r.seq
     where r.seq between $1 and $2 order by r.seq limit $3`,
    [range.from, range.to, range.limit],
  );
  return rows;
}

/** Names of the actors of a range's records, as far as they are not erased. */
export async function readActorNames(db: Queryable, from: number, to: number): Promise<readonly ActorName[]> {
  const { rows } = await db.query<{ name: string; ref: string; salt: string }>(
    `select name, ref, salt from audit_actors a
     where exists (select from audit_records r where r.actor_ref = a.ref and r.seq between $1 and $2)
     order by ref collate "C"`,
    [from, to],
  );
  return rows;
}

export interface RecordQuery {
  readonly actor?: string;
  /** A whole action, or its begin up to a dot: "waiver". */
  readonly action?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly since?: string;
  readonly until?: string;
  /** Only records before this one. */
  readonly before?: number;
  readonly limit: number;
}

export interface ListedRecord {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
  /** Null: erased. */
  readonly actor: string | null;
  /** Null: removed. */
  readonly detail: string | null;
}

/** Newest first, with how many there are in all. */
export async function pageRecords(
  db: Queryable,
  query: RecordQuery,
): Promise<{ readonly items: readonly ListedRecord[]; readonly total: number }> {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['true'];
  if (query.actor !== undefined) {
    const wanted = put(query.actor);
    conditions.push(
      `(r.actor_ref in (select ref from audit_actors where name = ${wanted}) or (length(${wanted}) >= 8 and starts_with(r.actor_ref, ${wanted})))`,
    );
  }
  if (query.action !== undefined) {
    const wanted = put(query.action);
    conditions.push(`(r.action = ${wanted} or starts_with(r.action, ${wanted} || '.'))`);
  }
  if (query.objectKind !== undefined) conditions.push(`r.object_kind = ${put(query.objectKind)}`);
  if (query.objectId !== undefined) conditions.push(`r.object_id = ${put(query.objectId)}`);
  if (query.since !== undefined) conditions.push(`r.at >= ${put(query.since)}::timestamptz`);
  if (query.until !== undefined) conditions.push(`r.at < ${put(query.until)}::timestamptz`);
  const all = conditions.join(' and ');
  const counted = await db.query<{ total: number }>(
    `select count(*)::int as total from audit_records r where ${all}`,
    values.slice(),
  );
  const before = query.before === undefined ? 'true' : `r.seq < ${put(query.before)}`;
  const { rows } = await db.query<{ seq: number; body: string; hash: string; actor: string; detail: string }>(
    `select r.seq::float8 as seq, r.body, r.hash, a.name as actor, d.detail from audit_records r
     left join audit_actors a on a.ref = r.actor_ref left join audit_details d on d.seq = r.seq
     where ${all} and ${before} order by r.seq desc limit ${put(query.limit)}`,
    values,
  );
  return { items: rows, total: counted.rows[0]?.total ?? 0 };
}

/** Whether names or details were removed, or records cut off, after this record. */
export async function removedAfter(db: Queryable, seq: number): Promise<boolean> {
  const { rows } = await db.query(
    `select from audit_records where seq > $1 and action in ('audit.erase', 'audit.redact', 'audit.cut') limit 1`,
    [seq],
  );
  return rows.length > 0;
}
