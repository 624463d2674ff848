/** What a file is, judged by its first bytes: never by its name. */

import { open } from 'node:fs/promises';
import { failure } from '../core/errors/registry.ts';

export type FileForm = 'zip' | 'text';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const BOMS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Throws IST-1002 for an empty or unknown file, IST-1003 for a workbook with a password, IST-1004 for an old .xls.
 */
export async function recogniseFile(path: string, name: string): Promise<FileForm> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    const head = buffer.subarray(0, bytesRead);
    if (bytesRead === 0) throw failure('IST-1002', `${name} is empty`);
    if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) return 'zip';
    if (startsWith(head, COMPOUND)) {
      const names = await compoundNames(head, async (position, length) => {
        const part = Buffer.alloc(length);
        const { bytesRead: read } = await file.read(part, 0, length, position);
        return part.subarray(0, read);
      });
      if (names.includes('EncryptedPackage')) throw failure('IST-1003', `${name} is protected by a password`);
      if (names.includes('Workbook') || names.includes('Book'))
        throw failure('IST-1004', `${name} is an old .xls workbook`);
      throw failure('IST-1002', `${name} is an Office file, but not a workbook`);
    }
    if (BOMS.some((bom) => startsWith(head, bom)) || isText(head)) return 'text';
    throw failure('IST-1002', `${name} is neither a workbook, an archive nor text`);
  } finally {
    await file.close();
  }
}

const startsWith = (bytes: Buffer, prefix: Buffer): boolean => bytes.subarray(0, prefix.length).equals(prefix);

/** Text has no control characters beside tab and line ends; UTF-16 without a mark has NULs in every second place. */
function isText(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0) controls++;
  const nuls = head.filter((byte) => byte === 0).length;
  return controls === 0 && (nuls === 0 || Math.abs(nuls * 2 - head.length) <= head.length / 4);
}

/** Names of the streams in the first directory sectors of a compound file ([MS-CFB] 2.6). */
async function compoundNames(
  head: Buffer,
  readAt: (position: number, length: number) => Promise<Buffer>,
): Promise<readonly string[]> {
  if (head.length < 512) return [];
  const sectorBytes = 1 << Math.min(head.readUInt16LE(30), 12);
  const directory = await readAt((head.readUInt32LE(48) + 1) * sectorBytes, 4096);
  const names: string[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = directory.readUInt16LE(at + 64);
    if (length >= 2 && length <= 64) names.push(directory.toString('utf16le', at, at + length - 2));
  }
  return names;
}
