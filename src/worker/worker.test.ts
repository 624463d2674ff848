import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testConfig, testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { failure } from '../core/errors/registry.ts';
import { connectSource } from '../services/connect-source.ts';
import type { OwnedContext } from '../services/context.ts';
import { getOperation, startOperation, cancelOperation } from '../services/operations.ts';
import { updateSource } from '../services/source-update.ts';
import { getSource } from '../services/sources.ts';
import { listSyncs } from '../services/sync-history.ts';
import { requestSync, syncSource } from '../services/sync-source.ts';
import { startWorker } from './worker.ts';
import type { Worker } from './worker.ts';

let context: OwnedContext & { readonly databaseUrl: string };
const workers: Worker[] = [];
let count = 0;

beforeAll(async () => {
  context = await testContext();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker[Symbol.asyncDispose]()));
  await context.store.query('delete from sources');
});
afterAll(() => context?.[Symbol.asyncDispose]());

/** A source on a platform of its own; its kind is its name, so that every test has providers of its own. */
async function connect(platform: FakePlatform, intervalSeconds = 300): Promise<{ name: string; inner: OwnedContext }> {
  count += 1;
  const name = `fake${count}`;
  platform.instanceId = name;
  const inner = withProviders(context, fakeProvider(platform, name));
  await connectSource(inner, {
    kind: name,
    name,
    settings: { address: `${name}.example` },
    secrets: { password: { value: 'pw-secret' } },
    intervalSeconds,
  });
  return { name, inner };
}

function work(inner: OwnedContext): Worker {
  const worker = startWorker(inner, { pollMs: 100 });
  workers.push(worker);
  return worker;
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error(`waited in vain: ${what}`);
}

const workloads = async (name: string): Promise<number> => (await getSource(context, name)).workloads;
const due = (name: string): Promise<unknown> =>
  context.store.query(
    'update connections set next_sync_at = clock_timestamp() where source_id in (select id from sources where name = $1)',
    [name],
  );

describe('a worker', () => {
  it('reads a source that was just connected, and again when it is due', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'the first read');
    platform.machines.push('late');
    await due(name);
    await until(async () => (await workloads(name)) === 6, 'the second read');
  });

  it('is woken by a request, long before it would look by itself', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    const worker = startWorker(inner, { pollMs: 60_000 });
    workers.push(worker);
    await until(() => platform.reads.length === 1, 'the first read');
    await until(async () => (await getSource(context, name)).live?.syncing === null, 'its end');
    expect(await requestSync(inner, name)).toMatchObject({ workerAlive: true });
    await until(() => platform.reads.length === 2, 'the second read');
  });

  it('keeps its connection for a platform that remembers what it told', async () => {
    const platform = fakePlatform(5);
    platform.cursor = 'connection';
    const { name, inner } = await connect(platform);
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'the first read');
    const connects = platform.connects;
    platform.changes = { put: ['new'], removed: ['vm-0001', 'vm-0002'] };
    const outcome = await syncSource(inner, name);
    expect(outcome).toMatchObject({ mode: 'delta', upserts: 1, removed: 2 });
    expect(platform.connects).toBe(connects);
    await updateSource(inner, name, { settings: { port: 8443 } });
    await until(async () => platform.closed >= 3, 'the old connection to be closed');
    await until(() => platform.reads.at(-1)?.mode === 'full', 'a read from the beginning');
  });

  it('does the reading that others ask for, and passes its failure on', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'the first read');
    platform.failConnect = failure('IST-2203', 'the account is locked');
    // Knows no provider: only the worker does.
    await expect(syncSource(context, name)).rejects.toMatchObject({
      code: 'IST-2203',
      message: 'the account is locked',
    });
  });

  it('leaves paused sources alone unless somebody asks', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    await updateSource(inner, name, { paused: true });
    work(inner);
    await sleep(400);
    expect(platform.reads).toEqual([]);
    expect(await getSource(context, name)).toMatchObject({ state: 'paused', live: { nextSyncAt: null } });
    expect(await syncSource(inner, name)).toMatchObject({ upserts: 5 });
    await updateSource(inner, name, { paused: false });
    await until(() => platform.reads.length === 2, 'the read after the pause');
  });

  it('comes back later and later to a source that fails', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform, 3600);
    platform.failConnect = failure('IST-2201', 'nobody there');
    work(inner);
    const pauses: number[] = [];
    for (let failures = 1; failures <= 4; failures += 1) {
      await until(async () => (await getSource(context, name)).live?.failures === failures, `failure ${failures}`);
      const { rows } = await context.store.query<{ pause: number }>(
        `select extract(epoch from next_sync_at - last_attempt_at)::float8 as pause from connections`,
      );
      pauses.push(rows[0]?.pause ?? 0);
      await due(name);
    }
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(7.5 * 2 ** index);
      expect(pause).toBeLessThan(15 * 2 ** index + 5);
    }
  });

  it('stops reading when somebody cancels, and keeps the last good state', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'the first read');
    platform.gate = new Promise(() => undefined);
    const { operation, ended } = await startOperation(inner, 'sync', (context) => syncSource(context, name));
    await until(async () => (await getSource(context, name)).live?.syncing !== null, 'the read');
    await cancelOperation(context, operation.id);
    await ended;
    expect((await getOperation(context, operation.id)).state).toBe('cancelled');
    await until(async () => (await getSource(context, name)).live?.syncing === null, 'its end');
    expect((await listSyncs(context, name, { limit: 1 })).items[0]?.state).toBe('cancelled');
    expect(await getSource(context, name)).toMatchObject({ state: 'ok', workloads: 5 });
  });

  it('begins anew when settings change while it reads', async () => {
    const platform = fakePlatform(5);
    platform.cursor = 'lasting';
    let open = (): void => undefined;
    platform.gate = new Promise<void>((resolve) => (open = resolve));
    const { name, inner } = await connect(platform);
    work(inner);
    await until(() => platform.reads.length === 1, 'the read');
    await updateSource(inner, name, { settings: { port: 8443 } });
    delete platform.gate;
    open();
    await until(async () => (await workloads(name)) === 5, 'the next read');
    const { items } = await listSyncs(context, name, { limit: 5 });
    expect(items.map(({ state, outcome }) => [state, outcome?.mode])).toEqual([
      ['succeeded', 'full'],
      ['interrupted', undefined],
    ]);
    expect((await getSource(context, name)).live).toMatchObject({ failures: 0, lastError: null });
  });

  it('gives back what it reads when its server stops', async () => {
    const platform = fakePlatform(5);
    let open = (): void => undefined;
    platform.gate = new Promise<void>((resolve) => (open = resolve));
    const { name, inner } = await connect(platform);
    const worker = work(inner);
    await until(() => platform.reads.length === 1, 'the read');
    await worker[Symbol.asyncDispose]();
    open();
    delete platform.gate;
    expect((await listSyncs(context, name, { limit: 1 })).items[0]?.state).toBe('interrupted');
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'another worker');
  });
});

describe('a worker whose database connections are cut', () => {
  it('goes on when they are back, and still hears requests', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    const worker = startWorker(inner, { pollMs: 2_000 });
    workers.push(worker);
    await until(async () => (await workloads(name)) === 5, 'the first read');
    await context.store
      .query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      .catch(() => undefined);
    platform.machines.push('after');
    await until(async () => {
      await due(name).catch(() => undefined);
      return (await workloads(name).catch(() => 0)) === 6;
    }, 'the read after the cut');
    const { rows } = await context.store.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    );
    expect(rows[0]?.n).toBeGreaterThanOrEqual(1);
  });
});

describe('one host', () => {
  it('is not read by more than two at a time, whatever else is due', async () => {
    const platforms = Array.from({ length: 4 }, () => fakePlatform(3));
    const sources = [];
    for (const platform of platforms) sources.push(await connect(platform));
    await context.store.query("update connections set endpoint_host = 'shared.example'");
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    for (const platform of platforms) platform.gate = gate;
    const providers = await Promise.all(
      sources.map(async ({ inner }) => (await inner.installation.providers()).providers),
    );
    work(withProviders(context, ...providers.flat()));
    const reading = (): number => platforms.filter(({ reads }) => reads.length > 0).length;
    await until(() => reading() === 2, 'two reads');
    await sleep(500);
    expect(reading()).toBe(2);
    open();
    await until(() => reading() === 4, 'the other two');
  });
});

describe('two servers', () => {
  it('share the sources and never read one at the same time', async () => {
    const platforms = Array.from({ length: 6 }, () => fakePlatform(20));
    const sources = [];
    for (const platform of platforms) sources.push(await connect(platform));
    const providers = await Promise.all(
      sources.map(async ({ inner }) => (await inner.installation.providers()).providers[0]),
    );
    const all = withProviders(context, ...providers.filter((provider) => provider !== undefined));
    const pair = [startWorker(all, { pollMs: 50, parallel: 2 }), startWorker(all, { pollMs: 50, parallel: 2 })];
    workers.push(...pair);
    for (let round = 1; round <= 3; round += 1) {
      await until(() => platforms.every(({ reads }) => reads.length === round), `round ${round}`);
      await until(async () => {
        const { rows } = await context.store.query<{ n: number }>(
          'select count(*)::int as n from connections where lease_owner is not null',
        );
        return rows[0]?.n === 0;
      }, 'all to end');
      for (const { name } of sources) await due(name);
    }
    const { rows } = await context.store.query<{ worker: string; overlaps: number }>(
      `select s.worker, count(o.id)::int as overlaps from syncs s
       left join syncs o on o.source_id = s.source_id and o.id <> s.id
         and o.started_at < s.finished_at and s.started_at < o.finished_at
       group by s.worker`,
    );
    expect(rows.map(({ worker }) => worker).sort()).toEqual(pair.map(({ id }) => id).sort());
    expect(rows.map(({ overlaps }) => overlaps)).toEqual([0, 0]);
  });

  it('go on with what the other was doing when it was killed', async () => {
    const platform = fakePlatform(5);
    const { name, inner } = await connect(platform);
    const child = spawn(process.execPath, ['--input-type=module', '--eval', childThatHangs(name)], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await until(() => said.includes('reading'), 'the child to read');
    await until(async () => (await getSource(context, name)).live?.syncing !== null, 'the claim');
    const staged = async (): Promise<number> =>
      (await context.store.query<{ n: number }>('select count(*)::int as n from staged_items')).rows[0]?.n ?? 0;
    await until(async () => (await staged()) > 0, 'rows to be staged');
    child.kill('SIGKILL');
    work(inner);
    await until(async () => (await workloads(name)) === 5, 'this worker to take over');
    const { items } = await listSyncs(context, name, { limit: 5 });
    expect(items.map(({ state }) => state)).toEqual(['succeeded', 'interrupted']);
    expect(await staged()).toBe(0);
  });
});

/** Reads two batches and then nothing more, holding its lease. */
function childThatHangs(name: string): string {
  const config = { ...testConfig(context.databaseUrl) };
  return `
    import { openContext } from '../services/context.ts';
    import { startWorker } from './worker.ts';
    import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
    const platform = fakePlatform(2000);
    platform.instanceId = ${JSON.stringify(name)};
    const provider = fakeProvider(platform, ${JSON.stringify(name)});
    const connect = provider.live.connect;
    provider.live.connect = async (request) => {
      const connection = await connect(request);
      return { ...connection, identity: connection.identity, [Symbol.asyncDispose]: async () => undefined, inventory: {
        async *read(asked) {
          const reading = connection.inventory.read(asked);
          yield (await reading.next()).value;
          yield (await reading.next()).value;
          console.log('reading');
          await new Promise(() => setInterval(() => undefined, 1000));
        } } };
    };
    const context = await openContext(${JSON.stringify(config)});
    startWorker(withProviders(context, provider), { pollMs: 50 });
  `;
}
