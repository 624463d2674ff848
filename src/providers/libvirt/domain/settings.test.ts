import { describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../../../core/model/workload.ts';
import { HVM, domainXml } from '../domain.fixture.ts';
import type { DomainParts } from '../domain.fixture.ts';
import { parseXml } from '../xml.ts';
import { observeDomain } from './observe.ts';
import { snapshotOf } from './snapshots.ts';

function factsOf(parts: DomainParts): WorkloadFacts {
  const options = { sourceId: 'source-1', observedAt: '2026-11-22T00:00:00Z' };
  return observeDomain(parseXml(domainXml(parts)), {}, options)?.facts ?? {};
}
const MAC = '52:54:00:00:00:01';
const nicOf = (inner: string, type = 'bridge', head = '') =>
  factsOf({
    head,
    devices: `<interface type='${type}'><mac address='${MAC}'/><source bridge='br0'/>${inner}</interface>`,
  }).nics?.[0];

describe('settings of a domain', () => {
  test('that says nothing of them are the ones libvirt gives', () => {
    expect(factsOf({})).toMatchObject({
      ballooning: true,
      bootMenu: false,
      ioThreads: 0,
      displays: [],
      customSettings: [],
      cpuModel: 'platform-default',
      cpuPinningPolicy: 'none',
      cpuShares: 0,
      guestNumaNodes: 0,
    });
  });

  test.each<{ reason: string; parts: DomainParts; facts: WorkloadFacts }>([
    { reason: 'no balloon', parts: { devices: "<memballoon model='none'/>" }, facts: { ballooning: false } },
    {
      reason: 'a boot menu',
      parts: { os: HVM.replace('</os>', "<bootmenu enable='yes' timeout='3000'/></os>") },
      facts: { bootMenu: true },
    },
    { reason: 'I/O threads', parts: { head: '<iothreads>2</iothreads>' }, facts: { ioThreads: 2 } },
    {
      reason: 'I/O threads by id',
      parts: { head: "<iothreadids><iothread id='1'/><iothread id='4'/></iothreadids>" },
      facts: { ioThreads: 2 },
    },
    {
      reason: 'two consoles of one kind',
      parts: { devices: "<graphics type='vnc'/><graphics type='spice'/><graphics type='vnc'/>" },
      facts: { displays: ['spice', 'vnc'] },
    },
    {
      reason: 'arguments to QEMU, by name and without what follows them',
      parts: {
        tail: `<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <qemu:arg value='-object'/><qemu:arg value='secret,id=s0,data=letmein'/><qemu:env name='TOKEN' value='x'/>
        </qemu:commandline>`,
      },
      facts: { customSettings: ['qemu:-object', 'qemu:environment'] },
    },
    {
      reason: 'a CPU model of its own',
      parts: { head: "<cpu mode='custom' match='exact'><model fallback='forbid'>Haswell-noTSX</model></cpu>" },
      facts: { cpuModel: 'Haswell-noTSX' },
    },
    {
      reason: 'the CPU of the host',
      parts: { head: "<cpu mode='host-passthrough'/>" },
      facts: { cpuModel: 'host-passthrough' },
    },
    {
      reason: 'CPU shares',
      parts: { head: '<cputune><shares>512</shares></cputune>' },
      facts: { cpuShares: 512, cpuPinningPolicy: 'none' },
    },
    {
      reason: 'CPUs bound by hand',
      parts: { head: "<cputune><vcpupin vcpu='0' cpuset='2'/></cputune>" },
      facts: { cpuPinningPolicy: 'manual', cpuAffinity: [2] },
    },
    {
      reason: 'CPUs bound with memory nodes that the guest sees',
      parts: {
        head: `<cputune><vcpupin vcpu='0' cpuset='2'/></cputune><cpu><numa><cell id='0' cpus='0-1' memory='1'/></numa></cpu>
          <numatune><memnode cellid='0' mode='strict' nodeset='1'/></numatune>`,
      },
      facts: { cpuPinningPolicy: 'resize-and-pin-numa', guestNumaNodes: 1, numaAffinity: [1] },
    },
    {
      reason: 'pages that are never merged',
      parts: { head: '<memoryBacking><nosharepages/></memoryBacking>' },
      facts: { pageSharing: false },
    },
    {
      reason: 'USB devices of the console',
      parts: { devices: "<redirdev bus='usb' type='spicevmc'/>" },
      facts: { devices: [{ type: 'usb', label: 'redirected from the console' }] },
    },
  ])('has $reason', ({ parts, facts }) => {
    expect(factsOf(parts)).toMatchObject(facts);
  });

  test('leave it to the host whether pages are merged, when nothing rules it out', () => {
    expect(factsOf({})).not.toHaveProperty('pageSharing');
  });
});

describe('an adapter', () => {
  test('has what its definition gives it', () => {
    expect(nicOf('')).toMatchObject({ filtered: false, bandwidthLimited: false, tuned: false, mirrored: false });
    expect(nicOf("<filterref filter='clean-traffic'/>")).toMatchObject({ filtered: true });
    expect(nicOf("<bandwidth><inbound average='1000'/></bandwidth>")).toMatchObject({ bandwidthLimited: true });
    expect(nicOf("<driver name='vhost' queues='4'/>")).toMatchObject({ tuned: true });
    expect(nicOf("<driver name='vhost'/>")).toMatchObject({ tuned: false });
  });

  test('receives copies of traffic when oVirt notes it; an Open vSwitch leaves it open', () => {
    const metadata = (inner: string) =>
      `<metadata xmlns:ovirt-vm='http://ovirt.org/vm/1.0'><ovirt-vm:vm><ovirt-vm:resumeBehavior>auto_resume</ovirt-vm:resumeBehavior>
      <ovirt-vm:device mac_address='${MAC}'>${inner}</ovirt-vm:device></ovirt-vm:vm></metadata>`;
    const mirroring = '<ovirt-vm:portMirroring><ovirt-vm:network>n1</ovirt-vm:network></ovirt-vm:portMirroring>';
    expect(nicOf('', 'bridge', metadata(mirroring))).toMatchObject({ mirrored: true });
    expect(nicOf('', 'bridge', metadata(''))).toMatchObject({ mirrored: false });
    expect(nicOf("<virtualport type='openvswitch'/>")).not.toHaveProperty('mirrored');
    expect(factsOf({ head: metadata('') }).resumeBehavior).toBe('auto-resume');
  });
});

test('a snapshot holds memory when its definition says so', () => {
  const memory = (inner: string) =>
    snapshotOf(parseXml(`<domainsnapshot><name>a</name>${inner}</domainsnapshot>`))?.memory;
  expect(memory("<memory snapshot='internal'/>")).toBe(true);
  expect(memory("<memory snapshot='no'/>")).toBe(false);
  expect(memory('')).toBeUndefined();
});
