/** Live connections of sources: what they are, who reads them now under a lease, and how the last read went. */

import { failure } from '../core/errors/registry.ts';
import type { Queryable } from './store.ts';

/** A source's connection as it is stored. Ages are of the database's own clock. */
export interface ConnectionRecord {
  readonly sourceId: string;
  readonly settings: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly intervalSeconds: number;
  readonly paused: boolean;
  readonly revision: number;
  readonly createdAt: Date;
  readonly actor: string;
  readonly identity: unknown;
  readonly instanceId: string | null;
  readonly endpointHost: string | null;
  readonly nextSyncAt: Date;
  readonly requests: number;
  readonly served: number;
  readonly fullRequested: boolean;
  readonly cancelRequested: boolean;
  readonly leaseOwner: string | null;
  /** Somebody reads it now. */
  readonly leased: boolean;
  readonly currentSync: string | null;
  /** The read that answered last. */
  readonly lastSync: string | null;
  readonly progress: number;
  readonly phase: string;
  readonly keptBy: string | null;
  readonly lastAttemptAt: Date | null;
  readonly lastSyncAt: Date | null;
  /** Seconds since it was last read; null: never. */
  readonly ageSeconds: number | null;
  readonly lastProblem: unknown;
  readonly failures: number;
  readonly cursor: string | null;
}

export const CONNECTION_COLUMNS = `c.source_id as "sourceId", c.settings, c.interval_seconds as "intervalSeconds", c.paused, c.revision,
  c.created_at as "createdAt", c.actor, c.identity, c.instance_id as "instanceId", c.endpoint_host as "endpointHost",
  c.next_sync_at as "nextSyncAt", c.requests, c.served, c.full_requested as "fullRequested",
  c.cancel_requested as "cancelRequested", c.lease_owner as "leaseOwner",
  coalesce(c.lease_until > clock_timestamp(), false) as leased, c.current_sync as "currentSync", c.last_sync as "lastSync", c.progress, c.phase,
  c.kept_by as "keptBy", c.last_attempt_at as "lastAttemptAt", c.last_sync_at as "lastSyncAt",
  extract(epoch from clock_timestamp() - c.last_sync_at)::float8 as "ageSeconds",
  c.last_problem as "lastProblem", c.failures, c.cursor`;

/** Processes that read sources listen here. */
export const SYNC_CHANNEL = 'isthmus_sync';

export async function readConnection(db: Queryable, sourceId: string): Promise<ConnectionRecord | undefined> {
  const { rows } = await db.query<ConnectionRecord>(
    `select ${CONNECTION_COLUMNS} from connections c where source_id = $1`,
    [sourceId],
  );
  return rows[0];
}

export async function readConnections(db: Queryable): Promise<ReadonlyMap<string, ConnectionRecord>> {
  const { rows } = await db.query<ConnectionRecord>(`select ${CONNECTION_COLUMNS} from connections c`);
  return new Map(rows.map((row) => [row.sourceId, row]));
}

/** Other sources of a kind that speak to this platform. */
export async function sourcesOfInstance(
  db: Queryable,
  providerKind: string,
  instanceId: string,
  exceptSourceId: string,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select s.name from connections c join sources s on s.id = c.source_id
     where s.provider_kind = $1 and c.instance_id = $2 and c.source_id <> $3 order by s.name`,
    [providerKind, instanceId, exceptSourceId],
  );
  return rows.map(({ name }) => name);
}

export interface NewConnection {
  readonly sourceId: string;
  readonly settings: object;
  readonly intervalSeconds: number;
  readonly actor: string;
}

/** Throws IST-2223 when a file was imported under this source's name meanwhile. */
export async function insertConnection(db: Queryable, connection: NewConnection): Promise<void> {
  const { rowCount } = await db.query(
    `insert into connections (source_id, settings, interval_seconds, actor) select $1, $2, $3, $4
     where not exists (select 1 from imports where source_id = $1 and retired_at is null)`,
    [connection.sourceId, JSON.stringify(connection.settings), connection.intervalSeconds, connection.actor],
  );
  if (rowCount !== 1) throw failure('IST-2223', `a file was imported as "${connection.sourceId}" meanwhile`);
}

/** Who answered. */
export async function saveIdentity(
  db: Queryable,
  sourceId: string,
  identity: { readonly instanceId: string },
  endpointHost: string,
): Promise<void> {
  await db.query('update connections set identity = $2, instance_id = $3, endpoint_host = $4 where source_id = $1', [
    sourceId,
    JSON.stringify(identity),
    identity.instanceId,
    endpointHost,
  ]);
}

export interface ConnectionChange {
  readonly settings?: object;
  readonly intervalSeconds?: number;
  readonly paused?: boolean;
  /** Settings or secrets are others: open connections are old, and what a cursor meant is not known. */
  readonly renewed: boolean;
}

/** What changed is read soon. */
export async function changeConnection(db: Queryable, sourceId: string, change: ConnectionChange): Promise<void> {
  await db.query(
    `update connections set settings = coalesce($2, settings), interval_seconds = coalesce($3, interval_seconds),
       paused = coalesce($4, paused), revision = revision + $5::int,
       cursor = case when $5::int = 1 then null else cursor end,
       failures = case when $5::int = 1 then 0 else failures end,
       next_sync_at = case when $5::int = 1 or $4 = false then clock_timestamp()
         else least(next_sync_at, clock_timestamp() + make_interval(secs => coalesce($3, interval_seconds))) end
     where source_id = $1`,
    [
      sourceId,
      change.settings === undefined ? null : JSON.stringify(change.settings),
      change.intervalSeconds ?? null,
      change.paused ?? null,
      change.renewed ? 1 : 0,
    ],
  );
}

/** Where the next read goes on, unless one is under way that will say so itself. */
export async function saveCursor(db: Queryable, sourceId: string, cursor: string): Promise<void> {
  await db.query('update connections set cursor = $2 where source_id = $1 and lease_owner is null', [sourceId, cursor]);
}

/** Asks for a read now; answers the number of the request. Wakes the workers when the transaction commits. */
export async function requestRead(
  db: Queryable,
  sourceId: string,
  request: { readonly full?: boolean } = {},
): Promise<number> {
  const { rows } = await db.query<{ requests: number }>(
    `update connections set requests = requests + 1, full_requested = full_requested or $2 where source_id = $1
     returning requests`,
    [sourceId, request.full === true],
  );
  await wakeWorkers(db);
  return rows[0]?.requests ?? 0;
}

export async function wakeWorkers(db: Queryable): Promise<void> {
  await db.query(`select pg_notify('${SYNC_CHANNEL}', '')`);
}

export async function requestReadCancel(db: Queryable, sourceId: string): Promise<void> {
  await db.query(
    `update connections set cancel_requested = true where source_id = $1 and lease_until > clock_timestamp()`,
    [sourceId],
  );
}
