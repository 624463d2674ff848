/** The list of parts at the end of a zip archive, read by random access, with its lies caught. */

import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** Random access to the bytes of a file: as much of [position, position + length) as there is. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;

/** Throws IST-1005 (cut off), IST-1006 (damaged), IST-1007 (too many parts, or parts that overlap), IST-1014 (password). */
export async function readDirectory(readAt: ReadAt, fileSize: number, limits: FormatLimits): Promise<ZipEntry[]> {
  const end = await findEnd(readAt, fileSize);
  if (end.count > limits.maxEntries) {
    throw failure('IST-1007', `the archive lists ${end.count} parts, more than ${limits.maxEntries}`);
  }
  if (end.offset + end.size > fileSize) throw failure('IST-1005', 'the archive ends before its table of contents does');
  const bytes = await readAt(end.offset, end.size);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < end.count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) {
      throw failure('IST-1006', `the archive's table of contents is damaged at part ${i + 1}`);
    }
    const length = 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const entry = readEntry(bytes.subarray(at, at + length));
    if (!entry.name.endsWith('/')) entries.push(entry);
    at += length;
  }
  refuseOverlaps(entries, end.offset);
  return entries;
}

async function findEnd(readAt: ReadAt, fileSize: number): Promise<{ count: number; size: number; offset: number }> {
  const tailStart = Math.max(0, fileSize - 65_557);
  const tail = await readAt(tailStart, fileSize - tailStart);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw failure('IST-1005', 'the archive has no table of contents at its end');
  const found = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const needs64 = found.count === 0xffff || found.size === 0xffff_ffff || found.offset === 0xffff_ffff;
  if (!needs64 || at < 20 || tail.readUInt32LE(at - 20) !== LOCATOR64) return found;
  const end64 = await readAt(Number(tail.readBigUInt64LE(at - 12)), 56);
  if (end64.length < 56 || end64.readUInt32LE(0) !== END64) {
    throw failure('IST-1006', "the archive's 64-bit table of contents is damaged");
  }
  return {
    count: Number(end64.readBigUInt64LE(32)),
    size: Number(end64.readBigUInt64LE(40)),
    offset: Number(end64.readBigUInt64LE(48)),
  };
}

function readEntry(bytes: Buffer): ZipEntry {
  const flags = bytes.readUInt16LE(8);
  const method = bytes.readUInt16LE(10);
  const nameLength = bytes.readUInt16LE(28);
  const name = bytes.toString('utf8', 46, 46 + nameLength);
  if ((flags & 1) !== 0) throw failure('IST-1014', `the archive's part "${name}" is encrypted`);
  if (method !== 0 && method !== 8) {
    throw failure('IST-1006', `the archive's part "${name}" uses compression method ${method}, which is not supported`);
  }
  let size = bytes.readUInt32LE(24);
  let compressedSize = bytes.readUInt32LE(20);
  let headerOffset = bytes.readUInt32LE(42);
  const extra = bytes.subarray(46 + nameLength, 46 + nameLength + bytes.readUInt16LE(30));
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const next = (): number => {
      if (field + 8 > extra.length) throw failure('IST-1006', `the archive's part "${name}" has a damaged header`);
      const value = Number(extra.readBigUInt64LE(field));
      field += 8;
      return value;
    };
    if (size === 0xffff_ffff) size = next();
    if (compressedSize === 0xffff_ffff) compressedSize = next();
    if (headerOffset === 0xffff_ffff) headerOffset = next();
  }
  return { name, method, crc32: bytes.readUInt32LE(16), compressedSize, size, headerOffset };
}

/** Parts that share bytes are how a small archive claims to hold petabytes. */
function refuseOverlaps(entries: readonly ZipEntry[], directoryOffset: number): void {
  const ordered = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  ordered.forEach((entry, i) => {
    const limit = ordered[i + 1]?.headerOffset ?? directoryOffset;
    if (entry.headerOffset + 30 + entry.compressedSize > limit) {
      throw failure('IST-1007', `the archive's part "${entry.name}" overlaps another part`);
    }
  });
}
