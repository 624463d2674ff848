/** Files an earlier export left behind: applied by mistake, they would move what the plan no longer moves. */

import { readdir } from 'node:fs/promises';
import { join, normalize, relative } from 'node:path';

/** Files below the top folders of `written` that are not among `written`; paths are relative to `folder` and sorted. */
export async function staleFiles(folder: string, written: readonly string[]): Promise<string[]> {
  const fresh = new Set(written.map((path) => normalize(path)));
  const tops = [...new Set(written.filter((path) => path.includes('/')).map((path) => path.split('/', 1)[0] ?? ''))];
  const found = await Promise.all(
    tops.map((top) => readdir(join(folder, top), { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !fresh.has(path))
    .sort();
}
