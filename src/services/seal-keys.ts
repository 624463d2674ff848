/**
 * The installation's master keys. Read whenever they are needed, so that a rotated key file counts at once. The first
 * key seals, all of them open: rotation is a new first line, re-wrapping, and the old line taken away.
 */

import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../core/errors/registry.ts';

/** Where this installation's keys stand. */
export interface MasterKeys {
  /** The keys themselves, from the environment. */
  readonly key: string | undefined;
  readonly keyFile: string | undefined;
  /** The data folder: without the two above a key is generated in it. */
  readonly home: string;
}

export interface MasterKey {
  /** First 16 hex digits of its digest: stored with what it sealed. */
  readonly id: string;
  readonly bytes: Buffer;
}

export interface KeyRing {
  readonly current: MasterKey;
  readonly byId: ReadonlyMap<string, MasterKey>;
  /** "ISTHMUS_KEY" or the path of the file, for people. */
  readonly from: string;
  readonly generated: boolean;
  /** True when this very call made the key file. */
  readonly made: boolean;
}

const KEY_BYTES = 32;

export const generatedKeyFile = (home: string): string => path.join(home, 'secrets.key');

/**
 * Reads the keys; with `make`, a key file is made in the data folder when none are named and none is there. Only who
 * seals the very first secret may ask for that: a key that went missing must not be replaced in silence. Throws
 * IST-2225, never naming a key.
 */
export async function readKeyRing(
  keys: MasterKeys,
  { make = true }: { readonly make?: boolean } = {},
): Promise<KeyRing> {
  if (keys.key !== undefined && keys.keyFile !== undefined)
    throw failure('IST-2225', 'ISTHMUS_KEY and ISTHMUS_KEY_FILE are both set', { hint: 'Keep one of them.' });
  if (keys.key !== undefined) return ringOf(keys.key.split(','), 'ISTHMUS_KEY', { generated: false, made: false });
  if (keys.keyFile !== undefined) return ringOfFile(keys.keyFile, { generated: false, made: false });
  const file = generatedKeyFile(keys.home);
  if (!make && (await stat(file).catch(() => undefined)) === undefined)
    throw failure('IST-2225', `the key file ${file} is missing, and stored secrets are sealed with it`, {
      hint: `Put it back. When it is lost for good, write a new one (openssl rand -base64 32 > ${file}) and set the secrets of the sources again.`,
    });
  const made = make && (await makeKeyFile(file, keys.home));
  return ringOfFile(file, { generated: true, made });
}

async function ringOfFile(file: string, how: { generated: boolean; made: boolean }): Promise<KeyRing> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw failure('IST-2225', `the key file ${file} cannot be read`, { cause });
  });
  return ringOf(text.split('\n'), file, how);
}

function ringOf(lines: readonly string[], from: string, how: { generated: boolean; made: boolean }): KeyRing {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const ring = written.map((line, index): MasterKey => {
    const bytes = Buffer.from(line, 'base64');
    if (bytes.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]{43}=?$/.test(line))
      throw failure('IST-2225', `key ${index + 1} of ${from} is not base64 of ${KEY_BYTES} bytes`, {
        hint: 'Make one with: openssl rand -base64 32',
      });
    return { id: keyId(bytes), bytes };
  });
  const [current] = ring;
  if (current === undefined) throw failure('IST-2225', `${from} holds no key`);
  return { current, byId: new Map(ring.map((key) => [key.id, key])), from, ...how };
}

const keyId = (bytes: Buffer): string =>
  createHash('sha256').update('isthmus master key\n').update(bytes).digest('hex').slice(0, 16);

export const newKeyLine = (): string => randomBytes(KEY_BYTES).toString('base64');

/** Answers whether it made the file. Two processes that start together agree on one. */
async function makeKeyFile(file: string, home: string): Promise<boolean> {
  if (await stat(file).catch(() => undefined)) return false;
  await mkdir(home, { recursive: true, mode: 0o700 });
  return placeKeyFile(file, `${newKeyLine()}\n`);
}

/** The file appears whole or not at all; false when another process was first. */
async function placeKeyFile(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
