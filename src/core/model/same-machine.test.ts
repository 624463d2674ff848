import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteSwapped } from './identity-keys.ts';
import { judgeSameMachine, PROPOSED_FROM } from './same-machine.ts';
import type { Suspect } from './same-machine.ts';
import { workloadWith } from './workload.fixture.ts';
import type { Identity, Workload, WorkloadFacts } from './workload.ts';

const UUID = '4219c0de-1234-5678-9abc-def012345678';
const OTHER = '4219c0de-9999-5678-9abc-def012345678';
const MAC = '00:50:56:aa:bb:01';

const suspect = (
  identity: Identity,
  facts: WorkloadFacts,
  { gone = false, source = 'vc-1', kind = 'vm' }: { gone?: boolean; source?: string; kind?: Workload['kind'] } = {},
): Suspect => ({
  gone,
  workload: workloadWith(
    { platform: 'vsphere', ...facts },
    {
      id: `wl-${source}-${facts.name}`,
      kind,
      identity,
      observations: [{ sourceId: source, nativeId: 'vm-1', observedAt: '2026-11-20T00:00:00.000Z' }],
    },
  ),
});

const disk = { label: 'Hard disk 1', capacityMiB: 10_240, uuid: '6000C29a-1', path: '[ds1] db/db.vmdk' };

describe('judgeSameMachine', () => {
  test.each<{ reason: string; a: Suspect; b: Suspect; proposed: boolean }>([
    {
      reason: 'moved between vCenters: new UUID, same address and full name, the old one is gone',
      a: suspect({ biosUuid: UUID, macAddresses: [MAC], fqdn: 'db.corp.example' }, { name: 'db' }, { gone: true }),
      b: suspect({ biosUuid: OTHER, macAddresses: [MAC], fqdn: 'db.corp.example' }, { name: 'db' }, { source: 'vc-2' }),
      proposed: true,
    },
    {
      reason: 'renamed and registered again: the disks tell',
      a: suspect({ biosUuid: UUID }, { name: 'db', disks: [disk] }, { gone: true }),
      b: suspect({ biosUuid: OTHER }, { name: 'db-new', disks: [disk] }),
      proposed: true,
    },
    {
      reason: 'moved to another platform: the new one runs, the old one is off',
      a: suspect({ macAddresses: [MAC], fqdn: 'db.corp.example' }, { name: 'db', powerState: 'off' }),
      b: suspect(
        { macAddresses: [MAC], fqdn: 'db.corp.example' },
        { name: 'db', powerState: 'on', platform: 'kvm' },
        { source: 'kvm' },
      ),
      proposed: true,
    },
    {
      reason: 'one UUID in both byte orders, and the same name',
      a: suspect({ biosUuid: UUID }, { name: 'db' }),
      b: suspect({ biosUuid: byteSwapped(UUID) }, { name: 'db' }, { source: 'facts' }),
      proposed: true,
    },
    {
      reason: 'clones with equal UUIDs that both run',
      a: suspect({ biosUuid: UUID, macAddresses: [MAC] }, { name: 'db', powerState: 'on' }),
      b: suspect({ biosUuid: UUID, macAddresses: ['00:50:56:aa:bb:02'] }, { name: 'db-clone', powerState: 'on' }),
      proposed: false,
    },
    {
      reason: 'a DHCP address that moved on to another machine',
      a: suspect({ macAddresses: [MAC], fqdn: 'old.corp.example' }, { name: 'old' }, { gone: true }),
      b: suspect({ macAddresses: [MAC], fqdn: 'new.corp.example' }, { name: 'new' }),
      proposed: false,
    },
    {
      reason: 'a name that was given to a new machine',
      a: suspect({ biosUuid: UUID, macAddresses: [MAC], fqdn: 'db.corp.example' }, { name: 'db' }, { gone: true }),
      b: suspect({ biosUuid: OTHER, macAddresses: ['00:50:56:aa:bb:02'], fqdn: 'db.corp.example' }, { name: 'db' }),
      proposed: false,
    },
    {
      reason: 'a template and a machine made from it',
      a: suspect({ biosUuid: UUID }, { name: 'rhel9', template: true, disks: [disk] }),
      b: suspect({ biosUuid: UUID }, { name: 'rhel9', template: false, disks: [disk] }),
      proposed: false,
    },
    {
      reason: 'a recovery placeholder',
      a: suspect({ biosUuid: UUID, macAddresses: [MAC] }, { name: 'db' }),
      b: suspect({ biosUuid: UUID, macAddresses: [MAC] }, { name: 'db', placeholder: true }, { source: 'vc-2' }),
      proposed: false,
    },
    {
      reason: 'two nodes on one shared disk',
      a: suspect({ biosUuid: UUID }, { name: 'node1', powerState: 'on', disks: [{ ...disk, shared: true }] }),
      b: suspect({ biosUuid: OTHER }, { name: 'node2', powerState: 'on', disks: [{ ...disk, shared: true }] }),
      proposed: false,
    },
    {
      reason: 'Windows and Linux under one name and address',
      a: suspect({ macAddresses: [MAC] }, { name: 'db', os: { family: 'windows' } }, { gone: true }),
      b: suspect({ macAddresses: [MAC] }, { name: 'db', os: { family: 'linux' } }),
      proposed: false,
    },
    {
      reason: 'a machine and a container',
      a: suspect({ biosUuid: UUID, macAddresses: [MAC] }, { name: 'db' }, { gone: true }),
      b: suspect({ biosUuid: UUID, macAddresses: [MAC] }, { name: 'db' }, { kind: 'container' }),
      proposed: false,
    },
  ])('$reason: $proposed', ({ a, b, proposed }) => {
    expect(judgeSameMachine(a, b).score >= PROPOSED_FROM).toBe(proposed);
  });

  test('says in words what speaks for it and what against', () => {
    const moved = suspect(
      { biosUuid: UUID, macAddresses: [MAC], fqdn: 'db.corp.example' },
      { name: 'db' },
      { gone: true },
    );
    const now = suspect({ biosUuid: OTHER, macAddresses: [MAC], fqdn: 'db.corp.example' }, { name: 'db2' });
    expect(judgeSameMachine(moved, now)).toEqual({
      score: 65,
      signsFor: [
        'same MAC address 00:50:56:aa:bb:01',
        'same full name db.corp.example',
        'db is no longer listed by any source',
      ],
      signsAgainst: ['different BIOS UUIDs', 'different names db and db2'],
    });
  });

  test('the score does not depend on the order', () => {
    const any = fc
      .record({
        bios: fc.constantFrom(undefined, UUID, OTHER, byteSwapped(UUID)),
        macs: fc.subarray([MAC, '00:50:56:aa:bb:02']),
        fqdn: fc.constantFrom(undefined, 'a.x', 'b.x'),
        name: fc.constantFrom('a', 'b'),
        power: fc.constantFrom(undefined, 'on' as const, 'off' as const),
        gone: fc.boolean(),
        template: fc.boolean(),
        disks: fc.subarray([disk, { label: 'x', uuid: 'u2' }]),
      })
      .map((one) =>
        suspect(
          { ...(one.bios && { biosUuid: one.bios }), macAddresses: one.macs, ...(one.fqdn && { fqdn: one.fqdn }) },
          { name: one.name, template: one.template, disks: one.disks, ...(one.power && { powerState: one.power }) },
          { gone: one.gone },
        ),
      );
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(judgeSameMachine(a, b).score).toBe(judgeSameMachine(b, a).score);
      }),
    );
  });
});
