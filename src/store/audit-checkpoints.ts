/** Checkpoints of the audit log and the keys they are signed with. */

import type { Queryable } from './store.ts';

export interface StoredCheckpoint {
  readonly seq: number;
  readonly at: Date;
  readonly key: string;
  /** Canonical JSON: what is signed. */
  readonly body: string;
  readonly signature: string;
}

const COLUMNS = 'seq::float8 as seq, at, key, body, signature';

export async function insertCheckpoint(db: Queryable, checkpoint: StoredCheckpoint): Promise<void> {
  const { seq, at, key, body, signature } = checkpoint;
  await db.query('insert into audit_checkpoints (seq, at, key, body, signature) values ($1, $2, $3, $4, $5)', [
    seq,
    at,
    key,
    body,
    signature,
  ]);
}

/** The newest one at or before a record; without one, the newest of all. */
export async function newestCheckpoint(db: Queryable, upTo?: number): Promise<StoredCheckpoint | undefined> {
  const { rows } = await db.query<StoredCheckpoint & Record<string, unknown>>(
    `select ${COLUMNS} from audit_checkpoints where $1::bigint is null or seq <= $1 order by audit_checkpoints.seq desc limit 1`,
    [upTo ?? null],
  );
  return rows[0];
}

export async function readCheckpoints(db: Queryable, from: number, to: number): Promise<readonly StoredCheckpoint[]> {
  const { rows } = await db.query<StoredCheckpoint & Record<string, unknown>>(
    `select ${COLUMNS} from audit_checkpoints where seq between $1 and $2 order by audit_checkpoints.seq`,
    [from, to],
  );
  return rows;
}

/** The newest checkpoint whose records are all older than that. */
export async function checkpointBefore(db: Queryable, moment: Date): Promise<StoredCheckpoint | undefined> {
  const { rows } = await db.query<StoredCheckpoint & Record<string, unknown>>(
    `select ${COLUMNS} from audit_checkpoints c
     where c.at < $1 and not exists (select from audit_records r where r.seq <= c.seq and r.at >= $1)
     order by c.seq desc limit 1`,
    [moment],
  );
  return rows[0];
}

/** Takes off what a checkpoint covers; the chain must say so by now. Names that no record is of any more go, too. */
export async function cutRecords(db: Queryable, upTo: number): Promise<number> {
  const { rowCount } = await db.query('delete from audit_records where seq <= $1', [upTo]);
  await db.query('delete from audit_details where seq <= $1', [upTo]);
  await db.query('delete from audit_checkpoints where seq < $1', [upTo]);
  await db.query('delete from audit_actors a where not exists (select from audit_records r where r.actor_ref = a.ref)');
  return rowCount ?? 0;
}

export interface StoredKey {
  readonly fingerprint: string;
  readonly pem: string;
  readonly createdAt: Date;
  /** Canonical JSON of the change to it, with the signatures of the key before and its own; null for the first key. */
  readonly change: string | null;
  readonly signedByFormer: string | null;
  readonly signedByItself: string | null;
}

/** In the order in which they came. */
export async function readKeys(db: Queryable): Promise<readonly StoredKey[]> {
  const { rows } = await db.query<StoredKey & Record<string, unknown>>(
    `select fingerprint, public_pem as pem, created_at as "createdAt", change, signed_by_former as "signedByFormer",
            signed_by_itself as "signedByItself" from audit_keys order by seq`,
  );
  return rows;
}

export async function insertKey(db: Queryable, key: StoredKey): Promise<void> {
  await db.query(
    `insert into audit_keys (fingerprint, public_pem, created_at, change, signed_by_former, signed_by_itself)
     values ($1, $2, $3, $4, $5, $6)`,
    [key.fingerprint, key.pem, key.createdAt, key.change, key.signedByFormer, key.signedByItself],
  );
}
