import { describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../model/workload.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import { demandKey, demandOf, guestLicenceOf } from './demand.ts';
import type { Demand } from './demand.ts';

const GIB = 1024;
const disk = (gib: number, rest: Record<string, unknown> = {}) => ({
  label: `${gib}`,
  capacityMiB: gib * GIB,
  ...rest,
});
const SIZED: WorkloadFacts = { cpuCount: 4, memoryMiB: 8192, disks: [disk(50)] };

function demand(facts: WorkloadFacts = {}): Demand {
  const found = demandOf(workloadWith({ ...SIZED, ...facts }));
  if ('unknown' in found) throw new Error(found.unknown);
  return found;
}

test('nothing is claimed of what no source states', () => {
  const found = JSON.parse(JSON.stringify(demand())) as unknown;
  expect(found).toEqual({
    vcpu: 4,
    memoryGiB: 8,
    diskGiB: [50],
    diskLayoutAssumed: false,
    nics: 1,
    gpus: 0,
    gpuCountUnknown: false,
    licence: 'unknown',
    bios: false,
    burstableFromPct: 0,
  });
});

describe('facts that change what a size must offer', () => {
  test.each([
    { reason: 'firmware', facts: { firmware: 'bios' }, is: { bios: true } },
    { reason: 'other firmware', facts: { firmware: 'efi' }, is: { bios: false } },
    { reason: 'Arm', facts: { os: { architecture: 'arm64' } }, is: { arm: true } },
    { reason: 'a confidential machine', facts: { securityType: 'ConfidentialVM' }, is: { confidential: true } },
    { reason: 'interfaces', facts: { nics: [{ label: 'a' }, { label: 'b' }] }, is: { nics: 2 } },
    { reason: 'no interfaces', facts: { nics: [] }, is: { nics: 0 } },
    { reason: 'its size', facts: { size: 'Standard_D2s_v5' }, is: { currentSize: 'Standard_D2s_v5' } },
    { reason: 'may be interrupted', facts: { interruptible: true }, is: { interruptible: true } },
    { reason: 'may not be interrupted', facts: { interruptible: false }, is: { interruptible: false } },
    { reason: 'data classes, sorted', facts: { dataClasses: ['z', 'a'] }, is: { dataClasses: ['a', 'z'] } },
    {
      reason: 'GPUs of one that is named',
      facts: { gpus: [{ count: 1 }, { count: 2, type: 'T4' }] },
      is: { gpus: 3, gpuType: 'T4' },
    },
    {
      reason: 'a GPU among other devices',
      facts: { devices: [{ type: 'usb' }, { type: 'gpu' }], deviceTypesSeen: [] },
      is: { gpuCountUnknown: true },
    },
    {
      reason: 'other devices',
      facts: { devices: [{ type: 'usb' }], deviceTypesSeen: [] },
      is: { gpuCountUnknown: false },
    },
    { reason: 'load of 20 %', facts: { utilisation: { cpuP95Pct: 20 } }, is: { burstableFromPct: 20 } },
    { reason: 'load of 21 %', facts: { utilisation: { cpuP95Pct: 21 } }, is: { burstableFromPct: 30 } },
    { reason: 'load of 31 %', facts: { utilisation: { cpuP95Pct: 31 } }, is: { burstableFromPct: 40 } },
    { reason: 'other figures of load', facts: { utilisation: { diskIops: 1 } }, is: { burstableFromPct: 0 } },
  ] as const)('$reason', ({ facts, is }) => {
    expect(demand(facts as WorkloadFacts)).toMatchObject(is);
  });

  test.each([
    { reason: 'x86', facts: { os: { architecture: 'x86_64' } }, key: 'arm' },
    { reason: 'another security type', facts: { securityType: 'TrustedLaunch' }, key: 'confidential' },
    { reason: 'a word within another', facts: { securityType: 'NonConfidential' }, key: 'confidential' },
    { reason: 'an empty list of classes', facts: { dataClasses: [] }, key: 'dataClasses' },
    { reason: 'nobody says', facts: {}, key: 'interruptible' },
  ] as const)('$reason: no $key', ({ facts, key }) => {
    expect(demand(facts as WorkloadFacts)).not.toHaveProperty(key);
  });

  test('an operating system that is reported or configured counts like its name, for Linux alone', () => {
    expect(guestLicenceOf({ os: { family: 'linux', reportedAs: 'SUSE Linux Enterprise Server 15' } })).toBe(
      'commercial-linux',
    );
    expect(guestLicenceOf({ os: { family: 'linux', configuredAs: 'RHEL 9' } })).toBe('commercial-linux');
    expect(guestLicenceOf({ os: { family: 'other', name: 'Red Hat OpenBSD' } })).toBe('none');
  });
});

describe('how busy disks are', () => {
  test('what is granted to each, rounded up, never below what every disk gives', () => {
    const found = demand({
      disks: [
        disk(200, { iops: 2310, throughputMiBps: 104 }),
        disk(100, { iops: 5 }),
        disk(300, { throughputMiBps: 3 }),
      ],
    });
    expect(found.diskGiB).toEqual([100, 200, 300]);
    expect(found.diskPerformance).toEqual([{ iops: 120 }, { iops: 2400, mibPerSecond: 110 }, { mibPerSecond: 20 }]);
    expect(found).not.toHaveProperty('performanceShared');
  });

  test.each([
    { iops: 121, is: 130 },
    { iops: 130, is: 130 },
    { iops: 999, is: 1000 },
    { iops: 1000, is: 1000 },
    { iops: 1001, is: 1100 },
    { iops: 99_100, is: 100_000 },
  ])('$iops operations count as $is', ({ iops, is }) => {
    expect(demand({ disks: [disk(10, { iops })] }).diskPerformance).toEqual([{ iops: is }]);
  });

  test('throughput up to 99 is whole, above it has two figures', () => {
    const of = (throughputMiBps: number) => demand({ disks: [disk(10, { throughputMiBps })] }).diskPerformance?.[0];
    expect([98.2, 99, 99.5, 101].map((one) => of(one)?.mibPerSecond)).toEqual([99, 99, 100, 110]);
  });

  test('disks of one size go by their load', () => {
    const found = demand({ disks: [disk(10, { iops: 900 }), disk(10, { iops: 200 }), disk(10)] });
    expect(found.diskPerformance).toEqual([{}, { iops: 200 }, { iops: 900 }]);
  });

  test('measured of the machine: shared out by capacity, and said where there is more than one disk', () => {
    const utilisation = { diskIops: 4000, diskReadMiBps: 60, diskWriteMiBps: 40 };
    const found = demand({ disks: [disk(300), disk(100)], utilisation });
    expect(found.diskPerformance).toEqual([
      { iops: 1000, mibPerSecond: 25 },
      { iops: 3000, mibPerSecond: 75 },
    ]);
    expect(found.performanceShared).toBe(true);
    expect(demand({ utilisation }).performanceShared).toBe(false);
    expect(demand({ utilisation }).diskPerformance).toEqual([{ iops: 4000, mibPerSecond: 100 }]);
  });

  test.each([
    { reason: 'reads alone', utilisation: { diskReadMiBps: 70 }, is: [{ mibPerSecond: 70 }] },
    { reason: 'writes alone', utilisation: { diskWriteMiBps: 30 }, is: [{ mibPerSecond: 30 }] },
    { reason: 'operations alone', utilisation: { diskIops: 500 }, is: [{ iops: 500 }] },
    { reason: 'nothing of disks', utilisation: { cpuP95Pct: 10 }, is: undefined },
  ])('measured: $reason', ({ utilisation, is }) => {
    expect(demand({ utilisation }).diskPerformance).toEqual(is);
  });

  test('what is granted to a disk comes before what was measured; without disks there is nothing to share', () => {
    const utilisation = { diskIops: 4000 };
    expect(demand({ disks: [disk(10, { iops: 300 }), disk(20)], utilisation }).diskPerformance).toEqual([
      { iops: 300 },
      {},
    ]);
    expect(demand({ disks: [], utilisation })).not.toHaveProperty('diskPerformance');
    expect(demand({ disks: undefined, usedMiB: 10 * GIB, utilisation })).toMatchObject({
      diskGiB: [10],
      diskLayoutAssumed: true,
      diskPerformance: [{ iops: 4000 }],
    });
    const both = demand({ disks: undefined, usedMiB: 10 * GIB, provisionedMiB: 20 * GIB });
    expect(both.diskGiB).toEqual([20]);
  });
});

describe('demandKey', () => {
  const BASE = demand();
  test('no two of all of these are alike', () => {
    const changes: Partial<Demand>[] = [
      {},
      { vcpu: 5 },
      { memoryGiB: 9 },
      { diskGiB: [50, 50] },
      { diskLayoutAssumed: true },
      { nics: 2 },
      { licence: 'none' },
      { bios: true },
      { burstableFromPct: 20 },
      { dataClasses: ['a'] },
      { dataClasses: ['b'] },
      { gpus: 1 },
      { gpus: 1, gpuType: 'T4' },
      { gpuCountUnknown: true },
      { currentSize: 'T4' },
      { diskPerformance: [{ iops: 200 }] },
      { diskPerformance: [{ mibPerSecond: 200 }] },
      { performanceShared: true },
      { performanceShared: true, confidential: true },
      { confidential: true },
      { arm: true },
      { interruptible: true },
      { interruptible: false },
    ];
    const keys = changes.map((change) => demandKey({ ...BASE, ...change }));
    expect(new Set(keys).size).toBe(keys.length);
    expect(demandKey({ ...BASE, performanceShared: false })).toBe(demandKey(BASE));
  });
});
