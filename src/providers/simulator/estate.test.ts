import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { mergeObservations } from '../../core/model/merge.ts';
import type { Workload, WorkloadObservation } from '../../core/model/workload.ts';
import type { InventoryItem } from '../provider.ts';
import { DEFAULT_WORKLOADS, generateEstate } from './estate.ts';
import type { SimulatedEstate } from './estate.ts';
import { byteSwapped } from './machine/identity.ts';

const observedAt = '2026-11-22T06:00:00Z';

interface Read {
  readonly estate: SimulatedEstate;
  readonly observations: readonly WorkloadObservation[];
  readonly items: ReadonlyMap<string, readonly InventoryItem[]>;
}

function read(seed: number, workloads?: number): Read {
  const estate = generateEstate({ seed, observedAt, ...(workloads === undefined ? {} : { workloads }) });
  const items = new Map(estate.sources.map((source) => [source.source.id, [...source.items()].flat()]));
  const observations = [...items.values()]
    .flat()
    .flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
  return { estate, observations, items };
}

const digest = ({ estate, items }: Read): string => {
  const hash = createHash('sha256');
  for (const list of items.values()) for (const item of list) hash.update(JSON.stringify(item));
  return hash.update(JSON.stringify([estate.applications, estate.dependencies])).digest('hex');
};

const isArc = (observation: WorkloadObservation): boolean => observation.sourceId === 'arc-nordwerk';

/** What a machine names and its source does not list. */
function dangling({ items }: Read): string[] {
  return [...items].flatMap(([sourceId, list]) => {
    const named = (type: 'host' | 'cluster' | 'network' | 'datastore'): Set<string> =>
      new Set(
        list.flatMap((item) =>
          item.type === type ? [(item as unknown as Record<string, { name: string }>)[type]?.name ?? ''] : [],
        ),
      );
    const [hosts, clusters, networks, stores] = [named('host'), named('cluster'), named('network'), named('datastore')];
    return list.flatMap((item) => {
      if (item.type !== 'workload' || isArc(item.observation)) return [];
      const { host, cluster, networks: nets = [], datastores = [] } = item.observation.facts;
      return [
        ...(host === undefined || hosts.has(host) ? [] : [`${sourceId} host ${host}`]),
        ...(cluster === undefined || clusters.has(cluster) ? [] : [`${sourceId} cluster ${cluster}`]),
        ...nets.filter((net) => !networks.has(net)).map((net) => `${sourceId} network ${net}`),
        ...datastores.filter((store) => !stores.has(store)).map((store) => `${sourceId} datastore ${store}`),
      ];
    });
  });
}

describe('the default estate', () => {
  let whole: Read;
  let machines: readonly WorkloadObservation[];
  beforeAll(() => {
    whole = read(1);
    machines = whole.observations.filter((observation) => !isArc(observation));
  });
  const count = (test: (facts: Workload['facts'], observation: WorkloadObservation) => boolean): number =>
    machines.filter((observation) => test(observation.facts, observation)).length;

  test('has the promised sources and numbers', () => {
    expect(machines).toHaveLength(DEFAULT_WORKLOADS);
    const perSource = Object.fromEntries(whole.estate.sources.map(({ source, workloads }) => [source.id, workloads]));
    expect(perSource).toMatchObject({
      'vcenter-frankfurt': 1433,
      'vcenter-munich': 1024,
      'hyperv-hamburg': 273,
      'kvm-bolzano': 239,
      'openshift-frankfurt': 307,
      'azure-nordwerk': 136,
    });
    for (const [id, list] of whole.items)
      expect(list.filter((item) => item.type === 'workload')).toHaveLength(perSource[id] ?? -1);
    const hosts = (whole.items.get('kvm-bolzano') ?? []).filter((item) => item.type === 'host');
    expect(hosts).toHaveLength(40);
    const clusters = ['hyperv-hamburg', 'openshift-frankfurt'].map(
      (id) => whole.items.get(id)?.filter((item) => item.type === 'cluster').length,
    );
    expect(clusters).toEqual([1, 1]);
  });

  test('is the same every time, and another for another seed', () => {
    expect(digest(read(1))).toBe(digest(whole));
    expect(digest(read(2, 400))).not.toBe(digest(read(3, 400)));
  });

  test.each<[what: string, share: number, tolerance: number, test: (facts: Workload['facts']) => boolean]>([
    ['Windows', 0.55, 0.06, (facts) => facts.os?.family === 'windows'],
    ['Windows before 2016', 0.13, 0.05, (facts) => /^windows-server-(2003|2008|2012)/.test(facts.os?.id ?? '')],
    ['switched off', 0.11, 0.04, (facts) => facts.powerState === 'off'],
    ['carry a tag', 0.45, 0.08, (facts) => Object.keys(facts.tags ?? {}).length > 0],
    ['say what data they hold', 0.25, 0.09, (facts) => facts.dataClasses !== undefined],
    ['have snapshots', 0.115, 0.03, (facts) => (facts.snapshots?.length ?? 0) > 0],
    [
      'have forgotten snapshots',
      0.045,
      0.02,
      (facts) => facts.snapshots?.some((one) => (one.createdAt ?? '') < '2026-09-22') === true,
    ],
    ['share disks', 0.055, 0.03, (facts) => facts.disks?.some((disk) => disk.shared) === true],
    ['have an unknown release', 0.15, 0.06, (facts) => facts.os?.id === undefined],
    ['were measured', 0.75, 0.06, (facts) => facts.utilisation !== undefined],
    ['start by EFI', 0.38, 0.08, (facts) => facts.firmware === 'efi'],
    [
      'have names that no host name may have',
      0.19,
      0.08,
      (facts) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(facts.name ?? ''),
    ],
  ])('%s: about %d of all', (_what, share, tolerance, holds) => {
    expect(Math.abs(count((facts) => holds(facts)) / machines.length - share)).toBeLessThan(tolerance);
  });

  test.each<[what: string, test: (facts: Workload['facts'], observation: WorkloadObservation) => boolean]>([
    ['templates', (facts) => facts.template === true],
    ['stand-ins of the recovery tool', (facts) => facts.placeholder === true],
    ['raw disks', (facts) => facts.disks?.some((disk) => disk.rawDeviceMapping) === true],
    ['physical bus sharing', (facts) => facts.disks?.some((disk) => disk.sharedBus === 'physical') === true],
    ['multi-writer disks', (facts) => facts.disks?.some((disk) => disk.shared && disk.sharedBus === 'none') === true],
    ['independent disks', (facts) => facts.disks?.some((disk) => disk.mode === 'independent_nonpersistent') === true],
    [
      'connected USB sticks',
      (facts) => facts.devices?.some((device) => device.type === 'usb' && device.connected) === true,
    ],
    ['connected CDs', (facts) => facts.devices?.some((device) => device.type === 'cdrom' && device.connected) === true],
    ['pass-through cards', (facts) => facts.devices?.some((device) => device.type === 'pci-passthrough') === true],
    ['shared GPUs', (facts) => facts.devices?.some((device) => device.type === 'vgpu') === true],
    ['whole GPUs', (facts) => facts.gpus?.some((gpu) => gpu.shared === false) === true],
    ['fault tolerance', (facts) => facts.faultTolerance === true],
    ['latency sensitivity', (facts) => facts.latencySensitivity === 'high'],
    ['CPU affinity', (facts) => (facts.cpuAffinity?.length ?? 0) > 0],
    ['long names', (facts) => (facts.name?.length ?? 0) > 64],
    ['missing CPU counts', (facts, { kind }) => kind === 'vm' && facts.cpuCount === undefined],
    ['missing tools', (facts) => facts.guestToolsStatus === 'toolsNotInstalled'],
    ['domain controllers', (facts) => facts.roles?.includes('domain-controller') === true],
    ['containers', (_, { kind }) => kind === 'container'],
    ['AI services', (_, { kind }) => kind === 'ai'],
    ['Windows 2003', (facts) => facts.os?.id === 'windows-server-2003'],
    ['"or later" guest ids without an agent', (facts) => (facts.os?.candidates?.length ?? 0) > 2],
    ['clients', (facts) => facts.os?.id === 'windows-11'],
    ['health data', (facts) => facts.dataClasses?.includes('special') === true],
    ['card data', (facts) => facts.dataClasses?.includes('cardholder') === true],
    ['renamed machines', (facts) => /_old_\d$/.test(facts.name ?? '')],
  ])('has %s', (_what, holds) => {
    expect(count(holds)).toBeGreaterThan(0);
  });

  test('names what its source lists, but for the few that are wrong on purpose', () => {
    const missing = dangling(whole);
    expect(missing.filter((text) => !/ host (fra|muc)-esx\d+$| datastore OLD_SAN_RETIRED_03$/.test(text))).toEqual([]);
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.length).toBeLessThan(machines.length * 0.01);
  });

  test('ids are unique within a source, names of guests within the estate', () => {
    const ids = whole.observations.map(({ sourceId, nativeId }) => `${sourceId}|${nativeId}`);
    expect(new Set(ids).size).toBe(ids.length);
    const fqdns = machines.flatMap(({ identity }) => identity.fqdn ?? []);
    expect(new Set(fqdns).size).toBe(fqdns.length);
    const macs = machines.flatMap(({ identity }) => identity.macAddresses ?? []);
    expect(new Set(macs).size).toBe(macs.length);
  });

  test('only copies share a hardware id', () => {
    const byUuid = Map.groupBy(
      machines.filter(({ identity }) => identity.biosUuid !== undefined),
      ({ identity }) => identity.biosUuid,
    );
    const shared = [...byUuid.values()].filter((group) => group.length > 1);
    expect(shared.length).toBeGreaterThan(0);
    for (const group of shared) expect(group.some(({ facts }) => facts.name?.includes(' - Clone '))).toBe(true);
  });

  test('the second view shows vCenter machines with the id in the other byte order', () => {
    const known = new Set(
      machines.filter(({ facts }) => facts.platform === 'vsphere').map(({ identity }) => identity.biosUuid),
    );
    const arc = whole.observations.filter(isArc);
    expect(arc.length).toBeGreaterThan(25);
    for (const { identity } of arc) {
      expect(known).toContain(byteSwapped(identity.biosUuid ?? ''));
      expect(known).not.toContain(identity.biosUuid);
    }
  });

  test('becomes as many workloads as promised when what is one machine is merged', () => {
    const sources = new Map(whole.estate.sources.map(({ source }) => [source.id, source]));
    const workloads = mergeObservations(whole.observations, sources, new Map());
    expect(workloads).toHaveLength(DEFAULT_WORKLOADS);
    const twice = workloads.filter(({ observations }) => observations.length > 1);
    expect(twice).toHaveLength(whole.observations.filter(isArc).length);
    expect(twice.every(({ facts }) => facts.platform === 'vsphere')).toBe(true);
  });

  test('machines that share disks name the same files, and no other machine does', () => {
    const users = new Map<string, number>();
    const shared = new Set<string>();
    for (const { sourceId, facts } of machines) {
      for (const disk of facts.disks ?? []) {
        const key = `${sourceId} ${disk.path}`;
        users.set(key, (users.get(key) ?? 0) + 1);
        if (disk.shared === true) shared.add(key);
      }
    }
    for (const [path, number] of users) expect([path, number > 1]).toEqual([path, shared.has(path)]);
  });

  test('no host carries more memory than it has, and no store holds more than it can', () => {
    const lists = [...whole.items.values()].flat();
    const overfull = lists.filter(
      (item) =>
        (item.type === 'datastore' && (item.datastore.usedMiB ?? 0) > (item.datastore.capacityMiB ?? 0)) ||
        (item.type === 'host' && (item.host.memoryUsagePct ?? 0) > 97),
    );
    expect(overfull).toEqual([]);
  });

  test('a container has an image and no disks of its own', () => {
    const containers = machines.filter(({ kind }) => kind !== 'vm');
    for (const { facts } of containers) expect([facts.images?.length, facts.disks]).toEqual([1, undefined]);
  });
});

test('whatever seed and size: counts add up, references resolve, members and calls exist', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 10, max: 300 }), (seed, workloads) => {
      const small = read(seed, workloads);
      expect(small.observations.filter((observation) => !isArc(observation))).toHaveLength(workloads);
      const refs = new Set(small.observations.map(({ sourceId, nativeId }) => `${sourceId}|${nativeId}`));
      const members = small.estate.applications.flatMap((application) => application.members);
      const ends = small.estate.dependencies.flatMap(({ from, to }) => [from, to]);
      for (const { sourceId, nativeId } of [...members, ...ends]) expect(refs).toContain(`${sourceId}|${nativeId}`);
      expect(
        dangling(small).filter((text) => !/ host (fra|muc)-esx\d+$| datastore OLD_SAN_RETIRED_03$/.test(text)),
      ).toEqual([]);
      for (const { observedAt: at, facts } of small.observations) expect((facts.createdAt ?? '') < at).toBe(true);
    }),
    { numRuns: 15 },
  );
});

test('grows in proportion', () => {
  const estate = generateEstate({ seed: 1, workloads: 10_000, observedAt });
  const perSource = new Map(estate.sources.map(({ source, workloads }) => [source.id, workloads]));
  expect(perSource.get('vcenter-frankfurt')).toBe(4200);
  expect(perSource.get('openshift-frankfurt')).toBe(900);
  const first = estate.sources[0]?.items().next().value;
  expect(first?.length).toBeLessThanOrEqual(500);
});

test.each([
  { reason: 'too few workloads', options: { seed: 1, workloads: 9, observedAt } },
  { reason: 'too many workloads', options: { seed: 1, workloads: 200_001, observedAt } },
  { reason: 'half a workload', options: { seed: 1, workloads: 10.5, observedAt } },
  { reason: 'no time', options: { seed: 1, workloads: 10, observedAt: 'yesterday' } },
  { reason: 'no whole seed', options: { seed: 0.5, workloads: 10, observedAt } },
])('refuses $reason', ({ options }) => {
  expect(() => generateEstate(options)).toThrow(RangeError);
});
