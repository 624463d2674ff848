import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_PER_KEY } from '../core/model/identity.ts';
import { identityRowOf, observationKey } from '../core/model/identity-row.ts';
import { identitySigns } from '../core/model/identity-signs.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { WorkloadObservation } from '../core/model/workload.ts';
import { testConfig, testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { readAffected } from './affected.ts';
import { changeObservations } from './observation-changes.ts';
import { saveSource } from './sources.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

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

/** Machines of one source that all bear one MAC, each listed so many times. */
function bearers(source: string, mac: string, machines: number, times: number): WorkloadObservation[] {
  return Array.from({ length: machines * times }, (_, i) =>
    observationOf(
      source,
      `vm-${Math.floor(i / times)}`,
      { macAddresses: [mac] },
      { name: `n${Math.floor(i / times)}`, cpuCount: 1 + (i % times) },
    ),
  );
}

async function put(source: string, all: readonly WorkloadObservation[]): Promise<void> {
  const saved = { id: source, name: source, providerKind: 'x', precedence: 1, observedAt: '2026-11-20T00:00:00.000Z' };
  await saveSource(store, saved, new Date(saved.observedAt));
  await store.transaction(async (connection) => {
    const changes = await changeObservations(connection, source, { keepOnly: true, twice: 'both' });
    for (const observation of all) await changes.put(observation, identityRowOf(observation));
    await changes.finish();
  });
}

/** What a change to the one concerns, by key. */
async function concerned(one: WorkloadObservation): Promise<Map<string, number>> {
  const row = identityRowOf(one);
  const start = { keys: [observationKey(one)], signs: identitySigns(row), decisions: [] };
  const affected = await store.transaction((connection) => readAffected(connection, start, 100_000));
  return new Map([...(affected?.places ?? [])].map(([key, places]) => [key, places.length]));
}

describe('what a change concerns', () => {
  it('is every machine that bears one of its signs, however many times a file lists it', async () => {
    const mac = '00:50:56:00:00:01';
    await put('file', bearers('file', mac, 150, 4));
    const [one] = bearers('arm', mac, 1, 1);
    await put('arm', [one!]);
    const found = await concerned(one!);
    expect(found.size).toBe(151);
    expect([...found.values()].filter((times) => times === 4)).toHaveLength(150);
  });

  it('ends at a sign that more machines bear than one key may join', async () => {
    const mac = '00:50:56:00:00:02';
    await put('many', bearers('many', mac, MOST_PER_KEY + 1, 1));
    const [one] = bearers('few', mac, 1, 1);
    await put('few', [one!]);
    expect([...(await concerned(one!)).keys()]).toEqual([observationKey(one!)]);
  });
});
