/** What was concluded: one record per run, one row per thing it speaks of, and the record of why. */

import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { FieldValue } from '../core/model/field.ts';
import { bulkWriter } from './bulk.ts';
import type { Queryable } from './store.ts';

export type ResultKind = WhyRecord['decision'];

export interface ResultRecord {
  readonly id: string;
  readonly kind: ResultKind;
  readonly generation: number;
  /** Which of several of a kind: the scenario, what was lost, the site; null where there is one. */
  readonly subject: string | null;
  readonly rowCount: number;
  readonly summary: unknown;
  readonly settings: unknown;
  readonly actor: string;
  readonly createdAt: Date;
}

export interface ResultRow {
  /** Undefined for rows about something else than one workload. */
  readonly workloadId?: string;
  /**
   * Values to filter rows by. A key that is a result field of the catalogue ("readiness.kvm", "site") also becomes
   * that field of the workload in lists.
   */
  readonly columns: Readonly<Record<string, FieldValue | null | undefined>>;
  readonly doc: unknown;
}

const COLUMNS =
  'id, kind, generation, subject, row_count as "rowCount", summary, settings, actor, created_at as "createdAt"';

export async function insertResult(db: Queryable, record: ResultRecord, doc: unknown): Promise<void> {
  await db.query(
    `insert into results (id, kind, generation, subject, row_count, summary, settings, doc, actor, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      record.id,
      record.kind,
      record.generation,
      record.subject,
      record.rowCount,
      JSON.stringify(record.summary),
      JSON.stringify(record.settings),
      doc === undefined ? null : JSON.stringify(doc),
      record.actor,
      record.createdAt,
    ],
  );
}

/** Undefined leaves the summary as it was inserted. */
export async function finishResult(db: Queryable, id: string, rowCount: number, summary: unknown): Promise<void> {
  await db.query('update results set row_count = $2, summary = coalesce($3::json, summary) where id = $1', [
    id,
    rowCount,
    summary === undefined ? null : JSON.stringify(summary),
  ]);
}

export function resultRowWriter(
  db: Queryable,
  resultId: string,
): { add(row: ResultRow): Promise<void> | undefined; flush(): Promise<void> } {
  const writer = bulkWriter(db, 'result_rows', ['result_id', 'seq', 'workload_id', 'columns', 'doc']);
  let seq = 0;
  return {
    add(row) {
      seq += 1;
      return writer.add([resultId, seq, row.workloadId ?? null, JSON.stringify(row.columns), JSON.stringify(row.doc)]);
    },
    flush: () => writer.flush(),
  };
}

export async function insertWhyRecord(db: Queryable, record: WhyRecord, resultId: string): Promise<void> {
  await db.query(
    'insert into why_records (id, result_id, decision, generation, created_at, doc) values ($1, $2, $3, $4, $5, $6)',
    [record.id, resultId, record.decision, record.generation, record.createdAt, JSON.stringify(record)],
  );
}

/** Newest first; a generation restricts to results made from it. */
export async function newestResults(
  db: Queryable,
  kind: ResultKind,
  generation: number | undefined,
  limit: number,
): Promise<readonly ResultRecord[]> {
  const { rows } = await db.query<ResultRecord>(
    `select ${COLUMNS} from results where kind = $1 and ($2::int is null or generation = $2) order by seq desc limit $3`,
    [kind, generation ?? null, limit],
  );
  return rows;
}

/** The newest of a kind about one subject. */
export async function newestAbout(
  db: Queryable,
  kinds: readonly ResultKind[],
  subject: string,
): Promise<ResultRecord | undefined> {
  const { rows } = await db.query<ResultRecord>(
    `select ${COLUMNS} from results where kind = any($1) and subject = $2 order by seq desc limit 1`,
    [kinds, subject],
  );
  return rows[0];
}

export interface ResultPage {
  readonly items: readonly (ResultRecord & { readonly seq: number })[];
  readonly total: number;
}

/** Results of these kinds, newest first; hand back the last one's seq as `before`. */
export async function pageResults(
  db: Queryable,
  kinds: readonly ResultKind[],
  page: { readonly before?: number; readonly limit: number },
): Promise<ResultPage> {
  const [counted, found] = await Promise.all([
    db.query<{ total: number }>('select count(*)::int as total from results where kind = any($1)', [kinds]),
    db.query<ResultRecord & { seq: number }>(
      `select seq::float8 as seq, ${COLUMNS} from results
       where kind = any($1) and ($2::bigint is null or seq < $2) order by seq desc limit $3`,
      [kinds, page.before ?? null, page.limit],
    ),
  ]);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

export async function readResult(db: Queryable, id: string): Promise<ResultRecord | undefined> {
  const { rows } = await db.query<ResultRecord>(`select ${COLUMNS} from results where id = $1`, [id]);
  return rows[0];
}

/** The whole result, where it is one thing; null when it has only rows. */
export async function readResultDoc(db: Queryable, id: string): Promise<unknown> {
  const { rows } = await db.query<{ doc: unknown }>('select doc from results where id = $1', [id]);
  return rows[0]?.doc ?? null;
}

/** The newest result of each kind that was made from a generation, newest first. */
export async function resultsOf(
  db: Queryable,
  generation: number,
): Promise<readonly { readonly id: string; readonly kind: ResultKind }[]> {
  const { rows } = await db.query<{ id: string; kind: ResultKind }>(
    `select id, kind from (select distinct on (kind) id, kind, seq from results where generation = $1 order by kind, seq desc) newest
     order by seq desc`,
    [generation],
  );
  return rows;
}

export async function readResultRow(db: Queryable, resultId: string, workloadId: string): Promise<unknown> {
  const { rows } = await db.query<{ doc: unknown }>(
    'select doc from result_rows where result_id = $1 and workload_id = $2 order by seq limit 1',
    [resultId, workloadId],
  );
  return rows[0]?.doc;
}

export interface RowQuery {
  /** Columns that must have these values; a list column must contain them. */
  readonly where?: Readonly<Record<string, string | number | boolean | null>>;
  readonly workloadId?: string;
  readonly after?: number;
  readonly limit: number;
}

export interface RowPage {
  readonly items: readonly { readonly seq: number; readonly workloadId: string | null; readonly doc: unknown }[];
  readonly total: number;
}

/** Rows in the order they were written, with how many there are in all. */
export async function pageResultRows(db: Queryable, resultId: string, query: RowQuery): Promise<RowPage> {
  const values: unknown[] = [resultId];
  const conditions = ['result_id = $1'];
  if (query.workloadId !== undefined) conditions.push(`workload_id = $${values.push(query.workloadId)}`);
  for (const [column, value] of Object.entries(query.where ?? {})) {
    const name = `columns -> $${values.push(column)}::text`;
    const wanted = `$${values.push(JSON.stringify(value))}::jsonb`;
    // Of a list any element will do: jsonb lets a list contain a bare value.
    conditions.push(`(${name} = ${wanted} or (jsonb_typeof(${name}) = 'array' and ${name} @> ${wanted}))`);
  }
  const all = conditions.join(' and ');
  const [counted, page] = await Promise.all([
    db.query<{ total: number }>(`select count(*)::int as total from result_rows where ${all}`, values),
    db.query<{ seq: number; workloadId: string | null; doc: unknown }>(
      `select seq, workload_id as "workloadId", doc from result_rows where ${all} and seq > $${values.length + 1} order by seq limit $${values.length + 2}`,
      [...values, query.after ?? 0, query.limit],
    ),
  ]);
  return { items: page.rows, total: counted.rows[0]?.total ?? 0 };
}

export async function readWhyRecords(
  db: Queryable,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly WhyRecord[]; readonly total: number }> {
  const [counted, found] = await Promise.all([
    db.query<{ total: number }>('select count(*)::int as total from why_records'),
    db.query<{ doc: WhyRecord }>('select doc from why_records order by seq desc limit $1 offset $2', [
      page.limit,
      page.offset,
    ]),
  ]);
  return { items: found.rows.map((row) => row.doc), total: counted.rows[0]?.total ?? 0 };
}
