/** Pins packs to a file, and compares them with one: from disk alone, as a pipeline does it. */

import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROUTES } from '../../api/routes.ts';
import { readConfig } from '../../config.ts';
import { failure } from '../../core/errors/registry.ts';
import {
  compareWithLock,
  LOCK_FILE,
  lockText,
  parseLock,
  requireRaised,
  signatureOf,
} from '../../core/policy/packs/lock.ts';
import type { PackLock, Pinned } from '../../core/policy/packs/lock.ts';
import { parsePack } from '../../core/policy/packs/pack.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { writeOutFile } from '../output/out-file.ts';
import { printDocument } from '../output/print.ts';

export interface LockOptions {
  readonly file?: string;
  readonly packs?: string;
  readonly sign?: boolean;
}

export interface VerifyOptions {
  readonly file?: string;
  readonly packs?: string;
  readonly key?: string;
}

export async function lockPacks(
  cli: Cli,
  { file = defaultFile(cli), packs: folder, sign }: LockOptions,
): Promise<void> {
  if (sign === true && folder !== undefined) {
    throw failure('IST-9002', 'only the packs in force can be signed: leave out --packs or --sign');
  }
  const before = await readLock(file);
  const packs = await packsOf(cli, folder);
  if (before !== undefined) requireRaised(packs, before);
  const text = sign === true ? (await (await cli.client()).call(ROUTES.signPacks)).text : lockText(packs);
  const lock = parseLock(text, file);
  if (file === defaultFile(cli)) await mkdir(readConfig(cli.env).home, { recursive: true, mode: 0o700 });
  await writeOutFile(file, text);
  const changes = before === undefined ? [] : compareWithLock(packs, before);
  await printDocument(cli, { file, packs: lock.packs, signed: lock.signature !== undefined, changes }, () =>
    [
      `${file}: ${plural(lock.packs.length, 'pack')} locked${lock.signature === undefined ? '' : `, signed by ${lock.signature.key}`}`,
      ...changes.map(({ id, message }) => `  ${id}: ${message}`),
      '',
    ].join('\n'),
  );
}

export async function verifyPacks(
  cli: Cli,
  { file = defaultFile(cli), packs: folder, key }: VerifyOptions,
): Promise<void> {
  const lock = await readLock(file);
  if (lock === undefined) {
    throw failure('IST-9003', `${file} cannot be read`, { hint: 'Write it first: isthmus packs lock' });
  }
  const packs = await packsOf(cli, folder);
  const differences = compareWithLock(packs, lock);
  const signature = key === undefined ? null : signatureOf(lock, await readOr(key));
  const ok = differences.length === 0 && (signature === null || signature === 'valid');
  const words = {
    valid: 'signed by the key given',
    invalid: 'the signature does not fit: the file was changed after it was signed',
    unsigned: 'not signed',
    'other-key': `signed by another key (${lock.signature?.key ?? ''})`,
  };
  await printDocument(cli, { ok, file, packs: packs.length, differences, signature }, () =>
    [
      ...differences.map(({ id, message }) => `✗ ${id}: ${message}`),
      ...(signature === null ? [] : [`${signature === 'valid' ? '✓' : '✗'} ${words[signature]}`]),
      differences.length === 0
        ? `✓ ${plural(packs.length, 'pack')} as in ${file}`
        : `${plural(differences.length, 'pack')} of ${packs.length} not as in ${file}. To accept: isthmus packs lock`,
      '',
    ].join('\n'),
  );
  if (!ok) cli.exitWith(1);
}

const defaultFile = (cli: Cli): string => join(readConfig(cli.env).home, LOCK_FILE);

async function packsOf(cli: Cli, folder: string | undefined): Promise<readonly Pinned[]> {
  const { rulebook } = cli.wiring;
  if (folder === undefined) return rulebook.packsUnlocked(readConfig(cli.env).home);
  const names = await readdir(folder).catch((cause: unknown) => {
    throw failure('IST-9003', `${folder} cannot be read`, { cause, hint: 'Name a folder with packs.' });
  });
  const catalog = await rulebook.catalog();
  const files = names.filter((name) => /\.ya?ml$/i.test(name) && name !== LOCK_FILE).sort();
  return Promise.all(files.map(async (name) => parsePack(await readOr(join(folder, name)), name, catalog)));
}

/** Undefined when there is none. Throws IST-4014. */
async function readLock(file: string): Promise<PackLock | undefined> {
  try {
    return parseLock(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readOr(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${file} cannot be read`, { cause, hint: 'Name a file that exists.' });
  });
}
