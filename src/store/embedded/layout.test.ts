import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canEnter } from './account.ts';
import { linkLibraries } from './binaries.ts';
import { findLayout, prepareLayout } from './layout.ts';
import { parsePostmaster, removeStalePidFile } from './postmaster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-layout-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const gone = (file: string): Promise<boolean> =>
  stat(file).then(
    () => false,
    () => true,
  );

describe('the place of the database', () => {
  it('is in the home, for its owner only', async () => {
    const home = path.join(folder, 'home');
    const layout = await prepareLayout(home, undefined);
    expect(layout.folder).toBe(path.join(home, 'postgres'));
    expect((await stat(layout.folder)).mode & 0o077).toBe(0);
    expect(await findLayout(home)).toEqual(layout);
  });

  it('cannot be a file', async () => {
    const home = path.join(folder, 'file');
    await writeFile(home, '');
    await expect(prepareLayout(home, undefined)).rejects.toMatchObject({ code: 'IST-7009' });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is elsewhere when the server may not enter the home, until that home is deleted',
    async () => {
      const account = { uid: 65_534, gid: 65_534 };
      await chmod(folder, 0o700);
      const first = path.join(folder, 'first');
      const layout = await prepareLayout(first, account);
      expect(layout.folder).toMatch(/[/]postgres-[0-9a-f]{16}$/);
      expect(await prepareLayout(first, account)).toEqual(layout);
      expect(await canEnter(account, layout.folder)).toBe(true);
      await rm(first, { recursive: true });
      const second = await prepareLayout(path.join(folder, 'second'), account);
      expect(await gone(layout.folder)).toBe(true);
      await rm(second.folder, { recursive: true });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is reachable only when every folder on the way lets the account pass',
    async () => {
      const inner = path.join(folder, 'a', 'b');
      await mkdir(inner, { recursive: true });
      const { uid, gid } = await stat(folder);
      const stranger = { uid: uid + 1000, gid: gid + 1000 };
      await chmod(folder, 0o711);
      expect(await canEnter(stranger, inner)).toBe(true);
      await chmod(path.join(folder, 'a'), 0o710);
      expect(await canEnter(stranger, inner)).toBe(false);
      expect(await canEnter({ uid, gid }, inner)).toBe(true);
      expect(await canEnter({ ...stranger, gid }, inner)).toBe(true);
    },
  );
});

describe('postmaster.pid', () => {
  it.each([
    { text: '', reason: 'just made' },
    { text: '123\n/data\n1700000000\n', reason: 'half written' },
    { text: 'x\n/data\n1700000000\n5432\n', reason: 'no number' },
  ])('says nothing when it is $reason', ({ text }) => {
    expect(parsePostmaster(text)).toBeUndefined();
  });

  it.each(['\n', '\r\n'])('is read with line ends %j', (end) => {
    const text = ['42', '/data', '1700000000', '5433', '', '127.0.0.1', '  5432001 1', 'ready   ', ''].join(end);
    expect(parsePostmaster(text)).toEqual({ pid: 42, port: 5433, ready: true });
  });

  it.skipIf(process.platform === 'win32')('is stale when it names a process that is no database server', async () => {
    const file = path.join(folder, 'postmaster.pid');
    await writeFile(file, `${process.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    expect(await removeStalePidFile(folder)).toBe(true);
    expect(await gone(file)).toBe(true);
    expect(await removeStalePidFile(folder)).toBe(false);
  });
});

describe('the libraries of the server', () => {
  it('are linked as the list says when npm did not run the package’s script', async () => {
    await mkdir(path.join(folder, 'native', 'lib'), { recursive: true });
    await writeFile(path.join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library');
    const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${name}`,
    }));
    await writeFile(path.join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    await symlink('libpq.so.5.18', path.join(folder, 'native', 'lib', 'libpq.so'));
    await linkLibraries(folder);
    await linkLibraries(folder);
    for (const name of ['libpq.so', 'libpq.so.5']) {
      expect(await readFile(path.join(folder, 'native', 'lib', name), 'utf8')).toBe('library');
    }
  });
});
