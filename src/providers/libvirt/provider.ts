/** KVM by libvirt: connected to its daemon, here or by SSH, or from the XML that virsh writes. */

import type { Provider } from '../provider.ts';
import { KIND, PLATFORM } from './kind.ts';
import { SECRETS, SETTINGS } from './live/settings.ts';

const DEFINITION = 'domain definition (virsh dumpxml)';
const AGENT = 'guest agent, which a read-write connection may ask (setting readWrite)';

export const libvirtProvider: Provider = {
  kind: KIND,
  title: 'KVM (libvirt)',
  platform: PLATFORM,
  precedence: 200,
  supplies: {
    name: DEFINITION,
    template: 'itself: libvirt has no templates: every domain is a machine',
    powerState: 'state of the domain, on a live connection',
    cpuCount: `${DEFINITION}, vcpu`,
    coresPerSocket: `${DEFINITION}, cpu topology`,
    cpuHotAdd: `${DEFINITION}, vcpu current`,
    cpuAffinity: `${DEFINITION}, cputune`,
    memoryMiB: `${DEFINITION}, memory`,
    memoryHotAdd: `${DEFINITION}, maxMemory`,
    memoryReservationMiB: `${DEFINITION}, memoryBacking: locked or huge pages`,
    numaAffinity: `${DEFINITION}, numatune`,
    guestNumaNodes: `${DEFINITION}, cpu numa`,
    cpuModel: `${DEFINITION}, cpu`,
    cpuPinningPolicy: `${DEFINITION}, cputune with numatune`,
    cpuShares: `${DEFINITION}, cputune shares`,
    ballooning: `${DEFINITION}, memballoon`,
    pageSharing: `${DEFINITION}, memoryBacking: where it rules merging out`,
    ioThreads: `${DEFINITION}, iothreads`,
    bootMenu: `${DEFINITION}, os bootmenu`,
    displays: `${DEFINITION}, graphics`,
    customSettings: `${DEFINITION}, qemu:commandline`,
    resumeBehavior: `${DEFINITION}, metadata of oVirt`,
    firmware: `${DEFINITION}, os`,
    secureBoot: `${DEFINITION}, os loader and firmware features`,
    tpm: `${DEFINITION}, tpm`,
    disks: `${DEFINITION}, disk`,
    'disks[].capacityMiB': 'domain statistics or the storage volume, on a live connection',
    'disks[].usedMiB': 'domain statistics or the storage volume, on a live connection',
    provisionedMiB: 'domain statistics, on a live connection',
    usedMiB: 'domain statistics, on a live connection',
    datastores: 'storage pools',
    nics: `${DEFINITION}, interface`,
    'nics[].mirrored': `${DEFINITION}, metadata of oVirt`,
    networks: `${DEFINITION}, interface`,
    devices: `${DEFINITION}, hostdev and others`,
    gpus: `${DEFINITION}, hostdev, with the node devices of the host`,
    snapshots: 'snapshots of the domain, on a live connection',
    'snapshots[].memory': 'snapshots of the domain, memory',
    'os.nativeId': `${DEFINITION}, libosinfo metadata`,
    'os.configuredAs': `${DEFINITION}, libosinfo metadata`,
    'os.architecture': `${DEFINITION}, os type`,
    os: AGENT,
    hostName: AGENT,
    ipAddresses: `${AGENT}, or the leases of libvirt's own networks`,
    filesystems: AGENT,
    guestToolsStatus: `${DEFINITION}, channel of the guest agent`,
    host: 'host name of the daemon',
    resourcePool: `${DEFINITION}, resource partition`,
    securityType: `${DEFINITION}, launchSecurity`,
    annotation: `${DEFINITION}, title and description`,
  },
  neverSupplies: [
    'cluster',
    'datacenter',
    'tags',
    'changeTracking',
    'disks[].changeTracking',
    'utilisation',
    'disks[].condition',
    'nics[].networkKnown',
  ],
  file: {
    accepts:
      'XML of libvirt: domain definitions (virsh dumpxml, /etc/libvirt/qemu), a folder or .zip of them, with capabilities, pools, volumes, networks and snapshots beside',
    extensions: ['.xml', '.zip'],
    async read(request) {
      const { readFiles } = await import('./file/read.ts');
      return readFiles(request);
    },
  },
  live: {
    facets: ['inventory', 'changes'],
    settings: SETTINGS,
    secrets: SECRETS,
    guide: 'libvirt.md',
    intervalSeconds: 300,
    async connect(request) {
      const { connectLibvirt } = await import('./live/connector.ts');
      return connectLibvirt(request);
    },
  },
};
