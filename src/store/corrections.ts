/** What people know better than the sources: kept until somebody takes it back. */

import type { Subject } from '../core/model/identity-decisions.ts';
import type { FactKey } from '../core/model/workload.ts';
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
