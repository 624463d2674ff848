/**
 * Makes a new generation in which some workloads are other ones, gone or new: what a read of a source does in the end,
 * without a source. For tests and measurements of what follows from changes.
 */

import type { Workload } from '../../src/core/model/workload.ts';
import { digestOf } from '../../src/core/evidence/digest.ts';
import type { ServiceContext } from '../../src/services/context.ts';
import { newestGeneration } from '../../src/services/generations.ts';
import { ColumnSetBuilder } from '../../src/store/columns/column.ts';
import { saveChangedColumns } from '../../src/store/columns/changed-columns.ts';
import { ESTATE_COLUMN_FIELDS } from '../../src/store/columns/fields.ts';
import { generationOwner } from '../../src/store/columns/stored-columns.ts';

export interface EstateEdit {
  /** Changed and new workloads, as they are now. */
  readonly put: readonly Workload[];
  readonly remove: readonly string[];
}

/** Returns the number of the new generation. */
export async function changeEstate(context: ServiceContext, { put, remove }: EstateEdit): Promise<number> {
  const before = await newestGeneration(context);
  if (before === undefined) throw new Error('there is no estate to change');
  const number = before.number + 1;
  const ids = [...put.map(({ id }) => id), ...remove];
  await context.store.transaction(async (connection) => {
    const ended = await connection.query(
      'update workloads set to_generation = $1 where id = any($2) and to_generation > $1',
      [before.number, ids],
    );
    const workloads = before.counts.workloads - (ended.rowCount ?? 0) + put.length;
    await connection.query(
      `insert into generations (number, digest, created_at, actor, reason, counts) values ($1, $2, $3, $4, $5, $6)`,
      [
        number,
        digestOf({ before: before.digest, put: JSON.parse(JSON.stringify(put)), remove }),
        context.clock(),
        context.actor,
        'changed',
        JSON.stringify({ ...before.counts, workloads }),
      ],
    );
    for (const workload of put) {
      await connection.query(
        'insert into workloads (id, from_generation, digest, name, doc) values ($1, $2, $3, $4, $5)',
        [workload.id, number, digestOf(JSON.parse(JSON.stringify(workload))), workload.facts.name ?? null, workload],
      );
    }
    const changed = new ColumnSetBuilder(ESTATE_COLUMN_FIELDS);
    for (const workload of put) changed.add(workload);
    await saveChangedColumns(connection, generationOwner(number), {
      before: generationOwner(before.number),
      changed: changed.finish(),
      removed: remove,
      rows: workloads,
    });
  });
  return number;
}
