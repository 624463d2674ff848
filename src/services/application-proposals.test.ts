import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import { changeObservations } from '../store/observation-changes.ts';
import { saveSource } from '../store/sources.ts';
import type { Store } from '../store/store.ts';
import { listApplicationProposals } from './application-proposals.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';

const AT = '2026-11-20T00:00:00.000Z';
let owned: OwnedContext;

beforeAll(async () => {
  owned = await testContext();
  const source = { id: 'vc', name: 'vc', providerKind: 'x', precedence: 1, observedAt: AT };
  await saveSource(owned.store, source, new Date(AT));
  await owned.store.transaction(async (connection) => {
    await lockEstate(connection);
    const changes = await changeObservations(connection, 'vc', {});
    for (const name of ['shop-web1', 'shop-web2', 'shop-db1']) {
      const observation = observationOf('vc', name, {}, { name, platform: 'vsphere', powerState: 'on' });
      await changes.put(observation, identityRowOf(observation));
    }
    for (const from of ['shop-web1', 'shop-web2'])
      await changes.putEntity({
        kind: 'dependency',
        doc: {
          fromWorkloadId: from,
          toWorkloadId: 'shop-db1',
          port: 1433,
          protocol: 'tcp',
          confidencePct: 80,
          evidence: 'test',
          sourceId: 'vc',
        },
      });
    await changes.finish();
    await rebuildEstate(owned, connection, 'first', {});
  });
});
afterAll(() => owned[Symbol.asyncDispose]());

/** The same database, for which nothing was computed yet; counts how often machines are read for it. */
function counted(failFirst = false): { readonly context: ServiceContext; readonly reads: () => number } {
  let reads = 0;
  const { store } = owned;
  const watched: Store = Object.assign(Object.create(store) as Store, {
    query: store.query.bind(store),
    transaction: (async (work) => {
      reads += 1;
      if (failFirst && reads === 1) throw new Error('connection lost');
      return store.transaction(work);
    }) satisfies Store['transaction'],
  });
  return { context: { ...owned, store: watched }, reads: () => reads };
}

describe('asking for proposals', () => {
  it('computes once for all who ask meanwhile and afterwards', async () => {
    const { context, reads } = counted();
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => listApplicationProposals(context)));
    expect(first?.items.map(({ name, workloads }) => [name, workloads.length])).toEqual([['shop', 3]]);
    for (const other of others) expect(other).toEqual(first);
    expect(await listApplicationProposals(context)).toEqual(first);
    expect(reads()).toBe(1);
  });

  it('tries again after a failure', async () => {
    const { context } = counted(true);
    await expect(listApplicationProposals(context)).rejects.toThrow('connection lost');
    expect((await listApplicationProposals(context)).items).toHaveLength(1);
  });
});
