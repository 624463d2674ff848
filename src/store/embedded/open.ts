/** The user's side: finds the running server, or has a keeper start it, and returns a session on it. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { failure } from '../../core/errors/registry.ts';
import type { ErrorCode } from '../../core/errors/registry.ts';
import type { KeeperReply, KeeperRequest } from './keeper.ts';
import { findLayout } from './layout.ts';
import { isAlive, readPostmaster } from './postmaster.ts';
import { endpointOf, openSession } from './session.ts';
import type { Endpoint, Session } from './session.ts';

/** In the clone, beside a bundle, or beside the bundle's folder of chunks. */
const KEEPER =
  ['./keeper.ts', './keeper.mjs', '../keeper.mjs']
    .map((file) => fileURLToPath(new URL(file, import.meta.url)))
    .find((file) => existsSync(file)) ?? 'keeper.ts';
const OPEN_TIMEOUT_MS = 120_000;
const LOCK_STALE_MS = 90_000;

export interface EmbeddedDatabase {
  readonly endpoint: Endpoint;
  /** Ends when the server does; a long-lived process opens the database again then. */
  readonly session: pg.Client;
}

/** Starts a detached keeper and waits for its one line. */
function startKeeper(request: KeeperRequest): Promise<KeeperReply> {
  return new Promise((resolve) => {
    const program = KEEPER;
    const child = spawn(process.execPath, [program, JSON.stringify(request)], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      cwd: path.parse(program).root,
    });
    let text = '';
    const settle = (reply: KeeperReply): void => {
      child.stdout.destroy();
      child.unref();
      resolve(reply);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) settle(JSON.parse(text.slice(0, end)) as KeeperReply);
    });
    child.once('error', (error) => settle({ ready: false, code: 'IST-7003', message: error.message, causes: [] }));
    child.once('exit', (code, signal) => {
      const message = `the process that keeps the database ended early (${signal ?? `exit code ${code}`})`;
      settle({ ready: false, code: 'IST-7003', message, causes: [] });
    });
  });
}

/**
 * Lets one of several first commands do the work while the others wait. It saves work; what makes a race harmless
 * is that the data folder appears by rename and that PostgreSQL itself locks it.
 */
async function takeStartLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    const age =
      Date.now() -
      (await stat(file).then(
        (found) => found.mtimeMs,
        () => Date.now(),
      ));
    const abandoned =
      age > LOCK_STALE_MS || (age > 1000 && !Number.isInteger(holder)) || (holder > 0 && !isAlive(holder));
    if (abandoned) await rm(file, { force: true });
    return false;
  }
}

async function findSession(home: string): Promise<Session | 'absent' | 'starting' | 'closing'> {
  const layout = await findLayout(home);
  const server = await readPostmaster(layout.data);
  if (server === undefined || !isAlive(server.pid)) return 'absent';
  if (!server.ready) return 'starting';
  return openSession(await endpointOf(layout, server.port));
}

/**
 * A session on the embedded server of this home, started when nothing runs. Throws IST-7003 to IST-7005 and
 * IST-7009 with what the server said.
 */
export async function openEmbedded(request: KeeperRequest): Promise<EmbeddedDatabase> {
  const lock = path.join(request.home, 'start.lock');
  const deadline = Date.now() + OPEN_TIMEOUT_MS;
  for (let wait = 10; Date.now() < deadline; wait = Math.min(100, wait * 1.5)) {
    const found = await findSession(request.home);
    if (typeof found === 'object') {
      if (!found.kept) void startKeeper(request);
      return { endpoint: found.endpoint, session: found.client };
    }
    if (found === 'absent') {
      await mkdir(request.home, { recursive: true, mode: 0o700 }).catch((cause: Error) => {
        throw failure('IST-7009', `${request.home} cannot be made: ${cause.message}`, { cause });
      });
      if (await takeStartLock(lock)) {
        try {
          const reply = await startKeeper(request);
          if (!reply.ready) throw failure(reply.code as ErrorCode, reply.message, { causes: reply.causes });
        } finally {
          await rm(lock, { force: true });
        }
        continue;
      }
    }
    await sleep(wait);
  }
  throw failure('IST-7003', `the database in ${request.home} did not answer within ${OPEN_TIMEOUT_MS / 1000} s`);
}
