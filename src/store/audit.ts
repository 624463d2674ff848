/** The audit log as it is kept. The database itself chains records when their transaction commits: see 0014_audit.sql. */

import type { OpenBody } from '../core/evidence/audit-record.ts';
import type { Queryable } from './store.ts';

export interface PendingRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly body: OpenBody;
  readonly salt: string;
  /** Canonical JSON. */
  readonly detail: string;
}

export async function addPending(db: Queryable, { at, actor, action, object, ...rest }: PendingRecord): Promise<void> {
  const { body, salt, detail } = rest;
  await db.query(
    `insert into audit_pending (at, actor, action, object_kind, object_id, body_start, body_middle, salt, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [at, actor, action, object.kind, object.id, body.start, body.middle, salt, detail],
  );
}
