/**
 * Price lists in the data folder: one file per list in force, and every version that was ever brought in beside it.
 * prices/<list>.json is in force; prices/versions/<list>/<day>-<digest>.json are the versions.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceList } from '../core/cost/price-list.ts';
import { heldBackRegions, shrunkRegions } from '../core/cost/take-over.ts';
import type { FewerSizes } from '../core/cost/take-over.ts';
import { failure } from '../core/errors/registry.ts';
import { priceListSchema } from './price-list-schema.ts';

const folderOf = (home: string): string => join(home, 'prices');
const versionsOf = (home: string, id: string): string => join(folderOf(home), 'versions', slug(id));

/** Name of a file for a list; two ids that differ in signs alone are one list. */
export function slug(text: string): string {
  return text
    .replace(/\.csv$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

/** Of a digest, in the name of a version. */
const DIGITS = 12;

export const versionName = ({ asOf, digest }: Pick<PriceList, 'asOf' | 'digest'>): string =>
  `${asOf}-${digest.replace(/^sha256:/, '').slice(0, DIGITS)}`;

/** Every list in force, by id. @throws IST-5001 naming a file that is not a price list any more */
export async function loadPriceLists(home: string): Promise<readonly PriceList[]> {
  const folder = folderOf(home);
  const names = (await listFolder(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => readList(join(folder, name))));
}

export interface SavedPriceList {
  readonly inForce: boolean;
  /** Why it is not in force, in words; null when it is. */
  readonly why: string | null;
  /** In force only for sites that name the list: another one has far more sizes there. */
  readonly heldBack: readonly FewerSizes[];
}

/**
 * Keeps a version. It comes into force when it is new, of no earlier day than any version kept, and has not far fewer
 * sizes than the version in force: what a person put in force stays until something newer comes.
 */
export async function savePriceList(home: string, list: PriceList, builtIn: PriceList): Promise<SavedPriceList> {
  const current = await listInForce(home, list.id);
  const kept = await priceVersions(home, list.id);
  const mine = kept.find(({ version }) => version === versionName(list));
  // Of the same bytes brought in again, what was decided about them stays.
  if (current !== undefined && mine?.inForce === true) {
    const heldBack = heldBackRegions(list, await loadPriceLists(home), builtIn);
    return { inForce: true, why: null, heldBack: heldBack.filter(({ region }) => current.heldBack?.includes(region)) };
  }
  // What an older release kept has no version beside it yet.
  if (current !== undefined) await keepVersion(home, current);
  await keepVersion(home, list);
  const shrunk = current === undefined ? [] : shrunkRegions(list, current);
  const why =
    current === undefined
      ? null
      : mine !== undefined
        ? `it was kept before, and ${versionName(current)} was put in force since`
        : current.asOf > list.asOf || kept.some(({ asOf }) => asOf > list.asOf)
          ? `a version of a later day is kept; ${versionName(current)} stays in force`
          : shrunk.length > 0
            ? `it has far fewer sizes than ${versionName(current)}, which stays in force: ${shrunk.map(fewerText).join(', ')}`
            : null;
  if (why !== null) return { inForce: false, why, heldBack: [] };
  const heldBack = heldBackRegions(list, await loadPriceLists(home), builtIn);
  const regions = heldBack.map(({ region }) => region);
  await putInForce(home, regions.length === 0 ? list : { ...list, heldBack: regions });
  return { inForce: true, why: null, heldBack };
}

const fewerText = ({ region, sizes, inForceSizes }: FewerSizes): string =>
  `${region} ${sizes} instead of ${inForceSizes}`;

export interface PriceVersion {
  /** "2026-05-20-0123456789ab" */
  readonly version: string;
  readonly asOf: string;
  readonly inForce: boolean;
}

/** Newest day first. */
export async function priceVersions(home: string, id: string): Promise<readonly PriceVersion[]> {
  const current = await listInForce(home, id);
  const names = (await listFolder(versionsOf(home, id)))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  const inForce = current === undefined ? undefined : versionName(current);
  const all = new Set(inForce === undefined ? names : [...names, inForce]);
  return [...all]
    .sort((a, b) => (a < b ? 1 : -1))
    .map((version) => ({ version, asOf: version.slice(0, 10), inForce: version === inForce }));
}

/**
 * A list in force by its id, or a version of it: "list@2026-05-20", "list@0123456789ab" (begin of the digest), or the
 * whole name of the version. Throws IST-5072 when there is none or several.
 */
export async function requirePriceList(home: string, reference: string): Promise<PriceList> {
  const at = reference.lastIndexOf('@');
  const id = at < 0 ? reference : reference.slice(0, at);
  const wanted = at < 0 ? undefined : reference.slice(at + 1).replace(/^sha256:/, '');
  const current = await listInForce(home, id);
  if (wanted === undefined) {
    if (current !== undefined) return current;
    throw failure('IST-5072', `no price list is called "${id}"`, { causes: await known(home) });
  }
  const versions = await priceVersions(home, id);
  const found = versions.filter(
    ({ version }) =>
      version === wanted || version.startsWith(`${wanted}-`) || version.slice(11).startsWith(wanted.slice(0, DIGITS)),
  );
  const [only] = found;
  if (wanted === '' || only === undefined || found.length > 1) {
    const causes = (found.length > 1 ? found : versions).map(({ version }) => ({ message: `${id}@${version}` }));
    throw failure(
      'IST-5072',
      `${found.length > 1 ? 'several versions' : 'no version'} of ${id} can be meant by "${wanted}"`,
      {
        causes,
      },
    );
  }
  if (current !== undefined && only.inForce) return current;
  return readList(join(versionsOf(home, id), `${only.version}.json`));
}

/** Puts a kept version in force, in every region it has. Throws IST-5072. */
export async function usePriceList(home: string, reference: string): Promise<PriceList> {
  const { heldBack: _, ...list } = await requirePriceList(home, reference);
  const current = await listInForce(home, list.id);
  if (current !== undefined) await keepVersion(home, current);
  await putInForce(home, list);
  return list;
}

/** Takes a list out of force; its versions are kept. */
export async function takeOutOfForce(home: string, list: PriceList): Promise<void> {
  await keepVersion(home, list);
  await rm(join(folderOf(home), `${slug(list.id)}.json`));
}

export async function removePriceVersion(home: string, id: string, version: string): Promise<void> {
  await rm(join(versionsOf(home, id), `${version}.json`), { force: true });
}

/** The newest version of each list that is not in force any more. */
export async function archivedPriceLists(home: string): Promise<readonly PriceList[]> {
  const inForce = new Set(await listFolder(folderOf(home)));
  const folder = join(folderOf(home), 'versions');
  const names = (await listFolder(folder)).filter((name) => !inForce.has(`${name}.json`)).sort();
  const lists: PriceList[] = [];
  for (const name of names) {
    const newest = (await listFolder(join(folder, name)))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .at(-1);
    if (newest !== undefined) lists.push(await readList(join(folder, name, newest)));
  }
  return lists;
}

async function known(home: string): Promise<{ message: string }[]> {
  return (await loadPriceLists(home)).map(({ id }) => ({ message: id }));
}

async function listInForce(home: string, id: string): Promise<PriceList | undefined> {
  const name = `${slug(id)}.json`;
  const names = await listFolder(folderOf(home));
  return names.includes(name) ? readList(join(folderOf(home), name)) : undefined;
}

async function keepVersion(home: string, list: PriceList): Promise<void> {
  const folder = versionsOf(home, list.id);
  await mkdir(folder, { recursive: true });
  const { heldBack: _, ...version } = list;
  await writeAside(join(folder, `${versionName(list)}.json`), version);
}

async function putInForce(home: string, list: PriceList): Promise<void> {
  await mkdir(folderOf(home), { recursive: true });
  await writeAside(join(folderOf(home), `${slug(list.id)}.json`), list);
}

/** Written aside and renamed: a reader sees the old list or the new one, never half of it. */
async function writeAside(path: string, list: PriceList): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(list));
  await rename(`${path}.new`, path);
}

async function readList(path: string): Promise<PriceList> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw failure('IST-5001', `${path} is not JSON`, { hint: 'Import the price list again.', cause: error });
  }
  const result = priceListSchema.safeParse(parsed);
  if (result.success) return result.data;
  const causes = result.error.issues
    .slice(0, 10)
    .map((issue) => ({ where: issue.path.join('.'), message: issue.message }));
  throw failure('IST-5001', `${path} is not a price list`, { hint: 'Import the price list again.', causes });
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
