import { describe, expect, it } from 'vitest';
import { caseOf, DEBIAN, STAY } from './tco.fixture.ts';
import type { PathPlan, TcoCase } from './case.ts';
import { presenceOf } from './presence.ts';
import type { Presence } from './presence.ts';

const SHARED = {
  id: 'shared',
  platform: 'kvm',
  target: 'kvm',
  capacity: { cpuCores: 100, memoryGiB: 1000, diskGiB: 1000, vcpuPerCore: 2, memoryOvercommit: 1.6, reservePct: 20 },
};
const WEU = { id: 'weu', platform: 'azure', target: 'azure-vm', region: 'westeurope' };
const plan = (moves: Record<string, readonly [string, number]>): PathPlan => ({
  ...STAY,
  moves: new Map(Object.entries(moves).map(([id, [siteId, month]]) => [id, { siteId, month, conditions: month }])),
});
const caseWith = (tco: Record<string, unknown> = {}): TcoCase =>
  caseOf([{ ...DEBIAN, gpus: [{ count: 2 }] }, DEBIAN, DEBIAN], [STAY], {
    sites: [SHARED, WEU],
    tco: { months: 4, ...tco },
  });
const present = (of: TcoCase, how: PathPlan, usd: number | null = 50): Presence =>
  presenceOf(
    of,
    how,
    () => (usd === null ? null : { compute: usd, storage: usd / 10, windows: usd / 100 }),
    (_, conditions) => 10 + conditions,
  );
const months = (found: Presence, id: string) => found.sites.get(id);

describe('who runs where', () => {
  it('pays at both ends while it moves; what it takes is by how the place is shared, reserve included', () => {
    const found = present(caseWith(), plan({ 'wl-1': ['shared', 2], 'wl-2': ['shared', 3] }));
    expect(months(found, 'old')).toMatchObject({
      workloads: [3, 3, 2, 1],
      ownCores: [6, 6, 4, 2],
      newCores: [0, 0, 0, 0],
      gpus: [2, 2, 0, 0],
    });
    // 8 vCPU on 2 a core and 80 % usable: 5 cores; 64 GiB over 1.6 and 80 %: 50 GiB; 100 GiB of disk: 125.
    expect(months(found, 'shared')).toMatchObject({
      workloads: [0, 1, 2, 2],
      ownCores: [0, 0, 0, 0],
      newCores: [0, 5, 10, 10],
      newMemoryGiB: [0, 50, 100, 100],
      diskGiB: [0, 125, 250, 250],
      gpus: [0, 2, 2, 2],
      unpriced: 0,
    });
    expect(found.moveHours).toEqual([0, 12, 13, 0]);
    expect(found).toMatchObject({ moves: 2, changes: [1, 2, 3, 4] });
  });

  it('changes when somebody arrives and when the double run ends, within the months', () => {
    const at = (double: number, month: number) =>
      present(caseWith({ doubleRunMonths: double }), plan({ 'wl-3': ['shared', month], 'wl-1': ['shared', 2] }))
        .changes;
    expect(at(1, 4)).toEqual([1, 2, 3, 4]);
    expect(at(2, 1)).toEqual([1, 2, 3, 4]);
    expect(at(2, 2)).toEqual([1, 2, 4]);
    expect(at(3, 2)).toEqual([1, 2]);
    expect(at(0, 1)).toEqual([1, 2]);
  });

  it('leaves at once without a double run, even in the first month', () => {
    const found = present(caseWith({ doubleRunMonths: 0 }), plan({ 'wl-1': ['shared', 1], 'wl-2': ['shared', 2] }));
    expect(months(found, 'old')?.workloads).toEqual([2, 1, 1, 1]);
    expect(months(found, 'shared')?.workloads).toEqual([1, 2, 2, 2]);
  });

  it('a move in the last month counts; one beyond it, or to where it is, does not', () => {
    const found = present(caseWith(), plan({ 'wl-1': ['shared', 4], 'wl-2': ['shared', 5], 'wl-3': ['old', 2] }));
    expect(found).toMatchObject({ moves: 1, changes: [1, 4], moveHours: [0, 0, 0, 14] });
    expect(months(found, 'old')?.workloads).toEqual([3, 3, 3, 3]);
    expect(months(found, 'shared')?.workloads).toEqual([0, 0, 0, 1]);
  });

  it('prices by size where sizes are sold; without a price it is there and said', () => {
    const moves = plan({ 'wl-1': ['weu', 3] });
    expect(months(present(caseWith(), moves), 'weu')).toMatchObject({
      workloads: [0, 0, 1, 1],
      computeUsd: [0, 0, 50, 50],
      storageUsd: [0, 0, 5, 5],
      rentedWindowsUsd: [0, 0, 0.5, 0.5],
      unpriced: 0,
    });
    const none = present(caseWith(), moves, null);
    expect(months(none, 'weu')).toMatchObject({ workloads: [0, 0, 1, 1], computeUsd: [0, 0, 0, 0], unpriced: 1 });
    expect([...none.unpriced]).toEqual([0]);
  });

  it('without figures it takes no room, and has no price; at no site it is nowhere', () => {
    const of = caseWith();
    const workloads = of.workloads.map((entry, at) =>
      at === 0 ? { ...entry, demand: null } : { ...entry, siteId: null },
    );
    const found = present({ ...of, workloads }, plan({ 'wl-2': ['shared', 2] }));
    expect(months(found, 'old')).toMatchObject({ workloads: [1, 1, 1, 1], ownCores: [0, 0, 0, 0], unpriced: 1 });
    expect(months(found, 'shared')?.workloads).toEqual([0, 1, 1, 1]);
    expect(found.unpriced).toEqual(new Set([0, 2]));
  });
});

it('who moves is licensed where it goes, from the month it arrives', () => {
  const of = caseWith();
  const workloads = of.workloads.map((entry, at) => (at === 2 ? { ...entry, siteId: null } : entry));
  const found = present({ ...of, workloads }, plan({ 'wl-1': ['shared', 2] }));
  const at = (month: number) => Object.fromEntries(found.licensedAt(month));
  expect(at(1)).toEqual({ old: [0, 1] });
  expect(at(2)).toEqual({ old: [1], shared: [0] });
  expect(at(1)).toEqual({ old: [0, 1] });
});
