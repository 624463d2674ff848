/**
 * The law behind "unknown is an answer", over all shipped rules: taking facts away from a machine can only open
 * answers, and giving them back settles an open one without turning a settled one.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Device, GuestOs, WorkloadFacts } from '../model/workload.ts';
import { createAssessor } from './engine.ts';
import { RULES } from './rules/registry.ts';

const releases = catalog['os-lifecycle'].os.map(({ id }) => id).filter((id) => !id.includes('-ac'));

function guest(id: string): GuestOs {
  const product = id.replace(/-(\d|xp|vista|nt4).*$/, '');
  const family = id.startsWith('windows') ? 'windows' : id.startsWith('freebsd') ? 'other' : 'linux';
  const siblings = releases.filter((other) => other.startsWith(`${product}-`)).slice(0, 3);
  return {
    id,
    family,
    product,
    architecture: 'x86_64',
    configuredAs: id,
    reportedAs: id,
    candidates: [...new Set([id, ...siblings])],
  };
}

const disk = fc.record({
  label: fc.constantFrom('Hard disk 1', 'Hard disk 2'),
  key: fc.constantFrom('2000', '2001'),
  capacityMiB: fc.integer({ min: 0, max: 200_000_000 }),
  datastore: fc.constantFrom('ds1', ''),
  mode: fc.constantFrom('persistent' as const, 'independent_persistent' as const),
  shared: fc.boolean(),
  rawDeviceMapping: fc.boolean(),
  bus: fc.constantFrom('scsi' as const, 'nvme' as const),
  sharedBus: fc.constantFrom('none' as const, 'physical' as const),
  path: fc.constantFrom('C:\\ClusterStorage\\Volume1\\a.vhdx', 'D:\\a.vhdx'),
  iops: fc.constantFrom(500, 500_000),
  throughputMiBps: fc.constantFrom(60, 20_000),
  changeTracking: fc.boolean(),
  backing: fc.constantFrom('file' as const, 'vhost-user' as const),
  scsiReservation: fc.boolean(),
  condition: fc.constantFrom('ok' as const, 'broken' as const),
});

const nic = fc.record({
  label: fc.constant('Network adapter 1'),
  passthrough: fc.constant('none' as const),
  adapter: fc.constantFrom('virtio', 'vmxnet3'),
  switchName: fc.constant('External'),
  connected: fc.boolean(),
  filtered: fc.boolean(),
  bandwidthLimited: fc.boolean(),
  mirrored: fc.boolean(),
  tuned: fc.boolean(),
  networkKnown: fc.boolean(),
});

const DEVICE_TYPES: readonly Device['type'][] = [
  'pci-passthrough',
  'sriov',
  'usb',
  'usb-controller',
  'gpu',
  'vgpu',
  'tpm',
];

/** Machines that can exist: what rules conclude from one fact about another holds for them. */
const machine: fc.Arbitrary<WorkloadFacts> = fc
  .record({
    name: fc.constantFrom('web01', 'web 01', '-'),
    platform: fc.constantFrom('vsphere', 'hyperv', 'kvm', 'ovirt', 'openshift', 'azure'),
    template: fc.constant(false),
    placeholder: fc.constant(false),
    powerState: fc.constantFrom('on' as const, 'off' as const, 'suspended' as const),
    connectionState: fc.constantFrom('connected', 'orphaned'),
    cpuCount: fc.constantFrom(1, 4, 220, 300, 900),
    memoryMiB: fc.constantFrom(256, 4096, 7_000_000, 17_000_000),
    os: fc.constantFrom(...releases).map(guest),
    hostName: fc.constantFrom('', 'web01', 'localhost.localdomain'),
    ipAddresses: fc.constantFrom([], ['10.0.0.7'], ['2001:db8::7']),
    firmware: fc.constantFrom('bios' as const, 'efi' as const),
    hardwareVersion: fc.constantFrom(8, 13, 19),
    disks: fc.array(disk, { maxLength: 3 }),
    filesystems: fc.constantFrom(
      [],
      [{ path: '/', freeMiB: 10, diskKey: 2000 }],
      [{ path: 'C:', freeMiB: 500, diskKey: 0 }],
    ),
    nics: fc.array(nic, { maxLength: 2 }),
    snapshots: fc.constantFrom([], [{ name: 'old', memory: true }], [{ name: 'cold', memory: false }]),
    cluster: fc.constant('c1'),
    highAvailability: fc.boolean(),
    cpuPinningPolicy: fc.constantFrom('none' as const, 'resize-and-pin-numa' as const),
    cpuShares: fc.constantFrom(0, 2048),
    guestNumaNodes: fc.constantFrom(0, 2),
    ballooning: fc.boolean(),
    pageSharing: fc.boolean(),
    ioThreads: fc.constantFrom(0, 1, 4),
    bootMenu: fc.boolean(),
    displays: fc.constantFrom([], ['spice'], ['vnc']),
    customSettings: fc.constantFrom([], ['qemu:-device']),
    resumeBehavior: fc.constantFrom('auto-resume', 'kill'),
    deviceTypes: fc.subarray([...DEVICE_TYPES]),
    changeTracking: fc.boolean(),
    cpuHotAdd: fc.boolean(),
    cpuHotRemove: fc.boolean(),
    memoryHotAdd: fc.boolean(),
    cpuReservationMhz: fc.constantFrom(0, 500),
    cpuAffinity: fc.constantFrom([], [1]),
    numaAffinity: fc.constantFrom([], [0]),
    latencySensitivity: fc.constantFrom('normal', 'high'),
    consolidationNeeded: fc.boolean(),
    faultTolerance: fc.boolean(),
    diskUuidEnabled: fc.boolean(),
    guestToolsStatus: fc.constantFrom('toolsOk', 'toolsNotRunning', 'toolsNotInstalled'),
    hostAffinity: fc.boolean(),
    clusterDrsEnabled: fc.boolean(),
    clusterDpmEnabled: fc.boolean(),
    secureBoot: fc.boolean(),
    roles: fc.subarray(['domain-controller' as const, 'sql-cluster' as const, 'virtual-appliance' as const]),
    guestEncryption: fc.constantFrom([], ['C:']),
    guestServices: fc.subarray([
      { name: 'himds', state: 'running' as const },
      { name: 'MSiSCSI', state: 'stopped' as const, startMode: 'manual' as const },
      { name: 'multipathd.service', state: 'running' as const },
    ]),
    software: fc.subarray([{ name: 'Veeam Agent for Linux' }, { name: 'nginx' }]),
    guestFeatures: fc.subarray(['DHCP', 'Multipath-IO', 'Web-Server']),
    cpuModel: fc.constantFrom('intel-merom', 'intel-haswell', 'intel-icelake', 'host-model'),
    affinityRules: fc.constantFrom([], ['apart']),
    haRestartPriority: fc.constantFrom('high', 'medium'),
    utilisation: fc.record({
      windowDays: fc.constantFrom(3, 30),
      diskIops: fc.constantFrom(50, 700_000),
      diskReadMiBps: fc.constantFrom(5, 12_000),
      diskWriteMiBps: fc.constantFrom(5, 12_000),
    }),
  })
  .map(({ deviceTypes, secureBoot, roles, ...facts }) => {
    const tpm = deviceTypes.includes('tpm') && facts.firmware === 'efi' && facts.hardwareVersion >= 14;
    const types = deviceTypes.filter((type) => type !== 'tpm' || tpm);
    const passed = types.some((type) => ['pci-passthrough', 'sriov', 'gpu', 'vgpu'].includes(type));
    return {
      ...facts,
      tpm,
      // A machine of generation 1 has a BIOS.
      generation: facts.firmware === 'efi' ? 2 : 1,
      devices: types.map((type) => ({ type })),
      deviceTypesSeen: DEVICE_TYPES,
      gpus: types.filter((type) => type === 'vgpu' || type === 'gpu').map((type) => ({ type, count: 1 })),
      memoryReservationMiB: passed ? facts.memoryMiB : 0,
      nics: types.includes('sriov') ? [{ label: 'Network adapter 1', passthrough: 'sriov' as const }] : facts.nics,
      secureBoot: secureBoot && facts.firmware === 'efi',
      securityType: secureBoot && facts.firmware === 'efi' ? 'ConfidentialVM' : 'Standard',
      bootDiskLayout: facts.firmware === 'efi' ? ('gpt' as const) : ('mbr' as const),
      // Being kept on hosts takes a rule.
      affinityRules: facts.hostAffinity ? ['on site A'] : facts.affinityRules,
      // Only Windows Server has such roles.
      guestFeatures: facts.os.id?.startsWith('windows-server') === true ? facts.guestFeatures : [],
      roles:
        facts.os.id?.startsWith('windows-server') === true
          ? roles
          : roles.filter((role) => role === 'virtual-appliance'),
    };
  });

/** Leaves facts out: whole ones, and members of guests, disks, adapters and file systems. */
function without(facts: WorkloadFacts, removed: (path: string) => boolean): WorkloadFacts {
  const strip = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => (typeof item === 'object' ? strip(item, `${path}[]`) : item));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(
      ([key]) =>
        ['label', 'path', 'type'].includes(key) ||
        (key === 'name' && path.endsWith('[]')) ||
        !removed(`${path}.${key}`),
    );
    return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner, `${path}.${key}`)]));
  };
  const kept = Object.entries(facts).filter(([key]) => !removed(key));
  // A source that lists devices says which types it lists completely: the two come and go together.
  const together = kept.filter(([key]) => key !== 'deviceTypesSeen' || !removed('devices'));
  return Object.fromEntries(together.map(([key, value]) => [key, strip(value, key)]));
}

/** Rules about what is known, not about the machine: knowing more is what mends them. */
const ABOUT_KNOWLEDGE: ReadonlySet<string> = new Set(['common.os.ambiguous', 'common.os.unidentified']);

function answersTo(facts: WorkloadFacts): ReadonlyMap<string, string> {
  const assess = createAssessor({ catalog, asOf: '2026-11-22', rules: RULES });
  const { rules } = assess(workloadWith(facts));
  return new Map(rules.map(({ ruleId, outcome }) => [ruleId, outcome]));
}

describe('facts and answers', () => {
  it('a fact that is given back settles open answers and turns none', () => {
    fc.assert(
      fc.property(machine, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (facts, dice) => {
        const decided = new Map<string, boolean>();
        const removed = (path: string): boolean => {
          const known = decided.get(path) ?? dice.next().value === 0;
          decided.set(path, known);
          return known;
        };
        const asPoor = without(facts, removed);
        const poor = answersTo(asPoor);
        const rich = answersTo(facts);
        const turned = RULES.filter(({ id, platforms, settledOn }) => {
          if (ABOUT_KNOWLEDGE.has(id)) return false;
          // Without a platform a rule for certain ones is not asked; with it, one may fall silent. Neither turns an answer.
          if (platforms !== undefined && (asPoor.platform === undefined || !platforms.includes(facts.platform ?? '')))
            return false;
          if (settledOn?.includes(facts.platform ?? '') === true) return false;
          const before = poor.get(id) ?? 'pass';
          return before !== 'unknown' && before !== (rich.get(id) ?? 'pass');
        });
        expect(turned.map(({ id }) => `${id}: ${poor.get(id) ?? 'pass'} → ${rich.get(id) ?? 'pass'}`)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same bytes for the same machine, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(machine, { minLength: 2, maxLength: 4 }), (machines) => {
        const workloads = machines.map((facts, index) => workloadWith(facts, { id: `wl-${index}` }));
        const assess = createAssessor({ catalog, asOf: '2026-11-22' });
        const again = createAssessor({ catalog, asOf: '2026-11-22' });
        const forwards = workloads.map((workload) => JSON.stringify(assess(workload)));
        const backwards = [...workloads].reverse().map((workload) => JSON.stringify(again(workload)));
        expect(backwards.reverse()).toEqual(forwards);
      }),
      { numRuns: 50 },
    );
  });
});
