import { afterAll, beforeAll, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { Host } from '../core/model/estate.ts';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { Utilisation, WorkloadFacts } from '../core/model/workload.ts';
import type { OwnedContext } from '../services/context.ts';
import { changeObservations } from './observation-changes.ts';
import type { ObservationChanges } from './observation-changes.ts';
import { saveSource } from './sources.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
  const source = { id: 'kvm', name: 'kvm', providerKind: 'libvirt', precedence: 1, observedAt: '2026-11-22T00:00:00Z' };
  await saveSource(context.store, source, context.clock());
});
afterAll(() => context[Symbol.asyncDispose]());

const hostWith = (memoryUsagePct: number): Host => ({
  id: 'host-0000000000000001',
  name: 'kvm01',
  platform: 'kvm',
  memoryMiB: 1024,
  memoryUsagePct,
  observedBy: { sourceId: 'kvm', nativeId: 'kvm01', observedAt: '2026-11-22T00:00:00Z' },
});

function read(host: Host, utilisation: Utilisation, facts: WorkloadFacts = {}): Promise<ObservationChanges> {
  return context.store.transaction(async (connection) => {
    const changes = await changeObservations(connection, 'kvm', { keepOnly: true });
    const seen = observationOf('kvm', 'vm-1', {}, { name: 'vm-1', ...facts, utilisation });
    await changes.put(seen, identityRowOf(seen));
    await changes.putEntity({ kind: 'host', doc: host });
    return changes.finish();
  });
}

test('load that moves by itself is no change; a size that changes is one', async () => {
  expect((await read(hostWith(41), { cpuAvgPct: 21, diskIops: 100 })).counts.added).toBe(1);
  const moved = await read(hostWith(63), { cpuAvgPct: 22, diskIops: 110 });
  expect([moved.counts.changed, moved.entities.changed]).toEqual([0, 0]);
  const busier = await read(hostWith(63), { cpuAvgPct: 80, diskIops: 110 });
  expect([busier.counts.changed, busier.entities.changed]).toEqual([1, 0]);
  const grown = await read({ ...hostWith(63), memoryMiB: 2048 }, { cpuAvgPct: 80, diskIops: 110 }, { memoryMiB: 512 });
  expect([grown.counts.changed, grown.entities.changed]).toEqual([1, 1]);
});
