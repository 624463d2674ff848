/** Candidates, checks and files over an estate in a real database: a vCenter, what Ansible told of two machines, a cluster. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { GuestService, WorkloadFacts } from '../core/model/workload.ts';
import type { InventoryItem, Provider, Receipt } from '../providers/provider.ts';
import { assessEstate } from './assess-estate.ts';
import { containerCandidates } from './container-candidates.ts';
import { containerCheck } from './container-checks.ts';
import { containerFiles } from './container-files.ts';
import type { OwnedContext } from './context.ts';
import { importFile } from './import-file.ts';
import { putSites } from './sites-document.ts';

const observedBy = (sourceId: string) => ({ sourceId, nativeId: 'n', observedAt: '2026-11-20T08:00:00.000Z' });
const running = (name: string): GuestService => ({ name, state: 'running', startMode: 'automatic' });

function machine(sourceId: string, name: string, facts: WorkloadFacts): InventoryItem {
  const observation = observationOf(
    sourceId,
    name,
    {
      biosUuid: `42000000-1111-2222-3333-${name.padEnd(12, '0').replaceAll(/[^0-9a-f]/g, '1')}`,
      fqdn: `${name}.example.com`,
    },
    { name, platform: 'vsphere', ...facts },
  );
  return { type: 'workload', observation };
}

const WINDOWS = {
  id: 'windows-server-2022',
  family: 'windows',
  name: 'Windows Server 2022',
  architecture: 'x86_64',
} as const;
const LINUX = { id: 'rhel-9', family: 'linux', architecture: 'x86_64' } as const;

/** What a workbook of RVTools holds of the inside of a machine: nothing. */
const vcenter = (sourceId: string): readonly InventoryItem[] => [
  machine(sourceId, 'shop', { os: WINDOWS, cpuCount: 4, memoryMiB: 8192 }),
  machine(sourceId, 'web', { os: LINUX }),
  machine(sourceId, 'dark', { os: WINDOWS }),
  machine(sourceId, 'desk', { os: { id: 'windows-11-24h2', family: 'windows', architecture: 'x86_64' } }),
  machine(sourceId, 'golden', { os: WINDOWS, template: true }),
];

const guests = (sourceId: string): readonly InventoryItem[] => [
  machine(sourceId, 'shop', {
    roles: ['web-server'],
    rolesSeen: ['domain-controller', 'failover-cluster', 'file-server', 'dns-server', 'sql-server', 'kubernetes-node'],
    guestFeatures: ['Web-Server'],
    guestServices: [running('W3SVC')],
    webSites: [{ name: 'Shop', runtime: 'v4.0', bindings: ['http *:80:'] }],
    software: [],
    dotNetVersions: ['4.8.04161'],
  }),
  machine(sourceId, 'web', { roles: [], guestServices: [running('sshd')], software: [] }),
];

const cluster = (sourceId: string): readonly InventoryItem[] => [
  {
    type: 'cluster',
    cluster: {
      id: 'cl-ocp',
      name: 'ocp-fra',
      platform: 'openshift',
      version: '4.20.3',
      infrastructure: 'vsphere',
      components: [],
      observedBy: observedBy(sourceId),
    },
  },
  {
    type: 'host',
    host: {
      id: 'host-win',
      name: 'win-1',
      platform: 'openshift',
      cluster: 'ocp-fra',
      osFamily: 'windows',
      osBuild: '10.0.20348.2402',
      observedBy: observedBy(sourceId),
    },
  },
  {
    type: 'workload',
    observation: observationOf(
      sourceId,
      'shop/iis',
      {},
      {
        name: 'iis',
        platform: 'openshift',
        cluster: 'ocp-fra',
        namespace: 'shop',
        os: { family: 'windows' },
        images: ['shop/iis:1-ltsc2019'],
        privileged: false,
      },
      { kind: 'container' },
    ),
  },
];

function providerOf(kind: string, items: (sourceId: string) => readonly InventoryItem[], precedence: number): Provider {
  return {
    kind,
    title: kind,
    precedence,
    supplies: {},
    file: {
      accepts: 'nothing',
      extensions: [],
      async read({ sourceId, fileName, onItem, observedAt }) {
        await onItem(items(sourceId));
        return {
          providerKind: kind,
          fileName,
          sha256: 'a'.repeat(64),
          sizeBytes: 1,
          observedAt,
          parts: [],
          counts: {},
          missing: [],
          issueCounts: { error: 0, warning: 0, info: 0 },
          skippedRows: 0,
          bytesSent: 0,
        } satisfies Receipt;
      },
    },
  };
}

describe('containers', () => {
  let context: OwnedContext;
  const bring = (kind: string, items: (sourceId: string) => readonly InventoryItem[], precedence: number) =>
    importFile(context, { providerKind: kind, path: '', fileName: kind }, [providerOf(kind, items, precedence)]);
  beforeAll(async () => {
    context = await testContext({ clock: () => new Date('2026-11-22T08:00:00Z') });
    await bring('vc', vcenter, 50);
  });
  afterAll(() => context?.[Symbol.asyncDispose]());

  it('from the outside alone no machine is ready for a container, and what would tell names Ansible', async () => {
    const list = await containerCandidates(context, { limit: 10 });
    expect(list.counts).toEqual({ yes: 0, no: 0, unknown: 4 });
    expect(list.total).toBe(4);
    const readiness = new Map(list.items.map(({ name, targets }) => [name, targets.map((one) => one.readiness)]));
    expect(readiness).toEqual(
      new Map([
        ['dark', ['unknown', 'unknown']],
        ['desk', ['not-ready', 'not-ready']],
        ['shop', ['unknown', 'unknown']],
        ['web', ['unknown', 'unknown']],
      ]),
    );
    expect(list.unknowns.map(({ fact }) => fact)).toEqual(['guestServices', 'webSites']);
    for (const { from } of list.unknowns) expect(from.join()).toContain('Ansible');
    expect(list.items.every(({ missing }) => missing.every(({ from }) => from.join().includes('Ansible')))).toBe(true);
    const { targets } = await assessEstate(context, {});
    const aks = targets.find(({ id }) => id === 'aks-container');
    expect(aks?.counts).toMatchObject({ ready: 0, conditional: 0, unknown: 3, 'not-ready': 1 });
  });

  it('with what Ansible told, the answer is settled, with its reason and its work', async () => {
    await bring('guests', guests, 60);
    const list = await containerCandidates(context, { limit: 2 });
    expect(list.counts).toEqual({ yes: 1, no: 1, unknown: 2 });
    expect(list.items[0]).toMatchObject({
      name: 'shop',
      candidate: 'yes',
      parts: [{ kind: 'aspnet-framework', name: 'Shop', systems: ['windows'] }],
      targets: [
        { id: 'openshift-container', readiness: 'conditional', blockers: [] },
        {
          id: 'aks-container',
          readiness: 'conditional',
          warnings: expect.arrayContaining(['To be built anew as a Windows container']),
        },
      ],
    });
    const rest = await containerCandidates(context, { limit: 2, ...(list.continue && { continue: list.continue }) });
    expect([...list.items, ...rest.items].map(({ name }) => name)).toEqual(['shop', 'dark', 'desk', 'web']);
    expect(rest.continue).toBeUndefined();
    const only = await containerCandidates(context, { limit: 10, candidate: 'no' });
    expect(only.items.map(({ name }) => name)).toEqual(['web']);
    const filtered = await containerCandidates(context, { limit: 10, filter: 'os.family = linux' });
    expect(filtered.counts).toEqual({ yes: 0, no: 1, unknown: 0 });
  });

  it('a container never is the best move of a machine nobody looked into', async () => {
    const { items } = await containerCandidates(context, { limit: 10, candidate: 'unknown' });
    expect(
      items
        .flatMap(({ targets }) => targets)
        .some(({ readiness }) => readiness === 'ready' || readiness === 'conditional'),
    ).toBe(false);
  });

  it('checks clusters by what they and sites.yaml say, and compares images with nodes', async () => {
    await bring('kube', cluster, 50);
    await putSites(
      context,
      'sites:\n  - id: fra-ocp\n    platform: openshift\n    target: openshift-container\n    matches: { clusters: [ocp-fra] }\n    settings: { hybridNetwork: yes, installation: ipi, vxlanPort: "9898", registry: registry.example, infrastructureName: fra-x7k2p }\n',
    );
    const { clusters, matrix, pools } = await containerCheck(context, { cluster: 'OCP-FRA' });
    expect(clusters).toHaveLength(1);
    expect(clusters[0]).toMatchObject({ name: 'ocp-fra', kind: 'openshift', site: 'fra-ocp', windowsNodes: 1 });
    const by = new Map(clusters[0]?.checks.map(({ id, outcome }) => [id, outcome]));
    expect(by.get('wmco.platform')).toBe('pass');
    expect(by.get('wmco.operator')).toBe('fail');
    expect(by.get('wmco.network.vxlan-port')).toBe('pass');
    expect(by.get('wmco.pods.image-build')).toBe('fail');
    expect(by.get('wmco.subscription')).toBe('unknown');
    expect(matrix.length).toBeGreaterThan(20);
    expect(pools.find(({ osSku }) => osSku === 'Windows2019')?.outcome).toBe('fail');
    await expect(containerCheck(context, { cluster: 'nowhere' })).rejects.toMatchObject({ code: 'IST-3020' });
  });

  it('makes files with the settings of the only site of the target', async () => {
    const made = await containerFiles(context, { workload: 'shop', target: 'openshift-container' });
    const file = (ending: string): string => made.items.find(({ path }) => path.endsWith(ending))?.content ?? '';
    expect(file('deployment.yaml')).toContain('image: registry.example/shop/shop:1-ltsc2022');
    expect(made.gaps.some(({ what }) => what.includes('registry'))).toBe(false);
    await expect(
      containerFiles(context, { workload: 'shop', target: 'aks-container', site: 'mars' }),
    ).rejects.toMatchObject({ code: 'IST-4005' });
    expect((await containerFiles(context, { workload: 'dark', target: 'aks-container' })).items).toEqual([]);
  });
});
