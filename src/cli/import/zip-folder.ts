/** Packs files into a stream, uncompressed, so that a folder or several files travel like one. */

import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { Zip, ZipPassThrough } from 'fflate';
import { failure } from '../../core/errors/registry.ts';

// A fixed time keeps the packed bytes, and with them the digest on the receipt, the same from run to run.
const FIXED_TIME = new Date('2000-01-01T00:00:00Z');
const MOST_FILES = 50_000;
const DEEPEST = 4;
/** Forms that hold other files: one of them inside a folder is a source of its own. */
const CONTAINERS = new Set(['.zip', '.xlsx', '.ova', '.gz']);

interface Packed {
  /** Name inside the archive, with slashes. */
  readonly name: string;
  readonly path: string;
}

/**
 * Files below a folder that a kind reads, by their extension; all of them when none has one, as in a fact cache.
 * Hidden ones are left out. Throws IST-9003 when there is none.
 */
export async function filesIn(folder: string, extensions: readonly string[]): Promise<readonly Packed[]> {
  const all = await walk(folder, '', 0);
  const plain = extensions.filter((extension) => !CONTAINERS.has(extension));
  const wanted = all.filter(({ name }) => plain.some((extension) => name.toLowerCase().endsWith(extension)));
  const packed = wanted.length > 0 || plain.length === 0 ? wanted : all;
  if (packed.length > 0) return packed;
  throw failure('IST-9003', `${folder} holds no ${plain.join(', ')} file`, {
    hint: 'Give the folder that the tool wrote its files to.',
  });
}

async function walk(folder: string, below: string, depth: number): Promise<readonly Packed[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found: Packed[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = posix.join(below, entry.name);
    if (entry.isDirectory() && depth < DEEPEST) found.push(...(await walk(folder, name, depth + 1)));
    else if (entry.isFile()) found.push({ name, path: join(folder, name) });
    if (found.length > MOST_FILES) throw failure('IST-9003', `${folder} holds more than ${MOST_FILES} files`);
  }
  return found;
}

/** Several files as one: told apart by their own names. */
export function filesNamed(paths: readonly string[]): readonly Packed[] {
  const seen = new Set<string>();
  return paths.map((path) => {
    const name = seen.has(basename(path)) ? path.replaceAll(/^[./\\]+|[:\\]/g, '_') : basename(path);
    seen.add(name);
    return { name, path };
  });
}

export function zipped(files: readonly Packed[]): Readable {
  return Readable.from(chunks(files));
}

async function* chunks(files: readonly Packed[]): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let problem: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) problem = error;
    else ready.push(chunk);
  });
  for (const { name, path } of files) {
    const entry = new ZipPassThrough(name);
    entry.mtime = FIXED_TIME;
    zip.add(entry);
    for await (const chunk of createReadStream(path)) {
      entry.push(chunk as Uint8Array);
      if (problem !== null) throw problem;
      yield* ready;
      ready = [];
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready;
}
