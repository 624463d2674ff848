/** Workloads that are other in one generation than in an earlier one: what has to be looked at again. */

import type { Workload } from '../core/model/workload.ts';
import type { Queryable } from './store.ts';

export interface EstateChanges {
  /** New and changed workloads as they are in the later generation, in the order of ids. */
  readonly current: readonly Workload[];
  /** Ids of those that are in the earlier generation only. */
  readonly gone: readonly string[];
}

/** How many workloads came or changed after a generation and hold in a later one. */
export async function countChanged(db: Queryable, from: number, to: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from workloads where from_generation > $1 and from_generation <= $2 and to_generation >= $2`,
    [from, to],
  );
  return rows[0]?.count ?? 0;
}

export async function changesBetween(db: Queryable, from: number, to: number): Promise<EstateChanges> {
  if (from === to) return { current: [], gone: [] };
  const [current, gone] = await Promise.all([
    db.query<{ doc: Workload }>(
      `select doc from workloads where from_generation > $1 and from_generation <= $2 and to_generation >= $2
       order by id collate "C"`,
      [from, to],
    ),
    db.query<{ id: string }>(
      `select id from workloads before where from_generation <= $1 and to_generation >= $1 and to_generation < $2
       and not exists (select 1 from workloads after
                       where after.id = before.id and after.from_generation <= $2 and after.to_generation >= $2)
       order by id collate "C"`,
      [from, to],
    ),
  ]);
  return { current: current.rows.map(({ doc }) => doc), gone: gone.rows.map(({ id }) => id) };
}
