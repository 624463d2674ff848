import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { FormatLimits } from '../limits.ts';
import { withFile } from '../table.fixture.ts';
import { ZipArchive } from './archive.ts';

const LIMITS: FormatLimits = { ...DEFAULT_LIMITS, ratioFreeBytes: 100_000 };
const zip = (): Buffer =>
  Buffer.from(zipSync({ 'a.txt': strToU8('hello '.repeat(500)), 'b.txt': [strToU8('stored'), { level: 0 }] }));

/** Opens the archive and inflates every part. */
async function readAll(bytes: Uint8Array, limits = LIMITS): Promise<Record<string, string>> {
  return withFile(bytes, async (path) => {
    const archive = await ZipArchive.open(path, limits);
    try {
      const texts: Record<string, string> = {};
      for (const entry of archive.entries) {
        const chunks: Buffer[] = [];
        for await (const chunk of archive.chunks(entry)) chunks.push(chunk);
        texts[entry.name] = Buffer.concat(chunks).toString();
      }
      return texts;
    } finally {
      await archive.close();
    }
  });
}

const central = (bytes: Buffer, part: number): number => {
  let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  for (let i = 0; i < part; i++) at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4);
  return at;
};

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = zip();
  change(bytes);
  return bytes;
}

describe('ZipArchive', () => {
  test('inflates deflated and stored parts', async () => {
    expect(await readAll(zip())).toEqual({ 'a.txt': 'hello '.repeat(500), 'b.txt': 'stored' });
  });

  test('reads an empty archive, an empty part and folders', async () => {
    expect(await readAll(zipSync({}))).toEqual({});
    expect(await readAll(zipSync({ 'folder/': new Uint8Array(0), 'folder/e.txt': new Uint8Array(0) }))).toEqual({
      'folder/e.txt': '',
    });
  });

  test.each([
    { reason: 'its last bytes are missing', bytes: zip().subarray(0, -30), code: 'IST-1005' },
    { reason: 'only its head is there', bytes: zip().subarray(0, 20), code: 'IST-1005' },
    {
      reason: 'its middle is missing',
      bytes: Buffer.concat([zip().subarray(0, 40), zip().subarray(-60)]),
      code: 'IST-1005',
    },
    { reason: 'compressed bytes were changed', bytes: changed((b) => b.fill(0x55, 36, 44)), code: 'IST-1006' },
    {
      reason: 'the checksum is another one',
      bytes: changed((b) => b.writeUInt32LE(1, central(b, 0) + 16)),
      code: 'IST-1006',
    },
    {
      reason: 'it declares more than it holds',
      bytes: changed((b) => b.writeUInt32LE(4000, central(b, 0) + 24)),
      code: 'IST-1006',
    },
    {
      reason: 'it declares less than it holds',
      bytes: changed((b) => b.writeUInt32LE(100, central(b, 0) + 24)),
      code: 'IST-1007',
    },
    {
      reason: 'two parts share their bytes',
      bytes: changed((b) => b.writeUInt32LE(0, central(b, 1) + 42)),
      code: 'IST-1007',
    },
    { reason: 'a part has a password', bytes: changed((b) => b.writeUInt16LE(1, central(b, 0) + 8)), code: 'IST-1014' },
    {
      reason: 'a part is compressed in an unknown way',
      bytes: changed((b) => b.writeUInt16LE(93, central(b, 0) + 10)),
      code: 'IST-1006',
    },
    {
      reason: 'the table of contents is damaged',
      bytes: changed((b) => b.writeUInt32LE(0, central(b, 1))),
      code: 'IST-1006',
    },
    {
      reason: 'a part is not where it should be',
      bytes: changed((b) => b.writeUInt32LE(3, central(b, 0) + 42)),
      code: 'IST-1006',
    },
  ])('refuses an archive when $reason', async ({ bytes, code }) => {
    await expect(readAll(bytes)).rejects.toMatchObject({ code });
  });

  test('refuses a part that inflates a thousandfold, without inflating all of it', async () => {
    const bomb = zipSync({ 'bomb.xml': new Uint8Array(50_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(60_000);
    await expect(readAll(bomb)).rejects.toMatchObject({ code: 'IST-1007' });
  });

  test('refuses many parts that are harmless one by one', async () => {
    const parts = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.txt`, new Uint8Array(90_000)]));
    await expect(readAll(zipSync(parts), { ...LIMITS, maxInflatedBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'IST-1007',
    });
    await expect(readAll(zipSync(parts), { ...LIMITS, maxEntries: 20 })).rejects.toMatchObject({ code: 'IST-1007' });
  });

  test('can be left in the middle of a part and read again', async () => {
    const bytes = zipSync({ 'big.txt': Buffer.alloc(5_000_000, 'abcdefg') });
    await withFile(bytes, async (path) => {
      const archive = await ZipArchive.open(path, DEFAULT_LIMITS);
      const entry = archive.entry('BIG.TXT');
      if (entry === undefined) throw new Error('part not found');
      for await (const chunk of archive.chunks(entry)) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      let size = 0;
      for await (const chunk of archive.chunks(entry)) size += chunk.length;
      expect(size).toBe(5_000_000);
      await archive.close();
    });
  });
});
