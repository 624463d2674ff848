/** A database of its own for each test file, on a real PostgreSQL. */

import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Config } from '../../src/config.ts';
import { openContext } from '../../src/services/context.ts';
import type { OwnedContext } from '../../src/services/context.ts';
import { prepareLayout } from '../../src/store/embedded/layout.ts';
import { openEmbedded } from '../../src/store/embedded/open.ts';
import { initialise, SERVER_ROLE, start, stop } from '../../src/store/embedded/server.ts';
import { serverAccount } from '../../src/store/embedded/account.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

async function createDatabase(server: pg.ClientConfig): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`create database ${name}`);
  const { user, password, host, port } = server;
  return {
    url: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${name}`,
    async [Symbol.asyncDispose]() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** On the embedded server that all test files of this run share. */
export async function testDatabase(): Promise<TestDatabase> {
  const { endpoint, session } = await openEmbedded({ home: inject('isthmusHome'), idleSeconds: 60 });
  const database = await createDatabase(endpoint);
  return {
    url: database.url,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await session.end();
    },
  };
}

export function testConfig(databaseUrl: string): Config {
  return {
    home: inject('isthmusHome'),
    databaseUrl,
    listen: { host: '127.0.0.1', port: 0 },
    databaseIdleSeconds: 60,
    logLevel: 'silent',
  };
}

/** A service context on an empty database. The clock stands still unless a test moves it. */
export async function testContext(
  options: { readonly clock?: () => Date } = {},
): Promise<OwnedContext & { readonly databaseUrl: string }> {
  const database = await testDatabase();
  const context = await openContext(testConfig(database.url), {
    actor: 'tester',
    clock: options.clock ?? (() => new Date('2026-11-22T08:00:00.000Z')),
  });
  return {
    ...context,
    databaseUrl: database.url,
    async [Symbol.asyncDispose]() {
      await context[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

const DEBIAN_15 = '/usr/lib/postgresql/15';

export interface TestServer {
  readonly name: string;
  /** Why it cannot run here; printed with the skipped tests. */
  readonly skip?: string;
  open(): Promise<TestDatabase>;
}

/** The embedded server and, where Debian's packages are, the oldest supported one. */
export async function testServers(): Promise<readonly TestServer[]> {
  const present = await access(path.join(DEBIAN_15, 'bin', 'postgres')).then(
    () => true,
    () => false,
  );
  return [
    { name: 'embedded PostgreSQL 18', open: testDatabase },
    {
      name: 'PostgreSQL 15',
      ...(!present && { skip: `no ${DEBIAN_15}/bin/postgres; install the package postgresql-15` }),
      open: openDebian15,
    },
  ];
}

async function openDebian15(): Promise<TestDatabase> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-test-15-'));
  const account = await serverAccount(home);
  const setup = { layout: await prepareLayout(home, account), account, binaries: { folder: DEBIAN_15, major: 15 } };
  await initialise(setup);
  const { port } = await start(setup);
  const password = (await readFile(setup.layout.password, 'utf8')).trim();
  const database = await createDatabase({
    host: '127.0.0.1',
    port,
    user: SERVER_ROLE,
    password,
    database: 'postgres',
    ssl: false,
  });
  return {
    url: database.url,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await stop(setup);
      await rm(home, { recursive: true, force: true });
    },
  };
}
