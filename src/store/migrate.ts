/** Brings a database to this release's schema. Numbered files, applied in order, each recorded with its checksum. */

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { failure } from '../core/errors/registry.ts';
import { digestText } from '../core/evidence/digest.ts';
import { LOCK_SPACE, LOCKS } from './locks.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** In the clone, beside a bundle, or beside the bundle's folder of chunks. */
const folder =
  ['./schema/', '../schema/'].map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url)) ??
  new URL('./schema/', import.meta.url);

export async function readMigrations(from: URL = folder): Promise<readonly Migration[]> {
  const names = (await readdir(from)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have turned line ends; the checksum is of the text as it was written.
      const sql = (await readFile(new URL(name, from), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: digestText(sql) };
    }),
  );
}

async function applied(client: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from isthmus_migrations',
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/** Throws IST-7008 when the database was written by a newer release, or a migration was changed after it ran. */
function check(done: ReadonlyMap<string, string>, known: readonly Migration[]): void {
  const byName = new Map(known.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of done) {
    const expected = byName.get(name);
    if (expected === undefined)
      throw failure('IST-7008', `the database has the migration ${name}, which this release does not know`);
    if (expected !== checksum) throw failure('IST-7008', `the migration ${name} is not the one that was applied`);
  }
}

/** One round trip when nothing is to be done; under a lock otherwise, so that several processes may start at once. */
export async function migrate(client: pg.ClientBase, known: readonly Migration[]): Promise<void> {
  const done = await applied(client).catch((error: { readonly code?: string }) => {
    if (error.code === '42P01') return new Map<string, string>();
    throw error;
  });
  check(done, known);
  if (known.every((migration) => done.has(migration.name))) return;
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK_SPACE, LOCKS.migrate]);
    await client.query(
      `create table if not exists isthmus_migrations (
         name text primary key, checksum text not null, applied_at timestamptz not null default clock_timestamp())`,
    );
    const now = await applied(client);
    check(now, known);
    for (const migration of known) {
      if (now.has(migration.name)) continue;
      await client.query(migration.sql);
      await client.query('insert into isthmus_migrations (name, checksum) values ($1, $2)', [
        migration.name,
        migration.checksum,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
