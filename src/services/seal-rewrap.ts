/** Another master key: every source's data key is wrapped anew. The sealed secrets themselves stay as they are. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { failure } from '../core/errors/registry.ts';
import { lockDataKeys, saveDataKey } from '../store/secrets.ts';
import type { ServiceContext } from './context.ts';
import { unwrapDataKey, wrapDataKey } from './seal.ts';
import { generatedKeyFile, newKeyLine, readKeyRing } from './seal-keys.ts';

export interface Rewrapped {
  /** Sources whose key was wrapped anew. */
  readonly rewrapped: number;
  /** Sources whose key hung on the current master key already. */
  readonly unchanged: number;
  readonly keyId: string;
  /** Ids of master keys that nothing needs any more. */
  readonly unused: readonly string[];
}

/**
 * Wraps what an older key of the ring wraps with the first one. `newKey` first puts a new key into the key file of the
 * data folder, and takes the old ones out when everything is done; keys that were given by variable or file are
 * exchanged where they come from. Throws IST-2225 when a data key hangs on a key that is not at hand.
 */
export async function rewrapSecrets(
  context: ServiceContext,
  request: { readonly newKey?: boolean } = {},
): Promise<Rewrapped> {
  const { keys } = context.installation;
  if (request.newKey === true) await addKey(context);
  const ring = await readKeyRing(keys, { make: false });
  const counts = { rewrapped: 0, unchanged: 0 };
  await context.store.transaction(async (connection) => {
    for (const stored of await lockDataKeys(connection)) {
      if (stored.keyId === ring.current.id) {
        counts.unchanged += 1;
        continue;
      }
      const dataKey = unwrapDataKey(ring, stored.sourceId, stored);
      await saveDataKey(connection, { sourceId: stored.sourceId, ...wrapDataKey(ring, stored.sourceId, dataKey) });
      counts.rewrapped += 1;
    }
  });
  if (request.newKey === true) await dropOldKeys(context);
  const unused = [...ring.byId.keys()].filter((id) => id !== ring.current.id);
  return { ...counts, keyId: ring.current.id, unused };
}

async function addKey(context: ServiceContext): Promise<void> {
  const ring = await readKeyRing(context.installation.keys, { make: false });
  if (!ring.generated)
    throw failure('IST-2225', `the key comes from ${ring.from}, which is not this program's to change`, {
      hint: `Put a new key before the old one in ${ring.from} and run this again without --new-key.`,
    });
  const file = generatedKeyFile(context.home);
  await replaceFile(file, `${newKeyLine()}\n${await readFile(file, 'utf8')}`);
}

/** Under the lock that sealing waits for: a key that somebody sealed with meanwhile is kept. */
async function dropOldKeys(context: ServiceContext): Promise<void> {
  const file = generatedKeyFile(context.home);
  await context.store.transaction(async (connection) => {
    const stored = await lockDataKeys(connection);
    const { current } = await readKeyRing(context.installation.keys);
    if (stored.some(({ keyId }) => keyId !== current.id)) return;
    const [first = ''] = (await readFile(file, 'utf8')).split('\n');
    await replaceFile(file, `${first}\n`);
  });
}

/** Whole or not at all: a key file that is cut off would cost every secret. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, file);
}
