/** "file:/run/secrets/vc": a file of this machine, judged by where it really is and not by how its path is written. */

import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readRegularFile } from '../transport/regular-file.ts';
import { generatedKeyFile } from './seal-keys.ts';
import type { Resolving } from './secret-reference.ts';
import { allowedBy } from './secret-reference-allowed.ts';

const MOST_BYTES = 256 * 1024;
/** Here files are windows into processes, this one among them, and into devices. */
const NOT_FILES = ['/proc', '/sys', '/dev'];

export async function fromFile(file: string, { installation, signal }: Resolving): Promise<string> {
  if (!path.isAbsolute(file)) throw new Error('the path must begin at the root');
  const real = await realpath(file).catch((error: { readonly code?: string }) => {
    throw new Error(`the file cannot be read (${error.code ?? 'unknown reason'})`);
  });
  if (NOT_FILES.some((folder) => within(folder, file) || within(folder, real)))
    throw new Error('files of /proc, /sys and /dev are not read');
  const { home, keyFile } = installation.keys;
  const own = [home, ...(keyFile === undefined ? [] : [keyFile])];
  for (const mine of own)
    if (within(mine, path.resolve(file)) || within(await realOf(mine), real))
      throw new Error('files of Isthmus itself are not read');
  const { secretReferences } = installation;
  if (secretReferences !== undefined && !allowedBy(await realStarts(secretReferences), `file:${real}`))
    throw new Error('it leads to a file that this installation does not allow');
  // A hard link has no other path to be known by.
  const keys = await Promise.all(
    [generatedKeyFile(home), ...own.slice(1)].map((key) => stat(key).catch(() => undefined)),
  );
  const text = await readRegularFile(real, {
    maxBytes: MOST_BYTES,
    ...(signal !== undefined && { signal }),
    refuse({ dev, ino }) {
      if (keys.some((key) => key?.dev === dev && key.ino === ino))
        throw new Error('files of Isthmus itself are not read');
    },
  }).catch((error: Error & { readonly code?: string }) => {
    throw error.code === undefined ? error : new Error(`the file cannot be read (${error.code})`);
  });
  return withoutLineEnd(text);
}

/** Editors and `echo` end a file with a line end that is no part of the secret. */
export const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

function within(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

const realOf = (file: string): Promise<string> => realpath(file).catch(() => path.resolve(file));

/** What is allowed may be written through a link, as /var/run is. */
function realStarts(allowed: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    allowed.map(async (start) => {
      const file = start.startsWith('file:') ? start.slice('file:'.length) : '';
      if (!path.isAbsolute(file)) return start;
      const real = await realOf(file);
      return `file:${real}${file.endsWith('/') && !real.endsWith('/') ? '/' : ''}`;
    }),
  );
}
