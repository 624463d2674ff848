import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { deleteSource } from '../services/source-delete.ts';
import type { OwnedContext } from '../services/context.ts';
import { insertConnection, saveIdentity } from './connections.ts';
import { claimRead } from './leases.ts';
import type { ClaimedRead } from './leases.ts';
import { saveSource } from './sources.ts';

let context: OwnedContext;
let count = 0;

beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function connected(host?: string): Promise<string> {
  count += 1;
  const id = `lease-${count}`;
  const now = new Date('2026-11-22T08:00:00.000Z');
  const source = { id, name: id, providerKind: 'fake', precedence: 1, observedAt: now.toISOString() };
  await saveSource(context.store, source, now);
  await insertConnection(context.store, { sourceId: id, settings: {}, intervalSeconds: 300, actor: 'tester' });
  if (host !== undefined) await saveIdentity(context.store, id, { instanceId: id }, host);
  return id;
}

let claims = 0;
function claim(sourceId?: string): Promise<ClaimedRead | undefined> {
  claims += 1;
  const [worker, lease, syncId] = [`worker-${claims}`, `lease-${claims}`, `sync-${claims}`];
  return claimRead(context.store, {
    worker,
    lease,
    syncId,
    actor: 'tester',
    perHost: 2,
    ...(sourceId !== undefined && { sourceId }),
  });
}

const times = <T>(n: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

describe('claims', () => {
  it('that are made at the same time together keep to what a host bears', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const host = `host-${round}.example`;
      for (let i = 0; i < 6; i += 1) await connected(host);
      const other = await connected(`other-${round}.example`);
      const made = (await times(8, () => claim())).filter((each) => each !== undefined);
      expect(made.filter(({ record }) => record.endpointHost === host)).toHaveLength(2);
      expect(made.map(({ source }) => source.id)).toContain(other);
      await context.store.query('delete from sources');
    }
  });

  it('and deleting do not wait for each other in a circle', async () => {
    for (let round = 1; round <= 15; round += 1) {
      const id = await connected();
      const state = { deleted: false };
      const claiming = times(4, async () => {
        while (!state.deleted) {
          await claim(id);
          await context.store.query('update connections set lease_until = null where source_id = $1', [id]);
        }
      });
      const deleting = deleteSource(context, id).finally(() => (state.deleted = true));
      expect(await deleting).toMatchObject({ sourceId: id });
      await claiming;
    }
  });
});
