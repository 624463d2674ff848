/** Hyper-V: hosts and failover clusters, by the collector script's file or live by SSH. */

import type { Provider } from '../provider.ts';
import { collectorScript } from './collector-script.ts';
import { SECRETS, SETTINGS } from './live/settings.ts';
import { PLATFORM } from './observe.ts';
import { KIND, readHyperv } from './read.ts';

const KVP = 'data exchange of the integration services (Msvm_KvpExchangeComponent)';

export const hypervProvider: Provider = {
  kind: KIND,
  title: 'Hyper-V',
  platform: PLATFORM,
  precedence: 100,
  supplies: {
    name: 'Get-VM, Name',
    platform: 'the kind of the source',
    template: 'Get-VM: Hyper-V has no templates',
    placeholder: 'Get-VM, ReplicationMode',
    powerState: 'Get-VM, State',
    cpuCount: 'Get-VM, ProcessorCount',
    memoryMiB: 'Get-VM, MemoryStartup',
    memoryHotAdd: 'Get-VM, DynamicMemoryEnabled',
    provisionedMiB: 'Get-VHD, Size',
    usedMiB: 'Get-VHD, FileSize',
    os: KVP,
    hostName: KVP,
    ipAddresses: 'Get-VMNetworkAdapter, IPAddresses',
    firmware: 'Get-VM, Generation',
    secureBoot: 'Get-VMFirmware, SecureBoot',
    tpm: 'Get-VMSecurity, TpmEnabled',
    securityType: 'Get-VMSecurity, Shielded',
    generation: 'Get-VM, Generation',
    hardwareVersion: 'Get-VM, Version',
    disks: 'Get-VMHardDiskDrive and Get-VHD',
    'disks[].onFileShare': 'Get-CimInstance Win32_Share of the hosts, and paths of shares',
    'disks[].changeTracking': "RCTEnabled of Forklift's batches",
    nics: 'Get-VMNetworkAdapter',
    'nics[].networkKnown': 'Get-VMSwitch of every host',
    networks: 'Get-VMNetworkAdapter, SwitchName and VLAN',
    datastores: 'Get-VMHardDiskDrive, Path',
    snapshots: 'Get-VMSnapshot',
    consolidationNeeded: 'Get-VMHardDiskDrive and Get-VMSnapshot',
    changeTracking: "RCTEnabled of Forklift's batches",
    devices: 'Get-VMDvdDrive, Get-VMComPort, Get-VMAssignableDevice, Get-VMGpuPartitionAdapter',
    gpus: 'Get-VMAssignableDevice and Get-VMGpuPartitionAdapter',
    guestToolsStatus: 'Get-VM, Heartbeat',
    guestToolsVersion: 'Get-VM, IntegrationServicesVersion',
    highAvailability: 'Get-VM, IsClustered',
    haRestartPriority: 'Get-ClusterGroup, Priority',
    affinityRules: 'Get-ClusterGroup, AntiAffinityClassNames',
    host: 'Get-VM, ComputerName',
    cluster: 'Get-Cluster, Name',
    createdAt: 'Get-VM, CreationTime',
    annotation: 'Get-VM, Notes',
    roles: `${KVP}, ProductType: only that a guest is a domain controller`,
  },
  neverSupplies: [
    'os.configuredAs',
    'os.nativeId',
    'disks[].sharedBus',
    'nics[].startConnected',
    'disks[].backing',
    'disks[].scsiReservation',
    'disks[].condition',
    'nics[].filtered',
    'nics[].bandwidthLimited',
    'nics[].mirrored',
    'nics[].tuned',
    'snapshots[].memory',
  ],
  file: {
    accepts:
      'the .json the collector wrote (isthmus collect hyperv prints it), a folder or .zip of several, or System Center .json or .csv',
    extensions: ['.json', '.zip', '.csv'],
    read: (request) => readHyperv(request),
  },
  kit: [
    {
      name: 'collector',
      title: 'Read-only PowerShell script for a Hyper-V host or cluster',
      fileName: 'collect-hyperv.ps1',
      content: collectorScript,
    },
  ],
  live: {
    facets: ['inventory'],
    settings: SETTINGS,
    secrets: SECRETS,
    guide: 'hyperv.md',
    intervalSeconds: 3600,
    connect: async (request) => (await import('./live/connect.ts')).connect(request),
  },
};
