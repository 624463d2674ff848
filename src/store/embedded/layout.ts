/** Where the embedded database keeps its files below ISTHMUS_HOME. */

import { randomBytes } from 'node:crypto';
import { chmod, chown, link, mkdir, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import { canEnter } from './account.ts';
import type { Account } from './account.ts';
import { ROOT_STATE_FOLDER } from './binaries.ts';
import { isAlive, readPostmaster } from './postmaster.ts';

export interface Layout {
  /** Owned by the server's account; holds everything below. */
  readonly folder: string;
  readonly data: string;
  /** Password of the one database role, mode 0600. Lies in the data folder, so that both are made or lost together. */
  readonly password: string;
  readonly log: string;
}

export function layoutIn(folder: string): Layout {
  const data = path.join(folder, 'data');
  return {
    folder,
    data,
    password: path.join(data, 'isthmus.password'),
    log: path.join(folder, 'postgres.log'),
  };
}

const locationFile = (home: string): string => path.join(home, 'postgres.location');

/** Layout of an existing home, without touching the disk beyond one read. */
export async function findLayout(home: string): Promise<Layout> {
  const elsewhere = await readFile(locationFile(home), 'utf8').catch(() => undefined);
  return layoutIn(elsewhere?.trim() || path.join(home, 'postgres'));
}

/**
 * Root's home may be closed to the account that the server runs as (/root, a private temporary folder). The
 * database then lies in the system's state folder, under a random name that only this home remembers.
 */
async function locationForAccount(home: string, account: Account): Promise<string> {
  await chmod(home, ((await stat(home)).mode & 0o777) | 0o111);
  if (await canEnter(account, home)) return path.join(home, 'postgres');
  await mkdir(ROOT_STATE_FOLDER, { recursive: true, mode: 0o755 });
  const draft = `${locationFile(home)}.${process.pid}`;
  await writeFile(draft, path.join(ROOT_STATE_FOLDER, `postgres-${randomBytes(8).toString('hex')}`));
  // A hard link fails when the name exists: of two first starts, one decides and both read the same answer.
  await link(draft, locationFile(home)).catch(() => undefined);
  await unlink(draft);
  await removeForgotten();
  const { folder } = await findLayout(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, HOME_FILE), home);
  return folder;
}

/** In a folder that lies elsewhere: the home it belongs to. */
const HOME_FILE = 'home';

/** Removes databases in the state folder whose homes were deleted: nothing leads to them any more. */
async function removeForgotten(): Promise<void> {
  for (const name of await readdir(ROOT_STATE_FOLDER)) {
    const folder = path.join(ROOT_STATE_FOLDER, name);
    const home = await readFile(path.join(folder, HOME_FILE), 'utf8').catch(() => undefined);
    if (home === undefined || (await findLayout(home)).folder === folder) continue;
    const server = await readPostmaster(layoutIn(folder).data);
    if (server === undefined || !isAlive(server.pid)) await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the folders. Throws IST-7009 when the home cannot be written. */
export async function prepareLayout(home: string, account: Account | undefined): Promise<Layout> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const existing = await findLayout(home);
    const known = await stat(existing.folder).then(
      () => true,
      () => false,
    );
    const folder = known || account === undefined ? existing.folder : await locationForAccount(home, account);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (account !== undefined) await chown(folder, account.uid, account.gid);
    return layoutIn(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure('IST-7009', `${home} cannot be used as data folder: ${reason}`, { cause });
  }
}
