/** Azure Migrate: servers listed in its import template, or exported by its portal. */

import type { Provider } from '../provider.ts';
import { KIND, readServers } from './read.ts';

export const azureMigrateProvider: Provider = {
  kind: KIND,
  title: 'Azure Migrate CSV',
  // People fill the template by hand or from a CMDB: any tool that looked itself knows better.
  precedence: 40,
  supplies: {
    name: 'column "Server name"',
    platform: 'column "Hypervisor"',
    powerState: 'column "Power status" of the portal\'s export',
    cpuCount: 'column "Cores"',
    memoryMiB: 'column "Memory (In MB)"',
    provisionedMiB: 'column "Storage(GB)" of the portal\'s export',
    os: 'columns "OS name", "OS version" and "OS architecture"',
    hostName: 'column "Server name", when it is fully qualified',
    ipAddresses: 'column "IP addresses"',
    firmware: 'column "Boot type"',
    disks: 'columns "Number of disks" and "Disk 1 size (In GB)" …',
    nics: 'columns "Network adapters" and "MAC address"',
    utilisation: 'columns "CPU utilization percentage", "Memory utilization percentage" and those of the disks',
    host: 'column "VM host" of the portal\'s export',
    datacenter: 'column "Datacenter"',
  },
  neverSupplies: [
    'os.reportedAs',
    'os.nativeId',
    'disks[].datastore',
    'disks[].path',
    'disks[].mode',
    'disks[].thin',
    'disks[].shared',
    'disks[].sharedBus',
    'disks[].rawDeviceMapping',
    'disks[].rawCompatibility',
    'disks[].controller',
    'disks[].bus',
    'disks[].changeTracking',
    'disks[].usedMiB',
    'disks[].uuid',
    'nics[].network',
    'nics[].adapter',
    'nics[].passthrough',
  ],
  file: {
    accepts: 'the Azure Migrate import template (.csv), or the discovery or assessment CSV the portal exports',
    extensions: ['.csv'],
    read: (request) => readServers(request),
  },
};
