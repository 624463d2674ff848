/** Lets generations go, with every row that only they held. The caller holds the estate lock. */

import type { Queryable } from './store.ts';
import { OPEN } from './generations.ts';

/** Generations whose columns are kept; of older ones they are made again when somebody asks. */
const COLUMNS_OF_NEWEST = 20;

/** Those of these generations that nothing rests on: no assessment, check, placement or plan was made from them. */
export async function unreferenced(connection: Queryable, numbers: readonly number[]): Promise<readonly number[]> {
  const { rows } = await connection.query<{ number: number }>(
    `select number from unnest($1::int[]) as given (number)
     where not exists (select 1 from results where results.generation = given.number) order by number`,
    [numbers],
  );
  return rows.map(({ number }) => number);
}

/** @param numbers never the newest. */
export async function dropGenerations(connection: Queryable, numbers: readonly number[]): Promise<void> {
  await connection.query('delete from generations where number = any($1)', [numbers]);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  for (const table of ['workloads', 'entities']) {
    // A row that ended is held by the generations that are left between its first and its last one.
    await connection.query(
      `delete from ${table} t where to_generation < ${OPEN} and to_generation >= $1 and from_generation <= $2
       and not exists (select 1 from generations g where g.number between t.from_generation and t.to_generation)`,
      [first, last],
    );
  }
  await dropColumns(connection);
  // An id is kept for a machine that may come back as long as any generation knows it.
  await connection.query(
    `delete from observation_workloads w
     where not exists (select 1 from observations o where o.key = w.observation_key)
       and not exists (select 1 from workloads x where x.id = w.workload_id)`,
  );
}

/** Columns of generations that are gone or old, as far as no others are laid over them. */
async function dropColumns(connection: Queryable): Promise<void> {
  await connection.query(
    `with kept as (
       select 'generation/' || number as owner from (
         select number from generations order by number desc limit ${COLUMNS_OF_NEWEST}) newest
       union select 'generation/' || generation from results),
     needed as (
       select owner from kept union select base from column_sets join kept using (owner) where base is not null)
     delete from column_sets where owner like 'generation/%' and owner not in (select owner from needed)`,
  );
}
