/**
 * Opens what people bring when an export is one or more text documents: a file, a folder of files, or a .zip of them.
 * Documents are read one at a time, each bounded, so that many small ones cost no more memory than one.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { asUtf8 } from './csv/encoding.ts';
import type { FormatLimits } from './limits.ts';
import { recogniseFile } from './recognise.ts';
import { ZipArchive } from './zip/archive.ts';

const READ_BYTES = 1024 * 1024;
const MAX_DEPTH = 4;

export interface TextDocument {
  /** Path below the folder or in the archive, with slashes; the file's own name when it stands alone. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Text without a byte order mark, whatever it was encoded in. Throws IST-1018 beyond the limit. */
  text(signal?: AbortSignal): Promise<string>;
}

export interface OpenedDocuments extends AsyncDisposable {
  /** Of the file; of a folder over each document's name, a NUL and its bytes, in name order. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly documents: readonly TextDocument[];
  /** True when the one document was named itself, so that its name tells nothing of what is in it. */
  readonly alone: boolean;
}

export interface DocumentOptions {
  /** Whether a file of a folder or an archive is one of the documents. A file that is named itself always is. */
  readonly wanted: (name: string) => boolean;
  /** What is wanted, for the refusal of a folder without any: ".json files". */
  readonly what: string;
  readonly maxBytes: number;
  readonly limits: FormatLimits;
  readonly signal?: AbortSignal | undefined;
}

/** Throws IST-1001 when it cannot be read, IST-1002 when it holds nothing wanted, and what a damaged .zip throws. */
export async function openDocuments(path: string, name: string, options: DocumentOptions): Promise<OpenedDocuments> {
  options.signal?.throwIfAborted();
  const info = await stat(path).catch((error: unknown) => unreadable(name, error));
  if (info.isDirectory()) return openFolder(path, name, options);
  if (!info.isFile()) throw failure('IST-1001', `${name} is neither a file nor a folder`);
  const form = await recogniseFile(path, name).catch((error: unknown) => {
    if (!(error instanceof IsthmusError)) return unreadable(name, error);
    throw failure('IST-1002', error.message, { hint: hintOf(options), cause: error });
  });
  const sha256 = await hashOf([{ path }], options.signal);
  if (form === 'zip') return openArchive(path, name, sha256, info.size, options);
  return {
    sha256,
    sizeBytes: info.size,
    documents: [fileDocument(path, name, info.size, options)],
    alone: true,
    ...nothingToClose,
  };
}

const nothingToClose = { [Symbol.asyncDispose]: (): Promise<void> => Promise.resolve() };

const hintOf = ({ what }: DocumentOptions): string => `Give one of: ${what}, a folder of them, or a .zip of them.`;

function unreadable(name: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  if (error instanceof IsthmusError) throw error;
  throw failure('IST-1001', `${name} cannot be read (${code})`, { cause: error });
}

async function openFolder(folder: string, name: string, options: DocumentOptions): Promise<OpenedDocuments> {
  const found: { name: string; path: string }[] = [];
  const walk = async (path: string, prefix: string, depth: number): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => unreadable(name, error));
    for (const entry of entries) {
      options.signal?.throwIfAborted();
      const own = `${prefix}${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH) await walk(join(path, entry.name), `${own}/`, depth + 1);
      else if (entry.isFile() && !entry.name.startsWith('.') && options.wanted(own)) {
        found.push({ name: own, path: join(path, entry.name) });
      }
      tooMany(found.length, name, options);
    }
  };
  await walk(folder, '', 0);
  const files = found.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (files.length === 0)
    throw failure('IST-1002', `the folder ${name} holds no ${options.what}`, { hint: hintOf(options) });
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const documents = files.map((file, index) => fileDocument(file.path, file.name, sizes[index] ?? 0, options));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  return { sha256: await hashOf(files, options.signal), sizeBytes, documents, alone: false, ...nothingToClose };
}

async function openArchive(
  path: string,
  name: string,
  sha256: string,
  sizeBytes: number,
  options: DocumentOptions,
): Promise<OpenedDocuments> {
  const archive = await ZipArchive.open(path, options.limits);
  try {
    const wanted = archive.entries.filter((entry) => !entry.name.endsWith('/') && options.wanted(entry.name));
    tooMany(wanted.length, name, options);
    if (wanted.length === 0)
      throw failure('IST-1002', `the archive ${name} holds no ${options.what}`, { hint: hintOf(options) });
    const documents = wanted
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => documentOf(entry.name, entry.size, () => archive.chunks(entry), options));
    return { sha256, sizeBytes, documents, alone: false, [Symbol.asyncDispose]: () => archive.close() };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

function tooMany(count: number, name: string, options: DocumentOptions): void {
  if (count > options.limits.maxEntries) {
    throw failure('IST-1018', `${name} holds more than ${options.limits.maxEntries} documents`);
  }
}

const fileDocument = (path: string, name: string, size: number, options: DocumentOptions): TextDocument =>
  documentOf(name, size, () => createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>, options);

function documentOf(
  name: string,
  sizeBytes: number,
  open: () => AsyncIterable<Buffer>,
  { maxBytes }: DocumentOptions,
): TextDocument {
  return {
    name: basename(name) === name ? name : name.replaceAll('\\', '/'),
    sizeBytes,
    async text(signal?: AbortSignal): Promise<string> {
      const tooLarge = (): Error => failure('IST-1018', `${name} is larger than ${maxBytes} bytes`);
      if (sizeBytes > maxBytes) throw tooLarge();
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of asUtf8(open())) {
        signal?.throwIfAborted();
        length += chunk.length;
        if (length > maxBytes) throw tooLarge();
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function hashOf(files: readonly { path: string; name?: string }[], signal?: AbortSignal): Promise<string> {
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
