import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCatalog } from './catalog.ts';

const shipped = new URL('../../catalog/', import.meta.url);
let folder: string;
const at = (name: string): URL => pathToFileURL(join(folder, name) + sep);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-catalog-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('reading the catalogue', () => {
  it('gives the same from the cache as from the files', async () => {
    const folders = { catalog: shipped, cache: at('cache') };
    const parsed = await readCatalog(folders);
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
    const cached = await readCatalog(folders);
    expect(cached.version).toBe(parsed.version);
    expect({ ...cached }).toEqual({ ...parsed });
  });

  it('notices an edited file, and survives a broken cache', async () => {
    const folders = { catalog: at('catalog'), cache: at('cache') };
    await cp(shipped, folders.catalog, { recursive: true });
    const { version } = await readCatalog(folders);
    const [name = ''] = await readdir(join(folder, 'cache'));
    await writeFile(join(folder, 'cache', name), '{"half a');
    expect((await readCatalog(folders)).version).toBe(version);
    await writeFile(new URL('os-lifecycle.yaml', folders.catalog), 'schema: [not closed');
    await expect(readCatalog(folders)).rejects.toMatchObject({
      code: 'IST-3001',
      causes: [{ where: 'os-lifecycle.yaml' }],
    });
    await rm(new URL('os-lifecycle.yaml', folders.catalog));
    await expect(readCatalog(folders)).rejects.toThrow(/os-lifecycle\.yaml cannot be read/);
  });

  it('does without a cache', async () => {
    expect((await readCatalog({ catalog: shipped })).version).toMatch(/^sha256:/);
  });
});
