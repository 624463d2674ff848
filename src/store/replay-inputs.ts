/** What decisions were made from and no other table keeps, by its digest; and the records of why. */

import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { Queryable } from './store.ts';

export type InputKind = 'pack' | 'price-list' | 'rules' | 'waivers' | 'measured-moves';

export async function missingInputs(db: Queryable, digests: readonly string[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await db.query<{ digest: string }>(
    `select digest from unnest($1::text[]) as asked (digest)
     where not exists (select from replay_inputs kept where kept.digest = asked.digest)`,
    [digests],
  );
  return new Set(rows.map(({ digest }) => digest));
}

export async function keepInput(
  db: Queryable,
  input: { readonly digest: string; readonly kind: InputKind; readonly content: string; readonly createdAt: Date },
): Promise<void> {
  await db.query(
    'insert into replay_inputs (digest, kind, content, created_at) values ($1, $2, $3, $4) on conflict do nothing',
    [input.digest, input.kind, input.content, input.createdAt],
  );
}

export async function readInput(db: Queryable, kind: InputKind, digest: string): Promise<string | undefined> {
  const { rows } = await db.query<{ content: string }>(
    'select content from replay_inputs where digest = $1 and kind = $2',
    [digest, kind],
  );
  return rows[0]?.content;
}

export interface StoredWhy {
  readonly record: WhyRecord;
  readonly resultId: string | null;
  /** What the audit log holds it to; null when the log has no such record, or not its detail. */
  readonly held: { readonly seq: number; readonly detail: string } | null;
}

const SELECT = `select w.doc as record, w.result_id as "resultId",
    (select json_build_object('seq', r.seq, 'detail', d.detail) from audit_records r
     join audit_details d on d.seq = r.seq
     where r.object_kind = 'decision' and r.object_id = w.id order by r.seq limit 1) as held
  from why_records w`;

export async function readWhy(db: Queryable, id: string): Promise<StoredWhy | undefined> {
  const { rows } = await db.query<StoredWhy & Record<string, unknown>>(
    `${SELECT} where w.id = $1 or w.result_id = $1 order by w.seq desc limit 1`,
    [id],
  );
  return rows[0];
}

/** Newest first. */
export async function pageWhy(
  db: Queryable,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly StoredWhy[]; readonly total: number }> {
  const counted = await db.query<{ total: number }>('select count(*)::int as total from why_records');
  const { rows } = await db.query<StoredWhy & Record<string, unknown>>(
    `${SELECT} order by w.seq desc limit $1 offset $2`,
    [page.limit, page.offset],
  );
  return { items: rows, total: counted.rows[0]?.total ?? 0 };
}
