/** Opens what people bring: a file, a gzipped one, a folder of them or a zip. Every part is read as a stream. */

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { failure } from '../../core/errors/registry.ts';
import { asUtf8 } from '../../formats/csv/encoding.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import { recogniseFile } from '../../formats/recognise.ts';
import { ZipArchive } from '../../formats/zip/archive.ts';

export interface FlowPart {
  readonly name: string;
  /** UTF-8 from the start, each time it is called. */
  chunks(): AsyncIterable<Buffer>;
}

export interface OpenedFlows {
  readonly parts: readonly FlowPart[];
  readonly sizeBytes: number;
  /** Fraction of the bytes that were read, 0 to 1. */
  progress(): number;
  /** Of all bytes; reads what no part has read yet. */
  sha256(signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

const READ_BYTES = 1024 * 1024;
const FOLDER_DEPTH = 8;
/** Files by name that hold flows or collections; others in a folder are not looked at. */
const FLOW_FILE = /\.(csv|tsv|txt|log|json|jsonl|ndjson)(\.gz)?$/i;

interface Counter {
  bytes: number;
}

/** Throws IST-1001 to IST-1007 and IST-1014. `name` is what messages call the file. */
export async function openFlows(
  path: string,
  name: string,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<OpenedFlows> {
  signal?.throwIfAborted();
  const info = await stat(path).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw failure('IST-1001', `${name} cannot be read (${code})`, { cause });
  });
  if (info.isDirectory()) return openFolder(path, name, limits);
  if (await isGzip(path)) return openFiles([{ name, path }], info.size, limits);
  const form = await recogniseFile(path, name);
  return form === 'zip' ? openZip(path, name, info.size, limits) : openFiles([{ name, path }], info.size, limits);
}

async function openFolder(folder: string, name: string, limits: FormatLimits): Promise<OpenedFlows> {
  const found: { name: string; path: string }[] = [];
  let sizeBytes = 0;
  const walk = async (at: string, prefix: string, depth: number): Promise<void> => {
    for (const entry of (await readdir(at)).sort()) {
      const path = join(at, entry);
      // Links are not followed: a folder from elsewhere must not lead out of itself.
      const info = await lstat(path);
      if (info.isDirectory() && depth < FOLDER_DEPTH) await walk(path, `${prefix}${entry}/`, depth + 1);
      if (!info.isFile() || !FLOW_FILE.test(entry)) continue;
      if (found.length >= limits.maxEntries)
        throw failure('IST-1010', `${name} holds more than ${limits.maxEntries} files`);
      found.push({ name: `${prefix}${entry}`, path });
      sizeBytes += info.size;
    }
  };
  await walk(folder, '', 0);
  if (found.length === 0)
    throw failure('IST-1002', `the folder ${name} holds no flow records`, {
      hint: 'Give a folder with .csv, .tsv, .log, .json or .jsonl files, gzipped or not.',
    });
  return openFiles(found, sizeBytes, limits, true);
}

function openFiles(
  files: readonly { readonly name: string; readonly path: string }[],
  sizeBytes: number,
  limits: FormatLimits,
  folder = false,
): OpenedFlows {
  const counter: Counter = { bytes: 0 };
  return {
    parts: files.map(({ name, path }) => ({
      name,
      chunks: () => asUtf8(inflated(path, name, counter, limits)),
    })),
    sizeBytes,
    progress: () => Math.min(1, counter.bytes / Math.max(1, sizeBytes)),
    async sha256(signal) {
      const hash = createHash('sha256');
      for (const { name, path } of files) {
        if (folder) hash.update(`${name}\u0000`);
        await hashFile(path, hash, signal);
      }
      return hash.digest('hex');
    },
    close: () => Promise.resolve(),
  };
}

async function openZip(path: string, name: string, sizeBytes: number, limits: FormatLimits): Promise<OpenedFlows> {
  const archive = await ZipArchive.open(path, limits);
  const entries = archive.entries
    .filter((entry) => FLOW_FILE.test(entry.name) && !/\.gz$/i.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (entries.length === 0) {
    await archive.close();
    throw failure('IST-1002', `the archive ${name} holds no flow records`, {
      hint: 'Give an archive with .csv, .tsv, .log, .json or .jsonl files.',
    });
  }
  const total = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  return {
    parts: entries.map((entry) => ({ name: entry.name, chunks: () => asUtf8(archive.chunks(entry)) })),
    sizeBytes,
    progress: () => Math.min(1, archive.consumedBytes / Math.max(1, total)),
    async sha256(signal) {
      const hash = createHash('sha256');
      await hashFile(path, hash, signal);
      return hash.digest('hex');
    },
    close: () => archive.close(),
  };
}

async function hashFile(path: string, hash: Hash, signal?: AbortSignal): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The bytes of a file, unpacked when it is gzipped. Throws IST-1006 when damaged, IST-1007 beyond the limits. */
async function* inflated(path: string, name: string, counter: Counter, limits: FormatLimits): AsyncGenerator<Buffer> {
  const raw = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      counter.bytes += chunk.length;
      yield chunk;
    }
  };
  if (!(await isGzip(path))) return yield* raw();
  const gunzip = createReadStream(path, { highWaterMark: READ_BYTES })
    .on('data', (chunk) => void (counter.bytes += chunk.length))
    .on('error', (error) => gunzip.destroy(error))
    .pipe(createGunzip());
  let bytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limits.maxInflatedBytes)
        throw failure('IST-1007', `${basename(name)} inflates to more than ${limits.maxInflatedBytes} bytes`);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))
      throw failure('IST-1006', `${name} is not whole: ${cause.message}`, {
        cause,
        hint: 'Copy or download the file again.',
      });
    throw cause;
  } finally {
    gunzip.destroy();
  }
}
