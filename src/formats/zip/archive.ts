/** A zip archive on disk: parts are inflated one at a time, in chunks, by Node's native zlib, within limits. */

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import { readDirectory } from './directory.ts';
import type { ZipEntry } from './directory.ts';

const CHUNK_BYTES = 1024 * 1024;
const READ_BYTES = 256 * 1024;

export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #file: FileHandle;
  readonly #limits: FormatLimits;
  #inflated = 0;
  #consumed = 0;

  private constructor(file: FileHandle, entries: readonly ZipEntry[], limits: FormatLimits) {
    this.#file = file;
    this.entries = entries;
    this.#limits = limits;
  }

  /** Opens an archive and reads its table of contents. Throws as readDirectory does. Close it with `close()`. */
  static async open(path: string, limits: FormatLimits): Promise<ZipArchive> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const readAt = async (position: number, length: number): Promise<Buffer> => {
        const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        return buffer.subarray(0, bytesRead);
      };
      return new ZipArchive(file, await readDirectory(readAt, size, limits), limits);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  entry(name: string): ZipEntry | undefined {
    const wanted = name.toLowerCase();
    return this.entries.find((entry) => entry.name.toLowerCase() === wanted);
  }

  /** Compressed bytes handed to the inflater so far, for progress. */
  get consumedBytes(): number {
    return this.#consumed;
  }

  /** The inflated bytes of a part. Throws IST-1006 when they do not match the checksum, IST-1007 past a limit. */
  async *chunks(entry: ZipEntry): AsyncGenerator<Buffer> {
    const start = await this.#dataStart(entry);
    if (entry.size === 0 && entry.compressedSize <= 2) return;
    const inflater = entry.method === 8 ? createInflateRaw({ chunkSize: CHUNK_BYTES }) : new PassThrough();
    // A failure of the source or the inflater also ends the loop below, which reports it.
    const done = pipeline(this.#compressed(start, entry.compressedSize), inflater).catch(() => undefined);
    let size = 0;
    let checksum = 0;
    try {
      for await (const chunk of inflater as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.#inflated += chunk.length;
        this.#refuseBomb(entry, size);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      if (!isZlibError(error)) throw error;
      throw failure('IST-1006', `the archive's part "${entry.name}" cannot be inflated`, { cause: error });
    } finally {
      inflater.destroy();
      await done;
    }
    if (size !== entry.size || checksum !== entry.crc32) {
      throw failure('IST-1006', `the archive's part "${entry.name}" does not match its checksum`);
    }
  }

  /** A small part as one buffer. */
  async readSmall(entry: ZipEntry): Promise<Buffer> {
    if (entry.size > this.#limits.maxSmallPartBytes) {
      throw failure(
        'IST-1007',
        `the archive's part "${entry.name}" is larger than ${this.#limits.maxSmallPartBytes} bytes`,
      );
    }
    const chunks: Buffer[] = [];
    for await (const chunk of this.chunks(entry)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async *#compressed(start: number, length: number): AsyncGenerator<Buffer> {
    for (let done = 0; done < length;) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, length - done));
      const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, start + done);
      if (bytesRead === 0) return;
      done += bytesRead;
      this.#consumed += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async #dataStart(entry: ZipEntry): Promise<number> {
    const header = Buffer.alloc(30);
    await this.#file.read(header, 0, 30, entry.headerOffset);
    if (header.readUInt32LE(0) !== 0x04034b50) {
      throw failure('IST-1006', `the archive's part "${entry.name}" is not where its table of contents says`);
    }
    return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  }

  #refuseBomb(entry: ZipEntry, size: number): void {
    const { maxInflatedBytes, maxRatio, ratioFreeBytes } = this.#limits;
    if (size > entry.size) {
      throw failure(
        'IST-1007',
        `the archive's part "${entry.name}" holds more than the ${entry.size} bytes it declares`,
      );
    }
    if (this.#inflated > maxInflatedBytes) {
      throw failure('IST-1007', `the archive inflates to more than ${maxInflatedBytes} bytes`);
    }
    if (size > ratioFreeBytes && size > entry.compressedSize * maxRatio) {
      throw failure(
        'IST-1007',
        `the archive's part "${entry.name}" inflates to more than ${maxRatio} times its compressed size`,
      );
    }
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
