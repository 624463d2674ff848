import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { recogniseFile } from './recognise.ts';
import { withFile } from './table.fixture.ts';

/** A compound file with one directory sector that names these streams. */
function compound(...names: readonly string[]): Buffer {
  const bytes = Buffer.alloc(1536);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  names.forEach((name, i) => {
    bytes.write(name, 1024 + i * 128, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 1024 + i * 128 + 64);
  });
  return bytes;
}

describe('recogniseFile', () => {
  test.each([
    { reason: 'an archive', bytes: zipSync({ a: new Uint8Array(1) }), form: 'zip' },
    { reason: 'an empty archive', bytes: zipSync({}), form: 'zip' },
    { reason: 'text', bytes: Buffer.from('VM,CPUs\n'), form: 'text' },
    { reason: 'UTF-16 text', bytes: Buffer.from('\uFEFFVM', 'utf16le'), form: 'text' },
    { reason: 'UTF-16 text without a mark', bytes: Buffer.from('VM,CPUs,Memory\n', 'utf16le'), form: 'text' },
  ])('tells $reason', async ({ bytes, form }) => {
    expect(await withFile(bytes, (path) => recogniseFile(path, 'x'))).toBe(form);
  });

  test.each([
    { reason: 'an empty file', bytes: Buffer.alloc(0), code: 'IST-1002' },
    {
      reason: 'a workbook with a password',
      bytes: compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'),
      code: 'IST-1003',
    },
    { reason: 'an old .xls', bytes: compound('Root Entry', 'Workbook'), code: 'IST-1004' },
    { reason: 'a Word document', bytes: compound('Root Entry', 'WordDocument'), code: 'IST-1002' },
    { reason: 'the first bytes of a compound file only', bytes: compound('x').subarray(0, 20), code: 'IST-1002' },
    {
      reason: 'a picture',
      bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]),
      code: 'IST-1002',
    },
  ])('refuses $reason', async ({ bytes, code }) => {
    const error = await withFile(bytes, (path) => recogniseFile(path, 'x')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    expect((error as { hint: string }).hint).not.toBe('');
  });
});
