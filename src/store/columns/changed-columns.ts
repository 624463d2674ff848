/** Saves a generation's columns as what differs from the one before, and from time to time as a whole again. */

import type { Queryable } from '../store.ts';
import type { Column, ColumnSet } from './column.ts';
import { compacted, idsIn, overlaid, overlayOf } from './overlay.ts';
import { readColumns, readSet, saveColumn, saveSet } from './stored-columns.ts';
import type { SetInfo } from './stored-columns.ts';

const ID = 'id';
/** Share of the rows beyond which a set is whole again: readers lay the rest over at each load. */
const MOST_CHANGED = 0.2;

export interface ChangedColumns {
  /** Owner whose rows these are, but for the changed and the removed ones. */
  readonly before: string;
  readonly changed: ColumnSet;
  /** Ids that are gone. */
  readonly removed: readonly string[];
  /** Rows there are now. */
  readonly rows: number;
}

/** Saves nothing when the owner before has no columns: who asks for these makes them from the documents. */
export async function saveChangedColumns(
  connection: Queryable,
  owner: string,
  { before, changed, removed, rows }: ChangedColumns,
): Promise<void> {
  const former = await readSet(connection, before);
  if (former === undefined) return;
  if (former.base === undefined) {
    await saveOver(connection, owner, { owner: before, rows }, changed, removed);
    return;
  }
  const { changedRows } = former.base;
  const laidOver: ColumnSet = {
    rows: changedRows,
    columns: await readColumns(connection, before, former.fields, changedRows),
  };
  const all = together(laidOver, changed, removed);
  await saveOver(connection, owner, { owner: former.base.owner, rows }, all, [...former.base.removed, ...removed]);
}

/** Rows of one set and, instead of some of them, those of another. */
function together(base: ColumnSet, changed: ColumnSet, removed: readonly string[]): ColumnSet {
  const overlay = overlayOf(idsIn(base.columns.get(ID)), idsIn(changed.columns.get(ID)), removed);
  const columns = new Map<string, Column>();
  for (const field of new Set([...base.columns.keys(), ...changed.columns.keys()]))
    columns.set(field, compacted(overlaid(overlay, base.columns.get(field), changed.columns.get(field))));
  return { rows: overlay.places.length, columns };
}

async function saveOver(
  connection: Queryable,
  owner: string,
  base: { readonly owner: string; readonly rows: number },
  changed: ColumnSet,
  removed: readonly string[],
): Promise<void> {
  const back = new Set(idsIn(changed.columns.get(ID)));
  const gone = [...new Set(removed)].filter((id) => !back.has(id)).sort();
  if (changed.rows + gone.length > MOST_CHANGED * base.rows) {
    await saveWhole(connection, owner, base, changed, gone);
    return;
  }
  const info: SetInfo = {
    rows: base.rows,
    base: { owner: base.owner, changedRows: changed.rows, removed: gone },
  };
  await saveSet(connection, owner, info);
  for (const [field, column] of changed.columns) await saveColumn(connection, owner, field, column);
}

/** Field by field, so that memory holds one column of all rows at a time. */
async function saveWhole(
  connection: Queryable,
  owner: string,
  base: { readonly owner: string; readonly rows: number },
  changed: ColumnSet,
  removed: readonly string[],
): Promise<void> {
  const below = await readSet(connection, base.owner);
  if (below === undefined || below.base !== undefined) return;
  const read = async (field: string): Promise<Column | undefined> =>
    (await readColumns(connection, base.owner, [field], below.rows)).get(field);
  const overlay = overlayOf(idsIn(await read(ID)), idsIn(changed.columns.get(ID)), removed);
  await saveSet(connection, owner, { rows: base.rows });
  for (const field of new Set([...below.fields, ...changed.columns.keys()])) {
    const column = compacted(overlaid(overlay, await read(field), changed.columns.get(field)));
    if (column.entries.length > 1) await saveColumn(connection, owner, field, column);
  }
}
