/** What people said of applications, what flow records mean by workloads, and edges by workload. */

import type { Fix, FixContent } from '../core/applications/fixes.ts';
import { endOf } from '../core/applications/ends.ts';
import type { WorkloadEnd } from '../core/applications/ends.ts';
import type { Application, Dependency, ExternalEnds } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { OPEN } from './generations.ts';
import { inBatches } from './observations.ts';
import type { Queryable } from './store.ts';

interface FixRow {
  readonly seq: string;
  readonly content: FixContent;
  readonly reason: string;
  readonly actor: string;
  readonly createdAt: Date;
}

/** The oldest first. */
export async function readFixes(db: Queryable): Promise<readonly Fix[]> {
  const { rows } = await db.query<FixRow>(
    'select seq, content, reason, actor, created_at as "createdAt" from application_fixes order by seq',
  );
  return rows.map(({ seq, createdAt, ...fix }) => ({ ...fix, seq: Number(seq), at: createdAt.toISOString() }));
}

export async function saveFix(connection: Queryable, fix: Omit<Fix, 'seq'>): Promise<void> {
  await connection.query('insert into application_fixes (content, reason, actor, created_at) values ($1, $2, $3, $4)', [
    JSON.stringify(fix.content),
    fix.reason,
    fix.actor,
    fix.at,
  ]);
}

const DOCUMENTS = 200;

/**
 * The newest workloads in short, in no order. Those whose row is not up to date are read whole, which `refreshEnds`
 * saves the next reader. Needs a transaction.
 */
export async function* readEnds(connection: Queryable): AsyncGenerator<readonly WorkloadEnd[]> {
  const kept = `select e.doc from workload_ends e
    join workloads w on w.id = e.id and w.from_generation = e.from_generation and w.to_generation = ${OPEN}`;
  // Few at once: they are long, and others have their turn between two batches.
  for await (const batch of inBatches<{ doc: WorkloadEnd }>(connection, kept, [], 1000))
    yield batch.map(({ doc }) => doc);
  for await (const batch of outdated(connection)) yield batch.map(({ doc }) => endOf(doc));
}

const outdated = (connection: Queryable): AsyncGenerator<{ from: number; doc: Workload }[]> =>
  inBatches(
    connection,
    `select w.from_generation as "from", w.doc from workloads w
     where w.to_generation = ${OPEN} and not exists (
       select 1 from workload_ends e where e.id = w.id and e.from_generation = w.from_generation)`,
    [],
    DOCUMENTS,
  );

/** Brings the short rows up to date. The caller holds the estate lock and has written the new generation's workloads. */
export async function refreshEnds(connection: Queryable): Promise<void> {
  await connection.query(
    `delete from workload_ends e where not exists (
       select 1 from workloads w where w.id = e.id and w.from_generation = e.from_generation and w.to_generation = ${OPEN})`,
  );
  for await (const batch of outdated(connection)) {
    await connection.query(
      `insert into workload_ends (id, from_generation, doc)
       select * from unnest($1::text[], $2::int[], $3::json[])`,
      [
        batch.map(({ doc }) => doc.id),
        batch.map(({ from }) => from),
        batch.map(({ doc }) => JSON.stringify(endOf(doc))),
      ],
    );
  }
}

/** Of these workloads, as of the last time that ends were brought up to date. */
export async function endsOf(connection: Queryable, ids: readonly string[]): Promise<readonly WorkloadEnd[]> {
  if (ids.length === 0) return [];
  const { rows } = await connection.query<{ doc: WorkloadEnd }>('select doc from workload_ends where id = any($1)', [
    ids,
  ]);
  return rows.map(({ doc }) => doc);
}

/** Of the workloads that bear one of these UUIDs. Looks through all. */
export async function endsWithUuids(connection: Queryable, uuids: readonly string[]): Promise<readonly WorkloadEnd[]> {
  if (uuids.length === 0) return [];
  const { rows } = await connection.query<{ doc: WorkloadEnd }>(
    `select doc from workload_ends
     where exists (select 1 from json_array_elements_text(doc->'uuids') as own (uuid) where own.uuid = any($1))`,
    [uuids],
  );
  return rows.map(({ doc }) => doc);
}

/**
 * Brings the short rows of some workloads up to date, where all others are. The caller has written the workloads.
 *
 * @param changed with another end than before; `same` with the same; `gone` are no more.
 */
export async function saveEnds(
  connection: Queryable,
  {
    changed,
    same,
    gone,
  }: { readonly changed: readonly WorkloadEnd[]; readonly same: readonly string[]; readonly gone: readonly string[] },
): Promise<void> {
  await connection.query('delete from workload_ends where id = any($1)', [gone]);
  await connection.query(
    `insert into workload_ends (id, from_generation, doc)
     select given.id, w.from_generation, given.doc from unnest($1::text[], $2::json[]) as given (id, doc)
     join workloads w on w.id = given.id and w.to_generation = ${OPEN}
     on conflict (id) do update set from_generation = excluded.from_generation, doc = excluded.doc`,
    [changed.map(({ id }) => id), changed.map((end) => JSON.stringify(end))],
  );
  await connection.query(
    `update workload_ends e set from_generation = w.from_generation from workloads w
     where e.id = any($1) and w.id = e.id and w.to_generation = ${OPEN} and e.from_generation <> w.from_generation`,
    [same],
  );
}

/** Whether every workload has its short row: not so before somebody first wanted them. */
export async function endsAreComplete(connection: Queryable): Promise<boolean> {
  const { rows } = await connection.query<{ complete: boolean }>(
    'select (select count(*) from workload_ends) = (select count(*) from current_workloads) as complete',
  );
  return rows[0]?.complete === true;
}

/** Whether anybody asks whom a name or an address means: dependencies do, and what people said. */
export async function endsAreWanted(connection: Queryable): Promise<boolean> {
  const { rows } = await connection.query<{ wanted: boolean }>(
    `select exists (select 1 from observed_inventory where kind = 'dependency')
       or exists (select 1 from application_fixes) as wanted`,
  );
  return rows[0]?.wanted === true;
}

/** Keys of the observations that these workloads were last made of, and of workloads that a person's word changed. */
export async function observationKeys(
  connection: Queryable,
  workloadIds: readonly string[],
  changedByHand: boolean,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ key: string }>(
    `select observation_key as key from observation_workloads where workload_id = any($1)
       or ($2 and workload_id in (
         select id from workloads where to_generation = ${OPEN} and doc::text like '%"sourceId":"hand"%'))`,
    [workloadIds, changedByHand],
  );
  return rows.map(({ key }) => key);
}

const HOLDS = 'from_generation <= $1 and to_generation >= $1';

export interface StoredDependency {
  readonly id: string;
  readonly doc: Dependency;
}

export interface EdgeQuery {
  /** Edges with at least one end among these; absent: all. */
  readonly workloadIds?: readonly string[];
  /** True: only background traffic; false: none of it; absent: both. */
  readonly noise?: boolean;
  readonly after?: string;
  readonly limit: number;
}

/** In the order of ids. */
export async function pageDependencies(
  db: Queryable,
  generation: number,
  query: EdgeQuery,
): Promise<{ readonly items: readonly StoredDependency[]; readonly total: number }> {
  // Written out for each case, so that the indexes on the ends are used.
  const ends =
    query.workloadIds === undefined
      ? '$2::text[] is null'
      : "(doc->>'fromWorkloadId' = any($2) or doc->>'toWorkloadId' = any($2))";
  const noise =
    query.noise === undefined ? 'true' : query.noise ? "doc->>'noise' is not null" : "doc->>'noise' is null";
  const where = `kind = 'dependency' and ${HOLDS} and ${ends} and ${noise}`;
  const [page, counted] = await Promise.all([
    db.query<{ id: string; doc: Dependency }>(
      `select id, doc from entities where ${where} and ($3::text is null or id collate "C" > $3) order by id collate "C" limit $4`,
      [generation, query.workloadIds ?? null, query.after ?? null, query.limit],
    ),
    db.query<{ total: number }>(`select count(*)::int as total from entities where ${where}`, [
      generation,
      query.workloadIds ?? null,
    ]),
  ]);
  return { items: page.rows, total: counted.rows[0]?.total ?? 0 };
}

export async function readDependency(db: Queryable, generation: number, id: string): Promise<Dependency | undefined> {
  const { rows } = await db.query<{ doc: Dependency }>(
    `select doc from entities where kind = 'dependency' and id = $2 and ${HOLDS}`,
    [generation, id],
  );
  return rows[0]?.doc;
}

export async function readExternal(
  db: Queryable,
  generation: number,
  workloadIds: readonly string[],
): Promise<readonly ExternalEnds[]> {
  const { rows } = await db.query<{ doc: ExternalEnds }>(
    `select doc from entities where kind = 'external' and id = any($2) and ${HOLDS} order by id`,
    [generation, workloadIds],
  );
  return rows.map(({ doc }) => doc);
}

/** By id, or by name in any letter case. */
export async function readApplication(
  db: Queryable,
  generation: number,
  idOrName: string,
): Promise<Application | undefined> {
  const { rows } = await db.query<{ doc: Application }>(
    `select doc from entities where kind = 'application' and (id = $2 or lower(name) = lower($2)) and ${HOLDS}
     order by id limit 1`,
    [generation, idOrName],
  );
  return rows[0]?.doc;
}

/** In the order of names; `text` is a part of the name in any letter case. */
export async function pageApplications(
  db: Queryable,
  generation: number,
  page: {
    readonly text?: string;
    readonly after?: { readonly name: string; readonly id: string };
    readonly limit: number;
  },
): Promise<{ readonly items: readonly Application[]; readonly total: number }> {
  const where = `kind = 'application' and ${HOLDS} and ($2::text is null or position(lower($2) in lower(name)) > 0)`;
  const [found, counted] = await Promise.all([
    db.query<{ doc: Application }>(
      `select doc from entities where ${where} and ($3::text is null or (name collate "C", id) > ($3, $4))
       order by name collate "C", id limit $5`,
      [generation, page.text ?? null, page.after?.name ?? null, page.after?.id ?? null, page.limit],
    ),
    db.query<{ total: number }>(`select count(*)::int as total from entities where ${where}`, [
      generation,
      page.text ?? null,
    ]),
  ]);
  return { items: found.rows.map(({ doc }) => doc), total: counted.rows[0]?.total ?? 0 };
}

/** Names of workloads of a generation, by id. */
export async function workloadNames(
  db: Queryable,
  generation: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; name: string | null }>(
    `select id, name from workloads where id = any($2) and ${HOLDS}`,
    [generation, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name ?? id]));
}
