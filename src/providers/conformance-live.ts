/** The live half of the suite: what every connection is held to, against the real platform or a stub of it. */

import { describe, expect, test } from 'vitest';
import { digestOf } from '../core/evidence/digest.ts';
import { FACETS } from './connection.ts';
import type { Connection, Connector, InventoryMutation, ReadEnd, ReadRequest, Settings } from './connection.ts';
import { expectEntityIds, expectValid, MAX_BATCH, observationsOf } from './conformance-checks.ts';
import type { ImportIssue, InventoryItem, Provider } from './provider.ts';

export interface LiveAccess {
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface LiveCase {
  /** Says what answers: "vcsim", "a stub shaped by the published API". */
  readonly name: string;
  /** Why it cannot run here; printed with the skipped tests. */
  readonly skip?: string;
  /** How to reach a platform that runs. Called once per test; the same platform may serve all. */
  readonly open: () => Promise<LiveAccess> | LiveAccess;
  /** The same with a secret that is refused; absent when the platform asks for none. */
  readonly refused?: () => Promise<LiveAccess> | LiveAccess;
  /** How many workloads it runs. */
  readonly workloads: number;
  /** Whether the connection needs no secret at all. */
  readonly withoutSecrets?: true;
}

const CLOCK = (): Date => new Date('2026-11-22T00:00:00.000Z');

export function describeLive(provider: Provider, cases: readonly LiveCase[]): void {
  const connector = provider.live;
  if (connector === undefined) {
    describeNoConnection(cases);
    return;
  }
  test('describes its settings, secrets and facets', () => expectDescribed(connector));
  test('is tried live', () => expect(cases.length).toBeGreaterThan(0));
  for (const live of cases) {
    const title = live.skip === undefined ? live.name : `${live.name} (skipped: ${live.skip})`;
    describe.skipIf(live.skip !== undefined)(`connected to ${title}`, () => {
      describeConnected(provider, connector, live);
    });
  }
}

function describeNoConnection(cases: readonly LiveCase[]): void {
  test('has no live connection: not supported by this kind, so no case names one', () => expect(cases).toEqual([]));
}

function expectDescribed(connector: Connector): void {
  const fields = [...connector.settings, ...connector.secrets];
  for (const { name, title, help } of fields) {
    expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
    for (const text of [title, help]) expect(text.trim(), name).not.toBe('');
  }
  const names = fields.map(({ name }) => name);
  expect(new Set(names).size, 'settings and secrets have different names').toBe(names.length);
  for (const { type, choices, name } of connector.settings)
    expect(type === 'choice' ? (choices?.length ?? 0) > 0 : true, name).toBe(true);
  for (const facet of connector.facets) expect(FACETS).toContain(facet);
  expect(connector.facets).toContain('inventory');
  expect(connector.guide).toMatch(/^[a-z0-9-]+\.md$/);
  expect(connector.intervalSeconds).toBeGreaterThanOrEqual(30);
}

interface Heard {
  readonly mutations: readonly InventoryMutation[];
  readonly items: readonly InventoryItem[];
  readonly issues: readonly ImportIssue[];
  readonly fractions: readonly number[];
  readonly end: ReadEnd;
}

async function hear(connection: Connection, options: Partial<ReadRequest> = {}): Promise<Heard> {
  const issues: ImportIssue[] = [];
  const fractions: number[] = [];
  const mutations: InventoryMutation[] = [];
  const reading = connection.inventory?.read({
    onIssue: (issue) => void issues.push(issue),
    onProgress: (fraction) => void fractions.push(fraction),
    ...options,
  });
  if (reading === undefined) throw new TypeError('the connection has no inventory');
  for (;;) {
    const next = await reading.next();
    if (next.done === true)
      return { mutations, items: mutations.flatMap(({ items }) => items), issues, fractions, end: next.value };
    mutations.push(next.value);
  }
}

function describeConnected(provider: Provider, connector: Connector, live: LiveCase): void {
  const connect = async (access?: LiveAccess, signal?: AbortSignal): Promise<Connection> =>
    connector.connect({
      sourceId: 'source-1',
      ...(access ?? (await live.open())),
      clock: CLOCK,
      ...(signal !== undefined && { signal }),
    });

  test('says who answers, and offers the facets it announced', async () => {
    await using connection = await connect();
    const { product, instanceId, endpoint } = connection.identity;
    for (const text of [product, instanceId, endpoint]) expect(text.trim()).not.toBe('');
    expect(connection.inventory !== undefined).toBe(connector.facets.includes('inventory'));
    expect(connection.power !== undefined).toBe(connector.facets.includes('power'));
    expect(connection.console !== undefined).toBe(connector.facets.includes('console'));
    for (const { right, cost } of connection.identity.lacking ?? []) expect(`${right}${cost}`.trim()).not.toBe('');
  });

  test('first reads everything: full parts of bounded size, each workload valid and listed once', async () => {
    await using connection = await connect();
    const { mutations, items, fractions, issues, end } = await hear(connection);
    expect(mutations[0]?.type).toBe('full');
    expect(Math.max(...mutations.map(({ items }) => items.length))).toBeLessThanOrEqual(MAX_BATCH);
    const observations = observationsOf(mutations.flatMap(({ type, items }) => (type === 'full' ? items : [])));
    for (const observation of observationsOf(items)) expectValid(provider, observation);
    const keys = observations.map(({ scope, nativeId }) => `${scope ?? ''}/${nativeId}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(live.workloads);
    expectEntityIds(items);
    expect(end.parts.length).toBeGreaterThan(0);
    for (const { part, cost } of end.missing) expect(`${part}${cost}`.trim()).not.toBe('');
    for (const fraction of fractions) expect(fraction >= 0 && fraction <= 1).toBe(true);
    for (const issue of issues) for (const text of [issue.where, issue.message, issue.fix]) expect(text).not.toBe('');
    if (connector.facets.includes('metrics'))
      expect(observations.some(({ facts }) => facts.utilisation !== undefined)).toBe(true);
  });

  test('says the same twice', async () => {
    await using first = await connect();
    await using second = await connect();
    const said = async (connection: Connection): Promise<string[]> =>
      (await hear(connection)).items.map((item) => digestOf(unmeasured(item))).sort();
    expect(await said(first)).toEqual(await said(second));
  });

  test(`${connector.facets.includes('changes') ? 'reads only changes' : 'reads everything again'} after the first time`, async () => {
    await using connection = await connect();
    const { end } = await hear(connection);
    const cursor = end.cursor?.value;
    if (!connector.facets.includes('changes')) return expect(cursor).toBeUndefined();
    expect(cursor).toBeDefined();
    const { mutations } = await hear(connection, cursor === undefined ? {} : { cursor });
    expect(mutations.filter(({ type }) => type === 'full')).toEqual([]);
    return undefined;
  });

  test('reads everything when it is given a cursor that it does not know', async () => {
    await using connection = await connect();
    const { mutations } = await hear(connection, { cursor: 'of another time' });
    expect(mutations[0]?.type).toBe('full');
  });

  test('stops when it is told to', async () => {
    await using connection = await connect();
    const reading = hear(connection, { signal: AbortSignal.abort(new Error('enough')) });
    // What a provider throws then is its own; that nothing goes on is what counts.
    const settled = await Promise.allSettled([reading, connect(undefined, AbortSignal.abort(new Error('enough')))]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('lets no secret out', async () => {
    const access = await live.open();
    const secrets = Object.values(access.secrets).flatMap((secret) => secretLines(secret));
    if (live.withoutSecrets !== true) expect(secrets.length).toBeGreaterThan(0);
    await using connection = await connect(access);
    const said = JSON.stringify([connection.identity, await hear(connection)]);
    for (const secret of secrets) expect(said.includes(secret)).toBe(false);
  });

  const { refused } = live;
  if (refused === undefined) return;
  test('refuses with a code, a hint and without the secret', async () => {
    const access = await refused();
    const error: unknown = await connect(access).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: expect.stringMatching(/^IST-22\d\d$/), hint: expect.stringMatching(/./) });
    const said = `${String(error)}${JSON.stringify(error)}`;
    for (const secret of Object.values(access.secrets).flatMap(secretLines)) expect(said.includes(secret)).toBe(false);
  });
}

/** Lines long enough to be told from other text: of a key or certificate any one would be a leak. */
const secretLines = (secret: string): string[] =>
  secret.split('\n').filter((line) => line.length >= 6 && !line.startsWith('-----'));

/** What a platform measures changes from one read to the next. */
function unmeasured(item: InventoryItem): unknown {
  if (item.type === 'host') return { ...item.host, cpuUsagePct: 0, memoryUsagePct: 0 };
  if (item.type !== 'workload') return item;
  const { utilisation: _measured, ...facts } = item.observation.facts;
  return { ...item.observation, facts };
}
