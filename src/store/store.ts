/** The open database: a pool of connections that survives a restart of the embedded server, and transactions on it. */

import pg from 'pg';
import type { Config } from '../config.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { openEmbedded } from './embedded/open.ts';
import { migrate, readMigrations } from './migrate.ts';

const OLDEST_SERVER = 150_000;
const POOL_SIZE = 8;

export interface NamedQuery {
  /** Prepared once per connection under this name. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a query needs: the pool, or one connection inside a transaction. */
export interface Queryable {
  query<R extends pg.QueryResultRow>(
    query: string | NamedQuery,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: R[]; readonly rowCount: number | null }>;
}

/** One connection whose queries run one after another, so that the next may be asked before the last has answered. */
function inTurn(client: pg.ClientBase): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<R extends pg.QueryResultRow>(query: string | NamedQuery, values?: readonly unknown[]) {
      const answer = last.then(() =>
        typeof query === 'string'
          ? client.query<R>(query, values as unknown[] | undefined)
          : client.query<R>({ ...query, values: query.values as unknown[] }),
      );
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

export interface Store extends Queryable, AsyncDisposable {
  /** Runs the work in one transaction on one connection; rolled back when it throws. */
  transaction<T>(work: (connection: Queryable) => Promise<T>): Promise<T>;
  /** A connection of its own, for cursors and LISTEN. */
  connection<T>(work: (connection: Queryable) => Promise<T>): Promise<T>;
  /** Calls back at every NOTIFY on the channel, until disposed of or until the connection ends, which is told once. */
  listen(channel: string, onNotify: () => void, onEnd: () => void): Promise<AsyncDisposable>;
}

/** Connections that were lost or refused: the embedded server was stopped or killed, and can be opened again. */
const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']);

function isLost(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  // The driver says it without a code when the connection ends under a running query.
  return code === undefined ? message?.startsWith('Connection terminated') === true : LOST.has(code);
}

interface Backend {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

function poolOf(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ application_name: 'isthmus', max: POOL_SIZE, ...config });
  // An idle connection that is lost is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

async function openEmbeddedBackend(config: Config): Promise<Backend> {
  const { endpoint, session } = await openEmbedded({ home: config.home, idleSeconds: config.databaseIdleSeconds });
  const pool = poolOf(endpoint);
  return {
    pool,
    async close() {
      await pool.end();
      await session.end();
    },
  };
}

async function openServerBackend(url: string): Promise<Backend> {
  const pool = poolOf({ connectionString: url, connectionTimeoutMillis: 15_000 });
  return { pool, close: () => pool.end() };
}

class OpenStore implements Store {
  readonly #config: Config;
  #backend: Promise<Backend> | undefined;

  constructor(config: Config) {
    this.#config = config;
  }

  #open(): Promise<Backend> {
    this.#backend ??= this.#connect().catch((error: unknown) => {
      this.#backend = undefined;
      throw error;
    });
    return this.#backend;
  }

  async #connect(): Promise<Backend> {
    const { databaseUrl } = this.#config;
    const backend =
      databaseUrl === undefined ? await openEmbeddedBackend(this.#config) : await openServerBackend(databaseUrl);
    try {
      await prepare(backend.pool);
      return backend;
    } catch (error) {
      await backend.close().catch(() => undefined);
      if (error instanceof IsthmusError || databaseUrl === undefined) throw error;
      throw unreachable(databaseUrl, error);
    }
  }

  /** A connection; when the server is gone, the database is opened again once. */
  async #take(): Promise<pg.PoolClient> {
    const opened = this.#open();
    const backend = await opened;
    try {
      return await backend.pool.connect();
    } catch (error) {
      if (!isLost(error)) throw error;
      if (this.#backend === opened) {
        this.#backend = undefined;
        void backend.close().catch(() => undefined);
      }
      return (await this.#open()).pool.connect();
    }
  }

  async connection<T>(work: (connection: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#take();
    let broken = false;
    const lost = (): void => void (broken = true);
    client.on('error', lost);
    try {
      return await work(inTurn(client));
    } catch (error) {
      // Once the connection has failed, whatever the driver says next is about that; what the work says is its own.
      if (!isLost(error) && (!broken || error instanceof IsthmusError)) throw error;
      broken = true;
      const hint = 'Run the same command again. What was committed is kept; what was under way was rolled back.';
      throw failure('IST-7006', 'the connection to the database was lost', { cause: error, hint });
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  }

  async listen(channel: string, onNotify: () => void, onEnd: () => void): Promise<AsyncDisposable> {
    const client = await this.#take();
    let open = true;
    const end = (): void => {
      if (!open) return;
      open = false;
      // Not given to another user: it may still hear the channel.
      client.release(true);
      onEnd();
    };
    client.on('notification', onNotify);
    client.once('error', end);
    client.once('end', end);
    try {
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      end();
      throw error;
    }
    return {
      [Symbol.asyncDispose]() {
        end();
        return Promise.resolve();
      },
    };
  }

  query<R extends pg.QueryResultRow>(query: string | NamedQuery, values?: readonly unknown[]) {
    return this.connection((client) => client.query<R>(query, values));
  }

  transaction<T>(work: (connection: Queryable) => Promise<T>): Promise<T> {
    return this.connection(async (client) => {
      await client.query('begin');
      try {
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Opens now, so that a wrong address is met at start and not at the first question. */
  async ready(): Promise<this> {
    await this.#open();
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const backend = await this.#backend?.catch(() => undefined);
    this.#backend = undefined;
    await backend?.close();
  }
}

async function prepare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    const version = Number(rows[0]?.version);
    if (version < OLDEST_SERVER)
      throw failure(
        'IST-7007',
        `the database server is PostgreSQL ${Math.floor(version / 10_000)}; 15 is the oldest supported`,
      );
    await migrate(client, await readMigrations());
  } finally {
    client.release();
  }
}

/** Says where, never with which password. */
function unreachable(databaseUrl: string, cause: unknown): Error {
  const url = new URL(databaseUrl);
  const reason =
    cause instanceof AggregateError
      ? cause.errors.map(String).join('; ')
      : cause instanceof Error
        ? cause.message
        : String(cause);
  return failure('IST-7006', `the database ${url.pathname.slice(1)} at ${url.host} cannot be used: ${reason}`, {
    cause,
  });
}

/** Opens the database of this configuration and brings its schema up to date. Throws IST-7003 to IST-7009. */
export function openStore(config: Config): Promise<Store> {
  return new OpenStore(config).ready();
}
