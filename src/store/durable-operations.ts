/**
 * Operations that any process can do: asked for once, worked on by one process at a time under a lease that ends by
 * itself when that process is silent, and taken over then. All times are the database's.
 */

import { OPERATION_LOCK_SPACE } from './locks.ts';
import type { Queryable, Store } from './store.ts';

/** Silent for this long, and another process may take the work over; beats come eight times as often. */
export const OPERATION_LEASE_SECONDS = 8;
/** Work whose process died this often is not tried again: it is likely what killed them. */
export const MOST_ATTEMPTS = 3;
/** Work that nobody began for this long is no longer wanted. */
const EXPIRES = `interval '1 day'`;
/** Of an operation that ended: whole files need not be kept in it. Not null, which would say that it was not durable. */
export const DROP_LARGE_INPUT = `input = case when octet_length(input::text) > 65536 then '{"dropped": true}'::json else input end`;
export const OPERATION_CHANNEL = 'isthmus_operation';

export interface NewDurableOperation {
  readonly id: string;
  readonly kind: string;
  readonly actor: string;
  readonly input: unknown;
  /** Of kind and input: the same question of the same actor while it is open follows the same operation. */
  readonly inputDigest: string;
  readonly canStop: boolean;
  readonly createdAt: Date;
}

/** Its id, or that of the open operation that answers the same question already. */
export function enqueueOperation(store: Store, operation: NewDurableOperation): Promise<string> {
  const { id, kind, actor, input, inputDigest, canStop, createdAt } = operation;
  return store.transaction(async (connection) => {
    await connection.query('select pg_advisory_xact_lock($1, hashtext($2))', [OPERATION_LOCK_SPACE, inputDigest]);
    const { rows } = await connection.query<{ id: string }>(
      `select id from operations where input is not null and state in ('pending', 'running') and kind = $1
         and input_digest = $2 and actor = $3 and not cancel_requested and not stop_requested and attempts < ${MOST_ATTEMPTS}
       order by seq desc limit 1`,
      [kind, inputDigest, actor],
    );
    const [open] = rows;
    if (open !== undefined) return open.id;
    await connection.query(
      `insert into operations (id, kind, state, actor, created_at, input, input_digest, can_stop, phase)
       values ($1, $2, 'pending', $3, $4, $5, $6, $7, 'waiting for its turn')`,
      [id, kind, actor, createdAt, JSON.stringify(input), inputDigest, canStop],
    );
    await connection.query(`select pg_notify('${OPERATION_CHANNEL}', '')`);
    return id;
  });
}

export interface ClaimedOperation {
  readonly id: string;
  readonly kind: string;
  readonly actor: string;
  readonly input: unknown;
  /** This one included. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly lease: string;
}

/** The oldest operation that nobody works on, or this one; undefined when there is none. */
export async function claimOperation(
  db: Queryable,
  lease: string,
  only: { readonly id?: string; readonly kinds: readonly string[] },
): Promise<ClaimedOperation | undefined> {
  const { rows } = await db.query<Omit<ClaimedOperation, 'lease'>>(
    `with open as (
       select id from operations
       where input is not null and ($2::text is null or id = $2) and kind = any($3) and attempts < ${MOST_ATTEMPTS}
         and (state = 'pending' or (state = 'running' and lease_until < clock_timestamp()))
         and alive_at > clock_timestamp() - ${EXPIRES}
       order by seq limit 1 for update skip locked)
     update operations o
     set state = 'running', lease_owner = $1, attempts = attempts + 1, alive_at = clock_timestamp(),
       lease_until = clock_timestamp() + make_interval(secs => ${OPERATION_LEASE_SECONDS}),
       progress = 0, phase = 'starting', detail = null, figures = '{}'
     from open where o.id = open.id
     returning o.id, o.kind, o.actor, o.input, o.attempts, o.created_at as "createdAt"`,
    [lease, only.id ?? null, only.kinds],
  );
  return rows[0] === undefined ? undefined : { ...rows[0], lease };
}

/** Ends what was tried too often, and what nobody wanted to begin. */
export async function failAbandoned(db: Queryable, problem: unknown, finishedAt: Date): Promise<void> {
  await db.query(
    `update operations set state = 'failed', problem = $1, finished_at = $2, ${DROP_LARGE_INPUT}
     where input is not null and state in ('pending', 'running')
       and (lease_until is null or lease_until < clock_timestamp())
       and (attempts >= ${MOST_ATTEMPTS} or alive_at <= clock_timestamp() - ${EXPIRES})`,
    [JSON.stringify(problem), finishedAt],
  );
}

export interface OperationBeat {
  readonly progress: number;
  readonly phase: string;
  readonly detail: string | null;
  readonly figures: Readonly<Record<string, number>>;
}

export interface BeatAnswer {
  /** False: another process has it now, or it was ended. */
  readonly held: boolean;
  readonly cancelRequested: boolean;
  readonly stopRequested: boolean;
}

export async function beatOperation(
  db: Queryable,
  { id, lease }: Pick<ClaimedOperation, 'id' | 'lease'>,
  at: OperationBeat,
): Promise<BeatAnswer> {
  const { rows } = await db.query<Omit<BeatAnswer, 'held'>>(
    `update operations set progress = $3, phase = $4, detail = $5, figures = $6, alive_at = clock_timestamp(),
       lease_until = clock_timestamp() + make_interval(secs => ${OPERATION_LEASE_SECONDS})
     where id = $1 and lease_owner = $2 and state = 'running'
     returning cancel_requested as "cancelRequested", stop_requested as "stopRequested"`,
    [id, lease, at.progress, at.phase, at.detail, JSON.stringify(at.figures)],
  );
  const [row] = rows;
  return row === undefined ? { held: false, cancelRequested: false, stopRequested: false } : { held: true, ...row };
}

/** Gives it back: this process ends, the work does not. `counts`: the attempt failed and is one of the few there are. */
export async function releaseOperation(
  db: Queryable,
  { id, lease }: ClaimedOperation,
  { counts = false }: { readonly counts?: boolean } = {},
): Promise<void> {
  await db.query(
    `update operations set state = 'pending', lease_owner = null, lease_until = null,
       attempts = attempts - case when $3 then 0 else 1 end, phase = 'waiting for another process to take it over'
     where id = $1 and lease_owner = $2 and state = 'running'`,
    [id, lease, counts],
  );
  await db.query(`select pg_notify('${OPERATION_CHANNEL}', '')`);
}

export interface DurableEnd {
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly result?: unknown;
  readonly problem?: unknown;
  /** As they stood at the end; absent: as of the last beat. */
  readonly figures?: Readonly<Record<string, number>>;
  readonly finishedAt: Date;
}

/**
 * False when the lease is no longer this one's: then the caller's transaction must not be committed. Committed together
 * with what the operation made, so that what is made is made once.
 */
export async function endOperation(
  db: Queryable,
  { id, lease }: Pick<ClaimedOperation, 'id' | 'lease'>,
  end: DurableEnd,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update operations set state = $3, result = $4, problem = $5, finished_at = $6, lease_owner = null, lease_until = null,
       ${DROP_LARGE_INPUT},
       figures = coalesce($7::json, figures), progress = case when $3 = 'succeeded' then 1 else progress end
     where id = $1 and lease_owner = $2 and state = 'running'`,
    [
      id,
      lease,
      end.state,
      end.result === undefined ? null : JSON.stringify(end.result),
      end.problem === undefined ? null : JSON.stringify(end.problem),
      end.finishedAt,
      end.figures === undefined ? null : JSON.stringify(end.figures),
    ],
  );
  return rowCount === 1;
}
