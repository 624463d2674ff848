/** The key of an export under pseudonyms: what made them, and what each stands for. It never leaves this machine. */

import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { digestText } from '../../core/evidence/digest.ts';
import { failure } from '../../core/errors/registry.ts';

const keyFileSchema = z.strictObject({
  isthmus: z.literal('pseudonym-key'),
  version: z.literal(1),
  secret: z.base64().length(44),
  originals: z.record(z.string(), z.string()),
});

export interface PseudonymKey {
  readonly secret: Uint8Array;
  /** By pseudonym. */
  readonly originals: ReadonlyMap<string, string>;
}

export const newKey = (): PseudonymKey => ({ secret: randomBytes(32), originals: new Map() });

/** Tells two keys apart without telling anything of them. */
export const keyId = ({ secret }: PseudonymKey): string =>
  digestText(`key id ${Buffer.from(secret).toString('hex')}`).slice('sha256:'.length, 'sha256:'.length + 12);

/** Undefined when there is no such file. Throws IST-2241 for anything that is no key. */
export async function readKey(path: string): Promise<PseudonymKey | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure('IST-2241', `${path} cannot be read`, { cause: error });
  });
  if (text === undefined) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // What is in the file may be a secret of another kind: it is not quoted.
    throw failure('IST-2241', `${path} is no key file`);
  }
  const parsed = keyFileSchema.safeParse(document);
  if (!parsed.success) throw failure('IST-2241', `${path} is no key file of this version`);
  const { secret, originals } = parsed.data;
  return { secret: Buffer.from(secret, 'base64'), originals: new Map(Object.entries(originals)) };
}

/** Only its owner may read it; written aside and put in place, so that a former key is never lost half-way. */
export async function writeKey(path: string, { secret, originals }: PseudonymKey): Promise<void> {
  const document = {
    isthmus: 'pseudonym-key',
    version: 1,
    secret: Buffer.from(secret).toString('base64'),
    originals: Object.fromEntries([...originals].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  const aside = `${path}.new`;
  await writeFile(aside, `${JSON.stringify(document, null, 1)}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  await rename(aside, path);
}
