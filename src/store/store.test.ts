import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { testConfig, testServers } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { bulkWriter } from './bulk.ts';
import { readDocument, saveDocument } from './documents.ts';
import { readMigrations } from './migrate.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

for (const server of await testServers()) {
  if (server.skip !== undefined) console.log(`skipped: ${server.name}: ${server.skip}`);
  describe.skipIf(server.skip !== undefined)(`store on ${server.name}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await server.open();
      store = await openStore(testConfig(database.url));
    });
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]();
      await database?.[Symbol.asyncDispose]();
    });

    it('applies every migration once and records its checksum', async () => {
      const { rows } = await store.query<{ name: string; checksum: string }>(
        'select name, checksum from isthmus_migrations order by name',
      );
      expect(rows).toEqual((await readMigrations()).map(({ name, checksum }) => ({ name, checksum })));
      await using again = await openStore(testConfig(database.url));
      const after = await again.query('select name, checksum from isthmus_migrations order by name');
      expect(after.rows).toEqual(rows);
    });

    it('opens from several processes at once', async () => {
      await store.query('drop schema public cascade');
      await store.query('create schema public');
      const opened = await Promise.all([1, 2, 3, 4].map(() => openStore(testConfig(database.url))));
      const counts = await Promise.all(
        opened.map((one) => one.query<{ count: number }>('select count(*)::int as count from isthmus_migrations')),
      );
      for (const { rows } of counts) expect(rows[0]?.count).toBe((await readMigrations()).length);
      for (const one of opened) await one[Symbol.asyncDispose]();
    });

    it('refuses a schema that a newer release wrote, and a migration that was changed after it ran', async () => {
      await store.query(`insert into isthmus_migrations (name, checksum) values ('9999_future.sql', 'x')`);
      await expect(openStore(testConfig(database.url))).rejects.toMatchObject({
        code: 'IST-7008',
        message: expect.stringContaining('9999_future.sql'),
      });
      await store.query(`delete from isthmus_migrations where name = '9999_future.sql'`);
      await store.query(`update isthmus_migrations set checksum = 'other' where name = '0001_estate.sql'`);
      await expect(openStore(testConfig(database.url))).rejects.toMatchObject({ code: 'IST-7008' });
      const [first] = await readMigrations();
      await store.query(`update isthmus_migrations set checksum = $1 where name = '0001_estate.sql'`, [
        first?.checksum,
      ]);
    });

    it('rolls a transaction back when its work throws', async () => {
      const work = store.transaction(async (connection) => {
        await connection.query(`insert into settings (key, value, updated_at) values ('lost', '1', now())`);
        throw new Error('stop');
      });
      await expect(work).rejects.toThrow('stop');
      expect((await store.query(`select 1 from settings where key = 'lost'`)).rows).toEqual([]);
    });

    it('runs queries of one connection in turn, also when they are asked at once', async () => {
      const answers = await store.transaction((connection) =>
        Promise.all(
          [3, 1, 2].map(async (n) => (await connection.query<{ n: number }>('select $1::int as n', [n])).rows[0]?.n),
        ),
      );
      expect(answers).toEqual([3, 1, 2]);
    });

    it.each([0, 1, 199, 200, 201, 1000])('writes %i rows in bulk, whatever they hold', async (count) => {
      const awkward = 'a\'b"c\\d\n,{}\u00e9\u{1f980}';
      await store.transaction(async (connection) => {
        await connection.query('create temp table bulk (n int, text text, doc json) on commit drop');
        const writer = bulkWriter(connection, 'bulk', ['n', 'text', 'doc']);
        for (let n = 0; n < count; n += 1) await writer.add([n, awkward, JSON.stringify({ awkward })]);
        await writer.flush();
        const { rows } = await connection.query<{ n: number; same: number }>(
          `select count(*)::int as n, count(*) filter (where text = $1 and doc ->> 'awkward' = $1)::int as same from bulk`,
          [awkward],
        );
        expect(rows).toEqual([{ n: count, same: count }]);
      });
    });

    it('gives the error of a failed batch to whoever writes on', async () => {
      const work = store.transaction(async (connection) => {
        await connection.query('create temp table strict (n int primary key) on commit drop');
        const writer = bulkWriter(connection, 'strict', ['n'], 10);
        for (let n = 0; n < 100; n += 1) await writer.add([n % 50]);
        await writer.flush();
      });
      await expect(work).rejects.toMatchObject({ code: '23505' });
    });

    it('keeps every version of a document, and adds none for the same text', async () => {
      const key = { kind: 'sites', name: 'sites.yaml' };
      const save = (content: string) =>
        saveDocument(store, { ...key, content, actor: 'tester', createdAt: new Date(0) });
      expect((await save('one')).version).toBe(1);
      expect((await save('one')).version).toBe(1);
      expect((await save('two')).version).toBe(2);
      const raced = await Promise.all(['x', 'y', 'z'].map(save));
      expect(raced.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([3, 4, 5]);
      expect((await readDocument(store, key, 1))?.content).toBe('one');
    });
  });
}

describe('a database address', () => {
  it('that nothing answers at is said without its password', async () => {
    const error: unknown = await openStore(
      readConfig({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/estate' }),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IsthmusError);
    expect(error).toMatchObject({ code: 'IST-7006', message: expect.stringContaining('127.0.0.1:1') });
    expect(String(error)).not.toContain('secret');
  });
});
