/** Reads an .ova, which is a tar, from start to end once: descriptor, manifest and disks in whatever order they lie. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { RunningDigests } from './digests.ts';
import { readManifest } from './manifest.ts';
import type { Algorithm } from './manifest.ts';
import { MAX_DESCRIPTOR_BYTES } from './nodes.ts';
import type { PackageRead, PackageRequest } from './package.ts';

const READ_BYTES = 1024 * 1024;
const MOST_ENTRIES = 10_000;
const MAX_MANIFEST_BYTES = 1024 * 1024;

/** Throws IST-1005 when it is cut off, IST-1006 when damaged, IST-1017 without a descriptor, IST-1018 beyond limits. */
export async function readOva({ path, fileName, signal, onProgress }: PackageRequest): Promise<PackageRead> {
  const { extract } = await import('tar-stream');
  const { size } = await stat(path);
  const whole = createHash('sha256');
  async function* bytes(): AsyncGenerator<Buffer> {
    let done = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      whole.update(chunk);
      done += chunk.length;
      onProgress(done / Math.max(1, size));
      yield chunk;
    }
  }
  const tar = extract();
  // Its failure also ends the loop below, which reports it.
  const fed = pipeline(bytes(), tar).catch(() => undefined);
  const contents = new Contents(fileName);
  try {
    for await (const entry of tar) {
      signal?.throwIfAborted();
      await contents.add(entry.header.name, entry.header.type ?? 'file', entry as AsyncIterable<Buffer>);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof IsthmusError) throw error;
    const message = error instanceof Error ? error.message : '';
    if (/end of data|premature/i.test(message)) throw failure('IST-1005', `${fileName} ends in the middle of a file`);
    throw failure('IST-1006', `${fileName} is no sound tar archive`, { hint: 'Export or copy the .ova again.' });
  } finally {
    tar.destroy();
    await fed;
  }
  if (contents.descriptors.length === 0) throw failure('IST-1017', `${fileName} holds no .ovf descriptor`);
  const { descriptors, manifests, certificates, digests } = contents;
  return { sha256: whole.digest('hex'), sizeBytes: size, descriptors, manifests, certificates, digests };
}

class Contents {
  readonly descriptors: { name: string; text: string }[] = [];
  readonly manifests: { name: string; text: string }[] = [];
  readonly certificates: string[] = [];
  readonly digests = new Map<string, Partial<Record<Algorithm, string>>>();
  readonly #package: string;
  #entries = 0;

  constructor(name: string) {
    this.#package = name;
  }

  async add(path: string, type: string, chunks: AsyncIterable<Buffer>): Promise<void> {
    if (++this.#entries > MOST_ENTRIES)
      throw failure('IST-1018', `${this.#package} holds more than ${MOST_ENTRIES} files`);
    const name = path.replace(/^(\.\/)+/, '');
    const kept = type === 'file' || type === 'contiguous-file' ? this.#listFor(name) : undefined;
    const limit = /\.ovf$/i.test(name) ? MAX_DESCRIPTOR_BYTES : MAX_MANIFEST_BYTES;
    const running = new RunningDigests(this.#algorithms());
    const parts: Buffer[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      running.update(chunk);
      if (kept === undefined) continue;
      length += chunk.length;
      if (length > limit) throw failure('IST-1018', `${name} in ${this.#package} is larger than ${limit} bytes`);
      parts.push(chunk);
    }
    this.digests.set(name, running.digests());
    if (/\.cert$/i.test(name)) this.certificates.push(name);
    kept?.push({
      name,
      text: Buffer.concat(parts)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    });
  }

  #listFor(name: string): { name: string; text: string }[] | undefined {
    if (/\.ovf$/i.test(name)) return this.descriptors;
    return /\.mf$/i.test(name) ? this.manifests : undefined;
  }

  /** Once the manifest is read, only what it uses: disks usually lie behind it, and hashing them is most of the work. */
  #algorithms(): readonly Algorithm[] | undefined {
    const lines = this.manifests.flatMap(({ text }) => readManifest(text));
    return lines.length === 0 ? undefined : [...new Set(lines.map(({ algorithm }) => algorithm))];
  }
}
