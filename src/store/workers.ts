/** Processes that read sources by themselves. */

import type { Queryable } from './store.ts';

const SILENT_SECONDS = 10;

export interface WorkerRecord {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAt: Date;
  readonly silentSeconds: number;
}

/** Says that it lives; those that have long been silent are forgotten. */
export async function beatWorker(
  db: Queryable,
  worker: Pick<WorkerRecord, 'id' | 'host' | 'pid' | 'version'>,
): Promise<void> {
  await db.query(
    `insert into workers (id, host, pid, version) values ($1, $2, $3, $4)
     on conflict (id) do update set alive_at = clock_timestamp()`,
    [worker.id, worker.host, worker.pid, worker.version],
  );
  await db.query(`delete from workers where alive_at < clock_timestamp() - interval '1 day'`);
}

export async function removeWorker(db: Queryable, id: string): Promise<void> {
  await db.query('update connections set kept_by = null where kept_by = $1', [id]);
  await db.query('delete from workers where id = $1', [id]);
}

export async function readWorkers(db: Queryable): Promise<readonly WorkerRecord[]> {
  const { rows } = await db.query<WorkerRecord>(
    `select id, host, pid, version, started_at as "startedAt",
       extract(epoch from clock_timestamp() - alive_at)::float8 as "silentSeconds"
     from workers order by started_at, id`,
  );
  return rows;
}

export async function isWorkerAlive(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from workers where alive_at > clock_timestamp() - interval '${SILENT_SECONDS} s' limit 1`,
  );
  return (rowCount ?? 0) > 0;
}

/** What reads staged that no longer run. */
export async function dropStagedLeftovers(db: Queryable): Promise<void> {
  await db.query(`delete from staged_items where sync_id not in (select id from syncs where state = 'running')`);
}
