import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openDocuments } from './documents.ts';
import { parseJson } from './json.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const options = {
  wanted: (name: string) => name.endsWith('.json'),
  what: '.json',
  maxBytes: 1000,
  limits: DEFAULT_LIMITS,
};

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-documents-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function read(path: string, changes: Partial<Parameters<typeof openDocuments>[2]> = {}) {
  await using opened = await openDocuments(path, 'mine', { ...options, ...changes });
  const texts: Record<string, string> = {};
  for (const document of opened.documents) texts[document.name] = await document.text();
  return { texts, alone: opened.alone, sizeBytes: opened.sizeBytes, sha256: opened.sha256 };
}

describe('openDocuments', () => {
  test.each([
    { reason: 'UTF-8 with a mark', bytes: Buffer.from('\uFEFFgrün') },
    { reason: 'UTF-16, as PowerShell redirects', bytes: Buffer.from('\uFEFFgrün', 'utf16le') },
    { reason: 'Windows-1252', bytes: Buffer.from('gr\xfcn', 'latin1') },
  ])('$reason', async ({ bytes }) => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'a'), bytes);
      expect(await read(join(folder, 'a'))).toMatchObject({ texts: { mine: 'grün' }, alone: true });
    });
  });

  test('a folder gives what is wanted, in name order, from folders below too, and follows no links', async () => {
    await inFolder(async (folder) => {
      await mkdir(join(folder, 'sub'));
      await writeFile(join(folder, 'b.json'), 'B');
      await writeFile(join(folder, 'a.txt'), 'no');
      await writeFile(join(folder, '.hidden.json'), 'no');
      await writeFile(join(folder, 'sub', 'a.json'), 'A');
      await symlink('/etc', join(folder, 'etc.json'));
      const { texts, alone } = await read(folder);
      expect(Object.entries(texts)).toEqual([
        ['b.json', 'B'],
        ['sub/a.json', 'A'],
      ]);
      expect(alone).toBe(false);
    });
  });

  test('an archive gives what is wanted', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'x'), zipSync({ 'a.json': strToU8('A'), 'b.txt': strToU8('no') }));
      expect((await read(join(folder, 'x'))).texts).toEqual({ 'a.json': 'A' });
    });
  });

  test('says what is wanted when nothing of it is there, and stops at the limits', async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'big.json'), 'x'.repeat(1001));
      await expect(read(join(folder, 'big.json'))).rejects.toMatchObject({ code: 'IST-1018' });
      await expect(read(folder, { wanted: () => false })).rejects.toMatchObject({
        code: 'IST-1002',
        hint: expect.stringContaining('.json'),
      });
      await expect(read(folder, { limits: { ...DEFAULT_LIMITS, maxEntries: 0 } })).rejects.toMatchObject({
        code: 'IST-1018',
      });
      await expect(read(join(folder, 'none'))).rejects.toMatchObject({ code: 'IST-1001' });
      await expect(read(folder, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
    });
  });
});

describe('parseJson', () => {
  test('says in which line it goes wrong, and nothing of what stands there', () => {
    expect(() => parseJson('{\n"a": "hunter2",,\n}', 'x.json')).toThrow(
      expect.objectContaining({ code: 'IST-1015', message: expect.stringMatching(/x\.json.*line 2/) }),
    );
    expect(() => parseJson('{\n"a": hunter2\n}', 'x.json')).not.toThrow(/hunter2/);
    expect(() => parseJson('{"a": ', 'x.json')).toThrow(/ends too early/);
  });
});
