import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { testConfig, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { hexDigest } from '../core/evidence/audit-record.ts';
import { openContext } from './context.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // The schema is there before the writers start, which is not what is tested here.
  await (await openContext(testConfig(database.url)))[Symbol.asyncDispose]();
});
afterAll(() => database[Symbol.asyncDispose]());

it('is one chain after several processes that wrote at once were killed', async () => {
  const script = fileURLToPath(new URL('./audit-writers.fixture.ts', import.meta.url));
  const writers = ['a', 'b', 'c'].map((name) =>
    spawn(process.execPath, [script, database.url, inject('isthmusHome'), name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  await Promise.all(writers.map((writer) => once(writer.stdout, 'data')));
  for (const writer of writers) writer.kill('SIGKILL');
  await Promise.all(writers.map((writer) => once(writer, 'exit')));
  await using context = await openContext(testConfig(database.url));
  // A killed process's last transaction is committed or gone; its connection ends a moment later.
  const { rows } = await context.store.query<{ seq: string; body: string; hash: string; prev: string }>(
    'select seq, body, hash, prev from audit_records order by seq',
  );
  expect(rows.length).toBeGreaterThanOrEqual(24);
  let prev = '0'.repeat(64);
  for (const [index, row] of rows.entries()) {
    expect(Number(row.seq)).toBe(index + 1);
    expect(row.prev).toBe(prev);
    expect(hexDigest(row.body)).toBe(row.hash);
    prev = row.hash;
  }
  // Both records of a transaction are there, or neither.
  const ids = rows.map(({ body }) => (JSON.parse(body) as { object: { id: string } }).object.id);
  for (const id of ids) if (!id.endsWith('-2')) expect(ids).toContain(`${id}-2`);
});
