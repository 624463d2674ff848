/**
 * Reads the shipped catalogue from disk, once per process. Parsing YAML is most of the work, so the parsed form is
 * kept beside by digest of the text: an edited file is simply parsed anew, and a cache that cannot be read or
 * written only costs time. What is used is validated either way.
 */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { buildCatalog, CATALOG_SCHEMAS, reopenCatalog } from '../core/catalog/catalog.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import { failure } from '../core/errors/registry.ts';
import { digestText } from '../core/evidence/digest.ts';

export interface CatalogFolders {
  /** Folder of the YAML files. */
  readonly catalog: URL;
  /** Folder for parsed copies; undefined parses every time. */
  readonly cache?: URL;
}

/** Beside the sources, or beside the bundle: the nearest folder that holds the files. */
function shippedFolders(): CatalogFolders {
  const near = ['./catalog/', '../catalog/', '../../catalog/'].map((path) => new URL(path, import.meta.url));
  const catalog = near.find((folder) => existsSync(new URL('guest-support.yaml', folder)));
  if (catalog === undefined) throw failure('IST-3001', 'the catalogue folder is missing from this installation');
  return { catalog, cache: new URL('../node_modules/.cache/isthmus/', catalog) };
}

let loaded: Promise<Catalog> | undefined;

function parseText(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw failure('IST-3001', `catalog/${name}.yaml is not YAML`, {
      cause,
      causes: [{ where: `${name}.yaml`, message }],
    });
  }
}

async function readTexts(folder: URL): Promise<Record<string, string>> {
  const names = Object.keys(CATALOG_SCHEMAS);
  const texts = await Promise.all(
    names.map(async (name) => {
      try {
        return await readFile(new URL(`${name}.yaml`, folder), 'utf8');
      } catch (cause) {
        throw failure('IST-3001', `catalog/${name}.yaml cannot be read`, { cause });
      }
    }),
  );
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

interface Parsed {
  readonly version: string;
  readonly files: Readonly<Record<string, unknown>>;
}

const isParsed = (value: unknown): value is Parsed =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  typeof value.version === 'string' &&
  'files' in value;

async function readCached(file: URL): Promise<Parsed | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isParsed(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Written aside and renamed, so that a reader beside us never sees half a file. */
async function writeCached(folder: URL, name: string, parsed: Parsed): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const aside = new URL(`${name}.${process.pid}`, folder);
    await writeFile(aside, JSON.stringify(parsed));
    await rename(aside, new URL(name, folder));
  } catch {
    // A read-only installation: the next start parses again.
  }
}

/** Reads, checks and joins the catalogue. Throws IST-3001 naming file, record and field. */
export async function readCatalog({ catalog, cache }: CatalogFolders): Promise<Catalog> {
  const texts = await readTexts(catalog);
  const name = `catalog-${digestText(Object.values(texts).join('\n')).slice('sha256:'.length, 39)}.json`;
  const cached = cache && (await readCached(new URL(name, cache)));
  if (cached !== undefined) return reopenCatalog(cached.files, cached.version);
  const files = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, parseText(file, text)]));
  const built = buildCatalog(files);
  if (cache !== undefined) await writeCached(cache, name, { version: built.version, files });
  return built;
}

export function loadCatalog(): Promise<Catalog> {
  loaded ??= readCatalog(shippedFolders());
  return loaded;
}
