/** Azure: machines in its regions, Azure Local, and servers and clusters that Azure Arc connects. */

import type { Provider } from '../provider.ts';
import { azureConnector } from './connect.ts';
import { collectScript, queryList, roleDefinition } from './kit.ts';
import { KIND, readSaved } from './read-files.ts';
import { azurePrices } from './retail-prices.ts';

const VM = 'Resource Graph, microsoft.compute/virtualmachines';
const NIC = 'Resource Graph, microsoft.network/networkinterfaces';
const DISK = 'Resource Graph, microsoft.compute/disks';
const SIZE = 'the capabilities of the size (az vm list-skus)';
const VIEW = `${VM}, instance view`;

export const azureProvider: Provider = {
  kind: KIND,
  title: 'Azure',
  // No platform: Azure's own machines, those of Azure Local, and Arc machines whose platform another source knows.
  // Below what a platform says of its own machines, since Arc sees through their guests.
  precedence: 90,
  supplies: {
    name: VM,
    powerState: VIEW,
    cpuCount: SIZE,
    memoryMiB: SIZE,
    gpus: SIZE,
    size: `${VM}, hardwareProfile`,
    'os.family': `${VM}, storageProfile.osDisk.osType`,
    'os.id': `${VIEW}, osName and osVersion: filled when the agent runs; else the image`,
    'os.name': `${VIEW}, osName`,
    'os.version': `${VIEW}, osVersion`,
    'os.architecture': SIZE,
    'os.configuredAs': `${VM}, storageProfile.imageReference`,
    'os.reportedAs': VIEW,
    hostName: `${VM}, osProfile and instance view`,
    firmware: `${VIEW}, hyperVGeneration`,
    generation: `${VIEW}, hyperVGeneration`,
    secureBoot: `${VM}, securityProfile.uefiSettings`,
    tpm: `${VM}, securityProfile.uefiSettings`,
    securityType: `${VM}, securityProfile`,
    disks: DISK,
    provisionedMiB: DISK,
    nics: NIC,
    networks: NIC,
    ipAddresses: `${NIC} and publicipaddresses`,
    devices: SIZE,
    filesystems: 'Azure Arc machine, storageProfile',
    region: VM,
    zone: VM,
    folder: 'subscription and resource group',
    licenseType: VM,
    interruptible: `${VM}, priority`,
    affinityRules: `${VM}, availabilitySet, proximityPlacementGroup, host`,
    guestToolsStatus: `${VIEW}, vmAgent`,
    guestToolsVersion: `${VIEW}, vmAgent`,
    createdAt: `${VM}, timeCreated`,
    tags: VM,
    roles: 'Resource Graph, microsoft.sqlvirtualmachine, and SQL Server discovered by the Arc agent',
    controller: 'scale sets',
    datastores: 'Azure Local storage containers',
    cluster: 'Azure Local clusters',
  },
  neverSupplies: [
    'disks[].usedMiB',
    'disks[].changeTracking',
    'devices[].connected',
    'disks[].backing',
    'disks[].scsiReservation',
    'disks[].condition',
    'nics[].filtered',
    'nics[].bandwidthLimited',
    'nics[].mirrored',
    'nics[].tuned',
    'nics[].networkKnown',
  ],
  file: {
    accepts:
      'saved JSON of az graph query, az vm list -d, az resource list and az vm list-skus; a folder or .zip of them',
    extensions: ['.json', '.zip'],
    read: (request) => readSaved(request),
  },
  kit: [
    {
      name: 'script',
      title: 'Shell script that saves what is read, by the az command line',
      fileName: 'collect-azure.sh',
      content: () => Promise.resolve(collectScript()),
    },
    {
      name: 'queries',
      title: 'The queries alone, for the portal or PowerShell',
      fileName: 'azure-queries.txt',
      content: () => Promise.resolve(queryList()),
    },
    {
      name: 'role',
      title: 'Role with the least rights, for az role definition create',
      fileName: 'azure-role.json',
      content: () => Promise.resolve(roleDefinition()),
    },
  ],
  live: azureConnector(),
  prices: azurePrices,
};
