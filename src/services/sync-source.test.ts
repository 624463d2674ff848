import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, machineNames, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { failure } from '../core/errors/registry.ts';
import type { OwnedContext } from './context.ts';
import { connectSource } from './connect-source.ts';
import { newestGeneration } from './generations.ts';
import { confirmHeld, rejectHeld } from './hold.ts';
import { deleteSource } from './source-delete.ts';
import { listSyncs } from './sync-history.ts';
import { syncSource } from './sync-source.ts';
import { getSource, listSources } from './sources.ts';

let context: OwnedContext;
let platform: FakePlatform;
let count = 0;
let name = '';

beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function connect(fresh: FakePlatform): Promise<void> {
  count += 1;
  name = `vc-${count}`;
  platform = fresh;
  platform.instanceId = name;
  const inner = withProviders(context, fakeProvider(platform));
  context = inner;
  await connectSource(context, {
    kind: 'fake',
    name,
    settings: { address: `${name}.example` },
    secrets: { password: { value: 'correct horse battery' } },
  });
}

const machines = async (): Promise<number> => (await getSource(context, name)).workloads;

describe('a source that is synced', () => {
  beforeEach(() => connect(fakePlatform(30)));

  it('is in the estate after its first read, with a receipt', async () => {
    const outcome = await syncSource(context, name);
    expect(outcome).toMatchObject({ mode: 'full', upserts: 30, removed: 0, changed: true, held: null });
    const source = await getSource(context, name);
    expect(source).toMatchObject({ workloads: 30, state: 'ok', receipt: { fileName: `https://${name}.example` } });
    expect(source.live).toMatchObject({ lastError: null, identity: { product: 'Fake 1.0' }, syncing: null });
    expect(source.live?.ageSeconds).toBeLessThan(60);
    expect((await newestGeneration(context))?.reason).toBe(`sync ${name}`);
  });

  it('makes no new generation of what it said before', async () => {
    const first = await syncSource(context, name);
    const second = await syncSource(context, name);
    expect(second).toMatchObject({ mode: 'full', upserts: 0, unchanged: 30, changed: false });
    expect(second.generation).toBe(first.generation);
  });

  it('is corrected: what is gone is gone, what is new is there', async () => {
    await syncSource(context, name);
    platform.machines = [...platform.machines.slice(2), 'new-1'];
    platform.memory['vm-0009'] = 2048;
    const outcome = await syncSource(context, name);
    expect(outcome).toMatchObject({ upserts: 2, removed: 2, unchanged: 27, changed: true });
    expect(await machines()).toBe(29);
  });

  it('keeps its last good state when it cannot be reached, and says why', async () => {
    await syncSource(context, name);
    platform.failConnect = failure('IST-2201', 'vc-1.example cannot be reached');
    await expect(syncSource(context, name)).rejects.toMatchObject({ code: 'IST-2201' });
    platform.failConnect = undefined;
    platform.failRead = failure('IST-2207', 'it broke off');
    await expect(syncSource(context, name)).rejects.toMatchObject({ code: 'IST-2207' });
    const source = await getSource(context, name);
    expect(source).toMatchObject({ workloads: 30, state: 'failing' });
    expect(source.live).toMatchObject({ failures: 2, lastError: { code: 'IST-2207', detail: 'it broke off' } });
    expect(source.live?.lastError?.hint).not.toBe('');
    platform.failRead = undefined;
    await syncSource(context, name);
    expect(await getSource(context, name)).toMatchObject({ state: 'ok', live: { failures: 0, lastError: null } });
  });

  it('is not believed to be another platform', async () => {
    await syncSource(context, name);
    platform.instanceId = 'someone else';
    await expect(syncSource(context, name)).rejects.toMatchObject({ code: 'IST-2234' });
    expect(await machines()).toBe(30);
  });

  it('leaves nothing staged, whatever happened', async () => {
    await syncSource(context, name);
    platform.failRead = new Error('boom');
    await expect(syncSource(context, name)).rejects.toMatchObject({ code: 'IST-7001' });
    const { rows } = await context.store.query<{ n: number }>('select count(*)::int as n from staged_items');
    expect(rows[0]?.n).toBe(0);
  });

  it('goes with all it said when it is deleted, and can come back', async () => {
    await syncSource(context, name);
    const deleted = await deleteSource(context, name);
    expect(deleted).toMatchObject({ workloads: 30, changed: true });
    expect((await listSources(context)).map((source) => source.name)).not.toContain(name);
    await expect(getSource(context, name)).rejects.toMatchObject({ code: 'IST-2222' });
    const { rows } = await context.store.query('select 1 from source_secrets where source_id = $1', [deleted.sourceId]);
    expect(rows).toEqual([]);
    await connectSource(context, {
      kind: 'fake',
      name,
      settings: { address: 'again.example' },
      secrets: { password: { value: 'x' } },
    });
    expect(await syncSource(context, name)).toMatchObject({ upserts: 30, changed: true });
  });
});

describe('changes since the last read', () => {
  it('are all that is read with a cursor that lasts', async () => {
    await connect(fakePlatform(30));
    platform.cursor = 'lasting';
    await syncSource(context, name);
    platform.changes = { put: ['vm-0031'], removed: ['vm-0001', 'vm-0002'] };
    expect(await syncSource(context, name)).toMatchObject({ mode: 'delta', upserts: 1, removed: 2, changed: true });
    expect(await machines()).toBe(29);
    expect(platform.reads.map(({ mode }) => mode)).toEqual(['full', 'delta']);
    expect(await syncSource(context, name)).toMatchObject({ mode: 'delta', upserts: 0, removed: 0, changed: false });
    expect(await syncSource(context, name, { full: true })).toMatchObject({ mode: 'full' });
  });

  it('share one line of the history when there are none', async () => {
    await connect(fakePlatform(5));
    platform.cursor = 'lasting';
    await syncSource(context, name);
    for (let i = 0; i < 4; i += 1) await syncSource(context, name);
    const { items, total } = await listSyncs(context, name, { limit: 10 });
    expect(items.map(({ state, repeats }) => [state, repeats])).toEqual([
      ['succeeded', 3],
      ['succeeded', 0],
    ]);
    expect(total).toBe(2);
    const first = await listSyncs(context, name, { limit: 1 });
    expect(first.continue).toBeDefined();
    expect((await listSyncs(context, name, { limit: 1, continue: first.continue ?? '' })).items[0]?.outcome?.mode).toBe(
      'full',
    );
  });
});

describe('a source that suddenly lists far fewer machines', () => {
  beforeEach(async () => {
    await connect(fakePlatform(40));
    await syncSource(context, name);
    platform.machines = platform.machines.slice(0, 4);
  });

  it('is held: nothing goes, and it is said what would', async () => {
    const outcome = await syncSource(context, name);
    expect(outcome.held).toMatchObject({ before: 40, after: 4, removed: 36, percentFewer: 90 });
    expect(outcome.held?.names.slice(0, 2)).toEqual(['vm-0005', 'vm-0006']);
    const source = await getSource(context, name);
    expect(source).toMatchObject({ state: 'held', workloads: 40, live: { held: { before: 40, after: 4 } } });
  });

  it('is believed when somebody confirms, exactly as it was read then', async () => {
    await syncSource(context, name);
    platform.machines = [];
    expect(await confirmHeld(context, name)).toMatchObject({ removed: 36, changed: true, held: null });
    expect(await machines()).toBe(4);
    expect(await getSource(context, name)).toMatchObject({ state: 'ok', live: { held: null } });
    expect((await listSyncs(context, name, { limit: 1 })).items[0]).toMatchObject({
      state: 'succeeded',
      decision: { what: 'confirmed', actor: 'tester' },
    });
    await expect(confirmHeld(context, name)).rejects.toMatchObject({ code: 'IST-2228' });
  });

  it('stays as it was when somebody rejects', async () => {
    await syncSource(context, name);
    await rejectHeld(context, name, { reason: 'the account lost its rights' });
    expect(await getSource(context, name)).toMatchObject({ workloads: 40, state: 'ok' });
    expect((await listSyncs(context, name, { limit: 1 })).items[0]?.decision).toMatchObject({
      what: 'rejected',
      reason: 'the account lost its rights',
    });
    await expect(rejectHeld(context, name)).rejects.toMatchObject({ code: 'IST-2228' });
  });

  it('releases itself when it lists them again', async () => {
    await syncSource(context, name);
    const again = await syncSource(context, name);
    expect(again.held).not.toBeNull();
    platform.machines = machineNames(41);
    expect(await syncSource(context, name)).toMatchObject({ upserts: 1, held: null });
    expect(await getSource(context, name)).toMatchObject({ state: 'ok', workloads: 41 });
    const { id } = await getSource(context, name);
    const { rows } = await context.store.query('select 1 from held_items where source_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('is held also when it says so in changes, and is then read as a whole', async () => {
    platform.machines = machineNames(40);
    platform.cursor = 'lasting';
    await syncSource(context, name);
    platform.changes = { put: [], removed: machineNames(36) };
    expect((await syncSource(context, name)).held).toMatchObject({ before: 40, after: 4, removed: 36 });
    platform.machines = machineNames(40);
    expect(await syncSource(context, name)).toMatchObject({ mode: 'full', held: null });
    expect(await machines()).toBe(40);
  });

  it('is believed when others came in their place', async () => {
    platform.machines = machineNames(40, 'restored');
    expect(await syncSource(context, name)).toMatchObject({ upserts: 40, removed: 40, held: null });
  });
});
