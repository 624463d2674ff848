import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../core/model/estate.ts';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import { changeObservations } from '../store/observation-changes.ts';
import { saveRetention } from '../store/retention.ts';
import { saveSource } from '../store/sources.ts';
import { testContext } from '../../test/support/database.ts';
import type { OwnedContext } from './context.ts';
import { listGenerations, loadEstate } from './generations.ts';
import { listWorkloads } from './list-workloads.ts';
import { pruneGenerations } from './prune-generations.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';

const START = Date.parse('2026-11-22T08:00:00.000Z');
let minute = 0;
let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date(START + minute * 60_000) });
});
afterAll(async () => {
  await context[Symbol.asyncDispose]();
});

/** Machine 1 changes each minute, machine 2 never, machine m comes in minute m and goes in the next. */
async function sync(): Promise<void> {
  minute += 1;
  const source: Source = {
    id: 'vc',
    name: 'vc',
    providerKind: 'x',
    precedence: 1,
    observedAt: '2026-01-01T00:00:00.000Z',
  };
  await context.store.transaction(async (connection) => {
    await lockEstate(connection);
    await saveSource(connection, source, context.clock());
    const changes = await changeObservations(connection, 'vc', { keepOnly: true });
    for (const [id, cpuCount] of [
      ['1', minute],
      ['2', 1],
      [`passing-${minute}`, 1],
    ] as const) {
      const observation = observationOf('vc', id, {}, { name: id, cpuCount });
      await changes.put(observation, identityRowOf(observation));
    }
    await rebuildEstate(context, connection, 'sync vc', { changes: await changes.finish() });
  });
}

const count = async (table: string): Promise<number> =>
  (await context.store.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0;

describe('pruneGenerations', () => {
  it('lets go what only dropped generations held, and keeps every kept one as it was', async () => {
    for (let n = 0; n < 12; n += 1) await sync();
    const before = await Promise.all([4, 8, 12].map((number) => loadEstate(context, number)));
    await context.store.query(
      `insert into results (id, kind, generation, row_count, summary, settings, actor, created_at)
       values ('res-1', 'assess', 4, 0, '{}', '{}', 'x', now())`,
    );
    minute += 5 * 60;
    const { dropped, left } = await pruneGenerations(context, { newest: 5, allForHours: 1 });
    expect(dropped).toEqual([1, 2, 3, 5, 6, 7]);
    expect(left).toBe(6);
    expect((await listGenerations(context)).map(({ number }) => number)).toEqual([12, 11, 10, 9, 8, 4]);
    expect(await Promise.all([4, 8, 12].map((number) => loadEstate(context, number)))).toEqual(before);
    // Six versions of the first machine, one of the second, six that passed through.
    expect(await count('workloads')).toBe(13);
    expect(await count('observation_workloads')).toBe(8);
    expect((await pruneGenerations(context, { newest: 5, allForHours: 1 })).dropped).toEqual([]);
  });

  it('a list of an old generation is made again from its rows when its columns went', async () => {
    await context.store.query("delete from column_sets where owner = 'generation/4'");
    const { items } = await listWorkloads(context, { limit: 10, generation: 4 });
    expect(items.map(({ name }) => name)).toEqual(['1', '2', 'passing-4']);
  });

  it('happens by itself when sources are read, as it is set', async () => {
    await saveRetention(context.store, { newest: 3, allForHours: 0, hourlyForDays: 0 }, context.clock());
    for (let n = 0; n < 30; n += 1) await sync();
    const left = await listGenerations(context);
    expect(left.length).toBeLessThan(30);
    expect(left.map(({ number }) => number)).toContain(4);
    expect(await count('column_sets')).toBeLessThanOrEqual(left.length);
  });
});
