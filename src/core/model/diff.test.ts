import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWorkload, diffWorkloads } from './diff.ts';
import { entityDigest, estateDigest } from './generation.ts';
import { digestText } from '../evidence/digest.ts';
import type { Host } from './estate.ts';
import { mergeGroup } from './merge.ts';
import { observationOf, workloadWith } from './workload.fixture.ts';

const one = (id: string, facts: Parameters<typeof workloadWith>[0]) => workloadWith(facts, { id });

describe('diffWorkloads', () => {
  test('tells what came, went and changed, by name and field', () => {
    const before = [
      one('wl-1', { name: 'a', cpuCount: 2, os: { version: '7.9' } }),
      one('wl-2', { name: 'b' }),
      one('wl-4', { name: 'd' }),
    ];
    const after = [
      one('wl-3', { name: 'c' }),
      one('wl-1', { name: 'a', cpuCount: 4, os: { version: '8.6' }, owner: 'x' }),
      one('wl-4', { name: 'd' }),
    ];
    expect(diffWorkloads(before, after)).toEqual({
      added: [{ id: 'wl-3', name: 'c' }],
      removed: [{ id: 'wl-2', name: 'b' }],
      changed: [
        {
          id: 'wl-1',
          name: 'a',
          changes: [
            { field: 'cpuCount', before: 2, after: 4 },
            { field: 'os.version', before: '7.9', after: '8.6' },
            { field: 'owner', after: 'x' },
          ],
        },
      ],
      unchanged: 1,
    });
  });

  test('goes into lists whose members have names', () => {
    const before = one('wl-1', {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 100 },
        { label: 'Hard disk 2', capacityMiB: 5 },
      ],
    });
    const after = one('wl-1', {
      disks: [
        { label: 'Hard disk 2', capacityMiB: 5 },
        { label: 'Hard disk 1', capacityMiB: 200 },
      ],
    });
    expect(diffWorkload(before, after)).toEqual([{ field: 'disks[Hard disk 1].capacityMiB', before: 100, after: 200 }]);
  });

  describe('a second source of the same machine', () => {
    const SOURCES = new Map(
      [
        { id: 'rvtools-fra', precedence: 10 },
        { id: 'vsphere-fra', precedence: 50 },
        { id: 'azure-arc', precedence: 40 },
      ].map(({ id, precedence }) => [
        id,
        { id, name: id, providerKind: 'x', precedence, observedAt: '2026-11-20T00:00:00.000Z' },
      ]),
    );
    const merged = (...observations: Parameters<typeof mergeGroup>[0]['observations'][number][]) =>
      mergeGroup({ id: 'wl-1', observations }, SOURCES);
    const file = observationOf(
      'rvtools-fra',
      'vm-1',
      { biosUuid: '4219c0de-1234-5678-9abc-def012345678', fqdn: 'DB01.corp.example' },
      { name: 'DB01', cpuCount: 4, disks: [{ label: 'Hard disk 1', capacityMiB: 100.4 }], networks: ['A', 'B'] },
    );
    const live = observationOf(
      'vsphere-fra',
      'vm-1',
      { biosUuid: 'dec01942-3412-7856-9abc-def012345678', fqdn: 'db01.corp.example.' },
      { name: 'db01', cpuCount: 4, disks: [{ label: 'scsi0:0', capacityMiB: 100 }], networks: ['b', 'a'] },
    );

    test('is one line when it says the same in other words', () => {
      expect(diffWorkload(merged(file), merged(file, live))).toEqual([{ field: 'also seen by', after: 'vsphere-fra' }]);
      expect(diffWorkload(merged(file, live), merged(file))).toEqual([
        { field: 'no longer seen by', before: 'vsphere-fra' },
      ]);
    });

    test('and a line for each fact that is new, is another or is disputed', () => {
      const other = { ...live, facts: { ...live.facts, cpuCount: 8, owner: 'hr' } };
      expect(diffWorkload(merged(file), merged(file, other))).toEqual([
        { field: 'also seen by', after: 'vsphere-fra' },
        { field: 'conflicts', before: [], after: ['cpuCount'] },
        { field: 'cpuCount', before: 4, after: 8 },
        { field: 'owner', after: 'hr' },
      ]);
    });

    test('one source instead of another is told from both sides', () => {
      expect(diffWorkload(merged(file), merged(live))).toEqual([
        { field: 'also seen by', after: 'vsphere-fra' },
        { field: 'no longer seen by', before: 'rvtools-fra' },
      ]);
    });

    test('what one source says otherwise than before is a change, also in letter case', () => {
      const renamed = { ...file, facts: { ...file.facts, name: 'db01' } };
      expect(diffWorkload(merged(file), merged(renamed))).toEqual([{ field: 'name', before: 'DB01', after: 'db01' }]);
    });
  });

  test('from unknown to none is a change', () => {
    expect(diffWorkload(one('wl-1', {}), one('wl-1', { snapshots: [] }))).toEqual([{ field: 'snapshots', after: [] }]);
  });

  test('an observation at a later time is none', () => {
    const later = {
      ...one('wl-1', { name: 'a' }),
      observations: [{ sourceId: 'src-1', nativeId: 'vm-1', observedAt: '2027-01-01T00:00:00.000Z' }],
    };
    expect(diffWorkloads([one('wl-1', { name: 'a' })], [later]).unchanged).toBe(1);
  });

  test('forwards and backwards mirror each other; with itself nothing changed', () => {
    const workload = fc
      .record({ id: fc.constantFrom('wl-1', 'wl-2', 'wl-3'), cpuCount: fc.constantFrom(undefined, 1, 2) })
      .map(({ id, cpuCount }) => one(id, cpuCount === undefined ? {} : { cpuCount }));
    const estate = fc.uniqueArray(workload, { selector: ({ id }) => id });
    fc.assert(
      fc.property(estate, estate, (before, after) => {
        const [there, back] = [diffWorkloads(before, after), diffWorkloads(after, before)];
        expect(there.added).toEqual(back.removed);
        expect(there.changed.map((change) => change.id)).toEqual(back.changed.map((change) => change.id));
        expect(there.added.length + there.changed.length + there.unchanged).toBe(after.length);
        expect(diffWorkloads(before, before).unchanged).toBe(before.length);
      }),
    );
  });
});

describe('estateDigest', () => {
  const host: Host = {
    id: 'host-1',
    name: 'esx01',
    platform: 'vsphere',
    observedBy: { sourceId: 's', nativeId: 'h', observedAt: '2026-01-01T00:00:00.000Z' },
  };

  test('order of entities does not matter, their content does', () => {
    const lines = [
      { kind: 'host', id: 'host-1', digest: entityDigest(host) },
      { kind: 'workload', id: 'wl-1', digest: 'sha256:a' },
    ] as const;
    expect(estateDigest([...lines].reverse())).toBe(estateDigest(lines));
    expect(estateDigest([lines[0]])).not.toBe(estateDigest(lines));
    expect(estateDigest([{ ...lines[0], digest: entityDigest({ ...host, memoryMiB: 1 }) }, lines[1]])).not.toBe(
      estateDigest(lines),
    );
  });

  test('is one hash over all lines in order', () => {
    const kinds = ['workload', 'host', 'application', 'dependency'] as const;
    fc.assert(
      fc.property(
        fc.array(fc.record({ kind: fc.constantFrom(...kinds), id: fc.string({ maxLength: 4 }), digest: fc.string() })),
        (entities) => {
          const lines = entities.map(({ kind, id, digest }) => `${kind}\t${id}\t${digest}\n`).sort();
          expect(estateDigest(entities)).toBe(digestText(lines.join('')));
        },
      ),
    );
  });

  test('seeing the same again later is the same state', () => {
    const later = { ...host, observedBy: { ...host.observedBy, observedAt: '2026-02-01T00:00:00.000Z' } };
    expect(entityDigest(later)).toBe(entityDigest(host));
  });
});
