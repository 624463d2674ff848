/**
 * Price lists in the data folder: one file per list in force, and every version that was ever brought in beside it.
 * prices/<list>.json is in force; prices/versions/<list>/<day>-<digest>.json are the versions.
 */

import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PriceList } from '../core/cost/price-list.ts';
import { failure } from '../core/errors/registry.ts';

const price = z.number().positive().optional();
const offerSchema = z.object({
  size: z.string(),
  vcpu: z.number().positive(),
  memoryGiB: z.number().positive(),
  usdPerHour: z.number().positive(),
  gpu: z.string().optional(),
  gpuCount: z.number().positive().optional(),
  spotUsdPerHour: price,
  reserved1yUsdPerHour: price,
  reserved3yUsdPerHour: price,
  savingsPlan1yUsdPerHour: price,
  savingsPlan3yUsdPerHour: price,
  windowsUsdPerHour: price,
  gen2Only: z.boolean().optional(),
  maxDataDisks: z.number().int().nonnegative().optional(),
  maxNics: z.number().int().positive().optional(),
});

const usd = z.number().nonnegative();
const extrasSchema = z.object({
  diskUsdPerMonth: z.record(z.string(), usd).optional(),
  provisionedDisks: z
    .record(z.string(), z.object({ usdPerGiBMonth: usd, usdPerIopsMonth: usd, usdPerMbPerSecondMonth: usd }))
    .optional(),
  internetEgress: z.array(z.object({ fromGiB: usd, usdPerGiB: usd })).optional(),
  otherRegionUsdPerGiB: usd.optional(),
  publicIpUsdPerHour: usd.optional(),
});

const priceListSchema = z.object({
  id: z.string(),
  name: z.string(),
  currency: z.literal('USD'),
  asOf: z.string(),
  source: z.string(),
  digest: z.string(),
  builtIn: z.literal(false),
  regions: z.record(z.string(), z.array(offerSchema)),
  extras: z.record(z.string(), extrasSchema).optional(),
});

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

const versionName = ({ asOf, digest }: Pick<PriceList, 'asOf' | 'digest'>): string =>
  `${asOf}-${digest.replace(/^sha256:/, '').slice(0, DIGITS)}`;

/** Every list in force, by id. @throws IST-5001 naming a file that is not a price list any more */
export async function loadPriceLists(home: string): Promise<readonly PriceList[]> {
  const folder = folderOf(home);
  const names = (await listFolder(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => readList(join(folder, name))));
}

/**
 * Keeps a version. It comes into force unless a list of the same id and a later day already is.
 * @returns whether it is in force now
 */
export async function savePriceList(home: string, list: PriceList): Promise<boolean> {
  const current = await listInForce(home, list.id);
  // What an older release kept has no version beside it yet.
  if (current !== undefined) await keepVersion(home, current);
  await keepVersion(home, list);
  if (current !== undefined && current.asOf > list.asOf) return false;
  await putInForce(home, list);
  return true;
}

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

/** Puts a kept version in force. Throws IST-5072. */
export async function usePriceList(home: string, reference: string): Promise<PriceList> {
  const list = await requirePriceList(home, reference);
  const current = await listInForce(home, list.id);
  if (current !== undefined) await keepVersion(home, current);
  await putInForce(home, list);
  return list;
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
  await writeAside(join(folder, `${versionName(list)}.json`), list);
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
