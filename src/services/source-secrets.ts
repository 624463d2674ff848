/** A source's secrets: sealed when they are stored, opened or fetched when it is connected to, given to nobody else. */

import type { Queryable } from '../store/store.ts';
import {
  beginSealing,
  countByKey,
  deleteSecret,
  readDataKey,
  readSecrets,
  saveDataKey,
  saveSecret,
} from '../store/secrets.ts';
import type { ServiceContext } from './context.ts';
import { newDataKey, openSecret, sealSecret, unwrapDataKey, wrapDataKey } from './seal.ts';
import { readKeyRing } from './seal-keys.ts';
import { resolveReference } from './secret-reference.ts';
import type { SecretInput } from './source-settings.ts';

/** In the caller's transaction; null takes one away. Answers what people should know of the key, in sentences. */
export async function storeSecrets(
  context: ServiceContext,
  connection: Queryable,
  sourceId: string,
  secrets: Readonly<Record<string, SecretInput | null>>,
): Promise<readonly string[]> {
  const notes: string[] = [];
  let dataKey: Buffer | undefined;
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret === null) await deleteSecret(connection, sourceId, name);
    else if ('reference' in secret)
      await saveSecret(connection, sourceId, { name, sealed: null, reference: secret.reference.trim() });
    else {
      dataKey ??= await dataKeyOf(context, connection, sourceId, { renewed: secrets, notes });
      const sealed = sealSecret(dataKey, sourceId, name, secret.value);
      await saveSecret(connection, sourceId, { name, sealed, reference: null });
    }
  }
  return notes;
}

/**
 * The source's data key, a new one at the first secret. One that cannot be unwrapped any more is replaced when no other
 * secret hangs on it, so that setting all secrets again is a way out of a lost master key.
 */
async function dataKeyOf(
  context: ServiceContext,
  connection: Queryable,
  sourceId: string,
  { renewed, notes }: { readonly renewed: Readonly<Record<string, unknown>>; readonly notes: string[] },
): Promise<Buffer> {
  await beginSealing(connection);
  const ring = await readKeyRing(context.installation.keys, { make: (await countByKey(connection)).size === 0 });
  if (ring.made)
    notes.push(
      `The key that stored secrets are sealed with was made: ${ring.from}. Keep a copy apart from the database; without it the secrets must be set again.`,
    );
  const stored = await readDataKey(connection, sourceId);
  if (stored !== undefined) {
    try {
      return unwrapDataKey(ring, sourceId, stored);
    } catch (error) {
      const stored = await readSecrets(connection, sourceId);
      if (stored.some(({ name, sealed }) => sealed !== null && !Object.hasOwn(renewed, name))) throw error;
    }
  }
  const dataKey = newDataKey();
  await saveDataKey(connection, { sourceId, ...wrapDataKey(ring, sourceId, dataKey) });
  return dataKey;
}

/**
 * The secrets themselves, for connect() only. Throws IST-2225 when they cannot be opened, IST-2224 when a reference
 * cannot be resolved.
 */
export async function resolveSecrets(
  context: ServiceContext,
  sourceId: string,
): Promise<Readonly<Record<string, string>>> {
  const stored = await readSecrets(context.store, sourceId);
  const secrets: Record<string, string> = {};
  let dataKey: Buffer | undefined;
  for (const { name, sealed, reference } of stored) {
    if (sealed !== null) {
      dataKey ??= await storedDataKey(context, sourceId);
      secrets[name] = openSecret(dataKey, sourceId, name, sealed);
    } else if (reference !== null) secrets[name] = await resolved(context, reference);
  }
  return secrets;
}

async function storedDataKey(context: ServiceContext, sourceId: string): Promise<Buffer> {
  const stored = await readDataKey(context.store, sourceId);
  if (stored === undefined) throw new TypeError(`the secrets of ${sourceId} have no key`);
  return unwrapDataKey(await readKeyRing(context.installation.keys, { make: false }), sourceId, stored);
}

/** Secrets as they were given, before anything is stored. */
export async function resolveGiven(
  context: ServiceContext,
  secrets: Readonly<Record<string, SecretInput | null>>,
): Promise<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret === null) continue;
    plain[name] = 'value' in secret ? secret.value : await resolved(context, secret.reference);
  }
  return plain;
}

function resolved(context: ServiceContext, reference: string): Promise<string> {
  const { installation, signal } = context;
  return resolveReference(reference, { installation, ...(signal !== undefined && { signal }) });
}
