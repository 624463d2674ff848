/** What people know better than the sources: kept until somebody takes it back. */

import type { Subject } from '../core/model/identity-decisions.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import type { FactKey, Workload } from '../core/model/workload.ts';
import type { Queryable } from './store.ts';

interface Made {
  readonly id: string;
  readonly reason: string;
  readonly actor: string;
  readonly createdAt: Date;
}

/** A source's word counts for a fact, of one workload or, without subjects, of all. */
export interface StoredPreference extends Made {
  readonly kind: 'prefer';
  readonly fact: FactKey;
  readonly sourceId: string;
  readonly subjects: readonly [] | readonly [Subject];
}

/** Two workloads are one machine, or are not. */
export interface StoredDecision extends Made {
  readonly kind: 'join' | 'apart';
  readonly subjects: readonly [Subject, Subject];
}

export type StoredCorrection = StoredPreference | StoredDecision;

const COLUMNS = 'id, kind, fact, source_id as "sourceId", subjects, reason, actor, created_at as "createdAt"';

/** The oldest first. */
export async function readCorrections(db: Queryable): Promise<readonly StoredCorrection[]> {
  const { rows } = await db.query<StoredPreference | StoredDecision>(`select ${COLUMNS} from corrections order by seq`);
  return rows;
}

export async function saveCorrection(connection: Queryable, correction: StoredCorrection): Promise<void> {
  const prefer = correction.kind === 'prefer' ? correction : undefined;
  await connection.query(
    `insert into corrections (id, kind, fact, source_id, subjects, reason, actor, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      correction.id,
      correction.kind,
      prefer?.fact ?? null,
      prefer?.sourceId ?? null,
      JSON.stringify(correction.subjects),
      correction.reason,
      correction.actor,
      correction.createdAt,
    ],
  );
}

export async function removeCorrections(connection: Queryable, ids: readonly string[]): Promise<void> {
  await connection.query('delete from corrections where id = any($1)', [ids]);
}

/** Identity rows of the observations that the estate holds for one workload. */
export async function rowsOfWorkload(db: Queryable, workloadId: string): Promise<readonly IdentityRow[]> {
  const { rows } = await db.query<{ identity: IdentityRow }>(
    `select o.identity from observation_workloads w join observations o on o.key = w.observation_key
     where w.workload_id = $1 order by o.key, o.nth`,
    [workloadId],
  );
  return rows.map(({ identity }) => identity);
}

/** Keys of the observations that were last part of a workload, whether they are still listed or not. */
export async function keysOfWorkload(db: Queryable, workloadId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>(
    'select observation_key as key from observation_workloads where workload_id = $1 order by 1',
    [workloadId],
  );
  return rows.map(({ key }) => key);
}

export async function rowOfKey(db: Queryable, key: string): Promise<IdentityRow | undefined> {
  const { rows } = await db.query<{ identity: IdentityRow }>(
    'select identity from observations where key = $1 order by nth limit 1',
    [key],
  );
  return rows[0]?.identity;
}

/** Which workload each of these observations is part of now; those that nobody lists any more are left out. */
export async function workloadsOfKeys(db: Queryable, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ key: string; id: string }>(
    `select w.observation_key as key, c.id from observation_workloads w join current_workloads c on c.id = w.workload_id
     where w.observation_key = any($1)`,
    [keys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Whether a source states a fact, of one of these observations or, without keys, of any. */
export async function statesFact(
  db: Queryable,
  sourceId: string,
  fact: string,
  keys?: readonly string[],
): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from observations where source_id = $1 and ($3::text[] is null or key = any($3))
     and (doc->'facts'->$2) is not null limit 1`,
    [sourceId, fact, keys ?? null],
  );
  return rows.length > 0;
}

/** Those of these workloads that the estate has now. */
export async function currentIds(db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>('select id from current_workloads where id = any($1)', [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** The earliest generation that is kept of each of these workloads. */
export async function firstGenerations(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ id: string; first: number }>(
    'select id, min(from_generation)::int as first from workloads where id = any($1) group by id',
    [ids],
  );
  return new Map(rows.map(({ id, first }) => [id, first]));
}

/** The newest word on a workload that no generation holds now. */
export async function readGone(db: Queryable, id: string): Promise<Workload | undefined> {
  const { rows } = await db.query<{ doc: Workload }>(
    'select doc from workloads where id = $1 order by from_generation desc limit 1',
    [id],
  );
  return rows[0]?.doc;
}

/** Lets observations go on as another workload: that of a machine which is gone and returned as them. */
export async function moveObservations(
  connection: Queryable,
  keys: readonly string[],
  workloadId: string,
): Promise<void> {
  await connection.query('update observation_workloads set workload_id = $2 where observation_key = any($1)', [
    keys,
    workloadId,
  ]);
}
