/** Opens what people bring: a workbook, a CSV file, a folder of CSV files or a zip of them. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import { csvPart } from '../../formats/csv/csv.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import { recogniseFile } from '../../formats/recognise.ts';
import type { StringPool } from '../../formats/string-pool.ts';
import type { TablePart } from '../../formats/table.ts';
import { openWorkbook } from '../../formats/xlsx/workbook.ts';
import { ZipArchive } from '../../formats/zip/archive.ts';

export interface OpenedExport {
  readonly parts: readonly TablePart[];
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Fraction of the file's bytes that were read, 0 to 1. */
  progress(): number;
  close(): Promise<void>;
}

const READ_BYTES = 1024 * 1024;

/** Throws IST-1001 to IST-1008 and IST-1014. `name` is what messages call the file. */
export async function openExport(
  path: string,
  name: string,
  pool: StringPool,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<OpenedExport> {
  const info = await statOf(path, name);
  if (info.isDirectory()) return openFolder(path, name, pool, limits, signal);
  const form = await recogniseFile(path, name);
  const sha256 = await hashFiles([{ path }], signal);
  if (form === 'text') {
    const counter = { bytes: 0 };
    return {
      parts: [csvPart(name, () => counted(path, counter), pool, limits)],
      sha256,
      sizeBytes: info.size,
      progress: () => Math.min(1, counter.bytes / info.size),
      close: () => Promise.resolve(),
    };
  }
  const archive = await ZipArchive.open(path, limits);
  try {
    const csvEntries = archive.entries.filter((entry) => /\.csv$/i.test(entry.name));
    const isWorkbook = archive.entry('xl/workbook.xml') !== undefined || csvEntries.length === 0;
    const parts = isWorkbook
      ? await openWorkbook(archive, pool, limits, signal)
      : csvEntries
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map((entry) => csvPart(basename(entry.name), () => archive.chunks(entry), pool, limits));
    const total = Math.max(
      1,
      archive.entries.reduce((sum, entry) => sum + entry.compressedSize, 0),
    );
    return {
      parts,
      sha256,
      sizeBytes: info.size,
      progress: () => Math.min(1, archive.consumedBytes / total),
      close: () => archive.close(),
    };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

async function openFolder(
  folder: string,
  name: string,
  pool: StringPool,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<OpenedExport> {
  const names = (await readdir(folder)).filter((file) => /\.csv$/i.test(file)).sort((a, b) => (a < b ? -1 : 1));
  if (names.length === 0) throw failure('IST-1002', `the folder ${name} holds no .csv file`);
  const files = names.map((file) => ({ name: file, path: join(folder, file) }));
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  const counter = { bytes: 0 };
  return {
    parts: files.map((file) => csvPart(file.name, () => counted(file.path, counter), pool, limits)),
    sha256: await hashFiles(files, signal),
    sizeBytes,
    progress: () => Math.min(1, counter.bytes / Math.max(1, sizeBytes)),
    close: () => Promise.resolve(),
  };
}

async function statOf(path: string, name: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw failure('IST-1001', `${name} cannot be read (${code})`, { cause: error });
  }
}

async function* counted(path: string, counter: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    counter.bytes += chunk.length;
    yield chunk;
  }
}

/** SHA-256 of one file's bytes; for a folder of each file's name, a NUL and its bytes, in name order. */
async function hashFiles(files: readonly { path: string; name?: string }[], signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (const { path, name } of files) {
    if (name !== undefined) hash.update(`${name}\u0000`);
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      hash.update(chunk);
    }
  }
  return hash.digest('hex');
}
