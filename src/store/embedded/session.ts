/**
 * One connection per process that says "I am using the database". The keeper stops the server only while it
 * holds the same advisory lock alone, so a process either has its session or knows that the server is closing.
 */

import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { LOCK_SPACE, LOCKS } from '../locks.ts';
import type { Layout } from './layout.ts';
import { SERVER_ROLE } from './server.ts';

export const DATABASE = 'isthmus';
export interface Endpoint {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: false;
}

export async function endpointOf(layout: Layout, port: number, database = DATABASE): Promise<Endpoint> {
  const password = (await readFile(layout.password, 'utf8')).trim();
  return { host: '127.0.0.1', port, user: SERVER_ROLE, password, database, ssl: false };
}

export interface Session {
  readonly client: pg.Client;
  readonly endpoint: Endpoint;
  /** False when the keeper was killed: whoever notices starts another. */
  readonly kept: boolean;
}

/**
 * Connects and marks this process as a user. 'closing': the keeper is stopping the server. 'absent': nothing
 * answers at that port. 'starting': it answers but does not take connections yet.
 */
export async function openSession(endpoint: Endpoint): Promise<Session | 'absent' | 'starting' | 'closing'> {
  const client = new pg.Client({ ...endpoint, application_name: 'isthmus session', keepAlive: true });
  // Without a listener the loss of an idle connection would end the process; whoever uses it sees the failure.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ used: boolean; kept: boolean }>(
      `select pg_try_advisory_lock_shared($1, $2) as used,
              exists (select from pg_locks where locktype = 'advisory' and classid = $1::bigint::oid and objid = $3::bigint::oid and granted) as kept`,
      [LOCK_SPACE, LOCKS.use, LOCKS.keeper],
    );
    if (rows[0]?.used === true) return { client, endpoint, kept: rows[0].kept };
    await client.end();
    return 'closing';
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as { readonly code?: string }).code;
    // 57P01 to 57P03: shutting down or starting up; 3D000: the keeper has not made the database yet.
    if (code === '57P03' || code === '57P01' || code === '57P02' || code === '3D000') return 'starting';
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === undefined) return 'absent';
    throw error;
  }
}
