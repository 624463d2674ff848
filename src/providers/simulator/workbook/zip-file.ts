/** Puts packed parts into a ZIP file. Sizes and checksums stand in the local headers, as strict readers want them. */

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { PackedPart } from './part-file.ts';

export interface ZipEntry {
  readonly name: string;
  readonly part: PackedPart;
}

const LIMIT = 0xffffffff;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

/** Returns the size in bytes. Throws RangeError past 4 GiB, where the plain format ends. */
export async function writeZip(path: string, entries: readonly ZipEntry[], modified: Date): Promise<number> {
  const file = await open(path, 'w');
  try {
    let offset = 0;
    const directory: Buffer[] = [];
    for (const entry of entries) {
      const { part } = entry;
      if (offset > LIMIT || part.rawBytes > LIMIT)
        throw new RangeError(`${entry.name} does not fit in a ZIP file without 64-bit extensions`);
      const fields = sharedFields(entry, modified);
      const name = Buffer.from(entry.name, 'utf8');
      directory.push(directoryEntry(fields, name, offset));
      offset += await append(file, [Buffer.from([0x50, 0x4b, 3, 4]), fields, name]);
      for (const piece of part.pieces)
        offset += Buffer.isBuffer(piece) ? await append(file, [piece]) : await copyInto(file, piece.path);
    }
    const size = directory.reduce((sum, each) => sum + each.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(entries.length, 8);
    end.writeUInt16LE(entries.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(offset, 16);
    return offset + (await append(file, [...directory, end]));
  } finally {
    await file.close();
  }
}

/** The 26 bytes that the local header and the directory have in common, from "version needed" on. */
function sharedFields({ name, part }: ZipEntry, modified: Date): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(
    (modified.getUTCHours() << 11) | (modified.getUTCMinutes() << 5) | (modified.getUTCSeconds() >> 1),
    6,
  );
  fields.writeUInt16LE(
    ((modified.getUTCFullYear() - 1980) << 9) | ((modified.getUTCMonth() + 1) << 5) | modified.getUTCDate(),
    8,
  );
  fields.writeUInt32LE(part.crc, 10);
  fields.writeUInt32LE(part.packedBytes, 14);
  fields.writeUInt32LE(part.rawBytes, 18);
  fields.writeUInt16LE(Buffer.byteLength(name, 'utf8'), 22);
  return fields;
}

function directoryEntry(fields: Buffer, name: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, rest, name]);
}

async function append(file: FileHandle, pieces: readonly Buffer[]): Promise<number> {
  const bytes = Buffer.concat(pieces);
  await file.write(bytes);
  return bytes.length;
}

async function copyInto(file: FileHandle, path: string): Promise<number> {
  let copied = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream without encoding gives buffers');
    await file.write(chunk);
    copied += chunk.length;
  }
  return copied;
}
