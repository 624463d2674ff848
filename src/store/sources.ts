/** Sources, their imports, and what each said. */

import type pg from 'pg';
import type { Source } from '../core/model/estate.ts';
import type { Queryable } from './store.ts';

interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly provider_kind: string;
  readonly precedence: number;
  readonly observed_at: Date;
}

const toSource = (row: SourceRow): Source => ({
  id: row.id,
  name: row.name,
  providerKind: row.provider_kind,
  precedence: row.precedence,
  observedAt: row.observed_at.toISOString(),
});

export async function readSources(db: Queryable): Promise<ReadonlyMap<string, Source>> {
  const { rows } = await db.query<SourceRow>('select * from sources order by name');
  return new Map(rows.map((row) => [row.id, toSource(row)]));
}

/** What somebody made its word count stays: `precedence` is that of a new source only. */
export async function saveSource(db: Queryable, source: Source, now: Date): Promise<void> {
  await db.query(
    `insert into sources (id, name, provider_kind, precedence, observed_at, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set provider_kind = $3, observed_at = $5`,
    [source.id, source.name, source.providerKind, source.precedence, source.observedAt, now],
  );
}

/** By id; else by name, when one source has it. */
export async function findSources(db: Queryable, idOrName: string): Promise<readonly Source[]> {
  const { rows } = await db.query<SourceRow>(
    'select * from sources where id = $1 or name = $1 or lower(name) = lower($1) order by id',
    [idOrName],
  );
  const exact = rows.filter((row) => row.id === idOrName);
  const named = rows.filter((row) => row.name === idOrName);
  return (exact.length > 0 ? exact : named.length > 0 ? named : rows).map(toSource);
}

export async function savePrecedence(db: Queryable, sourceId: string, precedence: number): Promise<void> {
  await db.query('update sources set precedence = $2 where id = $1', [sourceId, precedence]);
}

export async function saveObservedAt(db: Queryable, sourceId: string, observedAt: string): Promise<void> {
  await db.query('update sources set observed_at = $2 where id = $1', [sourceId, observedAt]);
}

/**
 * Takes the source away with all it said; what it said while it was there stays in the generations made then, and its
 * receipts stay as evidence. Its issues go: they were about what to mend in it.
 */
export async function removeSource(db: Queryable, sourceId: string, now: Date): Promise<void> {
  // Whoever claims the source holds its connection and then asks for the source: in this order here, too.
  await db.query('select 1 from connections where source_id = $1 for update', [sourceId]);
  await db.query('delete from import_issues where import_id in (select id from imports where source_id = $1)', [
    sourceId,
  ]);
  await db.query('update imports set retired_at = $2 where source_id = $1 and retired_at is null', [sourceId, now]);
  await db.query('delete from sources where id = $1', [sourceId]);
}

export interface ImportRecord<Receipt> {
  readonly id: string;
  readonly sourceId: string;
  readonly generation: number;
  readonly changed: boolean;
  readonly receipt: Receipt;
  readonly basis: string;
  readonly actor: string;
  readonly createdAt: Date;
}

export async function saveImport(db: Queryable, record: ImportRecord<unknown>): Promise<void> {
  await db.query(
    `insert into imports (id, source_id, generation, changed, receipt, basis, actor, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      record.id,
      record.sourceId,
      record.generation,
      record.changed,
      JSON.stringify(record.receipt),
      record.basis,
      record.actor,
      record.createdAt,
    ],
  );
}

/** The newest import of a source; its receipt is what the provider wrote then. */
export async function latestImport<Receipt>(
  db: Queryable,
  sourceId: string,
): Promise<ImportRecord<Receipt> | undefined> {
  const { rows } = await db.query<pg.QueryResultRow & { readonly receipt: Receipt }>(
    `select id, source_id as "sourceId", generation, changed, receipt, basis, actor, created_at as "createdAt"
     from imports where source_id = $1 and retired_at is null order by seq desc limit 1`,
    [sourceId],
  );
  return rows[0] as ImportRecord<Receipt> | undefined;
}

export async function readIssues<Issue>(
  db: Queryable,
  importId: string,
  after: number,
  limit: number,
): Promise<{
  readonly known: boolean;
  readonly total: number;
  readonly items: readonly { readonly seq: number; readonly issue: Issue }[];
}> {
  const [found, count, page] = await Promise.all([
    db.query('select 1 from imports where id = $1', [importId]),
    db.query<{ total: number }>('select count(*)::int as total from import_issues where import_id = $1', [importId]),
    db.query<{ seq: number; issue: Issue }>(
      'select seq, doc as issue from import_issues where import_id = $1 and seq > $2 order by seq limit $3',
      [importId, after, limit],
    ),
  ]);
  return { known: found.rows.length > 0, total: count.rows[0]?.total ?? 0, items: page.rows };
}

/** How many workloads of the newest generation each source speaks of. */
export async function countObservations(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ source_id: string; count: number }>(
    'select source_id, count(*)::int as count from observations group by source_id',
  );
  return new Map(rows.map((row) => [row.source_id, row.count]));
}
