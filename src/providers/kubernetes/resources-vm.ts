/** What KubeVirt and its importer add: virtual machines, what they are made of, and their volumes. */

import type { ResourceSpec } from './resources.ts';

const DOMAIN = [
  'cpu',
  'memory',
  'resources',
  'firmware.uuid',
  'firmware.bootloader',
  // Of SEV no session and no certificate, only that it is asked for.
  'launchSecurity.sev.policy',
  'launchSecurity.snp.policy',
  'launchSecurity.tdx.policy',
  'machine',
  'devices.disks',
  'devices.filesystems[].name',
  'devices.interfaces',
  'devices.autoattachPodInterface',
  'devices.gpus',
  'devices.hostDevices',
  'devices.tpm',
  'devices.watchdog',
  'devices.clientPassthrough',
];

/** Volumes by name and kind: what cloud-init, secrets and configuration maps hold is not kept. */
const VOLUMES = [
  'name',
  'dataVolume.name',
  'persistentVolumeClaim.claimName',
  'ephemeral.persistentVolumeClaim.claimName',
  'containerDisk.image',
  'emptyDisk.capacity',
  'hostDisk.capacity',
  'hostDisk.path',
  'hostDisk.shared',
  'cloudInitNoCloud.secretRef.name',
  'cloudInitConfigDrive.secretRef.name',
  'sysprep.secret.name',
  'configMap.name',
  'secret.secretName',
];

const machineFields = (at: string): string[] => [
  ...DOMAIN.map((path) => `${at}.domain.${path}`),
  ...VOLUMES.map((path) => `${at}.volumes[].${path}`),
  `${at}.networks`,
  `${at}.architecture`,
  `${at}.hostname`,
  `${at}.nodeSelector`,
  `${at}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
];

const KUBEVIRT = { group: 'kubevirt.io', versions: ['v1', 'v1alpha3'] } as const;
const INSTANCETYPE = { group: 'instancetype.kubevirt.io', versions: ['v1', 'v1beta1'] } as const;
const CDI = { group: 'cdi.kubevirt.io', versions: ['v1beta1'] } as const;

const instancetype = (plural: string, kind: string, namespaced: boolean): ResourceSpec => ({
  ...INSTANCETYPE,
  plural,
  kind,
  namespaced,
  fields: ['spec.cpu', 'spec.memory', 'spec.gpus', 'spec.hostDevices', 'spec.launchSecurity'],
  cost: 'CPUs and memory of stopped machines that are sized by an instance type stay unknown.',
  facts: ['cpuCount', 'memoryMiB'],
});

const preference = (plural: string, kind: string, namespaced: boolean): ResourceSpec => ({
  ...INSTANCETYPE,
  plural,
  kind,
  namespaced,
  fields: ['spec.cpu', 'spec.devices', 'spec.firmware'],
  cost: 'Firmware, secure boot and TPM of stopped machines that refer to a preference stay unknown.',
  facts: ['firmware', 'secureBoot', 'tpm'],
});

export const VIRTUAL_MACHINE_RESOURCES: readonly ResourceSpec[] = [
  {
    ...KUBEVIRT,
    plural: 'virtualmachines',
    kind: 'VirtualMachine',
    namespaced: true,
    pageSize: 250,
    fields: [
      'spec.running',
      'spec.runStrategy',
      'spec.instancetype',
      'spec.preference',
      'spec.dataVolumeTemplates[].metadata.name',
      'spec.dataVolumeTemplates[].spec.pvc',
      'spec.dataVolumeTemplates[].spec.storage',
      'spec.template.metadata.annotations["vm.kubevirt.io/os"]',
      'spec.template.metadata.labels',
      'status.printableStatus',
      'status.changedBlockTracking.state',
      ...machineFields('spec.template.spec'),
    ],
    annotations: ['description'],
    cost: 'Virtual machines that are switched off are not seen.',
    facts: ['name', 'powerState'],
  },
  {
    ...KUBEVIRT,
    plural: 'virtualmachineinstances',
    kind: 'VirtualMachineInstance',
    namespaced: true,
    pageSize: 250,
    fields: [
      'status.phase',
      'status.nodeName',
      'status.conditions[].type',
      'status.conditions[].status',
      'status.conditions[].reason',
      'status.guestOSInfo',
      'status.interfaces[].name',
      'status.interfaces[].mac',
      'status.interfaces[].ipAddress',
      'status.interfaces[].ipAddresses',
      'status.interfaces[].linkState',
      ...machineFields('spec'),
    ],
    cost: 'Host, addresses, guest system and the values that KubeVirt fills in stay unknown for running machines.',
    facts: ['host', 'ipAddresses', 'os', 'guestToolsStatus'],
  },
  {
    ...KUBEVIRT,
    plural: 'kubevirts',
    kind: 'KubeVirt',
    namespaced: true,
    fields: [
      'status.observedKubeVirtVersion',
      'status.phase',
      'spec.configuration.permittedHostDevices',
      'spec.configuration.ksmConfiguration',
    ],
    cost: 'The release of KubeVirt stays unknown, and so does whether a GPU is passed through or shared.',
    facts: ['devices[].type', 'pageSharing'],
  },
  instancetype('virtualmachineinstancetypes', 'VirtualMachineInstancetype', true),
  instancetype('virtualmachineclusterinstancetypes', 'VirtualMachineClusterInstancetype', false),
  preference('virtualmachinepreferences', 'VirtualMachinePreference', true),
  preference('virtualmachineclusterpreferences', 'VirtualMachineClusterPreference', false),
  {
    ...CDI,
    plural: 'datavolumes',
    kind: 'DataVolume',
    namespaced: true,
    fields: ['spec.pvc', 'spec.storage', 'status.phase', 'status.claimName'],
    cost: 'Volumes that are still being filled have no size.',
    facts: ['disks[].capacityMiB'],
  },
  {
    ...CDI,
    plural: 'storageprofiles',
    kind: 'StorageProfile',
    namespaced: false,
    fields: ['status.storageClass', 'status.provisioner', 'status.claimPropertySets'],
    cost: 'Whether a storage class allows live migration stays unknown.',
    facts: [],
  },
  {
    ...CDI,
    plural: 'cdis',
    kind: 'CDI',
    namespaced: false,
    fields: ['status.observedVersion', 'status.phase'],
    cost: 'The release of the importer stays unknown.',
    facts: [],
  },
  {
    group: 'snapshot.kubevirt.io',
    versions: ['v1', 'v1beta1', 'v1alpha1'],
    plural: 'virtualmachinesnapshots',
    kind: 'VirtualMachineSnapshot',
    namespaced: true,
    fields: ['spec.source', 'status.creationTime', 'status.indications'],
    cost: 'Snapshots of virtual machines stay unknown.',
    facts: ['snapshots'],
  },
];
