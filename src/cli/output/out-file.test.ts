import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutFile, writeOutFile } from './out-file.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-out-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file a command is asked to write', () => {
  it('is written', async () => {
    const file = path.join(folder, 'a.txt');
    await checkOutFile(file);
    await writeOutFile(file, 'a');
    expect(await readFile(file, 'utf8')).toBe('a');
  });

  it('is refused with its name and the reason', async () => {
    const file = path.join(folder, 'none', 'a.txt');
    const message = `${file} cannot be written: there is no such folder`;
    await expect(checkOutFile(file)).rejects.toMatchObject({ code: 'IST-9001', message });
    await expect(writeOutFile(file, 'a')).rejects.toMatchObject({ code: 'IST-9001', message });
    await expect(writeOutFile(folder, 'a')).rejects.toMatchObject({
      message: `${folder} cannot be written: it is a folder`,
    });
  });
});
