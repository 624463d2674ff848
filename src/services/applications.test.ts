/** From flow records to applications and back, on a real database. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { flowsProvider } from '../providers/flows/provider.ts';
import type { Provider } from '../providers/provider.ts';
import {
  acceptProposal,
  changeMembers,
  deleteApplicationFixes,
  getApplication,
  listApplicationProposals,
  listApplications,
  listDependencies,
  markDependency,
  putApplication,
  putDependency,
  rejectProposal,
  removeDependency,
} from './applications.ts';
import type { OwnedContext } from './context.ts';
import { diffGenerations } from './diff-generations.ts';
import { requireGeneration } from './generations.ts';
import { findWorkload } from './get-workload.ts';
import { importFile } from './import-file.ts';
import { inventory } from './machines.fixture.ts';
import type { Machine } from './machines.fixture.ts';

const MACHINES: readonly Machine[] = [
  { name: 'shop-web01', address: '10.0.0.1', facts: { application: 'Shop' } },
  { name: 'shop-web02', address: '10.0.0.2', facts: { application: 'Shop' } },
  { name: 'shop-app01', address: '10.0.0.3' },
  { name: 'shop-db01', address: '10.0.0.4' },
  { name: 'erp-app01', address: '10.0.0.11' },
  { name: 'erp-app02', address: '10.0.0.12' },
  { name: 'erp-db01', address: '10.0.0.13' },
  { name: 'dc01', address: '10.0.0.50', facts: { roles: ['domain-controller'] } },
];

const row = (from: string, to: string, port: number, protocol = 'tcp'): string =>
  `2026-11-20T08:00:00Z,10.0.0.${from},10.0.0.${to},${port},${protocol}`;
const FLOWS = [
  'time,source,destination,port,protocol',
  row('1', '3', 8080),
  row('2', '3', 8080),
  row('3', '4', 1433),
  row('11', '13', 1521),
  row('12', '13', 1521),
  row('11', '12', 8009),
  ...['1', '2', '3', '4', '11', '12', '13'].flatMap((n) => [row(n, '50', 389), row(n, '50', 53, 'udp')]),
  '2026-11-20T08:00:00Z,10.0.0.1,203.0.113.80,443,tcp',
  '2026-11-20T08:00:00Z,198.51.100.7,10.0.0.1,443,tcp',
].join('\n');

describe('applications from flow records', () => {
  let context: OwnedContext;
  let folder: string;
  const bring = async (provider: Provider, name: string, text = ''): Promise<void> => {
    const path = join(folder, name);
    await writeFile(path, text);
    await importFile(context, { providerKind: provider.kind, path, fileName: name }, [provider]);
  };
  const applicationOf = async (name: string): Promise<string | undefined> =>
    (await findWorkload(context, name)).workload.facts.application;
  const members = async (name: string): Promise<string[]> =>
    (await getApplication(context, name)).members.map((each) => each.name).sort();

  beforeAll(async () => {
    context = await testContext();
    folder = await mkdtemp(join(tmpdir(), 'isthmus-applications-'));
    await bring(inventory(MACHINES), 'vc.xlsx');
    await bring(flowsProvider, 'flows.csv', FLOWS);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await context?.[Symbol.asyncDispose]();
  });

  it('finds the machines, names the services, sets background traffic apart', async () => {
    const all = await listDependencies(context, { limit: 100 });
    expect(all.total).toBe(20);
    const calm = await listDependencies(context, { limit: 100, noise: false });
    expect(calm.items.map(({ from, to, service }) => `${from.name} > ${to.name} ${service}`).sort()).toEqual([
      'erp-app01 > erp-app02 ajp',
      'erp-app01 > erp-db01 oracle',
      'erp-app02 > erp-db01 oracle',
      'shop-app01 > shop-db01 ms-sql-s',
      'shop-web01 > shop-app01 http-alt',
      'shop-web02 > shop-app01 http-alt',
    ]);
    const noise = await listDependencies(context, { limit: 100, noise: true, workload: 'shop-web01' });
    expect(noise.items.map((each) => each.noise ?? '').sort()).toEqual(['directory', 'dns']);
    expect(noise.items.find((each) => each.noise === 'directory')?.evidence).toContain('dc01 is a domain controller');
  });

  it('pages dependencies without losing or doubling one', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await listDependencies(context, { limit: 7, ...(next !== undefined && { continue: next }) });
      seen.push(...page.items.map(({ id }) => id));
      next = page.continue;
    } while (next !== undefined);
    expect(seen).toHaveLength(20);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('shows an application with what it calls, its noise apart and its ends outside', async () => {
    const shop = await getApplication(context, 'shop');
    expect(shop).toMatchObject({ name: 'Shop', origin: 'tag', external: { outgoing: 1, incoming: 1 }, more: 0 });
    expect(shop.outgoing.map(({ to }) => to.name)).toEqual(['shop-app01', 'shop-app01']);
    expect(shop.noise).toHaveLength(4);
    expect(
      shop.external.ends.map(({ workload, direction, peer, zone, service }) => [
        workload.name,
        direction,
        peer,
        zone,
        service,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['shop-web01', 'out', '203.0.113.80', 'public', 'https'],
        ['shop-web01', 'in', '198.51.100.7', 'public', 'https'],
      ]),
    );
    await expect(getApplication(context, 'nothing')).rejects.toMatchObject({ code: 'IST-2231' });
  });

  it('proposes to extend the tagged one and to make another, says why, and makes what is accepted', async () => {
    const { items } = await listApplicationProposals(context);
    const described = items.map(({ name, extends: owner, workloads }) => [
      name,
      owner?.name,
      workloads.map((each) => each.name).sort(),
    ]);
    expect(described).toHaveLength(2);
    expect(described).toContainEqual(['Shop', 'Shop', ['shop-app01', 'shop-db01', 'shop-web01', 'shop-web02']]);
    expect(described).toContainEqual(['erp', undefined, ['erp-app01', 'erp-app02', 'erp-db01']]);
    const shop = items.find(({ name }) => name === 'Shop')!;
    const erp = items.find(({ name }) => name === 'erp')!;
    const before = await requireGeneration(context);
    expect((await acceptProposal(context, shop.id)).generation.number).toBe(before.number + 1);
    const made = await acceptProposal(context, erp.id, { name: 'ERP' });
    expect(made).toMatchObject({
      name: 'ERP',
      changed: true,
      generation: { reason: 'application ERP put together by tester' },
    });
    expect(await members('ERP')).toEqual(['erp-app01', 'erp-app02', 'erp-db01']);
    expect(await getApplication(context, 'ERP')).toMatchObject({
      origin: 'flow',
      evidence: expect.stringMatching(/^accepted by tester on 2026-11-22: 3 workloads call each other/),
    });
    expect(await applicationOf('shop-db01')).toBe('Shop');
    const { workload } = await findWorkload(context, 'erp-db01');
    expect(workload.observations[workload.provenance.application ?? 0]?.sourceId).toBe('hand');
    expect((await listApplicationProposals(context)).items).toEqual([]);
    await expect(acceptProposal(context, erp.id)).rejects.toMatchObject({ code: 'IST-2251' });
    // Only what the word is about is made again.
    expect((await diffGenerations(context, made.generation.number - 1, made.generation.number, 9)).counts.changed).toBe(
      3,
    );
  });

  it('keeps hand over tag over flow through a rename, a new tag and a fresh import', async () => {
    await changeMembers(context, 'Shop', { remove: ['shop-web02'], reason: 'it serves the intranet' });
    expect(await applicationOf('shop-web02')).toBeUndefined();
    const later = MACHINES.map((each) =>
      each.name === 'erp-db01'
        ? { ...each, name: 'oracle-renamed', nativeId: 'vm-erp-db01', facts: { application: 'Other' } }
        : each,
    );
    await bring(inventory(later), 'vc.xlsx');
    expect(await applicationOf('oracle-renamed')).toBe('ERP');
    expect(await applicationOf('shop-web02')).toBeUndefined();
    expect(await members('Shop')).toEqual(['shop-app01', 'shop-db01', 'shop-web01']);
    expect((await getApplication(context, 'Shop')).byHand).toMatchObject({
      actor: 'tester',
      whole: false,
      removed: ['shop-web02'],
    });
    await bring(inventory(MACHINES), 'vc.xlsx');
    expect(await members('ERP')).toEqual(['erp-app01', 'erp-app02', 'erp-db01']);
  });

  it('moves a workload from one application to another, and says from which', async () => {
    await changeMembers(context, 'Shop', { add: ['shop-web02'] });
    const before = await requireGeneration(context);
    const made = await changeMembers(context, 'Shop', { add: ['erp-db01'] });
    expect(made.moved).toMatchObject([{ name: 'erp-db01', from: { name: 'ERP' } }]);
    expect(await applicationOf('erp-db01')).toBe('Shop');
    expect(await members('ERP')).toEqual(['erp-app01', 'erp-app02']);
    expect(await members('Shop')).toContain('erp-db01');
    const { counts } = await diffGenerations(context, before.number, made.generation.number, 9);
    expect(counts.changed).toBe(1);
    const tagged = await putApplication(context, { name: 'Intranet', workloads: ['shop-web02'] });
    expect(tagged.moved).toMatchObject([{ name: 'shop-web02', from: { name: 'Shop' } }]);
    expect(await members('Shop')).not.toContain('shop-web02');
    expect(await applicationOf('shop-web02')).toBe('Intranet');
    await deleteApplicationFixes(context, 'Intranet');
    expect(await members('Shop')).toContain('shop-web02');
    const back = await changeMembers(context, 'ERP', { add: ['erp-db01'] });
    expect(back.moved).toMatchObject([{ name: 'erp-db01', from: { name: 'Shop' } }]);
    expect(await members('Shop')).toEqual(['shop-app01', 'shop-db01', 'shop-web01', 'shop-web02']);
    expect(await members('ERP')).toEqual(['erp-app01', 'erp-app02', 'erp-db01']);
    expect((await changeMembers(context, 'ERP', { add: ['erp-db01'] })).moved).toBeUndefined();
  });

  it('gives an application back to its sources', async () => {
    await putApplication(context, { name: 'Shop', workloads: ['shop-db01'], reason: 'try' });
    expect(await members('Shop')).toEqual(['shop-db01']);
    expect(await applicationOf('shop-web01')).toBeUndefined();
    await deleteApplicationFixes(context, 'Shop');
    expect(await members('Shop')).toEqual(['shop-web01', 'shop-web02']);
    expect(await applicationOf('shop-db01')).toBeUndefined();
    await expect(deleteApplicationFixes(context, 'Shop')).rejects.toMatchObject({ code: 'IST-2231' });
  });

  it('does not bring a rejected proposal back', async () => {
    const { items } = await listApplicationProposals(context);
    const [shop] = items;
    await rejectProposal(context, shop?.id ?? '', { reason: 'they share nothing' });
    expect((await listApplicationProposals(context)).items.map(({ id }) => id)).not.toContain(shop?.id);
    await bring(flowsProvider, 'flows.csv', `${FLOWS}\n${row('1', '4', 1433)}`);
    expect((await listApplicationProposals(context)).items).toEqual([]);
  });

  it('adds, marks and removes dependencies by hand, which the next import does not undo', async () => {
    const added = await putDependency(context, {
      from: 'erp-app01',
      to: 'shop-db01',
      port: 1433,
      reason: 'nightly report',
    });
    const [noise] = (await listDependencies(context, { limit: 1, noise: true })).items;
    await markDependency(context, noise?.id ?? '', { noise: null, reason: 'a real directory client' });
    const gone = (await listDependencies(context, { limit: 100, workload: 'erp-app02', noise: false })).items[0];
    await removeDependency(context, gone?.id ?? '', { reason: 'decommissioned' });
    await bring(flowsProvider, 'flows.csv', `${FLOWS}\n${row('2', '4', 1433)}`);
    const { items } = await listDependencies(context, { limit: 100 });
    expect(items.find(({ id }) => id === added.id)).toMatchObject({
      confidencePct: 100,
      sourceId: 'hand',
      service: 'ms-sql-s',
      byHand: { actor: 'tester', reason: 'nightly report' },
    });
    expect(items.find(({ id }) => id === noise?.id)?.noise).toBeUndefined();
    expect(items.some(({ id }) => id === gone?.id)).toBe(false);
  });

  it.each([
    ['an application without a name', () => putApplication(context, { name: ' ', workloads: ['dc01'] }), 'IST-2250'],
    ['one of nobody', () => putApplication(context, { name: 'x', workloads: [] }), 'IST-2250'],
    ['one of a stranger', () => putApplication(context, { name: 'x', workloads: ['who'] }), 'IST-2103'],
    ['a member who is none', () => changeMembers(context, 'ERP', { remove: ['dc01'] }), 'IST-2250'],
    [
      'a dependency without a reason',
      () => putDependency(context, { from: 'dc01', to: 'erp-db01', reason: '' }),
      'IST-2250',
    ],
    [
      'a machine that calls itself',
      () => putDependency(context, { from: 'dc01', to: 'dc01', reason: 'x' }),
      'IST-2250',
    ],
    ['a mark on nothing', () => markDependency(context, 'a.b.tcp.1', { noise: null, reason: 'x' }), 'IST-2252'],
  ])('refuses %s with a code and changes nothing', async (_, change, code) => {
    const { number } = await requireGeneration(context);
    await expect(change()).rejects.toMatchObject({ code });
    expect((await requireGeneration(context)).number).toBe(number);
  });

  it('lists applications by name, in pages, and says which people changed', async () => {
    const first = await listApplications(context, { limit: 1 });
    expect(first).toMatchObject({ total: 2, items: [{ name: 'ERP', fixed: true, workloads: 3 }] });
    const second = await listApplications(context, { limit: 1, continue: first.continue ?? '' });
    expect(second).toMatchObject({ items: [{ name: 'Shop', fixed: false }] });
    expect(second.continue).toBeUndefined();
    expect((await listApplications(context, { limit: 5, filter: 'SHO' })).items.map(({ name }) => name)).toEqual([
      'Shop',
    ]);
  });
});
