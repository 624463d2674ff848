import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { WorkloadFacts } from '../../core/model/workload.ts';
import type { ImportIssue, InventoryItem, Receipt } from '../provider.ts';
import { collected, host, machine } from './collected.fixture.ts';
import { readHyperv } from './read.ts';

async function imported(content: unknown, others: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-hyperv-'));
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  try {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, 'a.json'), text);
    for (const [name, other] of Object.entries(others)) await writeFile(join(folder, name), other);
    const receipt: Receipt = await readHyperv({
      path: Object.keys(others).length > 0 ? folder : join(folder, 'a.json'),
      fileName: 'a.json',
      sourceId: 'source-1',
      observedAt: '2026-11-22T00:00:00Z',
      onItem: (batch) => void items.push(...batch),
      onIssue: (issue) => void issues.push(issue),
    });
    const machines = items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
    return { items, machines, issues, receipt };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const facts = async (changes: Readonly<Record<string, unknown>>): Promise<WorkloadFacts> =>
  (await imported(collected({ machines: machine(changes) }))).machines[0]?.facts ?? {};

describe('a machine of the collector', () => {
  test('gives everything that was collected', async () => {
    const { machines, receipt } = await imported(collected());
    expect(machines[0]).toMatchObject({
      nativeId: '5f0c1a2b-0001-4000-8000-0000000000a1',
      scope: 'hvcl.corp.example',
      observedAt: '2026-11-22T06:00:00Z',
      identity: {
        biosUuid: '1c4e564d-0100-0200-0003-0000000000a1',
        instanceUuid: '5f0c1a2b-0001-4000-8000-0000000000a1',
        macAddresses: ['00:15:5d:0a:0b:01'],
        fqdn: 'app01.corp.example',
      },
    });
    expect(machines[0]?.facts).toEqual({
      name: 'app01',
      platform: 'hyperv',
      template: false,
      placeholder: false,
      powerState: 'on',
      cpuCount: 4,
      memoryMiB: 8192,
      memoryHotAdd: true,
      provisionedMiB: 130048 + 1048576 + 1024,
      os: { reportedAs: 'Windows Server 2019 Datacenter', family: 'windows', architecture: 'x86_64' },
      hostName: 'APP01.corp.example',
      ipAddresses: ['10.3.0.11'],
      firmware: 'efi',
      secureBoot: true,
      tpm: true,
      generation: 2,
      hardwareVersion: 9,
      disks: [
        {
          label: 'SCSI 0:0',
          key: 'SCSI 0:0',
          capacityMiB: 130048,
          usedMiB: 40960,
          datastore: 'Volume1',
          path: 'C:\\ClusterStorage\\Volume1\\app01\\os.vhdx',
          thin: true,
          mode: 'persistent',
          rawDeviceMapping: false,
          shared: false,
          controller: 'SCSI 0',
          bus: 'scsi',
          uuid: 'a0b1c2d3-0001-4000-8000-0000000000d1',
        },
        {
          label: 'SCSI 0:1',
          key: 'SCSI 0:1',
          capacityMiB: 1048576,
          rawDeviceMapping: true,
          rawCompatibility: 'physical',
          onFileShare: false,
          controller: 'SCSI 0',
          bus: 'scsi',
        },
        {
          label: 'SCSI 1:0',
          key: 'SCSI 1:0',
          capacityMiB: 1024,
          usedMiB: 1024,
          datastore: '\\\\files\\vms',
          path: '\\\\files\\vms\\quorum.vhds',
          onFileShare: true,
          thin: false,
          mode: 'persistent',
          rawDeviceMapping: false,
          shared: true,
          controller: 'SCSI 1',
          bus: 'scsi',
        },
      ],
      nics: [
        {
          label: 'Network Adapter',
          network: 'External (VLAN 20)',
          switchName: 'External',
          macAddress: '00:15:5d:0a:0b:01',
          adapter: 'synthetic',
          connected: true,
          ipAddresses: ['10.3.0.11'],
          passthrough: 'none',
          networkKnown: true,
        },
      ],
      networks: ['External (VLAN 20)'],
      datastores: ['Volume1', '\\\\files\\vms'],
      snapshots: [{ name: 'before update', createdAt: '2026-10-01T10:00:00Z' }],
      consolidationNeeded: false,
      devices: [{ type: 'cdrom', label: 'DVD 1', connected: false }, { type: 'tpm' }],
      deviceTypesSeen: [
        'cdrom',
        'floppy',
        'gpu',
        'parallel',
        'pci-passthrough',
        'serial',
        'sriov',
        'tpm',
        'usb',
        'usb-controller',
        'vgpu',
        'watchdog',
      ],
      gpus: [],
      guestToolsStatus: 'OkApplicationsHealthy',
      guestToolsVersion: '10.0.17763',
      haRestartPriority: 'high',
      affinityRules: ['app'],
      host: 'HV01',
      cluster: 'HVCL',
      createdAt: '2024-03-01T08:00:00Z',
      annotation: 'Order system\n[line about a password removed]',
      roles: [],
      rolesSeen: ['domain-controller'],
    });
    expect(receipt).toMatchObject({ observedAt: '2026-11-22T06:00:00Z', producer: expect.stringContaining('5.1') });
  });

  test('of generation 1 has a BIOS, no secure boot and no TPM, and says nothing of what was not collected', async () => {
    const { machines } = await imported(collected());
    expect(machines[1]?.facts).toMatchObject({ firmware: 'bios', secureBoot: false, tpm: false, powerState: 'off' });
    for (const fact of ['nics', 'networks', 'os', 'hostName', 'ipAddresses'])
      expect(machines[1]?.facts).not.toHaveProperty(fact);
    expect(machines[1]?.facts.deviceTypesSeen).not.toContain('sriov');
  });

  test.each([
    [{ state: 2 }, 'on'],
    [{ state: 'Running' }, 'on'],
    [{ state: 3 }, 'off'],
    [{ state: 6 }, 'suspended'],
    [{ state: 'Saved' }, 'suspended'],
    [{ state: 'RunningCritical' }, 'on'],
    [{ state: 9 }, 'suspended'],
    [{ state: 1 }, undefined],
    [{ state: 'Other' }, undefined],
    [{ state: 'constructor' }, undefined],
  ])('%o is %s', async (changes, state) => {
    expect((await facts(changes)).powerState).toBe(state);
  });

  test('reports no address only while it runs and every adapter was asked', async () => {
    const nics = { name: 'a', switchName: 'External', ipAddresses: [] };
    expect((await facts({ nics, guest: null })).ipAddresses).toEqual([]);
    expect(await facts({ nics, guest: null, state: 'Off' })).not.toHaveProperty('ipAddresses');
    expect(await facts({ nics: { name: 'a' }, guest: null })).not.toHaveProperty('ipAddresses');
  });

  test('is highly available when it is a role of the cluster, and on a switch that its hosts list or not', async () => {
    const changed = await facts({ isClustered: true, nics: [{ name: 'a', switchName: 'Gone' }, { name: 'b' }] });
    expect(changed.highAvailability).toBe(true);
    expect(changed.nics?.map(({ networkKnown }) => networkKnown)).toEqual([false, true]);
    expect((await facts({ isClustered: false })).highAvailability).toBe(false);
    expect(await facts({})).not.toHaveProperty('highAvailability');
  });

  test('lies on a file share when one of its hosts covers it, and is open where shares were not listed', async () => {
    const disks = [
      { path: '\\\\fs1\\vms\\a.vhdx' },
      { path: 'C:\\ClusterStorage\\Volume1\\app01\\os.vhdx' },
      { path: 'D:\\VMs\\b.vhdx' },
      { path: 'Disk 5', diskNumber: 5 },
    ];
    const onShare = (one: WorkloadFacts) => one.disks?.map(({ onFileShare }) => onFileShare);
    expect(onShare(await facts({ disks }))).toEqual([true, undefined, undefined, false]);
    const document = collected({ machines: machine({ disks }) }) as { hosts: unknown };
    const hosts = [document.hosts].flat().map((host) => ({
      ...(host as object),
      shares: [{ name: 'csv', path: 'C:\\ClusterStorage\\Volume1' }],
    }));
    const { machines } = await imported({ ...document, hosts });
    expect(onShare(machines[0]?.facts ?? {})).toEqual([true, true, false, false]);
  });

  test('with a guest that reports and no heartbeat listed is known to answer', async () => {
    expect((await facts({ heartbeat: null })).guestToolsStatus).toBe('GuestReports');
    expect(await facts({ heartbeat: null, guest: null })).not.toHaveProperty('guestToolsStatus');
  });

  test('with devices handed to it, shares of a GPU or SR-IOV', async () => {
    const changed = await facts({
      assignedDevices: { instanceId: 'PCIP\\VEN_10DE&DEV_20B5', locationPath: 'PCIROOT(0)' },
      gpuPartitions: { instancePath: '\\\\?\\PCI#VEN_1002' },
      nics: { name: 'fast', switchName: 'External', iovWeight: 100 },
    });
    expect(changed.devices?.map(({ type }) => type).sort()).toEqual([
      'cdrom',
      'gpu',
      'pci-passthrough',
      'sriov',
      'tpm',
      'vgpu',
    ]);
    expect(changed.gpus).toEqual([
      { type: 'PCIP\\VEN_10DE&DEV_20B5', count: 1, shared: false },
      { type: '\\\\?\\PCI#VEN_1002', count: 1, shared: true },
    ]);
    expect(changed.nics?.[0]?.passthrough).toBe('sriov');
  });

  test.each([
    { what: 'Intel, which makes both', instanceId: 'PCIP\\VEN_8086&DEV_0BDA' },
    { what: 'a vendor nobody knows', instanceId: 'PCIP\\VEN_1FFF&DEV_0001' },
    { what: 'no vendor at all', instanceId: null },
  ])('with a device of $what may have a GPU', async ({ instanceId }) => {
    const seen = await facts({ assignedDevices: { instanceId, locationPath: 'PCIROOT(0)' }, gpuPartitions: [] });
    expect(seen.devices).toContainEqual(expect.objectContaining({ type: 'pci-passthrough' }));
    expect(seen.deviceTypesSeen).toContain('pci-passthrough');
    expect(seen.deviceTypesSeen).not.toContain('gpu');
    expect(seen).not.toHaveProperty('gpus');
  });

  test('with a network card handed to it and a slice by RemoteFX has that slice alone', async () => {
    const seen = await facts({
      assignedDevices: { instanceId: 'PCIP\\VEN_15B3&DEV_1018' },
      gpuPartitions: [],
      remoteFxAdapters: [{}],
    });
    expect(seen.deviceTypesSeen).toContain('gpu');
    expect(seen.gpus).toEqual([{ type: 'RemoteFX', count: 1, shared: true }]);
  });

  test('whose disk is a difference without a checkpoint waits to be merged', async () => {
    expect(await facts({ checkpoints: [], disks: { path: 'D:\\a.avhdx' } })).toMatchObject({
      consolidationNeeded: true,
    });
  });

  test('that is a replica is a placeholder, known by none of the signs of its original', async () => {
    const { machines } = await imported(collected({ machines: machine({ replicationMode: 2 }) }));
    expect(machines[0]?.facts.placeholder).toBe(true);
    expect(machines[0]?.identity).toEqual({});
  });

  test('a Linux guest that reports its distribution and release apart is named by both', async () => {
    const word = (name: string, data: string) =>
      `<INSTANCE><PROPERTY NAME="Data" TYPE="string"><VALUE>${data}</VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>${name}</VALUE></PROPERTY></INSTANCE>`;
    const guest = [word('OSName', 'Ubuntu'), word('OSMajorVersion', '22.04'), word('ProductType', '1')];
    expect((await facts({ guest })).os).toEqual({ reportedAs: 'Ubuntu 22.04', family: 'linux' });
  });

  test('a domain controller says so by its product type', async () => {
    const guest =
      '<INSTANCE><PROPERTY NAME="Data" TYPE="string"><VALUE>2</VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>ProductType</VALUE></PROPERTY></INSTANCE>';
    expect((await facts({ guest })).roles).toEqual(['domain-controller']);
  });
});

describe('places', () => {
  test('a host with a processor of unknown size has no known number of cores', async () => {
    const processors = [{ name: 'Xeon', cores: 16 }, { name: 'Xeon' }];
    const { items } = await imported(collected({ hosts: [host('HV01', { processors })] }));
    const found = items.flatMap((item) => (item.type === 'host' && item.host.name === 'HV01' ? [item.host] : []))[0];
    expect(found).toMatchObject({ cpuSockets: 2, coresPerSocket: 16 });
    expect(found).not.toHaveProperty('cpuCores');
  });

  test('hosts, cluster with its separations, volumes and networks', async () => {
    const { items } = await imported(collected());
    const of = <T extends InventoryItem['type']>(type: T) => items.filter((item) => item.type === type);
    expect(of('host').map((item) => item.type === 'host' && item.host)).toContainEqual(
      expect.objectContaining({
        name: 'HV02',
        cluster: 'HVCL',
        vendor: 'Dell Inc.',
        cpuSockets: 2,
        coresPerSocket: 16,
        cpuCores: 32,
        hyperThreading: true,
        memoryMiB: 524288,
        workloadCount: 1,
        inMaintenance: true,
        ready: false,
        osBuild: '10.0.20348',
      }),
    );
    expect(of('cluster')).toEqual([
      {
        type: 'cluster',
        cluster: expect.objectContaining({
          name: 'HVCL',
          hostCount: 2,
          haEnabled: true,
          rules: [
            {
              name: 'app',
              kind: 'keep-apart',
              enabled: true,
              workloads: ['5f0c1a2b-0001-4000-8000-0000000000a1', 'app02'],
            },
          ],
        }),
      },
    ]);
    const stores = of('datastore').map((item) => item.type === 'datastore' && item.datastore);
    expect(stores).toContainEqual(
      expect.objectContaining({
        name: 'Volume1',
        type: 'CSV',
        capacityMiB: 10485760,
        sharedWrite: true,
        accessible: true,
      }),
    );
    expect(stores).toContainEqual(expect.objectContaining({ name: 'HV01 C:', hostCount: 1 }));
    const networks = of('network').map((item) => item.type === 'network' && item.network);
    expect(networks).toContainEqual(expect.objectContaining({ name: 'External (VLAN 20)', vlanId: 20 }));
  });

  test('a node that could not be listed is an error, and what failed is told with its cost', async () => {
    const { issues } = await imported(collected({ hosts: [host('HV01'), host('HV02', { listed: false })] }));
    expect(issues.map(({ code, severity, incomplete }) => [code, severity, incomplete])).toEqual([
      ['NOT_COLLECTED', 'warning', undefined],
      ['HOST_NOT_LISTED', 'error', true],
    ]);
  });

  test('a host without machines tells of the right that hides them', async () => {
    const { issues } = await imported(collected({ machines: [], errors: [] }));
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'NO_VMS', fix: expect.stringContaining('Administrators') }),
    );
  });
});

describe('what other tools wrote', () => {
  const VM = {
    Id: '5f0c1a2b-0009-4000-8000-0000000000a9',
    Name: 'web',
    State: 2,
    ProcessorCount: 2,
    MemoryStartup: 2147483648,
    Generation: 2,
    ComputerName: 'HV09',
    CreationTime: '/Date(1509396461647)/',
  };
  const BATCH = {
    web: {
      Security: { TpmEnabled: true, SecureBoot: false },
      HasCheckpoint: true,
      Disks: { Path: 'D:\\web.vhdx', Capacity: 42949672960, RCTEnabled: true, CT: 1, CN: 0, CL: 0 },
      NICs: [{ Name: 'nic', MAC: '00155D010101', Switch: 'lan', Vlan: 7 }],
      GuestOS: 'Red Hat Enterprise Linux 9',
      GuestNetworks: [{ MAC: '00155D010101', IPs: ['192.168.1.10'] }],
    },
  };

  test('Get-VM as one object, with "/Date(…)/" and numbers for enumerations', async () => {
    const { machines } = await imported(VM);
    expect(machines[0]).toMatchObject({ nativeId: '5f0c1a2b-0009-4000-8000-0000000000a9' });
    expect(machines[0]?.facts).toEqual({
      name: 'web',
      platform: 'hyperv',
      template: false,
      powerState: 'on',
      cpuCount: 2,
      memoryMiB: 2048,
      firmware: 'efi',
      generation: 2,
      host: 'HV09',
      createdAt: '2017-10-30T20:47:41.647Z',
    });
  });

  test("Forklift's batch joins the machine of its name", async () => {
    const { machines } = await imported([VM], { 'b.json': JSON.stringify(BATCH) });
    expect(machines).toHaveLength(1);
    expect(machines[0]?.facts).toMatchObject({
      cpuCount: 2,
      tpm: true,
      secureBoot: false,
      changeTracking: true,
      disks: [{ label: 'SCSI 0:0', capacityMiB: 40960, changeTracking: true, datastore: 'HV09 D:' }],
      nics: [{ label: 'nic', network: 'lan (VLAN 7)', macAddress: '00:15:5d:01:01:01', ipAddresses: ['192.168.1.10'] }],
      snapshots: [{ name: 'not named' }],
      os: { reportedAs: 'Red Hat Enterprise Linux 9', family: 'linux' },
    });
  });

  test('a batch alone gives machines known by name, on no drive of an unknown host', async () => {
    const { machines } = await imported(BATCH);
    expect(machines[0]?.nativeId).toBe('web');
    expect(machines[0]?.facts.datastores).toEqual([]);
  });

  test('a wrapped list, as PowerShell 5.1 writes some', async () => {
    expect((await imported({ value: [VM], Count: 1 })).machines).toHaveLength(1);
  });

  test('System Center: the id on the host, not that of the manager', async () => {
    const { machines } = await imported({
      Name: 'ag',
      ID: '6dbaf778-aab7-41d4-bdc8-11a2fe732a75',
      BiosGuid: 'fd36cef1-e691-4d57-b843-f6c9364834a2',
      CPUCount: 1,
      Memory: 512,
      HostName: 'hv26.corp.example',
      VirtualMachineStateString: 'PowerOff',
      OperatingSystem: { Name: 'Unknown' },
      VirtualHardDisks: [{ Location: 'J:\\ag\\a.vhdx', MaximumSize: 3221225472, Size: 1614807040, VHDType: 1 }],
      VirtualNetworkAdapters: {
        Name: 'ag',
        MACAddress: '00:1D:D8:B7:2C:B6',
        VirtualNetwork: 'vswitch-2',
        VLanEnabled: false,
        DeviceID: 'Microsoft:E9BF3DA2-17ED-4E3E-B577-19F74E1C9F1E\\BE790C31-09AF-4AFC-8A85-3740AFEF198D',
        IPv4Addresses: '10.16.6.224',
      },
      VMCheckpoints: [],
    });
    expect(machines[0]).toMatchObject({
      nativeId: 'e9bf3da2-17ed-4e3e-b577-19f74e1c9f1e',
      identity: { biosUuid: 'fd36cef1-e691-4d57-b843-f6c9364834a2' },
      facts: {
        powerState: 'off',
        memoryMiB: 512,
        disks: [{ capacityMiB: 3072, usedMiB: 1540, thin: true }],
        snapshots: [],
        ipAddresses: ['10.16.6.224'],
      },
    });
    expect(machines[0]?.facts).not.toHaveProperty('os');
  });
});

describe('values that are something else', () => {
  test.each([
    ['processorCount', 'many', 'cpuCount'],
    ['processorCount', 0, 'cpuCount'],
    ['memoryStartup', -5, 'memoryMiB'],
    ['memoryStartup', { Bytes: 1 }, 'memoryMiB'],
    ['generation', 'second', 'generation'],
    ['biosGuid', 'zz', undefined],
  ])('%s %o is told with its machine and its field', async (field, value, fact) => {
    const { machines, issues } = await imported(collected({ machines: machine({ [field]: value }), errors: [] }));
    expect(issues).toMatchObject([{ code: 'INVALID_VALUE', severity: 'warning', where: `app01, ${field}` }]);
    expect(issues[0]?.message).toMatch(/; it was left out$/);
    if (fact !== undefined) expect(machines[0]?.facts).not.toHaveProperty(fact);
    else expect(machines[0]?.identity).not.toHaveProperty('biosUuid');
  });

  test('of a disk, and of PowerShell and System Center', async () => {
    const disks = [{ path: 'C:\\a.vhdx', size: 'big', fileSize: null }];
    const { issues } = await imported(collected({ machines: machine({ disks }), errors: [] }));
    expect(issues.map(({ where }) => where)).toEqual(['app01, disk 1, size']);
    const own = await imported([{ Id: 'a', Name: 'a', ProcessorCount: 'many', MemoryStartup: null }]);
    expect(own.issues.map(({ where }) => where)).toEqual(['a, ProcessorCount']);
    const scvmm = await imported([{ Name: 'b', CPUCount: 2, Memory: 'lots' }]);
    expect(scvmm.issues.map(({ where }) => where)).toEqual(['b, Memory']);
  });

  test('a collector of another format is warned of, and machines without a name are missing', async () => {
    const newer = await imported(collected({ formatVersion: 9, errors: [] }));
    expect(newer.issues).toMatchObject([{ code: 'UNKNOWN_FORMAT_VERSION', severity: 'warning' }]);
    expect(newer.machines.length).toBeGreaterThan(0);
    const { issues } = await imported(collected({ machines: [machine(), { processorCount: 1 }], errors: [] }));
    expect(issues).toMatchObject([{ code: 'MISSING_VM_NAME', severity: 'error', incomplete: true }]);
  });

  test('what is right or not said is not told', async () => {
    const said = { processorCount: '4', biosGuid: '00000000-0000-0000-0000-000000000000', memoryStartup: null };
    expect((await imported(collected({ machines: machine(said), errors: [] }))).issues).toEqual([]);
    expect((await imported(collected({ errors: [] }))).issues).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    { reason: 'other JSON', text: '{"a": {"b": 1}}', code: 'IST-1017' },
    { reason: 'a list of other things', text: '[1, "a", null]', code: 'IST-1017' },
    { reason: 'cut off', text: JSON.stringify(collected()).slice(0, 700), code: 'IST-1015' },
    { reason: 'no JSON', text: 'Access denied', code: 'IST-1017' },
    { reason: 'nothing', text: '', code: 'IST-1002' },
  ])('$reason', async ({ text, code }) => {
    await expect(imported(text)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
  });

  test('a broken file among others loses only itself', async () => {
    const { machines, issues } = await imported(collected(), { 'b.json': '{"format": "isthmus-hyperv", ' });
    expect(machines).toHaveLength(2);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'FILE_NOT_READ', severity: 'error', where: 'b.json', incomplete: true }),
    );
  });

  const names = Object.keys(machine());
  test('whatever stands in its fields, a machine is there and valid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names.filter((name) => name !== 'id')), fc.jsonValue({ maxDepth: 3 })), {
          maxLength: 6,
        }),
        async (changes) => {
          const { machines } = await imported(collected({ machines: machine(Object.fromEntries(changes)) }));
          expect(machines).toHaveLength(1);
          for (const [key, fact] of Object.entries(machines[0]?.facts ?? {})) {
            expect(fact, key).not.toBeNull();
            if (typeof fact === 'number') expect(Number.isFinite(fact) && fact >= 0, key).toBe(true);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test('random damage gives machines or a refusal, never another failure', async () => {
    const text = JSON.stringify(collected());
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(80), fc.string({ maxLength: 5 }), async (at, cut, put) => {
        const error: unknown = await imported(text.slice(0, at) + put + text.slice(at + cut)).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(IsthmusError);
      }),
      { numRuns: 100 },
    );
  });
});
