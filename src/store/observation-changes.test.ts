import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { WorkloadObservation } from '../core/model/workload.ts';
import { testConfig, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { changeObservations } from './observation-changes.ts';
import type { ChangeOptions, ObservationChanges } from './observation-changes.ts';
import { saveSource } from './sources.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';
import { takeTouches } from './touches.ts';

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await testDatabase();
  store = await openStore(testConfig(database.url));
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

let sources = 0;
async function newSource(): Promise<string> {
  const id = `changes-${(sources += 1)}`;
  const source = { id, name: id, providerKind: 'x', precedence: 1, observedAt: '2026-11-20T00:00:00.000Z' };
  await saveSource(store, source, new Date('2026-11-20T00:00:00.000Z'));
  return id;
}

const vm = (source: string, id: string, cpuCount: number, observedAt = '2026-11-20T08:00:00.000Z') =>
  observationOf(
    source,
    id,
    { biosUuid: `4219c0de-0000-0000-0000-00000000000${id}` },
    { name: `n${id}`, cpuCount },
    { observedAt },
  );

function change(
  source: string,
  puts: readonly WorkloadObservation[],
  options: ChangeOptions = {},
  removed: readonly string[] = [],
): Promise<ObservationChanges> {
  return store.transaction(async (connection) => {
    const changes = await changeObservations(connection, source, options);
    for (const observation of puts) await changes.put(observation, identityRowOf(observation));
    for (const id of removed) await changes.remove({ type: 'workload', id });
    return changes.finish();
  });
}

async function listed(source: string): Promise<{ id: string; cpuCount: number; observedAt: string }[]> {
  const { rows } = await store.query<{ doc: WorkloadObservation }>(
    'select doc from observations where source_id = $1 order by key, nth',
    [source],
  );
  return rows.map(({ doc }) => ({ id: doc.nativeId, cpuCount: doc.facts.cpuCount ?? 0, observedAt: doc.observedAt }));
}

const full: ChangeOptions = { keepOnly: true };

describe('changeObservations', () => {
  it('adds, changes and removes; what is said again is not touched and keeps its time', async () => {
    const source = await newSource();
    expect((await change(source, [vm(source, '1', 1), vm(source, '2', 1), vm(source, '3', 1)], full)).counts).toEqual({
      added: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
    });
    const later = '2026-11-21T08:00:00.000Z';
    const again = await change(source, [vm(source, '1', 1, later), vm(source, '2', 2, later)], full);
    expect(again.counts).toEqual({ added: 0, changed: 1, removed: 1, unchanged: 1 });
    expect(again.touched.toSorted()).toEqual([`${source}||2`, `${source}||3`]);
    expect(again.everything).toBe(false);
    expect(await listed(source)).toEqual([
      { id: '1', cpuCount: 1, observedAt: '2026-11-20T08:00:00.000Z' },
      { id: '2', cpuCount: 2, observedAt: later },
    ]);
  });

  it('a delta leaves alone what it does not name', async () => {
    const source = await newSource();
    await change(source, [vm(source, '1', 1), vm(source, '2', 1)], full);
    const delta = await change(source, [vm(source, '3', 1)], {}, ['1', 'never-there']);
    expect(delta.counts).toEqual({ added: 1, changed: 0, removed: 1, unchanged: 0 });
    expect((await listed(source)).map(({ id }) => id)).toEqual(['2', '3']);
  });

  it('within a delta the later word counts: put, removed, put again', async () => {
    const source = await newSource();
    await store.transaction(async (connection) => {
      const changes = await changeObservations(connection, source);
      const put = (cpuCount: number): Promise<void> | undefined => {
        const observation = vm(source, '1', cpuCount);
        return changes.put(observation, identityRowOf(observation));
      };
      await put(1);
      await put(2);
      await changes.remove({ type: 'workload', id: '1' });
      await put(3);
      await changes.finish();
    });
    expect((await listed(source)).map(({ cpuCount }) => cpuCount)).toEqual([3]);
  });

  it('a machine on two pages of a listing is one; one that a file lists twice is kept twice, also the next time', async () => {
    const source = await newSource();
    const twice = [vm(source, '1', 1), vm(source, '1', 2)];
    await change(source, twice, full);
    expect(await listed(source)).toHaveLength(1);
    await change(source, twice, { keepOnly: true, twice: 'both' });
    expect((await listed(source)).map(({ cpuCount }) => cpuCount)).toEqual([1, 2]);
    const again = await change(source, twice, { keepOnly: true, twice: 'both' });
    expect(again.counts).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 });
    const once = await change(source, [vm(source, '1', 1)], { keepOnly: true, twice: 'both' });
    expect(once.counts).toEqual({ added: 0, changed: 0, removed: 1, unchanged: 1 });
  });

  it('removes what has a scope by id and scope', async () => {
    const source = await newSource();
    const scopedVm = { ...vm(source, '1', 1), scope: 'vc-1' };
    await change(source, [scopedVm], full);
    const changes = await store.transaction(async (connection) => {
      const open = await changeObservations(connection, source);
      await open.remove({ type: 'workload', id: '1', scope: 'vc-1' });
      return open.finish();
    });
    expect(changes.touched).toEqual([`${source}|vc-1|1`]);
  });

  it('tells kinds of entities, and when an entity was merely seen again', async () => {
    const source = await newSource();
    const host = (cpuCores: number, observedAt: string) => ({
      kind: 'host' as const,
      doc: {
        id: 'host-1',
        name: 'esx1',
        platform: 'x',
        cpuCores,
        observedBy: { sourceId: source, nativeId: 'h', observedAt },
      },
    });
    const put = (cpuCores: number, observedAt: string): Promise<ObservationChanges> =>
      store.transaction(async (connection) => {
        const changes = await changeObservations(connection, source, full);
        await changes.putEntity(host(cpuCores, observedAt));
        return changes.finish();
      });
    expect([...(await put(8, 'a')).kinds]).toEqual(['host']);
    expect([...(await put(8, 'b')).kinds]).toEqual([]);
    const changed = await put(16, 'c');
    expect(changed.entities).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 0 });
  });

  it('remembers for the estate what was touched, until it is taken', async () => {
    const source = await newSource();
    await store.transaction(takeTouches);
    await change(source, [vm(source, '1', 1)], full);
    await change(source, [vm(source, '2', 1)]);
    const taken = await store.transaction(takeTouches);
    expect(taken.keys.toSorted()).toEqual([`${source}||1`, `${source}||2`]);
    expect(taken.signs.length).toBeGreaterThan(1);
    expect((await store.transaction(takeTouches)).keys).toEqual([]);
  });

  it('more than can be noted one by one is everything', async () => {
    const source = await newSource();
    const many = Array.from({ length: 20_001 }, (_none, index) => vm(source, String(index), 1));
    const changes = await change(source, many, full);
    expect(changes.everything).toBe(true);
    expect(changes.touched).toEqual([]);
    expect(changes.counts.added).toBe(20_001);
    expect((await store.transaction(takeTouches)).everything).toBe(true);
  });

  it('holds after any sequence what the last full read and the deltas since say', async () => {
    const steps = fc.array(
      fc.record({
        full: fc.boolean(),
        puts: fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 3 })), { maxLength: 8 }),
        removed: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const source = await newSource();
        let expected = new Map<string, number>();
        for (const step of all) {
          const removed = step.full ? [] : step.removed.map(String);
          const puts = step.puts.map(([id, cpuCount]) => vm(source, String(id), cpuCount));
          const before = new Map(expected);
          if (step.full) expected = new Map();
          for (const [id, cpuCount] of step.puts) expected.set(String(id), cpuCount);
          for (const id of removed) expected.delete(id);
          const changes = await change(source, puts, { keepOnly: step.full }, removed);
          const differing = [...new Set([...before.keys(), ...expected.keys()])].filter(
            (id) => before.get(id) !== expected.get(id),
          );
          expect(changes.touched).toEqual(expect.arrayContaining(differing.map((id) => `${source}||${id}`)));
        }
        const now = (await listed(source)).map(({ id, cpuCount }) => [id, cpuCount]);
        expect(now).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)));
      }),
      { numRuns: 25 },
    );
  });
});
