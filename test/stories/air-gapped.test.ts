/** Without a network (S9): a workbook is imported, assessed, checked, placed, planned and reported, and nobody is called. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeRvtoolsWorkbook } from '../../src/providers/simulator/rvtools-workbook.ts';
import { removeHome } from '../support/homes.ts';
import { isthmus } from '../support/isthmus.ts';
import type { Place, Ran } from '../support/isthmus.ts';

const trap = fileURLToPath(new URL('../support/no-network.mjs', import.meta.url));
let folder: string;
let place: Place;
let log: string;

const run = (...args: readonly string[]): Promise<Ran> => isthmus(place, ...args);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-air-gapped-'));
  log = path.join(folder, 'network.log');
  await writeFile(log, '');
  const home = path.join(folder, 'home');
  // What a person's shell has set must not lead anywhere, and must not be asked.
  const nowhere = { HTTP_PROXY: 'http://192.0.2.1:9', HTTPS_PROXY: 'http://192.0.2.1:9' };
  place = { home, cwd: folder, env: { ...nowhere, NODE_OPTIONS: `--import=${trap}`, ISTHMUS_NETWORK_LOG: log } };
  await writeRvtoolsWorkbook({ seed: 7, vms: 20, path: path.join(folder, 'estate.xlsx') });
});

afterAll(async () => {
  await removeHome(place.home);
  await rm(folder, { recursive: true, force: true });
});

it('the trap catches what it is for', async () => {
  const { spawnSync } = await import('node:child_process');
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=${trap}`,
    ISTHMUS_NETWORK_LOG: path.join(folder, 'trapped.log'),
  };
  const tried = [
    "await fetch('https://example.com')",
    "(await import('node:https')).get('https://example.com')",
    "(await import('node:net')).connect(443, '192.0.2.1')",
    "(await import('node:dns')).lookup('example.com', () => {})",
  ];
  for (const code of tried) {
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code], { env, encoding: 'utf8' });
    expect(ran.stderr, code).toContain('the network is cut off');
  }
  expect((await readFile(path.join(folder, 'trapped.log'), 'utf8')).split('\n')).toHaveLength(tried.length + 1);
});

it('nobody is called from import to report', async () => {
  expect(await run('import', 'rvtools', 'estate.xlsx')).toMatchObject({ code: 0 });
  expect(await run('sites', 'init')).toMatchObject({ code: 0 });
  expect(await run('assess')).toMatchObject({ code: 0 });
  expect([0, 3]).toContain((await run('check', '-f', 'sites.yaml')).code);
  expect(await run('sovereignty', 'list')).toMatchObject({ code: 0 });
  expect([0, 3]).toContain((await run('place', '-f', 'sites.yaml', '--seconds', '1')).code);
  expect(await run('plan', '-o', 'plan.json')).toMatchObject({ code: 0 });
  expect(await run('report', '-o', 'report.html')).toMatchObject({ code: 0 });
  expect(await run('packs', 'lock')).toMatchObject({ code: 0 });
  expect(await run('packs', 'verify')).toMatchObject({ code: 0 });
  expect(await run('rules', 'test', fileURLToPath(new URL('../../packs', import.meta.url)))).toMatchObject({ code: 0 });
  expect(await readFile(log, 'utf8')).toBe('');
  // The one file that leaves loads nothing from elsewhere.
  expect(await readFile(path.join(folder, 'report.html'), 'utf8')).not.toMatch(
    /(?:src|href)="https?:\/\/(?!www\.w3\.org)[^"]*\.(?:js|css|png|woff2?)"/,
  );
}, 180_000);
