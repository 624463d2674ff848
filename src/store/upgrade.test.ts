/** A database that an older release filled, and what this one makes of it. */

import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import { testConfig, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { changeObservations } from './observation-changes.ts';
import { readIdentities } from './observations.ts';
import { openStore } from './store.ts';
import { takeTouches } from './touches.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const row = (nativeId: string, cpuCount: number) => observationOf('vc', nativeId, {}, { name: nativeId, cpuCount });

it('keeps observations, those that a file listed twice too, and knows that nothing is known of their signs', async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  const all = await readMigrations();
  await migrate(
    client,
    all.filter(({ name }) => name < '0007'),
  );
  await client.query(
    "insert into sources (id, name, provider_kind, precedence, observed_at, created_at) values ('vc', 'vc', 'x', 1, now(), now())",
  );
  for (const [index, observation] of [row('a', 1), row('b', 1), row('a', 2)].entries()) {
    await client.query("insert into observations (source_id, seq, identity, doc) values ('vc', $1, $2, $3)", [
      index + 1,
      JSON.stringify(identityRowOf(observation)),
      JSON.stringify(observation),
    ]);
  }
  await client.query(
    `insert into observed_inventory (source_id, seq, kind, doc) values ('vc', 1, 'host', '{"id":"host-1","name":"h"}'),
     ('vc', 2, 'dependency', '{"fromWorkloadId":"a","toWorkloadId":"b","port":80}'), ('vc', 3, 'host', '{"id":"host-1","name":"h"}')`,
  );
  await migrate(client, all);
  const keys = await client.query<{ key: string; nth: number }>('select key, nth from observations order by key, nth');
  expect(keys.rows.map(({ key, nth }) => [key, nth])).toEqual([
    ['vc||a', 0],
    ['vc||a', 1],
    ['vc||b', 0],
  ]);
  const entities = await client.query<{ key: string; nth: number }>(
    'select key, nth from observed_inventory order by key, nth',
  );
  expect(entities.rows.map(({ key, nth }) => [key, nth])).toEqual([
    ['dependency|a|b||80', 0],
    ['host|host-1', 0],
    ['host|host-1', 1],
  ]);
  await client.end();

  await using store = await openStore(testConfig(database.url));
  await store.transaction(async (connection) => {
    // What is said again is written once more, now with signs; until then a change asks for everything to be made again.
    const changes = await changeObservations(connection, 'vc', { keepOnly: true });
    await changes.put(row('a', 1), identityRowOf(row('a', 1)));
    const { counts, everything } = await changes.finish();
    expect(counts).toEqual({ added: 0, changed: 1, removed: 2, unchanged: 0 });
    expect(everything).toBe(true);
    expect((await takeTouches(connection)).everything).toBe(true);
    await connection.query('update observations set signs = null');
    await readIdentities(connection);
    const { rows } = await connection.query<{ n: number }>(
      'select count(*)::int as n from observations where signs is null',
    );
    expect(rows[0]?.n).toBe(0);
  });
});
