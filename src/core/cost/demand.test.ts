import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../model/workload.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import { demandKey, demandOf, guestLicenceOf } from './demand.ts';

const SIZED: WorkloadFacts = { cpuCount: 4, memoryMiB: 8192, disks: [{ label: 'a', capacityMiB: 51_200 }] };

describe('guestLicenceOf', () => {
  test.each([
    { reason: 'no source said', os: undefined, licence: 'unknown' },
    { reason: 'a server by name', os: { family: 'windows', name: 'Windows Server 2019' }, licence: 'windows-server' },
    {
      reason: 'a client by platform text',
      os: { family: 'windows', configuredAs: 'Microsoft Windows 10 (64-bit)' },
      licence: 'windows-client',
    },
    { reason: 'a client by id', os: { family: 'windows', id: 'windows-11-23h2' }, licence: 'windows-client' },
    { reason: 'Windows that says no more', os: { family: 'windows' }, licence: 'windows-unknown' },
    {
      reason: 'a name without a release',
      os: { family: 'windows', name: 'Microsoft Windows', product: 'windows' },
      licence: 'windows-unknown',
    },
    {
      reason: 'a server by product alone',
      os: { family: 'windows', product: 'windows-server' },
      licence: 'windows-server',
    },
    {
      reason: 'a subscription Linux',
      os: { family: 'linux', name: 'Red Hat Enterprise Linux 8' },
      licence: 'commercial-linux',
    },
    { reason: 'a subscription Linux by id', os: { family: 'linux', id: 'sles-15' }, licence: 'commercial-linux' },
    { reason: 'a free rebuild', os: { family: 'linux', name: 'Rocky Linux 9' }, licence: 'none' },
    { reason: 'something else', os: { family: 'other', name: 'FreeBSD 13' }, licence: 'none' },
  ] as const)('$reason → $licence', ({ os, licence }) => {
    expect(guestLicenceOf({ os })).toBe(licence);
  });
});

describe('demandOf', () => {
  test.each([
    { reason: 'no vCPU count', facts: { ...SIZED, cpuCount: undefined }, unknown: 'cpuCount' },
    { reason: 'no memory', facts: { ...SIZED, memoryMiB: undefined }, unknown: 'memoryMiB' },
    { reason: 'no disk sheet and no totals', facts: { ...SIZED, disks: undefined }, unknown: 'disks' },
    { reason: 'a disk without a size and no totals', facts: { ...SIZED, disks: [{ label: 'a' }] }, unknown: 'disks' },
  ])('$reason is unknown, not zero', ({ facts, unknown }) => {
    expect(demandOf(workloadWith(facts))).toEqual({ unknown });
  });

  test('a total stands in for the disks, and is said to', () => {
    const demand = demandOf(workloadWith({ ...SIZED, disks: undefined, provisionedMiB: 102_400 }));
    expect(demand).toMatchObject({ diskGiB: [100], diskLayoutAssumed: true });
  });

  test('a container whose volumes nobody stated has none', () => {
    const found = demandOf(workloadWith({ ...SIZED, disks: undefined }, { kind: 'container' }));
    expect(found).toMatchObject({ diskGiB: [], diskLayoutAssumed: true });
  });

  test.each([
    { reason: 'no source looked', facts: {}, gpus: 0, gpuCountUnknown: false },
    { reason: 'a source counted none', facts: { gpus: [] }, gpus: 0, gpuCountUnknown: false },
    {
      reason: 'a device list shows one, nobody counted',
      facts: { devices: [{ type: 'vgpu' as const }], deviceTypesSeen: [] },
      gpus: 0,
      gpuCountUnknown: true,
    },
    {
      reason: 'counted as well as seen',
      facts: { devices: [{ type: 'gpu' as const }], deviceTypesSeen: [], gpus: [{ count: 2 }] },
      gpus: 2,
      gpuCountUnknown: false,
    },
  ])('GPUs: $reason', ({ facts, gpus, gpuCountUnknown }) => {
    expect(demandOf(workloadWith({ ...SIZED, ...facts }))).toMatchObject({ gpus, gpuCountUnknown });
  });

  test('an empty disk list is a machine without disks', () => {
    expect(demandOf(workloadWith({ ...SIZED, disks: [] }))).toMatchObject({ diskGiB: [], diskLayoutAssumed: false });
  });

  test.each([
    { p95: undefined, from: 0 },
    { p95: 12, from: 20 },
    { p95: 30, from: 30 },
    { p95: 40, from: 40 },
    { p95: 41, from: 0 },
  ])('95th percentile $p95 → burstable from $from % base', ({ p95, from }) => {
    const utilisation = p95 === undefined ? undefined : { cpuP95Pct: p95 };
    expect(demandOf(workloadWith({ ...SIZED, utilisation }))).toMatchObject({ burstableFromPct: from });
  });

  test('the order of disks does not make another class', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 6 }), (sizes) => {
        const key = (list: readonly number[]): string => {
          const disks = list.map((capacityMiB, index) => ({ label: String(index), capacityMiB }));
          const demand = demandOf(workloadWith({ ...SIZED, disks }));
          return 'unknown' in demand ? 'unknown' : demandKey(demand);
        };
        expect(key(sizes)).toBe(key([...sizes].reverse()));
      }),
    );
  });
});
