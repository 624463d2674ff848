/** Takes an upload to a file of its own, digesting on the way, so that an import reads from disk and not from a socket. */

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';

export interface SpooledFile extends AsyncDisposable {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

const folderOf = (home: string): string => path.join(home, 'spool');
const STALE_MS = 24 * 3_600_000;

/** Removes uploads that a process which ended suddenly left behind. */
export async function sweepSpool(home: string, now: Date): Promise<void> {
  const names = await readdir(folderOf(home)).catch(() => []);
  for (const name of names) {
    const file = path.join(folderOf(home), name);
    const age = await stat(file).then(
      (info) => now.getTime() - info.mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(file, { force: true });
  }
}

/**
 * Writes the stream to a new file under home that only its owner can read. Dispose of it when done.
 * Throws IST-8009 beyond maxBytes, IST-8013 when the sender breaks off; nothing stays behind then.
 * @param extension of the name the user knows the file by, such as ".xlsx": readers look at it.
 */
export async function spool(
  home: string,
  stream: Readable,
  options: { readonly maxBytes: number; readonly extension: string },
): Promise<SpooledFile> {
  const { maxBytes, extension } = options;
  await mkdir(folderOf(home), { recursive: true, mode: 0o700 });
  const safe = /^\.[a-z0-9]{1,8}$/i.test(extension) ? extension.toLowerCase() : '';
  const file = path.join(folderOf(home), `upload-${randomBytes(12).toString('hex')}${safe}`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    // The stream is a request: destroying it would cut the connection before the refusal is sent.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw failure('IST-8009', `the file is larger than the limit of ${maxBytes} bytes`);
      hash.update(chunk);
      await handle.appendFile(chunk);
    }
  } catch (cause) {
    await handle.close();
    await rm(file, { force: true });
    if (cause instanceof IsthmusError || !stream.destroyed) throw cause;
    throw failure('IST-8013', `the connection ended after ${sizeBytes} bytes`, { cause });
  }
  await handle.close();
  return { path: file, sizeBytes, sha256: hash.digest('hex'), [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}
