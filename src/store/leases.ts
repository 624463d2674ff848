/**
 * Who reads which source: one process at a time, under a lease that ends by itself when that process is silent. All
 * times are the database's.
 */

import { CONNECTION_COLUMNS } from './connections.ts';
import type { ConnectionRecord } from './connections.ts';
import { HOST_LOCK_SPACE } from './locks.ts';
import type { Store, Queryable } from './store.ts';

/** Silent for this long, and another process may take the source over. */
export const LEASE_SECONDS = 8;
/** A kept connection's source is left to its worker until it is this late. */
const KEEPER_GRACE_SECONDS = 20;
/** A worker that was silent this long is not waited for. */
const WORKER_SILENT_SECONDS = 10;

export interface ClaimRequest {
  /** Of the process. */
  readonly worker: string;
  readonly actor: string;
  /** Unique to this read. */
  readonly lease: string;
  readonly syncId: string;
  /** Only this source, due or not; absent: whichever is due. */
  readonly sourceId?: string;
  /** Reads at one host at a time, over all processes. */
  readonly perHost: number;
  /** Sources that this process reads already, though its lease may have run out. */
  readonly except?: readonly string[];
}

/** A source this process may read, and has to. */
export interface ClaimedRead {
  readonly lease: string;
  readonly syncId: string;
  readonly worker: string;
  readonly source: { readonly id: string; readonly name: string; readonly providerKind: string };
  /** As it was when it was claimed. */
  readonly record: ConnectionRecord;
}

const CLAIM = `
  with due as (
    select source_id from connections c
    where (lease_until is null or lease_until < clock_timestamp()) and source_id <> all($6::text[])
      and case when $1::text is not null then source_id = $1 else
        (requests > served or (not paused and next_sync_at <= clock_timestamp()))
        and (kept_by is null or kept_by = $2
          or next_sync_at < clock_timestamp() - make_interval(secs => ${KEEPER_GRACE_SECONDS})
          or not exists (select 1 from workers w where w.id = c.kept_by
               and w.alive_at > clock_timestamp() - make_interval(secs => ${WORKER_SILENT_SECONDS}))) end
      and (endpoint_host is null or $3 > (
        select count(*) from connections o
        where o.endpoint_host = c.endpoint_host and o.lease_until > clock_timestamp()))
    order by requests > served desc, next_sync_at, source_id
    limit 1 for update skip locked)
  update connections c
  set lease_owner = $4, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}), current_sync = $5,
    last_attempt_at = clock_timestamp(), progress = 0, phase = 'connecting', cancel_requested = false
  from due, sources s where c.source_id = due.source_id and s.id = c.source_id
  returning ${CONNECTION_COLUMNS}, s.name, s.provider_kind as "providerKind"`;

/**
 * Claims a source. What a process left that died over it is cleaned: its read counts as interrupted, and what that
 * staged is gone.
 */
export async function claimRead(store: Store, request: ClaimRequest): Promise<ClaimedRead | undefined> {
  // A host that others took to its limit meanwhile is seen as such the next time; another source may be due then.
  for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
    const claimed = await store.transaction((connection) => tryClaim(connection, request)).catch(overLimit);
    if (claimed !== 'busy') return claimed;
  }
  return undefined;
}

const CLAIM_ATTEMPTS = 5;

/** Thrown, so that the claim is rolled back. */
class HostIsBusy extends Error {}

function overLimit(error: unknown): 'busy' {
  if (error instanceof HostIsBusy) return 'busy';
  throw error;
}

async function tryClaim(connection: Queryable, request: ClaimRequest): Promise<ClaimedRead | undefined> {
  const { worker, lease, syncId, sourceId, perHost, actor, except = [] } = request;
  const values = [sourceId ?? null, worker, perHost, lease, syncId, except];
  const { rows } = await connection.query<ConnectionRecord & { name: string; providerKind: string }>(CLAIM, values);
  const [claimed] = rows;
  if (claimed === undefined) return undefined;
  const { name, providerKind, ...record } = claimed;
  const id = record.sourceId;
  await countAtHost(connection, record, perHost);
  await connection.query(
    `with dead as (
         update syncs set state = 'interrupted', finished_at = clock_timestamp()
         where source_id = $1 and state = 'running' returning id)
       delete from staged_items where sync_id in (select id from dead)`,
    [id],
  );
  await connection.query(`insert into syncs (id, source_id, state, worker, actor) values ($1, $2, 'running', $3, $4)`, [
    syncId,
    id,
    worker,
    actor,
  ]);
  return { lease, syncId, worker, source: { id, name, providerKind }, record };
}

/** Two that claim at the same time do not see each other's: under a lock of the host, each counts what was claimed. */
async function countAtHost(connection: Queryable, record: ConnectionRecord, perHost: number): Promise<void> {
  const { endpointHost, sourceId } = record;
  if (endpointHost === null) return;
  await connection.query('select pg_advisory_xact_lock($1, hashtext($2))', [HOST_LOCK_SPACE, endpointHost]);
  const { rows } = await connection.query<{ others: number }>(
    `select count(*)::int as others from connections
     where endpoint_host = $1 and source_id <> $2 and lease_until > clock_timestamp()`,
    [endpointHost, sourceId],
  );
  if ((rows[0]?.others ?? 0) >= perHost) throw new HostIsBusy(endpointHost);
}

/** Says that the reader lives and how far it is. */
export async function renewLease(
  db: Queryable,
  { source, lease, record }: ClaimedRead,
  at: { readonly progress: number; readonly phase: string },
): Promise<{ readonly held: boolean; readonly cancelRequested: boolean; readonly outdated: boolean }> {
  const { rows } = await db.query<{ cancel_requested: boolean; revision: number }>(
    `update connections set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}), progress = $3,
       phase = $4
     where source_id = $1 and lease_owner = $2 returning cancel_requested, revision`,
    [source.id, lease, at.progress, at.phase],
  );
  const [row] = rows;
  return {
    held: row !== undefined,
    cancelRequested: row?.cancel_requested ?? false,
    outdated: row !== undefined && row.revision !== record.revision,
  };
}

/** Whether the lease is still this reader's, and the source still what it was when it was claimed. */
export async function holdsLease(db: Queryable, { source, lease, record }: ClaimedRead): Promise<boolean> {
  const { rowCount } = await db.query(
    'select 1 from connections where source_id = $1 and lease_owner = $2 and revision = $3',
    [source.id, lease, record.revision],
  );
  return rowCount === 1;
}

export interface ReadEndState {
  readonly state: 'succeeded' | 'held' | 'failed' | 'cancelled' | 'interrupted';
  /** Nothing was new: shares the row of the read before, if that was so too. */
  readonly idle: boolean;
  readonly outcome?: unknown;
  readonly problem?: unknown;
  /** Until the next read. */
  readonly nextInSeconds: number;
  /** Undefined: as it was. Null: the next read begins anew. */
  readonly cursor?: string | null;
  /** Worker that keeps the connection open for the next read. */
  readonly keptBy?: string;
}

/** False when the lease was lost: then nothing is written, and the caller's transaction must not be committed. */
export async function endRead(db: Queryable, claim: ClaimedRead, end: ReadEndState): Promise<boolean> {
  const read = end.state === 'succeeded' || end.state === 'held';
  const { rowCount } = await db.query(
    `update connections set lease_owner = null, lease_until = null, current_sync = null, last_sync = $3,
       served = greatest(served, $4), full_requested = case when $5 then full_requested and requests > $4 else full_requested end,
       next_sync_at = clock_timestamp() + make_interval(secs => $6),
       last_sync_at = case when $5 then clock_timestamp() else last_sync_at end,
       last_problem = case when $5 then null when $7::json is not null then $7::json else last_problem end,
       failures = case when $5 then 0 when $7::json is not null then failures + 1 else failures end,
       cursor = case when $8 then $9 else cursor end, kept_by = $10
     where source_id = $1 and lease_owner = $2`,
    [
      claim.source.id,
      claim.lease,
      claim.syncId,
      // A read that its server's end cut short answered nobody.
      end.state === 'interrupted' ? 0 : claim.record.requests,
      read,
      end.nextInSeconds,
      end.state === 'failed' ? JSON.stringify(end.problem) : null,
      end.cursor !== undefined,
      end.cursor ?? null,
      end.keptBy ?? null,
    ],
  );
  if (rowCount !== 1) return false;
  if (end.idle && (await joinIdle(db, claim))) return true;
  await db.query(
    `update syncs set state = $2, finished_at = clock_timestamp(), idle = $3, outcome = $4, problem = $5 where id = $1`,
    [
      claim.syncId,
      end.state,
      end.idle,
      end.outcome === undefined ? null : JSON.stringify(end.outcome),
      end.problem === undefined ? null : JSON.stringify(end.problem),
    ],
  );
  return true;
}

/** A source that is quiet for days must not fill its history with saying so. */
async function joinIdle(db: Queryable, { syncId, source }: ClaimedRead): Promise<boolean> {
  const { rows } = await db.query<{ id: string }>(
    `update syncs set repeats = repeats + 1, finished_at = clock_timestamp()
     where idle and id = (select id from syncs where source_id = $1 and id <> $2 order by seq desc limit 1)
     returning id`,
    [source.id, syncId],
  );
  const [joined] = rows;
  if (joined === undefined) return false;
  await db.query('delete from syncs where id = $1', [syncId]);
  await db.query('update connections set last_sync = $2 where source_id = $1', [source.id, joined.id]);
  return true;
}

/** How much of a live source's history is kept. */
const KEPT = 500;

/** Its newest reads and receipts stay; a receipt that the newest state rests on is among them. */
export async function pruneHistory(db: Queryable, sourceId: string): Promise<void> {
  await db.query(
    `delete from syncs where source_id = $1 and state <> 'running'
       and seq < (select min(seq) from (select seq from syncs where source_id = $1 order by seq desc limit ${KEPT}) kept)`,
    [sourceId],
  );
  await db.query(
    `delete from imports where source_id = $1 and retired_at is null
       and seq < (select min(seq) from (select seq from imports where source_id = $1 and retired_at is null order by seq desc limit ${KEPT}) kept)`,
    [sourceId],
  );
}
