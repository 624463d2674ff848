import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../test/support/certificates.ts';
import { testConfig, testContext } from '../../test/support/database.ts';
import { PROVIDERS } from '../providers/registry.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { runDoctor } from './doctor.ts';
import { installationOf } from './installation.ts';
import { listProviderKinds } from './provider-kinds.ts';
import { loadProviders } from './provider-packages.ts';
import { syncSource } from './sync-source.ts';
import { listWorkloads } from './list-workloads.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/provider-package', import.meta.url));
let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-packages-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function packageOf(name: string, source: string): Promise<string> {
  const folder = path.join(home, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name, type: 'module', main: 'index.js' }));
  await writeFile(path.join(folder, 'index.js'), source);
  return folder;
}

const LIVE = `{ facets: ['inventory'], settings: [], secrets: [], guide: 'x.md', intervalSeconds: 60, connect() {} }`;
const provider = (more: string): string =>
  `export const portVersion = 1; export const provider = { kind: 'one', title: 'One', precedence: 1, supplies: {}, live: ${LIVE}, ${more} };`;

describe('a provider from a package', () => {
  it('is loaded by the name of what is installed in the data folder, or by path', async () => {
    await packageOf('isthmus-one', provider(''));
    const folder = await packageOf('isthmus-two', provider(`kind: 'two'`));
    const { providers, packages } = await loadProviders(['isthmus-one', path.join(folder, 'index.js')], home);
    expect(packages.map(({ kind, problem }) => [kind, problem])).toEqual([
      ['one', undefined],
      ['two', undefined],
    ]);
    expect(providers.slice(0, PROVIDERS.length)).toEqual(PROVIDERS);
    expect(providers.slice(PROVIDERS.length).map(({ kind }) => kind)).toEqual(['one', 'two']);
  });

  it.each([
    { reason: 'is not installed', name: 'isthmus-none', source: undefined, says: 'not installed' },
    { reason: 'does not parse', name: 'bad-syntax', source: 'export const = 1', says: 'cannot be loaded' },
    {
      reason: 'throws when it is loaded',
      name: 'throws',
      source: `throw new Error('out of order')`,
      says: 'out of order',
    },
    { reason: 'exports nothing', name: 'nothing', source: 'export {}', says: 'portVersion' },
    {
      reason: 'is of another port',
      name: 'port-2',
      source: `export const portVersion = 2; export const provider = {}`,
      says: 'is written for 2',
    },
    { reason: 'takes a kind that is there', name: 'taken', source: provider(`kind: 'rvtools'`), says: 'rvtools' },
    { reason: 'has an odd kind', name: 'odd', source: provider(`kind: 'Not A Kind'`), says: 'kind' },
    {
      reason: 'offers an unknown facet',
      name: 'facet',
      source: provider(`live: { ...${LIVE}, facets: ['magic'] }`),
      says: 'facets',
    },
    { reason: 'cannot connect', name: 'connectless', source: provider(`live: { facets: [] }`), says: 'connect' },
    {
      reason: 'has a setting without a name',
      name: 'settings',
      source: provider(`live: { ...${LIVE}, settings: [{}] }`),
      says: 'settings',
    },
    { reason: 'can do nothing', name: 'idle', source: provider(`live: undefined`), says: 'neither' },
  ])('is refused when it $reason, and the others go on', async ({ name, source, says }) => {
    if (source !== undefined) await packageOf(name, source);
    await packageOf('isthmus-good', provider(`kind: 'good'`));
    const { providers, packages } = await loadProviders([name, 'isthmus-good'], home);
    expect(packages[0]?.problem?.code).toBe('IST-2229');
    expect(JSON.stringify(packages[0]?.problem)).toContain(says);
    expect(providers.map(({ kind }) => kind)).toContain('good');
  });
});

describe('what a package gives', () => {
  it('is held to the port: an item of another shape is left out and said, the rest counts', async () => {
    await using opened = await testContext();
    const good = `{ type: 'workload', observation: { sourceId, nativeId: 'a', observedAt: '2026-11-22T08:00:00.000Z', kind: 'vm', identity: {}, facts: { name: 'a', platform: 'x' } } }`;
    const reading = `async *read() { const good = ${good};
      yield { type: 'full', items: [good, null, { type: 'vm' }, { ...good, observation: { ...good.observation, facts: { cpuCount: 'many' } } },
        { ...good, observation: { ...good.observation, sourceId: 'rvtools-other' } }] };
      return { parts: [], missing: [] }; }`;
    const connect = `connect: async ({ sourceId }) => ({ identity: { product: 'P', instanceId: 'i', endpoint: 'e' }, inventory: { ${reading} }, async [Symbol.asyncDispose]() {} })`;
    await packageOf('isthmus-sloppy', provider(`kind: 'sloppy', live: { ...${LIVE}, ${connect} }`));
    const config = { ...testConfig(opened.databaseUrl), home, providers: ['isthmus-sloppy'] };
    const context = { ...opened, installation: installationOf(config) };
    await connectSource(context, { kind: 'sloppy', name: 'sloppy', settings: {}, secrets: {} });
    const outcome = await syncSource(context, 'sloppy');
    expect(outcome).toMatchObject({ upserts: 1 });
    expect(outcome.issues.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'ITEM_NOT_VALID'));
    expect(outcome.issues.map(({ message }) => message).join()).toContain('another source');
  });
});

describe('the example package', () => {
  let context: OwnedContext;
  beforeAll(async () => {
    const opened = await testContext();
    const config = { ...testConfig(opened.databaseUrl), providers: [EXAMPLE, 'isthmus-not-there'] };
    context = {
      ...opened,
      installation: installationOf(config, { trusted: true, variables: { RACKLIST_TOKEN: 'rl-token' } }),
    };
  });
  afterAll(() => context?.[Symbol.asyncDispose]());

  it('is listed with where it comes from, and so is the one that cannot be loaded', async () => {
    const { items, refused } = await listProviderKinds(context);
    expect(items.find(({ kind }) => kind === 'racklist')).toMatchObject({
      package: EXAMPLE,
      facets: ['inventory'],
      file: null,
      live: { secrets: [{ name: 'token' }], intervalSeconds: 600 },
    });
    expect(items.find(({ kind }) => kind === 'rvtools')).toMatchObject({ package: null, facets: ['file'], live: null });
    expect(refused).toEqual([{ package: 'isthmus-not-there', problem: expect.objectContaining({ code: 'IST-2229' }) }]);
    const { checks } = await runDoctor(context);
    expect(checks.filter(({ id }) => id.startsWith('package/')).map(({ state }) => state)).toEqual(['ok', 'fail']);
  });

  it('is connected and read like any other', async () => {
    const { server, authority } = makeCertificates();
    const { startRacklist } = (await import(path.join(EXAMPLE, 'stub.js'))) as {
      readonly startRacklist: (tls: object, token: string) => Promise<AsyncDisposable & { readonly address: string }>;
    };
    await using racklist = await startRacklist(server, 'rl-token');
    const { source, identity } = await connectSource(context, {
      kind: 'racklist',
      name: 'hosting',
      settings: { address: racklist.address, caCertificate: authority.cert },
      secrets: { token: { reference: 'env:RACKLIST_TOKEN' } },
    });
    expect(identity).toMatchObject({ product: 'Racklist API 1.4', account: 'reader' });
    const outcome = await syncSource(context, source.id);
    expect(outcome).toMatchObject({ mode: 'full', upserts: 3, issues: [{ code: 'MACHINE_WITHOUT_ID' }] });
    const { items } = await listWorkloads(context, { limit: 10 });
    expect(items.map(({ name }) => name).sort()).toEqual(['db-1', 'web-1', 'web-2']);
  });

  it('fails with a code that tells what to do: nobody there, certificate, token', async () => {
    const { server, authority } = makeCertificates();
    const { startRacklist } = (await import(path.join(EXAMPLE, 'stub.js'))) as {
      readonly startRacklist: (tls: object, token: string) => Promise<AsyncDisposable & { readonly address: string }>;
    };
    await using racklist = await startRacklist(server, 'another-token');
    const connecting = (settings: Readonly<Record<string, string>>): Promise<unknown> =>
      connectSource(context, { kind: 'racklist', name: 'fails', settings, secrets: { token: { value: 'rl-token' } } });
    const { address } = racklist;
    await expect(connecting({ address: 'https://127.0.0.1:1' })).rejects.toMatchObject({ code: 'IST-2201' });
    await expect(connecting({ address })).rejects.toMatchObject({ code: 'IST-2202' });
    await expect(connecting({ address, caCertificate: authority.cert })).rejects.toMatchObject({
      code: 'IST-2203',
      message: expect.stringContaining('answers 401'),
    });
  });

  it('passes its own test with Node.js alone', async () => {
    const { NODE_OPTIONS: _options, VITEST: _vitest, NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test'], { cwd: EXAMPLE, env });
    expect(stdout).toMatch(/fail 0/);
  });
});
