/** OVF and OVA: machines as packages, exported by any virtualisation product. */

import type { Provider } from '../provider.ts';
import { KIND, readOvf } from './read.ts';

const ITEM = 'VirtualHardwareSection, Item with ResourceType';

export const ovfProvider: Provider = {
  kind: KIND,
  title: 'OVF package',
  // A package is the machine as it once was.
  precedence: 45,
  supplies: {
    name: 'VirtualSystem/Name',
    platform: 'VirtualSystemType: "vmx-…" is VMware\'s; the namespace of oVirt',
    exportedBy: 'VirtualSystemType and namespaces of the descriptor',
    cpuCount: `${ITEM} 3`,
    coresPerSocket: `${ITEM} 3, vmw:CoresPerSocket`,
    cpuReservationMhz: `${ITEM} 3, Reservation`,
    memoryMiB: `${ITEM} 4`,
    memoryReservationMiB: `${ITEM} 4, Reservation`,
    provisionedMiB: 'DiskSection/Disk@capacity',
    usedMiB: 'DiskSection/Disk@populatedSize',
    os: 'OperatingSystemSection',
    firmware: 'vmw:Config firmware; BiosType of oVirt; Firmware of VirtualBox',
    secureBoot: 'vmw:Config bootOptions.efiSecureBootEnabled',
    tpm: `${ITEM} 1 and ResourceSubType vmware.vtpm`,
    hardwareVersion: 'VirtualSystemType',
    disks: `DiskSection/Disk and ${ITEM} 17`,
    nics: `${ITEM} 10`,
    networks: `${ITEM} 10, Connection`,
    devices: 'VirtualHardwareSection',
    cpuHotAdd: 'vmw:Config cpuHotAddEnabled',
    cpuHotRemove: 'vmw:Config cpuHotRemoveEnabled',
    memoryHotAdd: 'vmw:Config memoryHotAddEnabled',
    cpuAffinity: 'vmw:Config sched.cpu.affinity',
    cpuModel: 'CustomCpuName and UseHostCpu of oVirt',
    cpuPinningPolicy: 'CpuPinning of oVirt',
    ballooning: `${ITEM} 0 of type balloon, of oVirt`,
    ioThreads: 'NumOfIoThreads of oVirt',
    bootMenu: 'IsBootMenuEnabled of oVirt',
    displays: 'items of type graphics, of oVirt',
    customSettings: 'PredefinedProperties and UserDefinedProperties of oVirt, their names',
    highAvailability: 'AutoStartup of oVirt',
    resumeBehavior: 'ResumeBehavior of oVirt',
    hostAffinity: 'MigrationSupport and DedicatedVmForVds of oVirt',
    'nics[].connected': 'IsPlugged and Linked of oVirt',
    vApp: 'VirtualSystemCollection/Name',
    annotation: 'AnnotationSection',
    tags: 'ProductSection: product, vendor and version',
  },
  // A package holds no running guest and leaves behind what belongs to a host.
  neverSupplies: [
    'os.reportedAs',
    'devices[].type',
    'disks[].datastore',
    'disks[].shared',
    'disks[].changeTracking',
    'disks[].rawDeviceMapping',
    'disks[].rawCompatibility',
    'nics[].ipAddresses',
    'nics[].switchName',
  ],
  file: {
    accepts: 'an .ova, an .ovf, a folder of an .ovf with its files, or a .zip of descriptors',
    extensions: ['.ova', '.ovf', '.zip'],
    read: (request) => readOvf(request),
  },
};
