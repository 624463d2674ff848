/** What a workload reads from, step by step: the part of the estate its inherited data classes come from. */

import type { Dependency } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import type { Queryable } from './store.ts';

const HOLDS = 'from_generation <= $1 and to_generation >= $1';

/**
 * Dependencies whose caller is one of these, and those of backups and without direction in which one takes part.
 * @param keepers those among them that keep backups: whatever calls them is read, too
 */
export async function dependenciesRead(
  db: Queryable,
  generation: number,
  workloadIds: readonly string[],
  keepers: readonly string[],
): Promise<readonly Dependency[]> {
  const { rows } = await db.query<{ doc: Dependency }>(
    `select doc from entities where kind = 'dependency' and ${HOLDS} and doc->>'fromWorkloadId' = any($2)
     union all
     select doc from entities where kind = 'dependency' and ${HOLDS} and doc->>'toWorkloadId' = any($2)
       and not doc->>'fromWorkloadId' = any($2)
       and (doc->>'noise' = 'backup' or doc->'flow'->>'directionUnknown' = 'true' or doc->>'toWorkloadId' = any($3))`,
    [generation, workloadIds, keepers],
  );
  return rows.map(({ doc }) => doc);
}

export async function workloadsById(
  db: Queryable,
  generation: number,
  ids: readonly string[],
): Promise<readonly Workload[]> {
  const { rows } = await db.query<{ doc: Workload }>(
    `select doc from workloads where id = any($2) and ${HOLDS} order by id`,
    [generation, ids],
  );
  return rows.map(({ doc }) => doc);
}
