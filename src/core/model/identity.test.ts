import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteSwapped, canonicalBiosUuid, normaliseFqdn, normaliseMac } from './identity-keys.ts';
import { identityRowOf, observationKey } from './identity-row.ts';
import { identityGroups } from './identity.ts';
import { observationOf } from './workload.fixture.ts';
import type { Identity, WorkloadFacts, WorkloadObservation } from './workload.ts';

const UUID = '4219c0de-1234-5678-9abc-def012345678';
const OTHER = '4219c0de-9999-5678-9abc-def012345678';

/** Groups as sorted lists of "source/nativeId". */
function groupsOf(observations: readonly WorkloadObservation[]): string[][] {
  const short = new Map(observations.map((seen) => [observationKey(seen), `${seen.sourceId}/${seen.nativeId}`]));
  return identityGroups(observations.map(identityRowOf))
    .map((group) => group.members.map((key) => short.get(key) ?? '?').sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

const seen = (path: string, identity: Identity, facts: WorkloadFacts = {}, scope?: string): WorkloadObservation => {
  const [source = '', nativeId = ''] = path.split('/');
  return observationOf(source, nativeId, identity, facts, scope === undefined ? {} : { scope });
};

describe('identityGroups', () => {
  test.each<{ reason: string; given: WorkloadObservation[]; expected: string[][] }>([
    {
      reason: 'the same BIOS UUID in two sources is one machine',
      given: [seen('vc/vm-1', { biosUuid: UUID }), seen('arm/x', { biosUuid: UUID.toUpperCase() })],
      expected: [['arm/x', 'vc/vm-1']],
    },
    {
      reason: 'so is its byte-swapped form, as Linux and Windows read SMBIOS differently',
      given: [seen('vc/vm-1', { biosUuid: UUID }), seen('facts/x', { biosUuid: byteSwapped(UUID) })],
      expected: [['facts/x', 'vc/vm-1']],
    },
    {
      reason: 'clones with equal UUIDs in one source stay two',
      given: [seen('vc/vm-1', { biosUuid: UUID }), seen('vc/vm-2', { biosUuid: UUID })],
      expected: [['vc/vm-1'], ['vc/vm-2']],
    },
    {
      reason: 'a third source cannot tell clones apart by the UUID alone',
      given: [
        seen('vc/vm-1', { biosUuid: UUID }),
        seen('vc/vm-2', { biosUuid: UUID }),
        seen('arm/x', { biosUuid: UUID }),
      ],
      expected: [['arm/x'], ['vc/vm-1'], ['vc/vm-2']],
    },
    {
      reason: 'but it can with a second sign',
      given: [
        seen('vc/vm-1', { biosUuid: UUID }, { name: 'app' }),
        seen('vc/vm-2', { biosUuid: UUID }, { name: 'app-clone' }),
        seen('arm/x', { biosUuid: UUID }, { name: 'APP' }),
      ],
      expected: [['arm/x', 'vc/vm-1'], ['vc/vm-2']],
    },
    {
      reason: 'two exports of one vCenter: its own ids count, even among clones',
      given: [
        seen('jan/vm-1', { biosUuid: UUID }, { name: 'a' }, 'VC-1'),
        seen('jan/vm-2', { biosUuid: UUID }, { name: 'a' }, 'VC-1'),
        seen('feb/vm-1', { biosUuid: UUID }, { name: 'a' }, 'vc-1'),
        seen('feb/vm-2', { biosUuid: UUID }, { name: 'b' }, 'vc-1'),
      ],
      expected: [
        ['feb/vm-1', 'jan/vm-1'],
        ['feb/vm-2', 'jan/vm-2'],
      ],
    },
    {
      reason: 'the same native id in two vCenters means nothing',
      given: [seen('a/vm-1', {}, { name: 'x' }, 'vc-1'), seen('b/vm-1', {}, { name: 'x' }, 'vc-2')],
      expected: [['a/vm-1'], ['b/vm-1']],
    },
    {
      reason: 'a name used as id is re-used: a different UUID is a different machine',
      given: [
        seen('jan/web', { biosUuid: UUID }, { name: 'web' }, 'vc'),
        seen('feb/web', { biosUuid: OTHER }, { name: 'web' }, 'vc'),
      ],
      expected: [['feb/web'], ['jan/web']],
    },
    {
      reason: 'the instance UUID holds within its vCenter',
      given: [seen('jan/vm-1', { instanceUuid: UUID }, {}, 'vc'), seen('feb/vm-9', { instanceUuid: UUID }, {}, 'vc')],
      expected: [['feb/vm-9', 'jan/vm-1']],
    },
    {
      reason: 'a recovery copy keeps the BIOS UUID and has an instance UUID of its own',
      given: [
        seen('fra/vm-1', { biosUuid: UUID, instanceUuid: UUID }, { platform: 'vsphere', name: 'db' }, 'vc-1'),
        seen('muc/vm-7', { biosUuid: UUID, instanceUuid: OTHER }, { platform: 'vsphere', name: 'db' }, 'vc-2'),
      ],
      expected: [['fra/vm-1'], ['muc/vm-7']],
    },
    {
      reason: 'also when it keeps address and name as well',
      given: ['fra/vm-1', 'muc/vm-7'].map((path, index) =>
        seen(
          path,
          {
            biosUuid: UUID,
            instanceUuid: index === 0 ? UUID : OTHER,
            macAddresses: ['00:50:56:aa:bb:01'],
            fqdn: 'db.corp.example',
          },
          { platform: 'vsphere', name: 'db', os: { family: 'linux' } },
          `vc-${index}`,
        ),
      ),
      expected: [['fra/vm-1'], ['muc/vm-7']],
    },
    {
      reason: 'a third source that fits a machine and its recovery copy joins neither to the other',
      given: [
        seen('fra/vm-1', { biosUuid: UUID, instanceUuid: UUID }, { platform: 'vsphere', name: 'db' }, 'vc-1'),
        seen('muc/vm-7', { biosUuid: UUID, instanceUuid: OTHER }, { platform: 'vsphere', name: 'db' }, 'vc-2'),
        seen('facts/h', { biosUuid: UUID }, { name: 'db' }),
      ],
      expected: [['facts/h'], ['fra/vm-1'], ['muc/vm-7']],
    },
    {
      reason: 'it joins the one whose name it knows',
      given: [
        seen('fra/vm-1', { biosUuid: UUID, instanceUuid: UUID }, { platform: 'vsphere', name: 'db' }, 'vc-1'),
        seen('muc/vm-7', { biosUuid: UUID, instanceUuid: OTHER }, { platform: 'vsphere', name: 'db-dr' }, 'vc-2'),
        seen('facts/h', { biosUuid: UUID }, { name: 'DB' }),
      ],
      expected: [['facts/h', 'fra/vm-1'], ['muc/vm-7']],
    },
    {
      reason: 'nor does it join two machines that two vCenters gave one address',
      given: [
        seen('a/1', { macAddresses: ['00:50:56:aa:bb:01'] }, { platform: 'vsphere', name: 'web' }),
        seen('b/1', { macAddresses: ['00:50:56:aa:bb:01'] }, { platform: 'vsphere', name: 'db' }),
        seen('facts/h', { macAddresses: ['00:50:56:aa:bb:01'] }),
      ],
      expected: [['a/1'], ['b/1'], ['facts/h']],
    },
    {
      reason: 'a chain of two keys does not join a machine to its recovery copy either',
      given: [
        seen('fra/vm-1', { biosUuid: UUID, instanceUuid: UUID }, { platform: 'vsphere', name: 'db' }, 'vc-1'),
        seen('jan/vm-1', { biosUuid: UUID, instanceUuid: UUID }, { platform: 'vsphere', name: 'db' }, 'vc-1'),
        seen('muc/vm-7', { biosUuid: UUID, instanceUuid: OTHER }, { platform: 'vsphere', name: 'db-dr' }, 'vc-2'),
      ],
      expected: [['fra/vm-1', 'jan/vm-1'], ['muc/vm-7']],
    },
    {
      reason: 'all-zero UUIDs join nobody',
      given: [
        seen('a/1', { biosUuid: '00000000-0000-0000-0000-000000000000' }),
        seen('b/1', { biosUuid: '00000000-0000-0000-0000-000000000000' }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'a MAC address joins machines of two platforms',
      given: [
        seen('vc/vm-1', { macAddresses: ['00:50:56:AA:BB:01'] }, { platform: 'vsphere', name: 'db01' }),
        seen('facts/h', { macAddresses: ['00-50-56-aa-bb-01'] }),
      ],
      expected: [['facts/h', 'vc/vm-1']],
    },
    {
      reason: 'virtual and zero addresses join nobody',
      given: [
        seen('a/1', { macAddresses: ['00:00:00:00:00:00', '02:42:ac:11:00:02', '00:00:5e:00:01:0a'] }),
        seen('b/1', { macAddresses: ['00:00:00:00:00:00', '02:42:ac:11:00:02', '00:00:5e:00:01:0a'] }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'two vCenters that hand out the same address: different UUIDs win',
      given: [
        seen('a/1', { biosUuid: UUID, macAddresses: ['00:50:56:aa:bb:01'] }),
        seen('b/1', { biosUuid: OTHER, macAddresses: ['00:50:56:aa:bb:01'] }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'and without UUIDs different names on one platform do',
      given: [
        seen('a/1', { macAddresses: ['00:50:56:aa:bb:01'] }, { platform: 'vsphere', name: 'web' }),
        seen('b/1', { macAddresses: ['00:50:56:aa:bb:01'] }, { platform: 'vsphere', name: 'db' }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'an FQDN alone is not enough',
      given: [seen('a/1', { fqdn: 'db.corp.example' }), seen('b/1', { fqdn: 'db.corp.example' })],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'with the same name and OS family it is',
      given: [
        seen('a/1', { fqdn: 'db.corp.example' }, { name: 'DB', os: { family: 'linux' } }),
        seen('b/1', { fqdn: 'DB.corp.example.' }, { name: 'db', os: { family: 'linux' } }),
      ],
      expected: [['a/1', 'b/1']],
    },
    {
      reason: 'a test copy with the same name but another UUID stays apart',
      given: [
        seen('a/1', { biosUuid: UUID, fqdn: 'db.corp.example' }, { name: 'db', os: { family: 'linux' } }),
        seen('b/1', { biosUuid: OTHER, fqdn: 'db.corp.example' }, { name: 'db', os: { family: 'linux' } }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'localhost.localdomain is everybody',
      given: [
        seen('a/1', { fqdn: 'localhost.localdomain' }, { name: 'x', os: { family: 'linux' } }),
        seen('b/1', { fqdn: 'localhost.localdomain' }, { name: 'x', os: { family: 'linux' } }),
      ],
      expected: [['a/1'], ['b/1']],
    },
    {
      reason: 'signs chain: UUID to one source, address to another',
      given: [
        seen('vc/vm-1', { biosUuid: UUID, macAddresses: ['00:50:56:aa:bb:01'] }),
        seen('facts/h', { biosUuid: UUID }),
        seen('dhcp/l', { macAddresses: ['00:50:56:aa:bb:01'] }),
      ],
      expected: [['dhcp/l', 'facts/h', 'vc/vm-1']],
    },
    {
      reason: 'a chain never joins two machines of one source',
      given: [
        seen('vc/vm-1', { biosUuid: UUID }),
        seen('vc/vm-2', { macAddresses: ['00:50:56:aa:bb:01'] }),
        seen('facts/h', { biosUuid: UUID, macAddresses: ['00:50:56:aa:bb:01'] }),
      ],
      expected: [['facts/h', 'vc/vm-1'], ['vc/vm-2']],
    },
  ])('$reason', ({ given, expected }) => {
    expect(groupsOf(given)).toEqual(expected);
    expect(groupsOf([...given].reverse())).toEqual(expected);
  });

  test('a container with the address of a VM is another workload', () => {
    const mac = { macAddresses: ['00:50:56:aa:bb:01'] };
    const given = [seen('a/1', mac), { ...seen('b/1', mac), kind: 'container' as const }];
    expect(groupsOf(given)).toEqual([['a/1'], ['b/1']]);
  });
});

describe('workload ids', () => {
  const ids = (
    observations: readonly WorkloadObservation[],
    previous = new Map<string, string>(),
  ): Map<string, string> =>
    new Map(
      identityGroups(observations.map(identityRowOf), previous).flatMap((group) =>
        group.members.map((key) => [key, group.id]),
      ),
    );

  test('stay when a further source appears, and when the strongest sign changes', () => {
    const first = ids([seen('vc/vm-1', {})]);
    const second = ids([seen('vc/vm-1', { biosUuid: UUID }), seen('facts/h', { biosUuid: UUID })], first);
    expect(new Set(second.values())).toEqual(new Set(first.values()));
  });

  test('rest on the BIOS UUID, whoever saw it first and in either byte order', () => {
    expect([...ids([seen('a/1', { biosUuid: UUID })]).values()]).toEqual([
      ...ids([seen('b/9', { biosUuid: byteSwapped(UUID) })]).values(),
    ]);
  });

  test('are given back to a machine that returns under another name', () => {
    const before = ids([seen('old/vm-1', { biosUuid: UUID })]);
    const after = ids([seen('new/vm-1', { biosUuid: UUID })], before);
    expect([...after.values()]).toEqual([...before.values()]);
  });

  test('clones get different ids, and the older keeps its own when the clone appears', () => {
    const before = ids([seen('vc/vm-1', { biosUuid: UUID })]);
    const after = ids([seen('vc/vm-1', { biosUuid: UUID }), seen('vc/vm-2', { biosUuid: UUID })], before);
    expect(after.get('vc||vm-1')).toBe(before.get('vc||vm-1'));
    expect(after.get('vc||vm-2')).not.toBe(after.get('vc||vm-1'));
  });

  test('a group that splits leaves the id with the larger part', () => {
    const before = new Map([
      ['a||1', 'wl-x'],
      ['b||1', 'wl-x'],
      ['c||1', 'wl-x'],
    ]);
    const after = ids(
      [seen('a/1', { biosUuid: UUID }), seen('b/1', { biosUuid: OTHER }), seen('c/1', { biosUuid: OTHER })],
      before,
    );
    expect(after.get('b||1')).toBe('wl-x');
    expect(after.get('c||1')).toBe('wl-x');
    expect(after.get('a||1')).not.toBe('wl-x');
  });
});

/** A small world in which signs collide often. */
const observations = fc.array(
  fc.record({
    source: fc.constantFrom('vc', 'facts', 'arm'),
    nativeId: fc.constantFrom('1', '2', '3', '4'),
    scope: fc.constantFrom(undefined, 's1', 's2'),
    bios: fc.constantFrom(undefined, UUID, OTHER, byteSwapped(UUID)),
    instance: fc.constantFrom(undefined, UUID, OTHER),
    mac: fc.constantFrom(undefined, '00:50:56:00:00:01', '00:50:56:00:00:02'),
    fqdn: fc.constantFrom(undefined, 'a.x', 'b.x'),
    name: fc.constantFrom(undefined, 'a', 'b'),
    family: fc.constantFrom(undefined, 'linux' as const, 'windows' as const),
  }),
  { maxLength: 14 },
);

const world = observations.map((list) =>
  list.map((one) =>
    seen(
      `${one.source}/${one.nativeId}`,
      {
        ...(one.bios && { biosUuid: one.bios }),
        ...(one.instance && { instanceUuid: one.instance }),
        ...(one.mac && { macAddresses: [one.mac] }),
        ...(one.fqdn && { fqdn: one.fqdn }),
      },
      { ...(one.name && { name: one.name }), ...(one.family && { os: { family: one.family } }) },
      one.scope,
    ),
  ),
);

describe('properties', () => {
  test('order does not matter', () => {
    fc.assert(
      fc.property(
        world.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(identityGroups(shuffled.map(identityRowOf))).toEqual(identityGroups(list.map(identityRowOf)));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('every observation is in one group, ids are unique, one source is never joined with itself', () => {
    fc.assert(
      fc.property(
        world,
        fc.dictionary(fc.constantFrom('vc||1', 'vc|s1|2', 'facts||1', 'arm||3'), fc.constantFrom('wl-p', 'wl-q')),
        (list, previous) => {
          const groups = identityGroups(list.map(identityRowOf), new Map(Object.entries(previous)));
          const members = groups.flatMap((group) => group.members);
          expect(members.toSorted()).toEqual([...new Set(list.map(observationKey))].sort());
          expect(new Set(groups.map((group) => group.id)).size).toBe(groups.length);
          for (const group of groups) {
            const places = group.members.map((key) => key.slice(0, key.lastIndexOf('|')));
            expect(new Set(places).size).toBe(places.length);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('grouping again with the ids it gave changes nothing', () => {
    fc.assert(
      fc.property(world, (list) => {
        const once = identityGroups(list.map(identityRowOf));
        const ids = new Map(once.flatMap((group) => group.members.map((key) => [key, group.id] as const)));
        expect(identityGroups(list.map(identityRowOf), ids)).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  test('swapping bytes twice gives the UUID back, and both forms are one', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(byteSwapped(byteSwapped(uuid))).toBe(uuid);
        expect(canonicalBiosUuid(byteSwapped(uuid))).toBe(canonicalBiosUuid(uuid));
      }),
    );
  });
});

describe('signs', () => {
  test.each([
    ['42 19 c0 de 12 34 56 78-9a bc de f0 12 34 56 78', '4219c0de-1234-5678-9abc-def012345678', 'VMX notation'],
    ['{4219C0DE-1234-5678-9ABC-DEF012345678}', '4219c0de-1234-5678-9abc-def012345678', 'braces'],
    ['Not Settable', undefined, 'words'],
    ['4219c0de', undefined, 'too short'],
  ])('UUID %s', (given, expected, _reason) => {
    expect(canonicalBiosUuid(given)).toBe(expected === undefined ? undefined : canonicalBiosUuid(expected));
  });

  test('addresses and names', () => {
    expect(normaliseMac('0050.56AA.BB01')).toBe('00:50:56:aa:bb:01');
    expect(normaliseMac('01:00:5e:00:00:01')).toBeUndefined();
    expect(normaliseFqdn('DB01')).toBeUndefined();
    expect(normaliseFqdn('10.0.0.1')).toBeUndefined();
    expect(normaliseFqdn('WIN-ABCDEFGHIJK.corp.local')).toBeUndefined();
  });
});
