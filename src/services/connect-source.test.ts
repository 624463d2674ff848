import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, machineNames, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { failure } from '../core/errors/registry.ts';
import type { FileImportRequest, Provider, Receipt } from '../providers/provider.ts';
import { simulatorProvider } from '../providers/simulator/provider.ts';
import { connectSource } from './connect-source.ts';
import type { ConnectSourceRequest } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { importFile } from './import-file.ts';
import { deleteSource } from './source-delete.ts';
import { testSource } from './source-test.ts';
import { updateSource } from './source-update.ts';
import { getSource, listSources } from './sources.ts';
import { syncSource } from './sync-source.ts';

let base: OwnedContext;
let context: OwnedContext;
let platform: FakePlatform;
beforeAll(async () => {
  base = await testContext();
});
beforeEach(async () => {
  for (const { id } of await listSources(base)) await deleteSource(base, id);
  platform = fakePlatform(3);
  context = withProviders(base, fakeProvider(platform), simulatorProvider, fileProvider());
});
afterAll(() => base?.[Symbol.asyncDispose]());

const request = (name: string, more: Partial<ConnectSourceRequest> = {}): ConnectSourceRequest => ({
  kind: 'fake',
  name,
  settings: { address: `${name}.example` },
  secrets: { password: { value: 'x' } },
  ...more,
});

/** A file provider whose file is a number: that many machines. */
function fileProvider(): Provider {
  return {
    kind: 'list',
    title: 'List',
    platform: 'vsphere',
    precedence: 50,
    supplies: {},
    file: {
      accepts: 'numbers',
      extensions: ['.txt'],
      async read({ sourceId, path, fileName, observedAt, onItem }: FileImportRequest): Promise<Receipt> {
        await onItem(
          machineNames(Number(path)).map((name) => ({
            type: 'workload',
            observation: { sourceId, nativeId: name, observedAt, kind: 'vm', identity: {}, facts: { name } },
          })),
        );
        const none = { parts: [], counts: {}, missing: [], skippedRows: 0, bytesSent: 0 } as const;
        const issueCounts = { error: 0, warning: 0, info: 0 };
        return { providerKind: 'list', fileName, sha256: path, sizeBytes: 1, observedAt, issueCounts, ...none };
      },
    },
  };
}

describe('connecting a source', () => {
  it('tries the connection, says who answers, and stores nothing when nobody does', async () => {
    platform.failConnect = failure('IST-2202', 'the certificate is not trusted');
    await expect(connectSource(context, request('a'))).rejects.toMatchObject({ code: 'IST-2202' });
    expect(await listSources(context)).toEqual([]);
    delete platform.failConnect;
    const { identity, source } = await connectSource(context, request('a'));
    expect(identity).toMatchObject({ product: 'Fake 1.0', account: 'reader' });
    expect(source).toMatchObject({ id: 'fake-a', precedence: 200, state: 'never', ageSeconds: null });
    expect(source.live).toMatchObject({ intervalSeconds: 300, settings: { address: 'a.example' } });
    expect(platform.closed).toBe(1);
  });

  it.each<{ reason: string; more: Partial<ConnectSourceRequest>; code: string }>([
    { reason: 'an unknown kind', more: { kind: 'nope' }, code: 'IST-2221' },
    { reason: 'a kind that only reads files', more: { kind: 'list' }, code: 'IST-2221' },
    { reason: 'no name', more: { name: ' ' }, code: 'IST-2220' },
    { reason: 'a setting that is missing', more: { settings: {} }, code: 'IST-2220' },
    { reason: 'a secret that is missing', more: { secrets: {} }, code: 'IST-2220' },
    { reason: 'an interval of a second', more: { intervalSeconds: 1 }, code: 'IST-2220' },
    {
      reason: 'a reference that leads nowhere',
      more: { secrets: { password: { reference: 'env:ISTHMUS_SECRET_NOT_SET' } } },
      code: 'IST-2224',
    },
  ])('is refused for $reason', async ({ more, code }) => {
    await expect(connectSource(context, request('a', more))).rejects.toMatchObject({ code });
    expect(platform.connects).toBe(0);
  });

  it('takes a name once, and a platform once unless told otherwise', async () => {
    await connectSource(context, request('a'));
    await expect(connectSource(context, request('a'))).rejects.toMatchObject({ code: 'IST-2223' });
    await expect(connectSource(context, request('b'))).rejects.toMatchObject({
      code: 'IST-2233',
      message: expect.stringContaining('"a"'),
    });
    expect((await connectSource(context, request('b', { force: true }))).source.name).toBe('b');
  });

  it('can be put off to the first sync', async () => {
    await connectSource(context, request('a', { test: false }));
    expect(platform.connects).toBe(0);
    expect((await getSource(context, 'a')).live?.identity).toBeNull();
    await syncSource(context, 'a');
    expect((await getSource(context, 'A')).live?.identity).toMatchObject({ product: 'Fake 1.0' });
  });

  it('works with the simulator, whose changes are read as such', async () => {
    let now = Date.parse('2026-11-22T08:00:00Z');
    const moving = { ...context, clock: () => new Date(now) };
    const settings = { workloads: '200', seed: 7, churnPctPerMinute: 5 };
    await connectSource(moving, { kind: 'simulator', name: 'sim', settings, secrets: {} });
    const first = await syncSource(moving, 'sim');
    expect(first).toMatchObject({ mode: 'full', changed: true });
    now += 3 * 60_000;
    const second = await syncSource(moving, 'sim');
    expect(second.mode).toBe('delta');
    expect(second.upserts).toBeGreaterThan(0);
    expect(second.upserts + second.removed).toBeLessThan(first.upserts / 2);
  });
});

describe('changing a source', () => {
  beforeEach(async () => void (await connectSource(context, request('a'))));

  it('changes what is named and leaves the rest; null takes a setting away', async () => {
    await updateSource(context, 'a', { settings: { port: 8443 } });
    const { source } = await updateSource(context, 'a', { settings: { region: 'eu' }, intervalSeconds: 60 });
    expect(source.live).toMatchObject({
      settings: { address: 'a.example', port: 8443, region: 'eu' },
      intervalSeconds: 60,
    });
    const { source: after } = await updateSource(context, 'a', { settings: { port: null } });
    expect(after.live?.settings).toEqual({ address: 'a.example', region: 'eu' });
  });

  it('tries new settings and secrets before they count', async () => {
    platform.failConnect = failure('IST-2203', 'refused');
    await expect(updateSource(context, 'a', { secrets: { password: { value: 'y' } } })).rejects.toMatchObject({
      code: 'IST-2203',
    });
    delete platform.failConnect;
    await syncSource(context, 'a');
    expect(platform.secrets).toEqual({ password: 'x' });
    await updateSource(context, 'a', { secrets: { password: { reference: 'env:ISTHMUS_SECRET_VC' } }, test: false });
    expect((await getSource(context, 'a')).live?.secrets).toEqual([
      { name: 'password', reference: 'env:ISTHMUS_SECRET_VC' },
    ]);
  });

  it('does not go over to another platform unnoticed', async () => {
    platform.instanceId = 'another';
    await expect(updateSource(context, 'a', { settings: { address: 'other.example' } })).rejects.toMatchObject({
      code: 'IST-2233',
    });
    await updateSource(context, 'a', { settings: { address: 'other.example' }, force: true });
    expect(await syncSource(context, 'a')).toMatchObject({ upserts: 3 });
  });

  it('makes the estate again when its precedence changes', async () => {
    await syncSource(context, 'a');
    const { source } = await updateSource(context, 'a', { precedence: 10 });
    expect(source.precedence).toBe(10);
    await syncSource(context, 'a');
    expect((await getSource(context, 'a')).precedence).toBe(10);
    await expect(updateSource(context, 'a', { precedence: 1.5 })).rejects.toMatchObject({ code: 'IST-2220' });
  });

  it('tells what testing it found, step by step', async () => {
    const test = await testSource(context, 'a');
    expect(test).toMatchObject({ identity: { product: 'Fake 1.0' }, certificate: null, lacking: [] });
    expect(test.steps.map(({ name }) => name)).toEqual(['secrets', 'connect and sign in', 'certificate']);
  });
});

describe('a file among live sources', () => {
  const importList = (machines: number, more: { force?: boolean; sourceName?: string } = {}) =>
    importFile(context, {
      providerKind: 'list',
      path: String(machines),
      fileName: 'list.txt',
      sourceName: 'list',
      ...more,
    });

  it('is a source without a connection', async () => {
    await importList(20);
    expect(await getSource(context, 'list')).toMatchObject({ state: 'ok', live: null, workloads: 20 });
    const asked = [
      testSource,
      syncSource,
      (inner: OwnedContext, name: string) => updateSource(inner, name, { paused: true }),
    ];
    for (const ask of asked) await expect(ask(context, 'list')).rejects.toMatchObject({ code: 'IST-2221' });
    expect((await updateSource(context, 'list', { precedence: 99 })).source.precedence).toBe(99);
    expect(await deleteSource(context, 'list')).toMatchObject({ workloads: 20 });
  });

  it('is not believed either when it lists far fewer machines than before', async () => {
    await importList(20);
    await expect(importList(2)).rejects.toMatchObject({
      code: 'IST-2227',
      message: expect.stringContaining('2 machines instead of 20, 90 % fewer'),
    });
    expect((await getSource(context, 'list')).workloads).toBe(20);
    await importList(11);
    await expect(importList(2)).rejects.toMatchObject({
      code: 'IST-2227',
      message: expect.stringContaining('2 machines instead of 11 (20 within a day), 90 % fewer'),
    });
    await importList(2, { force: true });
    expect((await getSource(context, 'list')).workloads).toBe(2);
  });
});
