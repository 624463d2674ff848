/** Makes, starts and stops one PostgreSQL server on one data folder. Used by the keeper and by tests. */

import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, open, readFile, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { failure } from '../../core/errors/registry.ts';
import type { Account } from './account.ts';
import { toolPath } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { isAlive, readPostmaster, removeStalePidFile } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';

const run = promisify(execFile);

export const SERVER_ROLE = 'isthmus';
const START_TIMEOUT_MS = 60_000;
/** Reasons that pass by themselves: a taken port, a killed server whose backends are still there, a rival's start or stop. */
const PASSING = /in use|already exists|is being started|is the server already running|still alive/i;
const LOG_LIMIT_BYTES = 4 * 1024 * 1024;

export interface ServerSetup {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

// The server's own environment is kept apart from the user's: PG* variables and locales must not reach it.
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'ComSpec', 'USERPROFILE', 'HOME'];
  const env: NodeJS.ProcessEnv = { TZ: 'UTC', LC_ALL: 'C' };
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}

async function own(file: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(file, account.uid, account.gid);
}

/**
 * Makes the data folder beside its final place and renames it there, so that a half-made one is never seen and,
 * when two processes do it at once, the second finds the place taken and discards its own.
 */
export async function initialise({ layout, binaries, account }: ServerSetup): Promise<void> {
  for (const name of await readdir(layout.folder)) {
    if (!name.startsWith('new-')) continue;
    const left = path.join(layout.folder, name);
    if (Date.now() - (await stat(left)).mtimeMs > 10 * START_TIMEOUT_MS)
      await rm(left, { recursive: true, force: true });
  }
  const draft = await mkdtemp(path.join(layout.folder, 'new-'));
  const data = path.join(draft, 'data');
  const passwordFile = path.join(draft, 'password');
  try {
    await own(draft, account);
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await own(passwordFile, account);
    await run(
      toolPath(binaries, 'initdb'),
      [
        `--pgdata=${data}`,
        `--username=${SERVER_ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...account, env: environment(), cwd: draft, maxBuffer: 1 << 20 },
    );
    await writeFile(path.join(data, 'isthmus.password'), password, { mode: 0o600 });
    await rename(data, layout.data);
  } catch (cause) {
    const taken = await stat(layout.data).then(
      () => true,
      () => false,
    );
    if (taken) return;
    const output = (cause as { readonly stderr?: string }).stderr?.trim();
    throw failure('IST-7003', `the database folder ${layout.data} could not be made`, {
      cause,
      causes: output
        ? output
            .split('\n')
            .slice(-10)
            .map((message) => ({ message }))
        : [],
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Throws IST-7004 when the data folder was made by another major version. */
export async function checkVersion({ layout, binaries }: ServerSetup): Promise<void> {
  const found = (await readFile(path.join(layout.data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (Number(found) === binaries.major) return;
  throw failure(
    'IST-7004',
    `${layout.data} was made by PostgreSQL ${found || '?'}; this release carries ${binaries.major}`,
  );
}

/** A loopback port that nothing listens on now. Another process may take it first; the caller then tries again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Passed on the command line: a file could be half-written by a rival start while the server reads it. */
function settings(port: number): string[] {
  return Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '512MB',
    random_page_cost: 1.1,
    fsync: 'on',
    synchronous_commit: 'on',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function logTail(layout: Layout, from: number): Promise<readonly { readonly message: string }[]> {
  const text = await readFile(layout.log, 'utf8').catch(() => '');
  return text
    .slice(from)
    .trim()
    .split('\n')
    .slice(-10)
    .map((message) => ({ message }));
}

async function launch(
  { layout, binaries, account }: ServerSetup,
  port: number,
): Promise<{ readonly exited: () => boolean }> {
  let gone = false;
  if (process.platform === 'win32') {
    // Only pg_ctl drops an administrator's rights, without which the server refuses to start.
    const options = settings(port)
      .map((part) => (part === '-c' ? part : `"${part}"`))
      .join(' ');
    const args = ['start', '-D', layout.data, '-l', layout.log, '-o', options, '-W'];
    await run(toolPath(binaries, 'pg_ctl'), args, { env: environment(), windowsHide: true });
    return { exited: () => gone };
  }
  const log = await open(layout.log, 'a', 0o600);
  try {
    const child = spawn(toolPath(binaries, 'postgres'), ['-D', layout.data, ...settings(port)], {
      ...account,
      env: environment(),
      cwd: layout.data,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.once('exit', () => (gone = true));
    child.once('error', () => (gone = true));
    child.unref();
  } finally {
    await log.close();
  }
  return { exited: () => gone };
}

/** Starts the server, or finds the one that another process just started. Throws IST-7003 with the log's last lines. */
export async function start(setup: ServerSetup): Promise<Postmaster> {
  const { layout } = setup;
  const size = await stat(layout.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await truncate(layout.log);
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let attempt = 1; ; attempt += 1) {
    const logged = await stat(layout.log).then(
      (found) => found.size,
      () => 0,
    );
    await removeStalePidFile(layout.data);
    const { exited } = await launch(setup, await freePort());
    while (Date.now() < deadline) {
      const server = await readPostmaster(layout.data);
      if (server?.ready === true && isAlive(server.pid)) return server;
      if (exited()) break;
      await sleep(10);
    }
    const causes = await logTail(layout, logged);
    if (attempt >= 8 || Date.now() >= deadline || !causes.some(({ message }) => PASSING.test(message))) {
      throw failure('IST-7003', `PostgreSQL did not start; its log is ${layout.log}`, { causes });
    }
    await sleep(150 * attempt);
  }
}

/** Stops the server: open transactions are rolled back, everything committed is on disk. */
export async function stop({ layout, binaries }: ServerSetup): Promise<void> {
  const server = await readPostmaster(layout.data);
  if (server === undefined || !isAlive(server.pid)) return;
  if (process.platform === 'win32') {
    await run(toolPath(binaries, 'pg_ctl'), ['stop', '-D', layout.data, '-m', 'fast', '-w'], {
      env: environment(),
      windowsHide: true,
    });
    return;
  }
  process.kill(server.pid, 'SIGINT');
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isAlive(server.pid) && Date.now() < deadline) await sleep(20);
}
