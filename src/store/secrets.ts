/** Secrets of sources as they are kept: sealed, or a reference to where they are. Nothing here can open them. */

import type { Queryable } from './store.ts';

export interface StoredSecret {
  readonly name: string;
  readonly sealed: Buffer | null;
  readonly reference: string | null;
}

export interface StoredKey {
  readonly sourceId: string;
  readonly keyId: string;
  readonly wrapped: Buffer;
}

export async function readSecrets(db: Queryable, sourceId: string): Promise<readonly StoredSecret[]> {
  const { rows } = await db.query<StoredSecret>(
    'select name, sealed, reference from source_secrets where source_id = $1 order by name',
    [sourceId],
  );
  return rows;
}

/** Where the secrets of all sources are, by source: a reference, or null for a sealed one. */
export async function readAllSecrets(
  db: Queryable,
): Promise<ReadonlyMap<string, readonly { readonly name: string; readonly reference: string | null }[]>> {
  const { rows } = await db.query<{ source_id: string; name: string; reference: string | null }>(
    'select source_id, name, reference from source_secrets order by source_id, name',
  );
  const bySource = new Map<string, { name: string; reference: string | null }[]>();
  for (const { source_id, name, reference } of rows) {
    const known = bySource.get(source_id);
    if (known === undefined) bySource.set(source_id, [{ name, reference }]);
    else known.push({ name, reference });
  }
  return bySource;
}

export async function saveSecret(db: Queryable, sourceId: string, secret: StoredSecret): Promise<void> {
  await db.query(
    `insert into source_secrets (source_id, name, sealed, reference) values ($1, $2, $3, $4)
     on conflict (source_id, name)
     do update set sealed = excluded.sealed, reference = excluded.reference, updated_at = clock_timestamp()`,
    [sourceId, secret.name, secret.sealed, secret.reference],
  );
}

export async function deleteSecret(db: Queryable, sourceId: string, name: string): Promise<void> {
  await db.query('delete from source_secrets where source_id = $1 and name = $2', [sourceId, name]);
}

const KEY_COLUMNS = 'source_id as "sourceId", key_id as "keyId", wrapped';

export async function readDataKey(db: Queryable, sourceId: string): Promise<StoredKey | undefined> {
  const { rows } = await db.query<StoredKey>(`select ${KEY_COLUMNS} from source_keys where source_id = $1`, [sourceId]);
  return rows[0];
}

/** All of them; nobody seals anything until the transaction ends. */
export async function lockDataKeys(connection: Queryable): Promise<readonly StoredKey[]> {
  await connection.query('lock table source_keys in exclusive mode');
  const { rows } = await connection.query<StoredKey>(`select ${KEY_COLUMNS} from source_keys order by source_id`);
  return rows;
}

/** Before the master key is read to seal with: it is not exchanged until the transaction ends. */
export async function beginSealing(connection: Queryable): Promise<void> {
  await connection.query('lock table source_keys in row exclusive mode');
}

/** Sealed secrets by the master key they hang on. */
export async function countByKey(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ keyId: string; count: number }>(
    'select key_id as "keyId", count(*)::int as count from source_keys group by key_id order by key_id',
  );
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}

export async function saveDataKey(db: Queryable, key: StoredKey): Promise<void> {
  await db.query(
    `insert into source_keys (source_id, key_id, wrapped) values ($1, $2, $3)
     on conflict (source_id) do update set key_id = excluded.key_id, wrapped = excluded.wrapped`,
    [key.sourceId, key.keyId, key.wrapped],
  );
}
