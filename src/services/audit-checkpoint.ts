/** Checkpoints: the end of the audit log at a moment, signed, so that whoever keeps one sees any later rewriting (O8). */

import { canonicalJson } from '../core/evidence/canonical-json.ts';
import { NO_HASH } from '../core/evidence/audit-lines.ts';
import type { Checkpoint } from '../core/evidence/audit-lines.ts';
import { hexDigest } from '../core/evidence/audit-record.ts';
import { insertCheckpoint, newestCheckpoint } from '../store/audit-checkpoints.ts';
import type { StoredCheckpoint } from '../store/audit-checkpoints.ts';
import { lockHead, readHead } from '../store/audit.ts';
import type { Queryable } from '../store/store.ts';
import { keepHeadFile } from './audit-head.ts';
import { signerOf } from './audit-key.ts';
import type { Signer } from './audit-key.ts';
import type { ServiceContext } from './context.ts';

/** A checkpoint is due after so many records, or when the oldest uncovered one is so old. */
const RECORDS = 1000;
const AGE_MS = 24 * 3_600_000;

/** Signs the end of the log. The newest checkpoint when nothing was written since; undefined for an empty log. */
export async function makeCheckpoint(context: ServiceContext): Promise<StoredCheckpoint | undefined> {
  const { checkpoint } = await context.store.transaction((db) => checkpointIn(context, db));
  if (checkpoint !== undefined) await keepHeadFile(context, checkpoint);
  return checkpoint;
}

/** Inside a transaction, which holds the end of the log from here on. */
export async function checkpointIn(
  context: ServiceContext,
  db: Queryable,
): Promise<{ readonly checkpoint: StoredCheckpoint | undefined; readonly signer: Signer }> {
  await lockHead(db);
  const signer = await signerOf(context, db);
  const { seq, hash } = await readHead(db);
  const former = await newestCheckpoint(db);
  if (seq === 0 || former?.seq === seq) return { checkpoint: former, signer };
  const at = context.clock();
  const checkpoint: Checkpoint = {
    at: at.toISOString(),
    hash,
    key: signer.fingerprint,
    previous: former === undefined ? NO_HASH : hexDigest(former.body),
    seq,
  };
  const body = canonicalJson(checkpoint);
  const stored = { seq, at, key: signer.fingerprint, body, signature: signer.sign(body) };
  await insertCheckpoint(db, stored);
  return { checkpoint: stored, signer };
}

/** Makes a checkpoint when one is due. */
export async function keepCheckpoints(context: ServiceContext): Promise<void> {
  const { rows } = await context.store.query<{ due: boolean }>(
    `select h.seq - c.seq >= $1 or exists (select from audit_records r where r.seq = c.seq + 1 and r.at < $2) as due
     from audit_head h, (select coalesce(max(seq), 0) as seq from audit_checkpoints) c`,
    [RECORDS, new Date(context.clock().getTime() - AGE_MS)],
  );
  if (rows[0]?.due === true) await makeCheckpoint(context);
}
