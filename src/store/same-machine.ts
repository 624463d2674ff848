/** Workloads that share a sign without being one, and workloads that went lately. */

import type { Sign } from '../core/model/identity-signs.ts';
import type { Workload } from '../core/model/workload.ts';
import type { Queryable } from './store.ts';

/** A sign that more than this many bear is no sign of anything. */
const MOST_BEARERS = 5;

/**
 * Pairs of workload ids, each in ascending order, that share a sign or a hint. `gone` are workloads that no source
 * lists, with the signs they had; two of them make no pair.
 */
export async function pairsSharing(
  db: Queryable,
  gone: readonly { readonly id: string; readonly signs: readonly Sign[] }[],
  most: number,
): Promise<readonly (readonly [string, string])[]> {
  const given = gone.flatMap(({ id, signs }) => signs.map((sign) => ({ id, sign })));
  const { rows } = await db.query<{ a: string; b: string }>(
    `with bearers as (
       select distinct w.workload_id as id, s.sign, true as listed
       from observations o
       join observation_workloads w on w.observation_key = o.key
       cross join lateral unnest(coalesce(o.signs, '{}') || coalesce(o.hints, '{}')) as s (sign)
       union all
       select id, sign, false from unnest($1::text[], $2::bigint[]) as given (id, sign)),
     few as (
       select sign, array_agg(id) as ids, array_agg(listed) as listed from bearers
       group by sign having count(*) between 2 and ${MOST_BEARERS}),
     members as (
       select few.sign, m.id, m.listed from few cross join lateral unnest(few.ids, few.listed) as m (id, listed))
     select a.id as a, b.id as b from members a join members b on a.sign = b.sign and a.id < b.id
     where a.listed or b.listed
     group by a.id, b.id order by count(*) desc, a.id, b.id limit $3`,
    [given.map(({ id }) => id), given.map(({ sign }) => sign), most],
  );
  return rows.map(({ a, b }) => [a, b]);
}

/** Workloads that the newest generation has no more, as they were last, the latest gone first. */
export async function goneSince(db: Queryable, since: Date, most: number): Promise<readonly Workload[]> {
  const { rows } = await db.query<{ doc: Workload }>(
    `select w.doc from workloads w
     where w.to_generation >= coalesce((select min(number) from generations where created_at >= $1), 2147483647) - 1
       and w.to_generation < (select max(number) from generations)
       and not exists (select 1 from workloads later where later.id = w.id and later.from_generation > w.from_generation)
     order by w.to_generation desc, w.id limit $2`,
    [since, most],
  );
  return rows.map(({ doc }) => doc);
}

/** Of the newest generation. */
export async function readNewest(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, Workload>> {
  const { rows } = await db.query<{ doc: Workload }>(
    'select doc from workloads where id = any($1) and to_generation = 2147483647',
    [ids],
  );
  return new Map(rows.map(({ doc }) => [doc.id, doc]));
}
