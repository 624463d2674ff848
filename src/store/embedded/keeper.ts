/**
 * The keeper: a detached process that starts the server, watches for users and stops it when nobody has used it
 * for a while. It prints one line of JSON on stdout when the server is ready or cannot be started, and nothing else.
 * Only one keeper stays per server: it holds an advisory lock, which ends with its connection however it dies.
 */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { IsthmusError } from '../../core/errors/errors.ts';
import { LOCK_SPACE, LOCKS } from '../locks.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { findLayout, prepareLayout } from './layout.ts';
import { isAlive, readPostmaster } from './postmaster.ts';
import { checkVersion, initialise, start, stop } from './server.ts';
import type { ServerSetup } from './server.ts';
import { DATABASE, endpointOf } from './session.ts';

export interface KeeperRequest {
  readonly home: string;
  readonly idleSeconds: number;
}

export type KeeperReply =
  | { readonly ready: true }
  | {
      readonly ready: false;
      readonly code: string;
      readonly message: string;
      readonly causes: readonly { readonly message: string }[];
    };

async function connect(setup: ServerSetup, database: string): Promise<pg.Client> {
  const server = await readPostmaster(setup.layout.data);
  if (server === undefined) throw new Error('the server is gone');
  const client = new pg.Client({
    ...(await endpointOf(setup.layout, server.port, database)),
    application_name: 'isthmus keeper',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(setup: ServerSetup): Promise<void> {
  const client = await connect(setup, 'postgres');
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // 42P04, 23505: a rival made it first.
    if (!['42P04', '23505'].includes(String((error as { readonly code?: string }).code))) throw error;
  } finally {
    await client.end();
  }
}

async function openServer(home: string): Promise<{ readonly setup: ServerSetup; readonly client: pg.Client }> {
  const account = await serverAccount((await findLayout(home)).folder);
  const layout = await prepareLayout(home, account);
  const setup: ServerSetup = { layout, account, binaries: await findBinaries(account) };
  const exists = await stat(layout.data).then(
    () => true,
    () => false,
  );
  if (!exists) await initialise(setup);
  await checkVersion(setup);
  await start(setup);
  try {
    return { setup, client: await connect(setup, DATABASE) };
  } catch (error) {
    if ((error as { readonly code?: string }).code !== '3D000') throw error;
    await createDatabase(setup);
    return { setup, client: await connect(setup, DATABASE) };
  }
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
    LOCK_SPACE,
    key,
  ]);
  return rows[0]?.held === true;
}

/** Connections made so far and open now, of everyone but the keeper. */
async function usage(client: pg.Client): Promise<{ readonly made: string; readonly open: number }> {
  const { rows } = await client.query<{ made: string; open: number }>(
    `select (select coalesce(sum(sessions), 0)::text from pg_stat_database) as made,
            (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as open`,
  );
  return rows[0] ?? { made: '', open: 0 };
}

/** Returns when the server should stop; this process then holds the lock that keeps users out. */
async function watch(client: pg.Client, idleSeconds: number): Promise<void> {
  let made = '';
  let lastUse = performance.now();
  for (;;) {
    await sleep(Math.max(100, Math.min(5000, (idleSeconds * 1000) / 4)));
    const now = await usage(client);
    if (now.open > 0 || now.made !== made) lastUse = performance.now();
    made = now.made;
    if (performance.now() - lastUse >= idleSeconds * 1000 && (await tryLock(client, LOCKS.use))) return;
  }
}

/** A crashed backend makes the server drop every connection and recover by itself; wait for that. */
async function reconnect(setup: ServerSetup): Promise<pg.Client | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const server = await readPostmaster(setup.layout.data);
    if (server === undefined || !isAlive(server.pid)) return undefined;
    const client = await connect(setup, DATABASE).catch(() => undefined);
    if (client !== undefined) return client;
    await sleep(200);
  }
  return undefined;
}

export async function keep(request: KeeperRequest, reply: (message: KeeperReply) => void): Promise<void> {
  let setup: ServerSetup;
  let client: pg.Client | undefined;
  try {
    ({ setup, client } = await openServer(request.home));
  } catch (error) {
    const known = error instanceof IsthmusError;
    const message = error instanceof Error ? error.message : String(error);
    reply({ ready: false, code: known ? error.code : 'IST-7003', message, causes: known ? error.causes : [] });
    return;
  }
  let answered = false;
  while (client !== undefined) {
    try {
      const only = await tryLock(client, LOCKS.keeper);
      if (!answered) reply({ ready: true });
      answered = true;
      if (only) {
        await watch(client, request.idleSeconds);
        await stop(setup);
      } else await client.end();
      return;
    } catch {
      await client.end().catch(() => undefined);
      client = await reconnect(setup);
    }
  }
}

// Run as a program, not imported. import.meta.main would say so, and only from Node 24 on.
if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === path.resolve(process.argv[1])) {
  // A signal meant for the user's command must not reach the keeper: it stops with the server, not with a terminal.
  process.on('SIGHUP', () => undefined);
  process.stdout.on('error', () => undefined);
  const request = JSON.parse(process.argv[2] ?? '{}') as KeeperRequest;
  await keep(request, (message) => process.stdout.write(`${JSON.stringify(message)}\n`));
  process.exit(0);
}
