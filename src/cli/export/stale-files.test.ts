import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { staleFiles } from './stale-files.ts';

it('finds what an earlier export left, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-export-'));
  try {
    for (const wave of ['wave-01', 'wave-02']) {
      await mkdir(join(folder, 'openshift', wave), { recursive: true });
      await writeFile(join(folder, 'openshift', wave, '40-plan.yaml'), '');
    }
    await mkdir(join(folder, 'mine'));
    await writeFile(join(folder, 'mine', 'notes.txt'), '');
    expect(await staleFiles(folder, ['openshift/wave-01/40-plan.yaml'])).toEqual([
      join('openshift', 'wave-02', '40-plan.yaml'),
    ]);
    expect(await staleFiles(folder, ['openshift/wave-01/40-plan.yaml', 'openshift/wave-02/40-plan.yaml'])).toEqual([]);
    expect(await staleFiles(folder, [])).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
