/** Packs the CSV files of one folder into a stream, uncompressed, so that a folder travels like a file. */

import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Zip, ZipPassThrough } from 'fflate';
import { failure } from '../../core/errors/registry.ts';

// A fixed time keeps the packed bytes, and with them the digest on the receipt, the same from run to run.
const FIXED_TIME = new Date('2000-01-01T00:00:00Z');

export function zipFolder(folder: string): Readable {
  return Readable.from(chunks(folder));
}

async function* chunks(folder: string): AsyncGenerator<Uint8Array> {
  const names = (await readdir(folder)).filter((name) => /\.csv$/i.test(name)).sort();
  if (names.length === 0)
    throw failure('IST-9003', `${folder} holds no .csv file`, {
      hint: 'Give the folder that RVTools wrote its CSV files to.',
    });
  let ready: Uint8Array[] = [];
  let problem: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) problem = error;
    else ready.push(chunk);
  });
  for (const name of names) {
    const entry = new ZipPassThrough(name);
    entry.mtime = FIXED_TIME;
    zip.add(entry);
    for await (const chunk of createReadStream(join(folder, name))) {
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
