import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../../../core/model/workload.ts';
import { HVM, domainXml, uuidFor } from '../domain.fixture.ts';
import type { DomainParts } from '../domain.fixture.ts';
import { parseXml } from '../xml.ts';
import { readSet } from './cpu-set.ts';
import { systemName } from './guest-system.ts';
import { observeDomain } from './observe.ts';
import type { DomainKnown } from './observe.ts';
import { powerStateOf } from './state.ts';

const OPTIONS = { sourceId: 'source-1', observedAt: '2026-11-22T00:00:00Z' };

function factsOf(parts: DomainParts, known: DomainKnown = {}): WorkloadFacts {
  const observation = observeDomain(parseXml(domainXml(parts)), known, OPTIONS);
  if (observation === undefined) throw new Error('no observation');
  return observation.facts;
}

const efi = (inner: string, root = ''): DomainParts => ({
  os: `<os ${root}><type arch='x86_64' machine='q35'>hvm</type>${inner}</os>`,
});
const CODE = '/usr/share/OVMF/OVMF_CODE_4M';

describe('a domain', () => {
  test('is known by its UUID and adapters', () => {
    const devices = `<interface type='bridge'><mac address='52:54:00:AA:bb:01'/><source bridge='br0'/></interface>`;
    const observation = observeDomain(
      parseXml(domainXml({ name: 'Web01', devices })),
      {},
      { ...OPTIONS, scope: 'host-a' },
    );
    expect(observation).toMatchObject({
      nativeId: uuidFor('Web01'),
      scope: 'host-a',
      identity: { biosUuid: uuidFor('Web01'), macAddresses: ['52:54:00:aa:bb:01'] },
    });
    expect(observeDomain(parseXml('<domain><name>Web01</name></domain>'), {}, OPTIONS)?.nativeId).toBe('web01');
    expect(observeDomain(parseXml('<domain/>'), {}, OPTIONS)).toBeUndefined();
  });

  test.each([
    { reason: 'KiB without a unit', memory: '<memory>2097152</memory>', expected: 2048 },
    { reason: 'a binary unit', memory: "<memory unit='GiB'>4</memory>", expected: 4096 },
    { reason: 'a letter', memory: "<memory unit='G'>4</memory>", expected: 4096 },
    { reason: 'bytes', memory: "<memory unit='b'>1073741824</memory>", expected: 1024 },
    { reason: 'a decimal unit', memory: "<memory unit='GB'>1</memory>", expected: 954 },
    { reason: 'an unknown unit', memory: "<memory unit='bananas'>4</memory>", expected: undefined },
    { reason: 'more than there is', memory: "<memory unit='EiB'>900</memory>", expected: undefined },
    { reason: 'no number', memory: '<memory>lots</memory>', expected: undefined },
  ])('has memory in $reason', ({ memory, expected }) => {
    expect(factsOf({ head: memory }).memoryMiB).toBe(expected);
  });

  test('has the processors it runs with, and may be given more', () => {
    const head = `<vcpu current='4' cpuset='0-3,^2'>8</vcpu><cputune><vcpupin vcpu='0' cpuset='6'/></cputune>
      <cpu><topology sockets='1' dies='2' cores='2' threads='2'/></cpu>
      <numatune><memory mode='strict' nodeset='0-1'/></numatune><maxMemory slots='8'>8388608</maxMemory>`;
    expect(factsOf({ head })).toMatchObject({
      cpuCount: 4,
      cpuHotAdd: true,
      coresPerSocket: 8,
      cpuAffinity: [0, 1, 3, 6],
      numaAffinity: [0, 1],
      memoryHotAdd: true,
    });
    expect(factsOf({})).toMatchObject({ cpuHotAdd: false, cpuAffinity: [], numaAffinity: [], memoryHotAdd: false });
    expect(factsOf({ head: "<vcpu cpuset='a-b'>2</vcpu>" }).cpuAffinity).toBeUndefined();
  });

  test('keeps memory for itself when it is locked or of huge pages', () => {
    const head = (inner: string): string => `<memory unit='MiB'>512</memory><memoryBacking>${inner}</memoryBacking>`;
    expect(factsOf({ head: head('<locked/>') }).memoryReservationMiB).toBe(512);
    expect(factsOf({ head: head('<hugepages/>') }).memoryReservationMiB).toBe(512);
    expect(factsOf({ head: head('<nosharepages/>') }).memoryReservationMiB).toBeUndefined();
  });

  test.each([
    { reason: 'a PC without a loader', parts: { os: HVM }, firmware: 'bios', secureBoot: false },
    { reason: 'firmware chosen by libvirt', parts: efi('', "firmware='efi'"), firmware: 'efi', secureBoot: undefined },
    {
      reason: 'secure boot with keys asked for',
      parts: efi(
        "<firmware><feature enabled='yes' name='secure-boot'/><feature enabled='yes' name='enrolled-keys'/></firmware>",
        "firmware='efi'",
      ),
      firmware: 'efi',
      secureBoot: true,
    },
    {
      reason: 'secure boot switched off',
      parts: efi("<firmware><feature enabled='no' name='secure-boot'/></firmware>", "firmware='efi'"),
      firmware: 'efi',
      secureBoot: false,
    },
    {
      reason: 'a plain build of OVMF',
      parts: efi(`<loader readonly='yes' type='pflash'>${CODE}.fd</loader><nvram>/var/x_VARS.fd</nvram>`),
      firmware: 'efi',
      secureBoot: false,
    },
    {
      reason: "a build with Microsoft's keys",
      parts: efi(`<loader secure='yes' type='pflash'>${CODE}.ms.fd</loader>`),
      firmware: 'efi',
      secureBoot: true,
    },
    {
      reason: 'a secure build whose keys nobody knows',
      parts: efi(`<loader secure='yes' type='pflash'>${CODE}.fd</loader>`),
      firmware: 'efi',
      secureBoot: undefined,
    },
    {
      reason: 'another machine without a loader',
      parts: { os: "<os><type arch='s390x'>hvm</type></os>" },
      firmware: undefined,
      secureBoot: undefined,
    },
  ])('starts by $reason', ({ parts, firmware, secureBoot }) => {
    const facts = factsOf(parts);
    expect({ firmware: facts.firmware, secureBoot: facts.secureBoot }).toEqual({ firmware, secureBoot });
  });

  test.each([
    { id: 'http://microsoft.com/win/2k19', name: 'Windows Server 2019' },
    { id: 'http://microsoft.com/win/10', name: 'Windows 10' },
    { id: 'http://redhat.com/rhel/8.6', name: 'Red Hat Enterprise Linux 8.6' },
    { id: 'http://ubuntu.com/ubuntu/22.04', name: 'Ubuntu 22.04' },
    { id: 'http://debian.org/debian/testing', name: 'Debian' },
    { id: 'http://microsoft.com/win/97', name: undefined },
    { id: 'http://example.org/os/1', name: undefined },
    { id: 'nonsense', name: undefined },
  ])('was made for $name ($id)', ({ id, name }) => {
    expect(systemName(id)).toBe(name);
  });

  test('is not taken for Windows by its enlightenments', () => {
    const facts = factsOf({
      head: "<features><hyperv><relaxed state='on'/></hyperv></features><clock offset='localtime'/>",
    });
    expect(facts.os).toEqual({ architecture: 'x86_64' });
  });

  test('says which state its guest agent is in', () => {
    const channel = (state: string): string =>
      `<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' ${state}/></channel>`;
    expect(factsOf({}).guestToolsStatus).toBe('notInstalled');
    expect(factsOf({ devices: channel('') }).guestToolsStatus).toBeUndefined();
    expect(factsOf({ devices: channel("state='connected'") }).guestToolsStatus).toBe('running');
    expect(factsOf({ devices: channel("state='disconnected'") }).guestToolsStatus).toBe('notRunning');
  });

  test('runs when its definition has a number, and when libvirt says so', () => {
    expect(factsOf({}).powerState).toBeUndefined();
    expect(factsOf({ root: "id='3'" }).powerState).toBe('on');
    expect(factsOf({ root: "id='3'" }, { powerState: 'suspended' }).powerState).toBe('suspended');
    expect([0, 1, 3, 5, 6, 7, 99].map((state) => powerStateOf(state, false))).toEqual([
      undefined,
      'on',
      'suspended',
      'off',
      'off',
      'suspended',
      undefined,
    ]);
    expect(powerStateOf(5, true)).toBe('suspended');
  });

  test('keeps neither passwords nor licence keys', () => {
    const facts = factsOf({
      head: '<description>key A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q, room B</description><title>Shop</title>',
      devices: "<graphics type='vnc' passwd='open sesame'/>",
    });
    expect(facts.annotation).toBe('Shop\nkey [licence key removed], room B');
    expect(JSON.stringify(facts)).not.toContain('open sesame');
  });
});

test('sets of processors are read in any order and never run away', () => {
  expect(readSet('3,0-1,^0')).toEqual([1, 3]);
  expect(readSet('0-99999')).toBeUndefined();
  expect(readSet('5-2')).toBeUndefined();
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(200)), (members) => {
      expect(readSet(members.join(',') || undefined)).toEqual(
        members.length === 0 ? undefined : members.toSorted((a, b) => a - b),
      );
    }),
  );
});
