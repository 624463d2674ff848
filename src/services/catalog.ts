/** Reads the shipped catalogue from disk once per process. */

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { buildCatalog, CATALOG_SCHEMAS } from '../core/catalog/catalog.ts';
import type { Catalog } from '../core/catalog/catalog.ts';

const folder = new URL('../../catalog/', import.meta.url);
let loaded: Promise<Catalog> | undefined;

async function read(): Promise<Catalog> {
  const parsed: Record<string, unknown> = {};
  await Promise.all(Object.keys(CATALOG_SCHEMAS).map(async (name) => {
    parsed[name] = parse(await readFile(new URL(`${name}.yaml`, folder), 'utf8'));
  }));
  return buildCatalog(parsed);
}

export function loadCatalog(): Promise<Catalog> {
  loaded ??= read();
  return loaded;
}
