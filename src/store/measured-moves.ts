/** Moves that were made and how fast: what estimates follow. */

import type { Queryable } from './store.ts';

export interface StoredMeasuredMove {
  readonly id: string;
  /** A way of moving of catalog/migration-throughput.yaml. */
  readonly method: string;
  readonly fromSiteId: string | null;
  readonly toSiteId: string | null;
  readonly workloadId: string | null;
  readonly giB: number;
  /** Of copying alone. */
  readonly seconds: number;
  readonly measuredAt: Date;
  readonly note: string | null;
  readonly actor: string;
  readonly createdAt: Date;
}

const COLUMNS =
  'id, method, from_site as "fromSiteId", to_site as "toSiteId", workload_id as "workloadId", gib as "giB", ' +
  'seconds, measured_at as "measuredAt", note, actor, created_at as "createdAt"';

/** The oldest first. */
export async function readMeasuredMoves(db: Queryable): Promise<readonly StoredMeasuredMove[]> {
  const { rows } = await db.query<StoredMeasuredMove>(`select ${COLUMNS} from measured_moves order by seq`);
  return rows;
}

/** False: there is one of that id already, and nothing was changed. */
export async function saveMeasuredMove(db: Queryable, move: StoredMeasuredMove): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into measured_moves (id, method, from_site, to_site, workload_id, gib, seconds, measured_at, note, actor, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      move.id,
      move.method,
      move.fromSiteId,
      move.toSiteId,
      move.workloadId,
      move.giB,
      move.seconds,
      move.measuredAt,
      move.note,
      move.actor,
      move.createdAt,
    ],
  );
  return rowCount === 1;
}

/** False: there was none of that id. */
export async function removeMeasuredMove(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from measured_moves where id = $1', [id]);
  return rowCount === 1;
}
