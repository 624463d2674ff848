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

it('makes states of evidence that are none unknown, in the counts of the receipt too', async () => {
  const own = await testDatabase();
  const client = new pg.Client(own.url);
  await client.connect();
  const all = await readMigrations();
  await migrate(
    client,
    all.filter(({ name }) => name < '0020'),
  );
  const word = 'function Object() { [native code] }';
  const broken = `{"records":4,"states":{"openscap":{"fail":2,"unknown":1,"${word}":1},"azure-policy":{"${word}":3}},"doubts":[{"what":"a\\u0000b"}]}`;
  const sound = '{"records":1, "states":{"openscap":{"pass":1}}}';
  for (const [id, receipt] of [
    ['broken', broken],
    ['sound', sound],
    ['none', '{}'],
  ]) {
    await client.query(
      `insert into control_imports (id, file_name, sha256, size_bytes, receipt, actor, created_at)
       values ($1, 'f', $1, 1, $2, 'a', now())`,
      [id, receipt],
    );
  }
  await client.query(
    'insert into control_evidence (import_id, number, target, rule, state) values ($1, 1, 1, 1, $2), ($1, 2, 1, 1, $3)',
    ['broken', word, 'fail'],
  );
  await migrate(client, all);
  const { rows } = await client.query<{ state: string }>('select state from control_evidence order by number');
  expect(rows.map(({ state }) => state)).toEqual(['unknown', 'fail']);
  const receipts = await client.query<{ receipt: string }>('select receipt::text from control_imports order by seq');
  const [mended, ...others] = receipts.rows.map(({ receipt }) => receipt);
  expect(JSON.parse(mended ?? '')).toEqual({
    records: 4,
    doubts: [{ what: 'a\ufffdb' }],
    states: { openscap: { fail: 2, unknown: 2 }, 'azure-policy': { unknown: 3 } },
  });
  expect(others).toEqual([sound, '{}']);
  await client.end();
  await own[Symbol.asyncDispose]();
});
