/** Long-running work as people follow it: state, progress, result or problem. */

import type { Queryable } from './store.ts';

export type OperationState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface OperationRecord {
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
  readonly progress: number;
  readonly phase: string;
  readonly detail: string | null;
  readonly result: unknown;
  readonly problem: unknown;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly cancelRequested: boolean;
  /** Seconds since the process that works on it last said so, by the database's clock. */
  readonly silentSeconds: number;
  /** Work that another process takes over when the one that does it dies. */
  readonly durable: boolean;
  /** Durable, and the process that works on it is silent. */
  readonly lapsed: boolean;
  readonly attempts: number;
  readonly canStop: boolean;
  readonly stopRequested: boolean;
  /** Cost, bound, gap and seconds of a search. */
  readonly figures: Readonly<Record<string, number>>;
}

const COLUMNS = `id, kind, state, progress, phase, detail, result, problem, created_at as "createdAt", finished_at as "finishedAt",
  cancel_requested as "cancelRequested", extract(epoch from clock_timestamp() - alive_at)::float8 as "silentSeconds",
  input is not null as durable, coalesce(lease_until < clock_timestamp(), false) as lapsed, attempts, can_stop as "canStop", stop_requested as "stopRequested", figures`;

export async function insertOperation(
  db: Queryable,
  id: string,
  kind: string,
  actor: string,
  createdAt: Date,
): Promise<void> {
  await db.query(`insert into operations (id, kind, state, actor, created_at) values ($1, $2, 'running', $3, $4)`, [
    id,
    kind,
    actor,
    createdAt,
  ]);
}

export async function readOperation(db: Queryable, id: string): Promise<OperationRecord | undefined> {
  const { rows } = await db.query<OperationRecord>(`select ${COLUMNS} from operations where id = $1`, [id]);
  return rows[0];
}

export async function readOperations(db: Queryable, limit: number): Promise<readonly OperationRecord[]> {
  const { rows } = await db.query<OperationRecord>(`select ${COLUMNS} from operations order by seq desc limit $1`, [
    limit,
  ]);
  return rows;
}

/** Says how far it has come and that it lives; answers whether someone asked to cancel it. */
export async function touchOperation(
  db: Queryable,
  id: string,
  at: { readonly progress: number; readonly phase: string; readonly detail: string | null },
): Promise<boolean> {
  const { rows } = await db.query<{ cancel_requested: boolean }>(
    `update operations set progress = $2, phase = $3, detail = $4, alive_at = clock_timestamp()
     where id = $1 and state = 'running' returning cancel_requested`,
    [id, at.progress, at.phase, at.detail],
  );
  return rows[0]?.cancel_requested ?? false;
}

/** Ends an operation that runs; one that has ended stays as it ended. */
export async function finishOperation(
  db: Queryable,
  id: string,
  end: {
    readonly state: OperationState;
    readonly result?: unknown;
    readonly problem?: unknown;
    readonly finishedAt: Date;
  },
): Promise<void> {
  await db.query(
    `update operations set state = $2, result = $3, problem = $4, finished_at = $5, progress = case when $2 = 'succeeded' then 1 else progress end
     where id = $1 and state = 'running'`,
    [
      id,
      end.state,
      end.result === undefined ? null : JSON.stringify(end.result),
      end.problem === undefined ? null : JSON.stringify(end.problem),
      end.finishedAt,
    ],
  );
}

/** Asks whoever works on it to give up; what nobody works on ends here. */
export async function requestCancel(db: Queryable, id: string, problem: unknown, finishedAt: Date): Promise<void> {
  await db.query(
    `update operations set cancel_requested = true,
       state = case when idle then 'cancelled' else operations.state end,
       problem = case when idle then $2::json else operations.problem end,
       finished_at = case when idle then $3 else operations.finished_at end,
       input = case when idle and octet_length(input::text) > 65536 then '{"dropped": true}'::json else input end
     from (select id, input is not null and (lease_until is null or lease_until < clock_timestamp()) as idle
           from operations where id = $1 for update) asked
     where operations.id = asked.id and operations.state in ('pending', 'running')`,
    [id, JSON.stringify(problem), finishedAt],
  );
}

export async function requestStop(db: Queryable, id: string): Promise<void> {
  await db.query(`update operations set stop_requested = true where id = $1 and state in ('pending', 'running')`, [id]);
}
