/** Reads the estate as it was in a generation. */

import type { Application, Cluster, Datastore, Dependency, Host, Network } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { inBatches } from './observations.ts';
import type { Queryable } from './store.ts';

export interface Entities {
  readonly host: Host;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly datastore: Datastore;
  readonly application: Application;
  readonly dependency: Dependency;
}
export type EntityTable = keyof Entities;

const HOLDS = 'from_generation <= $1 and to_generation >= $1';

/** Workloads of a generation in the order of ids, in batches. Needs a transaction. */
export async function* workloadsIn(
  connection: Queryable,
  generation: number,
  batchRows: number,
): AsyncGenerator<readonly Workload[]> {
  const text = `select doc from workloads where ${HOLDS} order by id`;
  for await (const batch of inBatches<{ doc: Workload }>(connection, text, [generation], batchRows)) {
    yield batch.map((row) => row.doc);
  }
}

export async function readWorkload(db: Queryable, generation: number, id: string): Promise<Workload | undefined> {
  const { rows } = await db.query<{ doc: Workload }>(`select doc from workloads where id = $2 and ${HOLDS}`, [
    generation,
    id,
  ]);
  return rows[0]?.doc;
}

/** Workloads whose name is this in any letter case, at most `limit`. */
export async function workloadsNamed(
  db: Queryable,
  generation: number,
  name: string,
  limit: number,
): Promise<readonly Workload[]> {
  const { rows } = await db.query<{ doc: Workload }>(
    `select doc from workloads where lower(name) = lower($2) and ${HOLDS} order by id limit $3`,
    [generation, name, limit],
  );
  return rows.map((row) => row.doc);
}

export async function readEntities<K extends EntityTable>(
  db: Queryable,
  generation: number,
  kind: K,
): Promise<Entities[K][]> {
  const { rows } = await db.query<{ doc: Entities[K] }>(
    `select doc from entities where kind = $2 and ${HOLDS} order by id`,
    [generation, kind],
  );
  return rows.map((row) => row.doc);
}

/** One page in the order of names, after (name, id). */
export async function pageEntities<K extends EntityTable>(
  db: Queryable,
  generation: number,
  kind: K,
  page: { readonly limit: number; readonly after?: { readonly name: string; readonly id: string } },
): Promise<{
  readonly items: readonly Entities[K][];
  readonly total: number;
  readonly last?: { readonly name: string; readonly id: string };
}> {
  const [counted, found] = await Promise.all([
    db.query<{ total: number }>(`select count(*)::int as total from entities where kind = $2 and ${HOLDS}`, [
      generation,
      kind,
    ]),
    db.query<{ doc: Entities[K]; name: string; id: string }>(
      `select doc, name, id from entities where kind = $2 and ${HOLDS} and ($3::text is null or (name, id) > ($3, $4)) order by name, id limit $5`,
      [generation, kind, page.after?.name ?? null, page.after?.id ?? null, page.limit],
    ),
  ]);
  const last = found.rows.at(-1);
  return {
    items: found.rows.map((row) => row.doc),
    total: counted.rows[0]?.total ?? 0,
    ...(last !== undefined && { last: { name: last.name, id: last.id } }),
  };
}

export interface ChangedWorkload {
  readonly id: string;
  readonly before?: Workload;
  readonly after?: Workload;
}

/** Workloads whose rows differ between two generations, in the order of ids. */
export async function changedWorkloads(
  db: Queryable,
  from: number,
  to: number,
  limit: number,
): Promise<{
  readonly items: readonly ChangedWorkload[];
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number };
}> {
  const both = `
    with before as (select id, digest, from_generation from workloads where from_generation <= $1 and to_generation >= $1 and not (from_generation <= $2 and to_generation >= $2)),
         after as (select id, digest, from_generation from workloads where from_generation <= $2 and to_generation >= $2 and not (from_generation <= $1 and to_generation >= $1)),
         changes as (
           select coalesce(before.id, after.id) as id, before.from_generation as old, after.from_generation as new
           from before full join after on before.id = after.id
           where before.digest is distinct from after.digest)`;
  const [page, counted] = await Promise.all([
    db.query<{ id: string; before: Workload | null; after: Workload | null }>(
      `${both} select changes.id, b.doc as before, a.doc as after from changes
         left join workloads b on b.id = changes.id and b.from_generation = changes.old
         left join workloads a on a.id = changes.id and a.from_generation = changes.new
       order by changes.id limit $3`,
      [from, to, limit],
    ),
    db.query<{ added: number; removed: number; changed: number }>(
      `${both} select count(*) filter (where old is null)::int as added, count(*) filter (where new is null)::int as removed,
                      count(*) filter (where old is not null and new is not null)::int as changed from changes`,
      [from, to],
    ),
  ]);
  return {
    items: page.rows.map(({ id, before, after }) => ({ id, ...(before && { before }), ...(after && { after }) })),
    counts: counted.rows[0] ?? { added: 0, removed: 0, changed: 0 },
  };
}
