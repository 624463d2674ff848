/** A platform is connected, read, disturbed and taken away again, as its administrator would do it. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeHome } from '../support/homes.ts';
import { isthmus } from '../support/isthmus.ts';
import type { Place, Ran } from '../support/isthmus.ts';

const SECRET = 'correct horse battery staple';

let folder: string;
let place: Place;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-live-'));
  place = { home: path.join(folder, 'home'), cwd: folder, env: { SIM_PASSWORD: SECRET } };
});
afterAll(async () => {
  await removeHome(place.home);
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<Ran> => isthmus(place, ...args);
const json = async <T>(...args: readonly string[]): Promise<T> => {
  const ran = await run(...args, '-o', 'json');
  return JSON.parse(ran.out) as T;
};

interface Listed {
  readonly items: readonly { readonly name: string; readonly state: string; readonly workloads: number }[];
}

describe('a connected source', () => {
  it('is refused with a setting that does not exist, and says which there are', async () => {
    const ran = await run('connect', 'simulator', '--set', 'colour=blue');
    expect(ran.code).toBe(64);
    expect(ran.err).toContain('IST-2220');
    expect(ran.err).toContain('workloads');
  });

  it('takes no secret from the command line', async () => {
    const ran = await run('connect', 'simulator', '--set', 'username=reader', '--secret', `password=${SECRET}`);
    expect(ran.code).toBe(64);
    expect(ran.err).not.toContain(SECRET);
    expect(ran.err).toContain('password=env:NAME');
  });

  it('is connected and read at once', async () => {
    const settings = ['--set', 'workloads=400', '--set', 'username=reader', '--set', 'place=vcenter-frankfurt'];
    const ran = await run(
      'connect',
      'simulator',
      '--name',
      'fra',
      ...settings,
      '--secret',
      'password=env:SIM_PASSWORD',
    );
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.err).toContain('signed in as reader');
    expect(ran.out).toContain('read as a whole');
    const { items } = await json<Listed>('get', 'sources');
    expect(items).toMatchObject([{ name: 'fra', state: 'ok', workloads: 168 }]);
  });

  it('shows where its secret is, and never what it is', async () => {
    const described = await run('describe', 'source', 'fra');
    expect(described.out).toContain('password: env:SIM_PASSWORD');
    await writeFile(path.join(folder, 'password'), `${SECRET}\n`);
    expect((await run('set', 'source', 'fra', '--secret', 'password=@password')).code).toBe(0);
    const sealed = await run('describe', 'source', 'fra', '-o', 'json');
    expect(sealed.out).not.toContain(SECRET);
    expect((await run('describe', 'source', 'fra')).out).toContain('password: sealed here');
    expect((await run('sync', 'fra')).code).toBe(0);
  });

  it('keeps its last good state when it breaks off half-way', async () => {
    expect((await run('set', 'source', 'fra', '--set', 'faults=breaks-off')).code).toBe(0);
    const ran = await run('sync', 'fra', '--full');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('IST-2207');
    const { items } = await json<Listed>('get', 'sources');
    expect(items).toMatchObject([{ state: 'failing', workloads: 168 }]);
    const doctor = await run('doctor');
    expect(doctor.code).not.toBe(0);
    expect(doctor.out).toContain('fra');
  });

  it('is held when it suddenly lists hardly any machine, until somebody says which is true', async () => {
    expect((await run('set', 'source', 'fra', '--set', 'faults=vanishing')).code).toBe(0);
    const held = await run('sync', 'fra', '--full');
    expect(held.code).toBe(5);
    expect(held.out).toContain('not believed');
    expect(await json<Listed>('get', 'sources')).toMatchObject({ items: [{ state: 'held', workloads: 168 }] });
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(168);

    expect((await run('confirm', 'fra', '--reject', '--reason', 'the account lost a right')).code).toBe(0);
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(168);

    expect((await run('sync', 'fra', '--full')).code).toBe(5);
    expect((await run('confirm', 'fra')).code).toBe(0);
    const left = (await json<{ total: number }>('get', 'workloads')).total;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(17);
    expect((await run('confirm', 'fra')).err).toContain('IST-2228');
  });

  it('comes back whole when the platform does', async () => {
    expect((await run('set', 'source', 'fra', '--set', 'faults=')).code).toBe(0);
    expect((await run('sync', 'fra', '--full')).code).toBe(0);
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(168);
  });

  it('leaves with everything it said', async () => {
    const asked = await run('delete', 'source', 'fra');
    expect(asked.code).toBe(64);
    expect(asked.err).toContain('--yes');
    expect((await run('delete', 'source', 'fra', '--yes')).code).toBe(0);
    expect(await json<Listed>('get', 'sources')).toMatchObject({ items: [] });
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(0);
  });
});

describe('a file that is imported again', () => {
  const HEADER = '*Server name,IP addresses,*Cores,*Memory (In MB),*OS name';
  const rows = (count: number): string =>
    [
      HEADER,
      ...Array.from({ length: count }, (_, i) => `csv-srv-${i},10.9.0.${i + 1},2,4096,Windows Server 2019`),
    ].join('\n');

  it('is not believed when it lists hardly any machine, unless on purpose', async () => {
    await writeFile(path.join(folder, 'servers.csv'), rows(40));
    expect((await run('import', 'azure-migrate', 'servers.csv', '--name', 'list')).code).toBe(0);
    const before = (await json<{ total: number }>('get', 'workloads')).total;
    await writeFile(path.join(folder, 'servers.csv'), rows(2));
    const refused = await run('import', 'azure-migrate', 'servers.csv', '--name', 'list');
    expect(refused.code).toBe(5);
    expect(refused.err).toContain('IST-2227');
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(before);
    expect((await run('import', 'azure-migrate', 'servers.csv', '--name', 'list', '--force')).code).toBe(0);
    expect((await json<{ total: number }>('get', 'workloads')).total).toBe(before - 38);
    expect((await run('delete', 'source', 'list', '--yes')).code).toBe(0);
  });
});

describe('an estate under pseudonyms', () => {
  const original = async (home: string): Promise<readonly string[]> => {
    const ran = await isthmus({ ...place, home }, 'get', 'workloads', '--all', '-o', 'json');
    return (JSON.parse(ran.out) as { items: { name: string }[] }).items.map(({ name }) => name.toLowerCase()).sort();
  };

  it('can be given away, worked on elsewhere, and read at home', async () => {
    const settings = ['--set', 'workloads=300', '--set', 'place=kvm-bolzano'];
    expect((await run('connect', 'simulator', '--name', 'bz', ...settings)).code).toBe(0);
    const names = await original(place.home);
    expect((await run('export', 'estate', '--pseudonymise', '--out', 'away.jsonl', '--key', 'home.key')).code).toBe(0);
    const away = (await readFile(path.join(folder, 'away.jsonl'), 'utf8')).toLowerCase();
    expect(names.filter((name) => name.length > 5 && away.includes(name))).toEqual([]);
    expect(away).not.toContain('bolzano');

    const elsewhere: Place = { ...place, home: path.join(folder, 'elsewhere') };
    expect((await isthmus(elsewhere, 'import', 'estate', 'away.jsonl')).code).toBe(0);
    expect((await isthmus(elsewhere, 'assess')).code).toBe(0);
    const list = await isthmus(elsewhere, 'get', 'workloads', '--all', '-o', 'csv');
    await writeFile(path.join(folder, 'back.csv'), list.out);
    await removeHome(elsewhere.home);

    const revealed = await run('reveal', 'back.csv', '--key', 'home.key');
    expect(revealed.code).toBe(0);
    const first = revealed.out
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => (line.split(',')[0] ?? '').toLowerCase())
      .sort();
    expect(first).toEqual(names);

    const again: Place = { ...place, home: path.join(folder, 'again') };
    expect((await isthmus(again, 'import', 'estate', 'away.jsonl', '--key', 'home.key')).code).toBe(0);
    expect(await original(again.home)).toEqual(names);
    await removeHome(again.home);
  });

  it('is refused when the key is none, without quoting it', async () => {
    await writeFile(path.join(folder, 'other.key'), 'AKIA-something-else');
    const ran = await run('reveal', 'back.csv', '--key', 'other.key');
    expect(ran.code).toBe(64);
    expect(ran.err).toContain('IST-2241');
    expect(ran.err).not.toContain('AKIA');
  });
});
