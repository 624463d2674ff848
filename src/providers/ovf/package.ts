/** What is in a package: an .ova, a single .ovf, a folder of a descriptor and its disks, or a .zip of descriptors. */

import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import { openDocuments } from '../../formats/documents.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import { RunningDigests } from './digests.ts';
import type { Algorithm } from './manifest.ts';
import { MAX_DESCRIPTOR_BYTES } from './nodes.ts';
import { readOva } from './ova.ts';

export interface PackageRead {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly descriptors: readonly { readonly name: string; readonly text: string }[];
  readonly manifests: readonly { readonly name: string; readonly text: string }[];
  readonly certificates: readonly string[];
  /** Digests of every file that was seen, by name; undefined when the files beside the descriptor were not given. */
  readonly digests: ReadonlyMap<string, Readonly<Partial<Record<Algorithm, string>>>> | undefined;
}

export interface PackageRequest {
  readonly path: string;
  readonly fileName: string;
  readonly signal?: AbortSignal | undefined;
  /** Share of the bytes that were read, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** Throws IST-1001, IST-1002, IST-1005, IST-1006 and IST-1018, and the signal's reason. */
export async function readPackage(request: PackageRequest): Promise<PackageRead> {
  const { path, fileName, signal } = request;
  signal?.throwIfAborted();
  const head = await headOf(path, fileName);
  if (head !== undefined && head.subarray(257, 262).toString('latin1') === 'ustar') return await readOva(request);
  if (head !== undefined && head[0] === 0x1f && head[1] === 0x8b) {
    throw failure('IST-1002', `${fileName} is compressed as a whole`, {
      hint: 'Unpack it with gunzip and import the .ova or the folder that comes out.',
    });
  }
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => /\.(ovf|mf|cert)$/i.test(name),
    what: '.ovf descriptor or .ova package',
    maxBytes: MAX_DESCRIPTOR_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const descriptors: { name: string; text: string }[] = [];
  const manifests: { name: string; text: string }[] = [];
  for (const [index, document] of opened.documents.entries()) {
    const target = /\.mf$/i.test(document.name) ? manifests : /\.cert$/i.test(document.name) ? undefined : descriptors;
    target?.push({ name: document.name, text: await document.text(signal) });
    request.onProgress((index + 1) / opened.documents.length);
  }
  if (descriptors.length === 0) throw failure('IST-1017', `${fileName} holds no .ovf descriptor`);
  const certificates = opened.documents.map(({ name }) => name).filter((name) => /\.cert$/i.test(name));
  const isFolder = head === undefined;
  const digests = isFolder && manifests.length > 0 ? await folderDigests(path, manifests, signal) : undefined;
  return { sha256: opened.sha256, sizeBytes: opened.sizeBytes, descriptors, manifests, certificates, digests };
}

/** First bytes of a file; undefined for a folder. */
async function headOf(path: string, name: string): Promise<Buffer | undefined> {
  try {
    if ((await stat(path)).isDirectory()) return undefined;
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw failure('IST-1001', `${name} cannot be read (${code})`, { cause: error });
  }
}

/** Digests of the files beside a descriptor, when there is a manifest to compare them with. */
async function folderDigests(
  folder: string,
  manifests: PackageRead['manifests'],
  signal: AbortSignal | undefined,
): Promise<Map<string, Partial<Record<Algorithm, string>>>> {
  const digests = new Map<string, Partial<Record<Algorithm, string>>>();
  const wanted = manifests.map(({ text }) => text).join('\n');
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !wanted.includes(`(${entry.name})`)) continue;
    const running = new RunningDigests();
    for await (const chunk of createReadStream(join(folder, entry.name)) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      running.update(chunk);
    }
    digests.set(entry.name, running.digests());
  }
  return digests;
}
