/** Approvals of waves as they are kept: never changed but for being voided. */

import type { ApprovalKnown } from '../core/plan/approval.ts';
import type { Queryable } from './store.ts';

export interface StoredApproval {
  readonly id: string;
  readonly planId: string;
  readonly planName: string;
  readonly planDigest: string;
  readonly wave: number;
  readonly waveName: string;
  readonly actor: string;
  readonly at: Date;
  readonly known: ApprovalKnown;
  readonly voidedAt: Date | null;
  readonly voidBecause: readonly string[] | null;
}

const COLUMNS = `id, plan_id as "planId", plan_name as "planName", plan_digest as "planDigest", wave,
  wave_name as "waveName", actor, at, known, voided_at as "voidedAt", void_because as "voidBecause"`;

/** By wave, the newest first. */
export async function readApprovals(db: Queryable, planDigest: string): Promise<readonly StoredApproval[]> {
  const { rows } = await db.query<StoredApproval>(
    `select ${COLUMNS} from plan_approvals where plan_digest = $1 order by wave, seq desc`,
    [planDigest],
  );
  return rows;
}

/** Two people may approve at the same moment: false when the wave is approved already. */
export async function insertApproval(connection: Queryable, approval: StoredApproval): Promise<boolean> {
  const { rowCount } = await connection.query(
    `insert into plan_approvals (id, plan_id, plan_name, plan_digest, wave, wave_name, actor, at, known)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (plan_digest, wave) where voided_at is null do nothing`,
    [
      approval.id,
      approval.planId,
      approval.planName,
      approval.planDigest,
      approval.wave,
      approval.waveName,
      approval.actor,
      approval.at,
      JSON.stringify(approval.known),
    ],
  );
  return rowCount === 1;
}

/** False when it was voided before. */
export async function voidApproval(
  connection: Queryable,
  id: string,
  at: Date,
  because: readonly string[],
): Promise<boolean> {
  const { rowCount } = await connection.query(
    'update plan_approvals set voided_at = $2, void_because = $3 where id = $1 and voided_at is null',
    [id, at, JSON.stringify(because)],
  );
  return rowCount === 1;
}
