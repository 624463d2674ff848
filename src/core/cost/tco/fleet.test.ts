import { describe, expect, test } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { siteSchema } from '../../policy/site.ts';
import type { CostHost } from '../site-hosts.ts';
import { dayOfMonth, firstMonth, monthOf } from './case.ts';
import { fleetOf, hostsIn } from './fleet.ts';
import type { SiteMonths } from './presence.ts';

test('months of a path', () => {
  expect(['2026-11-22', '2026-12-01', '2026-08-31', '2026-09-30'].map(firstMonth)).toEqual([
    '2026-12',
    '2027-01',
    '2026-09',
    '2026-10',
  ]);
  expect([1, 2, 13, 14].map((month) => dayOfMonth('2026-12', month))).toEqual([
    '2026-12-01',
    '2027-01-01',
    '2027-12-01',
    '2028-01-01',
  ]);
  expect(['2026-12-31', '2027-01-01', '2028-02-29', '2020-01-01'].map((day) => monthOf('2026-12', day))).toEqual([
    1, 2, 15, 1,
  ]);
});

describe('hosts of a site in a path', () => {
  const capacity = { cpuCores: 130, memoryGiB: 1, diskGiB: 1 };
  const site = (rest: Record<string, unknown> = {}) =>
    siteSchema.parse({
      id: 'own',
      platform: 'kvm',
      target: 'kvm',
      capacity,
      cost: { hostGeneration: 'gen-2022' },
      ...rest,
    });
  const host = (rest: Partial<CostHost> = {}): CostHost => ({
    name: 'h',
    sockets: [16, 16],
    memoryGiB: 512,
    cluster: 'A',
    model: null,
    cpuModel: null,
    gpus: 0,
    controlPlaneOnly: false,
    ...rest,
  });
  const months = (rest: Partial<SiteMonths>): SiteMonths => {
    const zeros = [0, 0, 0];
    return {
      ownCores: zeros,
      ownMemoryGiB: zeros,
      newCores: zeros,
      newMemoryGiB: zeros,
      diskGiB: zeros,
      gpus: zeros,
      workloads: zeros,
      computeUsd: zeros,
      storageUsd: zeros,
      rentedWindowsUsd: zeros,
      unpriced: 0,
      ...rest,
    };
  };
  const RUNS = months({ workloads: [4, 2, 0], ownCores: [64, 16, 0], ownMemoryGiB: [800, 400, 0] });
  const costs = catalog['host-costs'];

  test('of the inventory: what is left follows the scarcer of cores and memory; room for arrivals is what is free', () => {
    const fleet = fleetOf(
      site(),
      [host(), host({ memoryGiB: null, sockets: [32] }), host({ memoryGiB: 1024 })],
      RUNS,
      costs,
    );
    expect(fleet).toMatchObject({
      origin: 'inventory',
      coresPerHost: 32,
      memoryPerHost: 768,
      memoryAssumed: false,
      generation: { id: 'gen-2022' },
      generationWhy: 'named in sites.yaml cost.hostGeneration',
      remaining: [1, 0.5, 0],
      arriving: [0, 0, 0],
      spare: 1,
    });
    expect(hostsIn(fleet, 1, site())).toHaveLength(3);
    expect(hostsIn(fleet, 2, site())).toHaveLength(2);
    expect(hostsIn(fleet, 3, site())).toEqual([]);
  });

  test('of the capacity, where something runs and no host is known: whole hosts of the generation', () => {
    const fleet = fleetOf(site(), [], RUNS, costs);
    expect(fleet).toMatchObject({ origin: 'capacity', coresPerHost: 64, memoryPerHost: 1024, memoryAssumed: true });
    expect(fleet.today).toHaveLength(3);
    expect(fleet.today[0]).toMatchObject({ name: 'own host', cluster: 'own', sockets: [32, 32] });
    expect(fleet.spare).toBeCloseTo(2, 9);
    const idle = months({ workloads: [0, 0, 0], ownCores: [9, 9, 9] });
    expect(fleetOf(site(), [], idle, costs)).toMatchObject({ origin: 'none', today: [], spare: 0 });
    expect(fleetOf(site({ capacity: { elastic: true } }), [], RUNS, costs).origin).toBe('none');
    expect(fleetOf(site(), [], months({ workloads: [1, 1, 1] }), costs).origin).toBe('none');
  });

  test('arrivals take what is free, then hosts are added, beside each other', () => {
    const come = months({ ...RUNS, newCores: [16, 64, 96], newMemoryGiB: [0, 512, 2560] });
    const fleet = fleetOf(site(), [host(), host(), host()], come, costs);
    expect(fleet.arriving).toEqual([0.5, 2, 5]);
    expect(fleet.spare).toBe(1);
    const at = (month: number) => hostsIn(fleet, month, site()).map(({ name }) => name);
    expect(at(1)).toEqual(['h', 'h', 'h']);
    expect(at(2)).toEqual(['h', 'h', 'own added 1', 'own added 2']);
    expect(at(3)).toEqual(['own added 1', 'own added 2', 'own added 3', 'own added 4', 'own added 5']);
    expect(hostsIn(fleet, 2, site())[2]?.cluster).toBe('A');
    const alone = fleetOf(site(), [host({ cluster: null })], come, costs);
    expect(hostsIn(alone, 3, site()).at(-1)?.cluster).toBe('own added');
    const fresh = fleetOf(site(), [], months({ newCores: [0, 65, 65], workloads: [0, 1, 1] }), costs);
    expect(hostsIn(fresh, 2, site())).toMatchObject([
      { name: 'own added 1', cluster: 'own', sockets: [32, 32] },
      { name: 'own added 2', cluster: 'own' },
    ]);
  });

  test('a generation nobody has leaves hosts without a shape', () => {
    const gone = site({ cost: { hostGeneration: 'gone' } });
    const fleet = fleetOf(gone, [], months({ ...RUNS, newCores: [9, 9, 9] }), costs);
    expect(fleet).toMatchObject({
      generation: null,
      generationWhy: 'host generation gone',
      origin: 'none',
      coresPerHost: 0,
      memoryPerHost: 0,
      arriving: [0, 0, 0],
    });
    expect(hostsIn(fleet, 1, gone)).toEqual([]);
  });
});
