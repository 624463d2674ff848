/** Reads of live sources: their history, and who may do the next one. */

import type { Queryable } from './store.ts';

export type SyncState = 'running' | 'succeeded' | 'failed' | 'held' | 'cancelled' | 'interrupted';

export interface SyncRecord<Outcome = unknown> {
  readonly id: string;
  readonly seq: number;
  readonly sourceId: string;
  readonly state: SyncState;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Further reads right after it that found nothing new. */
  readonly repeats: number;
  readonly worker: string;
  readonly actor: string;
  readonly outcome: Outcome | null;
  readonly problem: unknown;
  readonly decision: unknown;
}

const COLUMNS = `id, seq::int as seq, source_id as "sourceId", state, started_at as "startedAt", finished_at as "finishedAt",
  repeats, worker, actor, outcome, problem, decision`;

export async function readSync<Outcome>(db: Queryable, id: string): Promise<SyncRecord<Outcome> | undefined> {
  const { rows } = await db.query<SyncRecord<Outcome>>(`select ${COLUMNS} from syncs where id = $1`, [id]);
  return rows[0];
}

/** Newest first, those before `before`. */
export async function readSyncs<Outcome>(
  db: Queryable,
  sourceId: string,
  limit: number,
  before: number | undefined,
): Promise<{ readonly total: number; readonly items: readonly SyncRecord<Outcome>[] }> {
  const [count, page] = await Promise.all([
    db.query<{ total: number }>('select count(*)::int as total from syncs where source_id = $1', [sourceId]),
    db.query<SyncRecord<Outcome>>(
      `select ${COLUMNS} from syncs where source_id = $1 and ($3::bigint is null or seq < $3) order by seq desc limit $2`,
      [sourceId, limit, before ?? null],
    ),
  ]);
  return { total: count.rows[0]?.total ?? 0, items: page.rows };
}

/** What somebody made of a read that was held. */
export async function decideSync(
  db: Queryable,
  id: string,
  made: { readonly state?: SyncState; readonly outcome?: unknown; readonly decision: unknown },
): Promise<void> {
  await db.query(
    'update syncs set state = coalesce($2, state), outcome = coalesce($3::json, outcome), decision = $4 where id = $1',
    [
      id,
      made.state ?? null,
      made.outcome === undefined ? null : JSON.stringify(made.outcome),
      JSON.stringify(made.decision),
    ],
  );
}
