/** Reads rule packs: those shipped in packs/, and the user's own beside them in the data folder. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../core/catalog/catalog.ts';
import { failure } from '../core/errors/registry.ts';
import { LOCK_FILE, parseLock, requireLocked } from '../core/policy/packs/lock.ts';
import type { PackLock } from '../core/policy/packs/lock.ts';
import { parsePack } from '../core/policy/packs/pack.ts';
import type { Pack } from '../core/policy/packs/pack.ts';
import { shippedFile } from '../shipped-files.ts';
import { loadCatalog } from './catalog.ts';

export interface LoadedPack extends Pack {
  readonly origin: 'shipped' | 'own';
  /** Path of the file. */
  readonly file: string;
}

const shippedFolder = fileURLToPath(shippedFile('packs/'));
let shipped: Promise<readonly LoadedPack[]> | undefined;

/**
 * All packs, shipped ones first, each group by id. `home` is the data folder; its `packs` folder need not exist. When it
 * holds a lock file, packs that are not as it says are refused.
 * @throws IST-4010, IST-4011 a file that is no pack · IST-4013 an id taken twice · IST-4014, IST-4015 the lock. A rule
 *   at fault is no reason to throw: it is in the pack's `problems` and answers unknown.
 */
export async function loadPacks(home?: string): Promise<readonly LoadedPack[]> {
  const packs = await readPacks(home);
  const lock = home === undefined ? undefined : await readLock(home);
  if (lock !== undefined) requireLocked(packs, lock, LOCK_FILE);
  return packs;
}

/** The lock file of the data folder, when there is one. Throws IST-4014. */
export async function readLock(home: string): Promise<PackLock | undefined> {
  const text = await readText(join(home, LOCK_FILE));
  return text === undefined ? undefined : parseLock(text, LOCK_FILE);
}

/** As `loadPacks`, whatever a lock file says: for whoever writes or compares one. */
export async function readPacks(home?: string): Promise<readonly LoadedPack[]> {
  const catalog = await loadCatalog();
  shipped ??= readFolder(shippedFolder, 'shipped', catalog);
  const own = home === undefined ? [] : await readFolder(join(home, 'packs'), 'own', catalog);
  const all = [...(await shipped), ...own];
  const files = new Map<string, string>();
  for (const pack of all) {
    const earlier = files.get(pack.id);
    if (earlier !== undefined) {
      throw failure('IST-4013', `"${pack.id}" is the id of two packs`, {
        causes: [
          { where: earlier, message: 'has it' },
          { where: pack.file, message: 'has it too' },
        ],
      });
    }
    files.set(pack.id, pack.file);
  }
  return all;
}

async function readFolder(folder: string, origin: LoadedPack['origin'], catalog: Catalog): Promise<LoadedPack[]> {
  const names = (await listFolder(folder)).filter((name) => /\.ya?ml$/i.test(name) && name !== LOCK_FILE).sort();
  const packs = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const pack = parsePack(await readFile(file, 'utf8'), name, catalog);
      return { ...pack, origin, file };
    }),
  );
  return packs.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
