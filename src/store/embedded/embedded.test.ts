/** The embedded database as processes meet it: real servers, real kills. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeHome, stopServer } from '../../../test/support/homes.ts';
import { findLayout } from './layout.ts';
import { openEmbedded } from './open.ts';
import { isAlive, readPostmaster } from './postmaster.ts';
import type { EmbeddedDatabase } from './open.ts';

/** One data folder for most tests, since making one takes a second; each test begins and ends with no server on it. */
const shared = await mkdtemp(path.join(os.tmpdir(), 'isthmus-embedded-'));
let home = shared;
beforeEach(() => {
  home = shared;
});
afterEach(async () => {
  await stopServer(shared);
  if (home !== shared) await removeHome(home);
});
afterAll(() => removeHome(shared));

/** A place where nothing was started yet. */
async function freshHome(): Promise<void> {
  home = path.join(await mkdtemp(path.join(os.tmpdir(), 'isthmus-first-')), 'home');
}

const open = (idleSeconds = 30): Promise<EmbeddedDatabase> => openEmbedded({ home, idleSeconds });

async function serverPid(): Promise<number> {
  const server = await readPostmaster((await findLayout(home)).data);
  if (server === undefined) throw new Error('no server runs');
  return server.pid;
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let waited = 0; waited < 400; waited += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(`waited 20 s for: ${what}`);
}

/** Process id of the keeper, from the connection that holds its lock. */
async function keeperPids(): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('keeper.ts') && command.includes(`"${home}"`)) found.push(Number(entry));
  }
  return found;
}

const count = async (client: pg.Client): Promise<number> =>
  Number((await client.query('select count(*) from kept')).rows[0].count);

describe('the embedded database', () => {
  it('starts when first needed, with the settings that durability and sorting rest on', async () => {
    const { session, endpoint } = await open();
    const { rows } = await session.query(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding,
              current_setting('listen_addresses') as addresses, (select datcollate from pg_database where datname = current_database()) as collation,
              current_setting('server_version_num')::int / 10000 as major`,
    );
    expect(rows).toEqual([
      { fsync: 'on', commit: 'on', encoding: 'UTF8', addresses: '127.0.0.1', collation: 'C', major: 18 },
    ]);
    const { mode } = await stat((await findLayout(home)).password);
    expect(mode & 0o077).toBe(0);
    const stranger = new pg.Client({ ...endpoint, password: 'guess' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    await session.end();
  });

  it('is shared by commands that follow each other and by those that run at once', async () => {
    const first = await open();
    const others = await Promise.all([1, 2, 3].map(() => open()));
    for (const { endpoint } of others) expect(endpoint.port).toBe(first.endpoint.port);
    const pid = await serverPid();
    for (const { session } of [first, ...others]) await session.end();
    const { session } = await open();
    expect(await serverPid()).toBe(pid);
    await session.end();
  });

  it('is made once when several processes start it first, at once', async () => {
    await freshHome();
    const program = `
      import { openEmbedded } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)};
      const { endpoint, session } = await openEmbedded({ home: ${JSON.stringify(home)}, idleSeconds: 30 });
      await session.query('create table if not exists kept (n int)').catch((error) => { if (!['23505', '42710', '42P07'].includes(error.code)) throw error; });
      await session.query('insert into kept values (1)');
      console.log(endpoint.port);
      await session.end();`;
    const runs = await Promise.all([1, 2, 3, 4].map(() => runProgram(program)));
    expect(runs.map(({ errors }) => errors)).toEqual(['', '', '', '']);
    expect(new Set(runs.map(({ output }) => output)).size).toBe(1);
    const { session } = await open();
    expect(await count(session)).toBe(4);
    await session.end();
    expect(await readdir((await findLayout(home)).folder)).not.toContainEqual(expect.stringMatching(/^new-/));
  });

  it('stops when nobody has used it for a while, and not before', async () => {
    const { session } = await open(1);
    const pid = await serverPid();
    await sleep(2500);
    expect(isAlive(pid)).toBe(true);
    await session.end();
    await until('the server to stop', () => !isAlive(pid));
    expect(await readPostmaster((await findLayout(home)).data)).toBeUndefined();
    const again = await open(1);
    expect((await again.session.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await again.session.end();
  });

  it('keeps what was committed when the server is killed', async () => {
    const { session } = await open();
    await session.query('drop table if exists kept');
    await session.query('create table kept (n int)');
    await session.query('insert into kept select * from generate_series(1, 1000)');
    await session.query('begin');
    await session.query('insert into kept values (0)');
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await until('the server to be gone', () => !isAlive(pid));
    const again = await open();
    expect(await serverPid()).not.toBe(pid);
    expect(await count(again.session)).toBe(1000);
    await again.session.end();
  });

  it('starts although another process now has the number that the pid file names', async () => {
    const { session } = await open();
    await session.query('drop table if exists kept');
    await session.query('create table kept (n int)');
    await session.end();
    await stopServer(home);
    const { data } = await findLayout(home);
    const lines = [process.pid, data, 1, 5432, '', '127.0.0.1', '', 'ready', ''];
    await writeFile(path.join(data, 'postmaster.pid'), lines.join('\n'));
    const again = await open();
    expect(await count(again.session)).toBe(0);
    await again.session.end();
  });

  it('refuses a data folder of another major version', async () => {
    const { session } = await open();
    await session.end();
    await stopServer(home);
    const { data } = await findLayout(home);
    await writeFile(path.join(data, 'PG_VERSION'), '14\n');
    const refused = open();
    await expect(refused).rejects.toMatchObject({
      code: 'IST-7004',
      message: expect.stringContaining('PostgreSQL 14'),
    });
    await writeFile(path.join(data, 'PG_VERSION'), '18\n');
  });

  it('says what the server said when it cannot start', async () => {
    const { session } = await open();
    await session.end();
    await stopServer(home);
    const { data } = await findLayout(home);
    const control = path.join(data, 'global', 'pg_control');
    await rename(control, `${control}.away`);
    const error = (await open().catch((thrown: unknown) => thrown)) as { code: string; causes: { message: string }[] };
    expect(error.code).toBe('IST-7003');
    expect(error.causes.map(({ message }) => message).join('\n')).toContain('pg_control');
    await rename(`${control}.away`, control);
  });
});

describe.skipIf(process.platform !== 'linux')('the keeper', () => {
  it('is one per server, outlives who started it, and ends with the server', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => open(1)));
    await until('one keeper to be left', async () => (await keeperPids()).length === 1);
    const pid = await serverPid();
    await Promise.all(opened.map(({ session }) => session.end()));
    await until('the server to stop', () => !isAlive(pid));
    await until('the keeper to end', async () => (await keeperPids()).length === 0);
  });

  it('is replaced by the next command when it was killed', async () => {
    const first = await open(1);
    const pid = await serverPid();
    const [keeper] = await keeperPids();
    process.kill(keeper ?? 0, 'SIGKILL');
    await until('the keeper to be gone', async () => (await keeperPids()).length === 0);
    const second = await open(1);
    expect(await serverPid()).toBe(pid);
    await until('another keeper', async () => (await keeperPids()).length === 1);
    await first.session.end();
    await second.session.end();
    await until('the server to stop', () => !isAlive(pid));
  });

  it('stays when a backend of the server crashes', async () => {
    const { session } = await open(2);
    await session.query('drop table if exists kept');
    await session.query('create table kept (n int)');
    const backend = Number((await session.query('select pg_backend_pid() as pid')).rows[0].pid);
    const pid = await serverPid();
    process.kill(backend, 'SIGKILL');
    await until('the database to answer again', async () => {
      const found = await open(2).catch(() => undefined);
      await found?.session.end();
      return found !== undefined;
    });
    expect(await serverPid()).toBe(pid);
    await until('the server to stop', () => !isAlive(pid));
    await until('the keeper to end', async () => (await keeperPids()).length === 0);
  });
});

describe('a first start that was killed', () => {
  it('leaves nothing that the next one stumbles over', async () => {
    await freshHome();
    const program = `
      import { openEmbedded } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)};
      await openEmbedded({ home: ${JSON.stringify(home)}, idleSeconds: 5 });`;
    const child = startProgram(program);
    await until('the data folder to be in the making', async () => {
      const folder = (await findLayout(home)).folder;
      return (await readdir(folder).catch(() => [])).some((name) => name.startsWith('new-'));
    });
    child.kill('SIGKILL');
    for (const keeper of await keeperPids()) process.kill(keeper, 'SIGKILL');
    const { session } = await open();
    expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await session.end();
  });
});

function startProgram(program: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function runProgram(program: string): Promise<{ readonly output: string; readonly errors: string }> {
  return new Promise((resolve) => {
    const child = startProgram(program);
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('close', () => resolve({ output, errors }));
  });
}
