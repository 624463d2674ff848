/**
 * Documents as the collector script writes them. No PowerShell runs here: they are composed after the script and the
 * module's documentation, with the oddities of PowerShell 5.1 (one item instead of a list, numbers for enumerations).
 */

const kvp = (name: string, data: string): string =>
  `<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Caption" PROPAGATED="true" TYPE="string"></PROPERTY>` +
  `<PROPERTY NAME="Data" TYPE="string"><VALUE>${data}</VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>${name}</VALUE></PROPERTY></INSTANCE>`;

export const SECRETS = ['hunter2-notes', 'hunter2-kvp'];

export function machine(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '5f0c1a2b-0001-4000-8000-0000000000a1',
    name: 'app01',
    host: 'HV01',
    state: 'Running',
    status: 'Operating normally',
    generation: 2,
    version: '9.0',
    processorCount: 4,
    memoryStartup: 8589934592,
    memoryMinimum: 536870912,
    memoryMaximum: 17179869184,
    dynamicMemoryEnabled: true,
    heartbeat: 'OkApplicationsHealthy',
    integrationServicesVersion: '10.0.17763',
    createdAt: '2024-03-01T08:00:00Z',
    notes: 'Order system\nadmin password hunter2-notes',
    replicationMode: 'None',
    biosGuid: '{1C4E564D-0100-0200-0003-0000000000A1}',
    guest: [
      kvp('OSName', 'Windows Server 2019 Datacenter'),
      kvp('FullyQualifiedDomainName', 'APP01.corp.example'),
      kvp('ProcessorArchitecture', '9'),
      kvp('ProductType', '3'),
      kvp('SomeonesOwn', 'hunter2-kvp'),
    ],
    disks: [
      {
        path: 'C:\\ClusterStorage\\Volume1\\app01\\os.vhdx',
        controllerType: 'SCSI',
        controllerNumber: 0,
        controllerLocation: 0,
        diskNumber: null,
        supportPersistentReservations: false,
        vhdFormat: 'VHDX',
        vhdType: 'Dynamic',
        size: 136365211648,
        fileSize: 42949672960,
        diskIdentifier: 'A0B1C2D3-0001-4000-8000-0000000000D1',
      },
      {
        path: null,
        controllerType: 'SCSI',
        controllerNumber: 0,
        controllerLocation: 1,
        diskNumber: 5,
        diskSize: 1099511627776,
      },
      {
        path: '\\\\files\\vms\\quorum.vhds',
        controllerType: 'SCSI',
        controllerNumber: 1,
        controllerLocation: 0,
        supportPersistentReservations: true,
        vhdType: 'Fixed',
        size: 1073741824,
        fileSize: 1073741824,
      },
    ],
    nics: [
      {
        name: 'Network Adapter',
        macAddress: '00155D0A0B01',
        switchName: 'External',
        connected: true,
        isLegacy: false,
        ipAddresses: ['10.3.0.11', 'fe80::1'],
        iovWeight: 0,
        vlanMode: 'Access',
        accessVlanId: 20,
      },
    ],
    dvdDrives: [{ name: 'DVD Drive', path: null }],
    floppyDrives: [],
    comPorts: [{ name: 'COM 1', path: '' }],
    secureBoot: 'On',
    secureBootTemplate: 'MicrosoftWindows',
    tpmEnabled: true,
    shielded: false,
    checkpoints: [{ name: 'before update', createdAt: '2026-10-01T10:00:00Z', kind: 'Standard' }],
    assignedDevices: [],
    gpuPartitions: [],
    remoteFxAdapters: [],
    fibreChannelAdapters: [],
    ...changes,
  };
}

export function host(name: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name,
    fullName: `${name}.corp.example`,
    domain: 'corp.example',
    dnsHostName: name,
    manufacturer: 'Dell Inc.',
    model: 'PowerEdge R650',
    serialNumber: `SN-${name}`,
    memoryBytes: 549755813888,
    logicalProcessors: 64,
    osCaption: 'Microsoft Windows Server 2022 Datacenter',
    osVersion: '10.0.20348',
    processors: [
      { name: 'Intel Xeon Gold 6338', cores: 16, logical: 32, maxMhz: 2000 },
      { name: 'Intel Xeon Gold 6338', cores: 16, logical: 32, maxMhz: 2000 },
    ],
    switches: [{ id: 's1', name: 'External', switchType: 'External', iovEnabled: true }],
    volumes: [{ drive: 'C:', label: '', fileSystem: 'NTFS', size: 214748364800, free: 107374182400 }],
    listed: true,
    ...changes,
  };
}

export function collected(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    format: 'isthmus-hyperv',
    formatVersion: 1,
    collectedAt: '2026-11-22T06:00:00Z',
    computer: 'HV01',
    powershell: '5.1.20348.2227',
    cluster: {
      name: 'HVCL',
      id: '7a7a0001-0000-4000-8000-00000000c1c1',
      domain: 'corp.example',
      functionalLevel: 11,
      nodes: [
        { name: 'HV01', state: 'Up' },
        { name: 'HV02', state: 'Paused' },
      ],
      groups: [
        {
          name: 'app01',
          vmId: '5f0c1a2b-0001-4000-8000-0000000000a1',
          state: 'Online',
          ownerNode: 'HV01',
          priority: 3000,
          antiAffinity: ['app'],
        },
        { name: 'app02', vmId: null, state: 'Online', ownerNode: 'HV02', priority: 2000, antiAffinity: 'app' },
      ],
      volumes: {
        name: 'Cluster Disk 3',
        state: 'Online',
        path: 'C:\\ClusterStorage\\Volume1',
        fileSystem: 'CSVFS',
        size: 10995116277760,
        free: 5497558138880,
      },
    },
    hosts: [host('HV01'), host('HV02')],
    machines: [
      machine(),
      machine({
        id: '5f0c1a2b-0002-4000-8000-0000000000a2',
        name: 'app02',
        host: 'HV02',
        state: 3,
        generation: 1,
        biosGuid: '{2C4E564D-0100-0200-0003-0000000000A2}',
        guest: null,
        nics: null,
        tpmEnabled: null,
        secureBoot: null,
      }),
    ],
    errors: [
      {
        host: 'HV02',
        cmdlet: 'Get-VMNetworkAdapter',
        about: 'app02',
        cost: 'The network adapters of this machine stay unknown.',
        kind: 'PermissionDenied',
        message: 'You do not have the required permission.',
      },
    ],
    ...changes,
  };
}
