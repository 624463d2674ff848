/** How many things of each kind a source lists, and the most it listed in the last day: what a read is judged by. */

import type { Queryable } from './store.ts';

/** 'machine': workloads of every kind together. */
export const COUNTED_KINDS = ['machine', 'vm', 'container', 'ai', 'host', 'cluster', 'network', 'datastore'] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];
/** A kind that is absent: none. */
export type KindCounts = ReadonlyMap<CountedKind, number>;

/** By the database's clock. */
const REMEMBERED_HOURS = 24;

interface CountRow {
  readonly kind: CountedKind;
  readonly count: number;
}

/** As the source's observations are now. */
export async function countKinds(db: Queryable, sourceId: string): Promise<KindCounts> {
  const { rows } = await db.query<CountRow>(
    `with of_kind as (
       select identity->>'kind' as kind, count(*)::int as count from observations where source_id = $1 group by 1)
     select kind, count from of_kind
     union all select 'machine', sum(count)::int from of_kind having count(*) > 0
     union all select kind, count(*)::int from observed_inventory
       where source_id = $1 and kind <> 'dependency' group by kind`,
    [sourceId],
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** The most of each kind that the source listed in the last day and lists no more. */
export async function readMarks(db: Queryable, sourceId: string): Promise<KindCounts> {
  const { rows } = await db.query<CountRow>(
    `select kind, max(count) as count from source_marks
     where source_id = $1 and listed_until > clock_timestamp() - make_interval(hours => ${REMEMBERED_HOURS})
     group by kind`,
    [sourceId],
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** Notes what the source listed until now and lists no more. A later and higher count makes the lower ones needless. */
export async function saveMarks(db: Queryable, sourceId: string, listed: KindCounts): Promise<void> {
  const values = [sourceId, [...listed.keys()], [...listed.values()]];
  await db.query(
    `delete from source_marks m where source_id = $1
       and (listed_until <= clock_timestamp() - make_interval(hours => ${REMEMBERED_HOURS})
         or exists (select 1 from unnest($2::text[], $3::int[]) as listed (kind, count)
              where listed.kind = m.kind and listed.count > m.count))`,
    values,
  );
  await db.query(
    `insert into source_marks (source_id, kind, count)
     select $1, kind, count from unnest($2::text[], $3::int[]) as listed (kind, count)
     on conflict (source_id, kind, count) do update set listed_until = excluded.listed_until`,
    values,
  );
}

/** Somebody confirmed what the source lists: it is judged by that from now on. */
export async function clearMarks(db: Queryable, sourceId: string): Promise<void> {
  await db.query('delete from source_marks where source_id = $1', [sourceId]);
}
