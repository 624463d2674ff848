/** Reads that were not believed, kept until somebody decides or a later read is believed. */

import type { Queryable } from './store.ts';

export interface HeldRead<Summary = unknown, Read = unknown> {
  readonly sourceId: string;
  readonly syncId: string;
  readonly heldAt: Date;
  readonly summary: Summary;
  readonly read: Read;
}

const COLUMNS = 'source_id as "sourceId", sync_id as "syncId", held_at as "heldAt", summary, read';

export async function readHeld<Summary, Read>(
  db: Queryable,
  sourceId: string,
): Promise<HeldRead<Summary, Read> | undefined> {
  const { rows } = await db.query<HeldRead<Summary, Read>>(
    `select ${COLUMNS} from held_reads where source_id = $1 for update`,
    [sourceId],
  );
  return rows[0];
}

export async function readAllHeld<Summary>(
  db: Queryable,
): Promise<ReadonlyMap<string, { readonly syncId: string; readonly heldAt: Date; readonly summary: Summary }>> {
  const { rows } = await db.query<HeldRead<Summary>>(
    'select source_id as "sourceId", sync_id as "syncId", held_at as "heldAt", summary from held_reads',
  );
  return new Map(rows.map((row) => [row.sourceId, row]));
}

/** Takes over what the read staged. A read that was held before is replaced; since when stays. */
export async function saveHeld(db: Queryable, held: Omit<HeldRead, 'heldAt'>): Promise<void> {
  await db.query('delete from held_items where source_id = $1', [held.sourceId]);
  await db.query(
    `insert into held_reads (source_id, sync_id, summary, read) values ($1, $2, $3, $4)
     on conflict (source_id) do update set sync_id = excluded.sync_id, summary = excluded.summary, read = excluded.read`,
    [held.sourceId, held.syncId, JSON.stringify(held.summary), JSON.stringify(held.read)],
  );
  await db.query(
    `insert into held_items (source_id, seq, change, type, doc)
     select $1, seq, change, type, doc from staged_items where sync_id = $2`,
    [held.sourceId, held.syncId],
  );
}

/** False when nothing was held. */
export async function dropHeld(db: Queryable, sourceId: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from held_reads where source_id = $1', [sourceId]);
  return (rowCount ?? 0) > 0;
}
