import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_ENTRIES, bundleInto } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';

// Below node_modules, so that what is not bundled is found, and Node would refuse TypeScript as it does where this ships.
beforeAll(async () => {
  await mkdir(join(root, 'node_modules', '.cache'), { recursive: true });
  folder = await mkdtemp(join(root, 'node_modules', '.cache', 'bundle-'));
  await bundleInto(folder, { ...SHIPPED_ENTRIES, run: join(root, 'src', 'threads', 'run.ts') });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what ships', () => {
  it('starts its threads from the bundled file', async () => {
    await writeFile(
      join(folder, 'try.mjs'),
      `import { runInThread } from './run.mjs';
       const result = await runInThread('self-test', { count: 10 });
       const error = await runInThread('self-test', { count: 1, fail: 'coded' }).catch((e) => e.code);
       console.log(JSON.stringify([result, error]));`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'try.mjs')]);
    expect(JSON.parse(stdout)).toEqual([{ counted: 10, stopped: false }, 'IST-5003']);
  });
});
