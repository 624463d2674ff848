import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Source } from './estate.ts';
import { byteSwapped } from './identity-keys.ts';
import { observationKey } from './identity-row.ts';
import { mergeGroup, mergeObservations, workloadDigest } from './merge.ts';
import { observationOf } from './workload.fixture.ts';
import { provenanceOf } from './workload.ts';
import type { WorkloadFacts, WorkloadObservation } from './workload.ts';

const source = (id: string, precedence: number): [string, Source] => [
  id,
  { id, name: id, providerKind: 'x', precedence, observedAt: '2026-11-20T00:00:00.000Z' },
];
const SOURCES = new Map([source('live', 50), source('file', 10), source('facts', 20)]);
const UUID = '4219c0de-1234-5678-9abc-def012345678';

const merge = (...observations: WorkloadObservation[]) => mergeGroup({ id: 'wl-1', observations }, SOURCES);

describe('mergeGroup', () => {
  test('the better source counts, the worse one fills gaps, and both are told', () => {
    const workload = merge(
      observationOf('file', 'a', {}, { memoryMiB: 4096, annotation: 'paid by HR' }),
      observationOf('live', 'vm-1', {}, { memoryMiB: 8192, cpuCount: 4 }),
    );
    expect(workload.facts).toEqual({ annotation: 'paid by HR', cpuCount: 4, memoryMiB: 8192 });
    expect(workload.conflicts).toEqual([{ field: 'memoryMiB', others: [{ observation: 1, value: 4096 }] }]);
    expect(provenanceOf(workload, 'memoryMiB')?.sourceId).toBe('live');
    expect(provenanceOf(workload, 'annotation')?.sourceId).toBe('file');
    expect(provenanceOf(workload, 'owner')).toBeUndefined();
  });

  test('of equal sources the newer counts, then the lesser id', () => {
    const newer = observationOf('file', 'b', {}, { cpuCount: 2 }, { observedAt: '2026-11-21T08:00:00.000Z' });
    expect(merge(observationOf('file', 'a', {}, { cpuCount: 1 }), newer).facts.cpuCount).toBe(2);
    const same = [observationOf('x', '1', {}, { cpuCount: 1 }), observationOf('a', '1', {}, { cpuCount: 3 })];
    expect(merge(...same).facts.cpuCount).toBe(3);
  });

  test.each<{ reason: string; live: WorkloadFacts; file: WorkloadFacts; disputed: string[] }>([
    { reason: 'letter case of a name', live: { name: 'DB01' }, file: { name: 'db01 ' }, disputed: [] },
    { reason: 'a short host name', live: { hostName: 'db01.corp.example' }, file: { hostName: 'DB01' }, disputed: [] },
    {
      reason: 'another host name',
      live: { hostName: 'db01.corp.example' },
      file: { hostName: 'db02' },
      disputed: ['hostName'],
    },
    { reason: 'order of a list', live: { networks: ['A', 'B'] }, file: { networks: ['b', 'a'] }, disputed: [] },
    { reason: 'another list', live: { networks: ['A'] }, file: { networks: ['a', 'b'] }, disputed: ['networks'] },
    {
      reason: 'labels of disks',
      live: { disks: [{ label: 'Hard disk 1', capacityMiB: 10.2 }] },
      file: { disks: [{ label: 'sda', capacityMiB: 10 }] },
      disputed: [],
    },
    {
      reason: 'number of disks',
      live: { disks: [{ label: 'a', capacityMiB: 10 }] },
      file: { disks: [] },
      disputed: ['disks'],
    },
    { reason: 'space in use a little later', live: { usedMiB: 1000 }, file: { usedMiB: 1015 }, disputed: [] },
    { reason: 'space in use, far apart', live: { usedMiB: 1000 }, file: { usedMiB: 2000 }, disputed: ['usedMiB'] },
    {
      reason: 'measurements',
      live: { utilisation: { cpuAvgPct: 1 } },
      file: { utilisation: { cpuAvgPct: 90 } },
      disputed: [],
    },
    {
      reason: 'a known false against a known true',
      live: { secureBoot: false },
      file: { secureBoot: true },
      disputed: ['secureBoot'],
    },
    { reason: 'tags', live: { tags: { a: '1', b: '2' } }, file: { tags: { b: '2', a: '1' } }, disputed: [] },
    {
      reason: 'a system that one source knows less exactly',
      live: { os: { family: 'linux' } },
      file: { os: { family: 'linux', id: 'rhel-8' } },
      disputed: [],
    },
    {
      reason: 'a release outside the choice',
      live: { os: { family: 'windows', candidates: ['x', 'y'] } },
      file: { os: { family: 'windows', id: 'z' } },
      disputed: ['os'],
    },
  ])('conflict on $reason: $disputed', ({ live, file, disputed }) => {
    const workload = merge(observationOf('live', '1', {}, live), observationOf('file', '1', {}, file));
    expect(workload.conflicts.map((conflict) => conflict.field)).toEqual(disputed);
  });

  test('the release of the system comes from the source that knows it', () => {
    const workload = merge(
      observationOf('live', '1', {}, { os: { family: 'linux' } }),
      observationOf('file', '1', {}, { os: { family: 'linux', id: 'rhel-8' } }),
    );
    expect(workload.facts.os?.id).toBe('rhel-8');
    expect(provenanceOf(workload, 'os')?.sourceId).toBe('file');
  });

  test('an empty list is a fact and hides no other', () => {
    const workload = merge(observationOf('live', '1', {}, { snapshots: [] }), observationOf('file', '1', {}, {}));
    expect(workload.facts.snapshots).toEqual([]);
    expect(workload.facts.disks).toBeUndefined();
  });

  test('addresses of all sources are kept as identity', () => {
    const workload = merge(
      observationOf('live', '1', { macAddresses: ['00:50:56:00:00:02'] }),
      observationOf('file', '1', { macAddresses: ['00-50-56-00-00-01'] }),
    );
    expect(workload.identity.macAddresses).toEqual(['00:50:56:00:00:01', '00:50:56:00:00:02']);
  });
});

describe('mergeObservations', () => {
  test('the same machine in two sources is one workload, by a byte-swapped UUID', () => {
    const [workload, ...more] = mergeObservations(
      [
        observationOf('live', 'vm-1', { biosUuid: UUID }, { name: 'db' }),
        observationOf('facts', 'db', { biosUuid: byteSwapped(UUID) }, { owner: 'ops' }),
      ],
      SOURCES,
      new Map(),
    );
    expect(more).toEqual([]);
    expect(workload?.facts).toEqual({ name: 'db', owner: 'ops' });
    expect(workload?.observations.map((seen) => seen.sourceId)).toEqual(['live', 'facts']);
  });

  test('a row that occurs twice in one file is one workload with both observations', () => {
    const twice = [
      observationOf('file', 'web', {}, { cpuCount: 1 }),
      observationOf('file', 'web', {}, { cpuCount: 2 }),
    ];
    const [workload, ...more] = mergeObservations(twice, SOURCES, new Map());
    expect(more).toEqual([]);
    expect(workload?.observations).toHaveLength(2);
    expect(workload?.conflicts[0]?.field).toBe('cpuCount');
  });
});

describe('workloadDigest', () => {
  test('changes with a fact and with who says it, not with when it was seen', () => {
    const first = merge(observationOf('live', '1', {}, { cpuCount: 2 }));
    const later = merge(observationOf('live', '1', {}, { cpuCount: 2 }, { observedAt: '2027-01-01T00:00:00.000Z' }));
    expect(workloadDigest(later)).toBe(workloadDigest(first));
    expect(workloadDigest(merge(observationOf('live', '1', {}, { cpuCount: 4 })))).not.toBe(workloadDigest(first));
    expect(workloadDigest(merge(observationOf('file', '1', {}, { cpuCount: 2 })))).not.toBe(workloadDigest(first));
  });
});

const facts = fc.record(
  {
    name: fc.constantFrom('a', 'A', 'b'),
    cpuCount: fc.constantFrom(1, 2),
    networks: fc.subarray(['x', 'y']),
    os: fc.constantFrom(
      { family: 'linux' as const },
      { family: 'linux' as const, id: 'rhel-8' },
      { family: 'windows' as const },
    ),
    secureBoot: fc.boolean(),
  },
  { requiredKeys: [] },
);
const observations = fc.array(
  fc
    .record({
      source: fc.constantFrom('live', 'file', 'facts', 'nobody'),
      nativeId: fc.constantFrom('1', '2', '3'),
      bios: fc.constantFrom(undefined, UUID, byteSwapped(UUID)),
      day: fc.integer({ min: 1, max: 3 }),
      facts,
    })
    .map((one) =>
      observationOf(one.source, one.nativeId, one.bios === undefined ? {} : { biosUuid: one.bios }, one.facts, {
        observedAt: `2026-11-0${one.day}T00:00:00.000Z`,
      }),
    ),
  { minLength: 1, maxLength: 10 },
);

describe('properties', () => {
  test('order does not matter', () => {
    fc.assert(
      fc.property(
        observations.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(mergeObservations(shuffled, SOURCES, new Map())).toEqual(mergeObservations(list, SOURCES, new Map()));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('no observation and no fact is lost: each is the value, agrees with it, or is a conflict', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const workloads = mergeObservations(list, SOURCES, new Map());
        expect(workloads.flatMap((workload) => workload.observations)).toHaveLength(list.length);
        const place = new Map(
          workloads.flatMap((workload) =>
            workload.observations.map((seen) => [observationKey(seen), workload] as const),
          ),
        );
        for (const seen of list) {
          const workload = place.get(observationKey(seen));
          for (const key of Object.keys(seen.facts) as (keyof WorkloadFacts)[])
            expect(workload?.facts[key]).toBeDefined();
          for (const conflict of workload?.conflicts ?? [])
            for (const other of conflict.others)
              expect(other.observation).toBeLessThan(workload?.observations.length ?? 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('merging again with the ids it gave changes nothing', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const once = mergeObservations(list, SOURCES, new Map());
        const ids = new Map(
          once.flatMap((workload) => workload.observations.map((seen) => [observationKey(seen), workload.id] as const)),
        );
        expect(mergeObservations(list, SOURCES, ids)).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });
});
