import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../run.fixture.ts';

const root = await mkdtemp(join(tmpdir(), 'isthmus-pack-lock-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const pack = (version: string, country: string): string =>
  `{id: mine, version: ${version}, name: n, source: s, asOf: '2026-11-22', appliesWhen: 'true', requirements: [{id: a, ref: r, title: t, remedy: r, test: site.country == "${country}"}]}`;

let home = '';
let count = 0;
beforeEach(async () => {
  home = join(root, String((count += 1)));
  await mkdir(join(home, 'packs'), { recursive: true });
  await writeFile(join(home, 'packs', 'mine.yaml'), pack('1.0.0', 'DE'));
});
const packs = (...argv: string[]) => cli(['packs', ...argv], {}, { ISTHMUS_HOME: home });

describe('isthmus packs lock and verify', () => {
  it('pin what is there without a server, and find it again', async () => {
    expect(await packs('lock')).toMatchObject({ code: 0, sent: [], out: expect.stringMatching(/29 packs locked\n$/) });
    expect(await packs('verify')).toMatchObject({ code: 0, sent: [], out: expect.stringMatching(/^✓ 29 packs as in/) });
  });

  it('tell a change under the same version, and refuse to lock it', async () => {
    await packs('lock');
    const before = await readFile(join(home, 'packs.lock.yaml'), 'utf8');
    await writeFile(join(home, 'packs', 'mine.yaml'), pack('1.0.0', 'AT'));
    const verified = await packs('verify');
    expect(verified.code).toBe(1);
    expect(verified.out).toMatch(/✗ mine: its content is no longer that of version 1\.0\.0/);
    const locked = await packs('lock');
    expect(locked.code).toBe(1);
    expect(locked.err).toContain('IST-4016');
    expect(await readFile(join(home, 'packs.lock.yaml'), 'utf8')).toBe(before);
  });

  it('take a raised version, and say what changed', async () => {
    await packs('lock');
    await writeFile(join(home, 'packs', 'mine.yaml'), pack('1.0.1', 'AT'));
    const locked = await packs('lock');
    expect(locked.out).toContain('mine: is version 1.0.1, the lock has 1.0.0');
    expect((await packs('verify')).code).toBe(0);
  });

  it('pin a folder of packs by itself', async () => {
    const file = join(home, 'of-mine.yaml');
    expect((await packs('lock', '--packs', join(home, 'packs'), '--file', file)).out).toContain('1 pack locked');
    const verified = await packs('verify', '--packs', join(home, 'packs'), '--file', file, '-o', 'json');
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true, packs: 1, differences: [], signature: null });
  });

  it('say what to do when there is no lock, and when a key was to have signed one', async () => {
    const none = await packs('verify');
    expect(none.code).toBe(1);
    expect(none.err).toContain('isthmus packs lock');
    await packs('lock');
    const key = join(home, 'key.pem');
    await writeFile(key, 'nothing');
    expect((await packs('verify', '--key', key)).err).toContain('IST-4014');
  });
});
