import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { object, OPENSHIFT } from '../../../../test/support/kube-api-cluster.ts';
import { readableOs } from './machine-os.ts';
import { machineObservation, machinesOf } from './machines.ts';
import { sceneOf } from './scene.fixture.ts';

const all = OPENSHIFT;

function observe(objects = all, name = 'app01', unread: readonly string[] = []): WorkloadObservation {
  const scene = sceneOf(objects, { unread });
  const seen = machinesOf(scene).map((machine) => machineObservation(scene, machine));
  const found = seen.find(({ facts }) => facts.name === name);
  if (found === undefined) throw new RangeError(`no machine ${name}`);
  return found;
}

const facts = (domain: object, more: object = {}, spec: object = {}): WorkloadFacts =>
  observe(
    [
      object('kubevirt.io/v1', 'VirtualMachine', 'x/vm', {
        spec: { template: { spec: { domain, ...spec } }, ...more },
      }),
    ],
    'vm',
  ).facts;

describe('a running machine', () => {
  const { facts, identity } = observe();

  it('is known by its hardware id and addresses', () =>
    expect(identity).toEqual({
      biosUuid: '5d307ca9-b3ef-428c-8861-06e72d69f223',
      macAddresses: ['02:aa:00:00:00:00', '02:aa:00:00:00:01'],
    }));

  it('has size, boot and system', () =>
    expect(facts).toMatchObject({
      powerState: 'on',
      cpuCount: 4,
      coresPerSocket: 2,
      memoryMiB: 8192,
      firmware: 'efi',
      secureBoot: true,
      tpm: true,
      os: {
        family: 'linux',
        reportedAs: 'Red Hat Enterprise Linux 9.4 (Plow)',
        configuredAs: 'Red Hat Enterprise Linux 9',
      },
      host: 'gpu-1',
      zone: 'fra-b',
      liveMigratable: false,
      guestToolsStatus: 'AgentConnected',
    }));

  it('has the disks that would be moved, with their claims; cloud-init is none and an ISO is a drive', () => {
    expect(facts.disks).toEqual([
      {
        label: 'root',
        key: 'root',
        path: 'app01-root',
        capacityMiB: 65_536,
        datastore: 'fast',
        bus: 'virtio',
        mode: 'persistent',
        shared: false,
        rawDeviceMapping: false,
        condition: 'ok',
      },
    ]);
    expect(facts.devices).toContainEqual({ type: 'cdrom', label: 'iso', connected: true });
  });

  it('tells a slice of a GPU, a passed-through card and an SR-IOV port apart', () => {
    expect(facts.devices?.map(({ type }) => type)).toEqual(['vgpu', 'pci-passthrough', 'sriov', 'tpm', 'cdrom']);
    expect(facts.gpus).toEqual([{ type: 'GRID_A100-10C', count: 1, shared: true }]);
    expect(facts.networks).toEqual(['Pod network', 'shop/vlan120', 'sriov/fast']);
  });

  it('inherits the labels of its namespace that it does not set itself', () =>
    expect(facts.tags).toEqual({ 'cost-center': '4711', tier: 'app', 'service/web': '443/tcp, 80/tcp' }));
});

describe('a machine that is switched off', () => {
  it('is worked out from its instance type and preference', () =>
    expect(observe(all, 'win-stopped').facts).toMatchObject({
      powerState: 'off',
      size: 'u1.large',
      cpuCount: 2,
      coresPerSocket: 1,
      memoryMiB: 8192,
      firmware: 'efi',
      secureBoot: true,
      tpm: true,
      os: { family: 'windows', configuredAs: 'Microsoft Windows Server 2022' },
      disks: [{ label: 'root', capacityMiB: 51_200, datastore: 'fast', bus: 'sata' }],
      nics: [{ adapter: 'e1000e' }],
    }));

  it('keeps open what its instance type or preference would say when they may not be read', () => {
    const seen = observe(all, 'win-stopped', [
      'virtualmachineclusterinstancetypes.instancetype.kubevirt.io',
      'virtualmachineclusterpreferences.instancetype.kubevirt.io',
    ]).facts;
    for (const key of ['cpuCount', 'memoryMiB', 'firmware', 'secureBoot', 'tpm', 'devices', 'gpus'] as const)
      expect(seen, key).not.toHaveProperty(key);
  });

  it('keeps snapshots open when they may not be read, and knows of none when they may', () => {
    expect(observe(all, 'win-stopped').facts.snapshots).toEqual([]);
    expect(observe(all, 'win-stopped', ['virtualmachinesnapshots.snapshot.kubevirt.io']).facts).not.toHaveProperty(
      'snapshots',
    );
  });
});

describe('a machine of which little is said', () => {
  it('has the interface that KubeVirt gives by itself, unless it is told not to', () => {
    expect(facts({ devices: {} }).nics).toEqual([{ label: 'default', network: 'Pod network', passthrough: 'none' }]);
    expect(facts({ devices: { autoattachPodInterface: false } })).toMatchObject({ nics: [], networks: [] });
  });

  it('has no known disks, interfaces and devices where none are told', () => {
    const seen = facts({ cpu: { cores: 1 } });
    for (const key of ['disks', 'nics', 'networks', 'datastores', 'provisionedMiB', 'devices', 'gpus', 'hostAffinity'])
      expect(seen).not.toHaveProperty(key);
  });
});

describe('CPUs, memory and boot by KubeVirt’s rules', () => {
  test.each([
    ['sockets alone', { cpu: { sockets: 4 } }, 4],
    ['cores and threads', { cpu: { cores: 2, threads: 2 } }, 4],
    ['a request of the node, rounded up', { resources: { requests: { cpu: '1500m' } } }, 2],
    ['nothing said: one', { devices: {} }, 1],
  ])('%s', (_name, domain, cpuCount) => expect(facts(domain).cpuCount).toBe(cpuCount));

  it('takes the request for the memory when no other is given', () => {
    expect(facts({ resources: { requests: { memory: '2Gi' } } }).memoryMiB).toBe(2048);
    expect(facts({ devices: {} })).not.toHaveProperty('memoryMiB');
  });

  it('knows that UEFI comes with secure boot unless it is switched off, and BIOS is what x86 starts with', () => {
    expect(facts({ firmware: { bootloader: { efi: {} } } })).toMatchObject({ firmware: 'efi', secureBoot: true });
    expect(facts({ firmware: { bootloader: { efi: { secureBoot: false } } } })).toMatchObject({ secureBoot: false });
    expect(facts({ devices: {} })).toMatchObject({ firmware: 'bios', secureBoot: false, tpm: false });
    expect(facts({ devices: { tpm: { enabled: false } } })).toMatchObject({ tpm: false });
    expect(facts({ devices: {} }, {}, { architecture: 'arm64' })).toMatchObject({ firmware: 'efi' });
  });

  it('sees a shared disk and a disk given through', () => {
    const disks = [
      { name: 'quorum', shareable: true, disk: { bus: 'scsi' } },
      { name: 'lun', lun: { bus: 'scsi' } },
    ];
    const volumes = disks.map(({ name }) => ({ name, persistentVolumeClaim: { claimName: name } }));
    expect(facts({ devices: { disks } }, {}, { volumes }).disks).toMatchObject([
      { label: 'quorum', shared: true, rawDeviceMapping: false },
      { label: 'lun', shared: false, rawDeviceMapping: true, rawCompatibility: 'physical' },
    ]);
  });
});

describe('devices of the host, told apart by what the administrator permits', () => {
  const seen = (devices: object, permitted?: object): WorkloadFacts =>
    observe(
      [
        object('kubevirt.io/v1', 'VirtualMachine', 'x/vm', { spec: { template: { spec: { domain: { devices } } } } }),
        ...(permitted === undefined
          ? []
          : [
              object('kubevirt.io/v1', 'KubeVirt', 'kubevirt/kubevirt', {
                spec: { configuration: { permittedHostDevices: permitted } },
              }),
            ]),
      ],
      'vm',
      permitted === undefined ? ['kubevirts.kubevirt.io'] : [],
    ).facts;
  const gpus = [{ name: 'g', deviceName: 'nvidia.com/GRID_A100-10C' }];
  const hostDevices = [{ name: 'd', deviceName: 'corp.example/dongle' }];

  it('stay open where that may not be read', () => {
    const slice = seen({ gpus });
    expect(slice.devices).toEqual([{ type: 'vgpu', label: 'nvidia.com/GRID_A100-10C' }]);
    expect(slice).not.toHaveProperty('gpus');
    expect(slice.deviceTypesSeen).toEqual(['pci-passthrough', 'usb', 'sriov', 'cdrom', 'floppy', 'tpm', 'watchdog']);

    const dongle = seen({ hostDevices });
    expect(dongle.devices).toEqual([{ type: 'other', label: 'corp.example/dongle' }]);
    expect(dongle).not.toHaveProperty('gpus');
    expect(dongle.deviceTypesSeen).toEqual(['sriov', 'cdrom', 'floppy', 'tpm', 'watchdog']);
  });

  it('are none, and known to be none, where the machine names none', () => {
    expect(seen({})).toMatchObject({ devices: [], gpus: [] });
    expect(seen({}).deviceTypesSeen).toEqual(expect.arrayContaining(['pci-passthrough', 'usb', 'gpu', 'vgpu']));
  });

  it.each([
    ['a USB device', { usb: [{ resourceName: 'corp.example/dongle' }] }, 'usb', []],
    ['a slice', { mediatedDevices: [{ resourceName: 'corp.example/dongle' }] }, 'vgpu', [{ count: 1, shared: true }]],
    ['a GPU by its vendor', { pciHostDevices: [pci('10de:20b5')] }, 'gpu', [{ count: 1 }]],
    ['a network card', { pciHostDevices: [pci('15B3:1018')] }, 'pci-passthrough', []],
    ['a card of Intel, which may be a GPU', { pciHostDevices: [pci('8086:0bda')] }, 'pci-passthrough', undefined],
  ])('%s', (_what, permitted, type, needs) => {
    const facts = seen({ hostDevices }, permitted);
    expect(facts.devices).toEqual([{ type, label: 'corp.example/dongle' }]);
    if (needs === undefined) expect(facts).not.toHaveProperty('gpus');
    else expect(facts.gpus).toMatchObject(needs);
    expect(facts.deviceTypesSeen?.includes('gpu')).toBe(needs !== undefined);
  });
});

it('keeps an adapter open that a plugin binds in a way of its own', () => {
  const bound = facts({ devices: { interfaces: [{ name: 'fast', binding: { name: 'vdpa' } }] } });
  expect(bound.nics?.[0]).not.toHaveProperty('passthrough');
  expect(bound.deviceTypesSeen).not.toContain('sriov');
  const bridged = facts({ devices: { interfaces: [{ name: 'lan', bridge: {} }] } });
  expect(bridged.nics?.[0]?.passthrough).toBe('none');
  expect(bridged.deviceTypesSeen).toContain('sriov');
});

function pci(pciVendorSelector: string): object {
  return { pciVendorSelector, resourceName: 'corp.example/dongle' };
}

describe('whether it is on', () => {
  const state = (status: object, phase?: string): string | undefined => {
    const machine = object('kubevirt.io/v1', 'VirtualMachine', 'x/vm', { status });
    const instance = object('kubevirt.io/v1', 'VirtualMachineInstance', 'x/vm', { status: { phase } });
    return observe(phase === undefined ? [machine] : [machine, instance], 'vm').facts.powerState;
  };

  it.each([
    ['Running', 'on'],
    ['Starting', 'on'],
    ['Stopping', 'on'],
    ['Migrating', 'on'],
    ['Paused', 'suspended'],
    ['Stopped', 'off'],
    ['WaitingForVolumeBinding', 'off'],
    ['Unknown', undefined],
    ['ErrorUnschedulable', undefined],
    ['ErrorPvcNotFound', undefined],
    ['ErrImagePull', undefined],
    ['CrashLoopBackOff', undefined],
    ['Terminating', undefined],
    ['constructor', undefined],
  ])('printableStatus %s: %s', (printableStatus, power) => expect(state({ printableStatus })).toBe(power));

  it.each([
    ['Running', 'Running', 'on'],
    ['Scheduling', 'Starting', 'on'],
    ['Scheduling', 'ErrorUnschedulable', undefined],
    ['Unknown', 'Running', undefined],
    ['Failed', 'Starting', 'off'],
  ])('phase %s, printableStatus %s: %s', (phase, printableStatus, power) =>
    expect(state({ printableStatus }, phase)).toBe(power),
  );
});

test.each([
  ['win2k22', 'Microsoft Windows Server 2022'],
  ['windows2k12r2', 'Microsoft Windows Server 2012 R2'],
  ['windows.2k19.virtio', 'Microsoft Windows Server 2019'],
  ['windows.11', 'Microsoft Windows 11'],
  ['rhel9.4', 'Red Hat Enterprise Linux 9.4'],
  ['rhel.8', 'Red Hat Enterprise Linux 8'],
  ['centos.stream9', 'CentOS Stream 9'],
  ['ubuntu', 'Ubuntu'],
  ['opensuse.leap', 'openSUSE'],
  ['our-own', undefined],
])('the short name %s is %s', (short, name) => expect(readableOs(short)).toBe(name));

test('whatever a field of a machine holds, the others are still read and nothing is thrown', () => {
  const paths = ['cpu', 'memory', 'devices', 'firmware', 'resources'];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.anything(), (path, value) => {
      const domain = { cpu: { sockets: 1 }, memory: { guest: '1Gi' }, devices: {}, [path]: value };
      expect(facts(domain).name).toBe('vm');
    }),
  );
});
