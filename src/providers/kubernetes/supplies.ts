/** Where each fact comes from, in the platform's own words. */

import type { Provider } from '../provider.ts';

const CONTROLLER = 'Deployment, StatefulSet, DaemonSet, Job or CronJob';
const MACHINE = 'VirtualMachine';
const INSTANCE = 'VirtualMachineInstance';
const AGENT = `${INSTANCE} status.guestOSInfo, filled when the guest agent runs`;

export const suppliedFacts: Provider['supplies'] = {
  name: 'metadata.name',
  platform: 'API groups of the cluster',
  controller: 'kind of the object',
  namespace: 'metadata.namespace',
  cluster: 'Infrastructure cluster, the kubeconfig or the setting clusterName',
  createdAt: 'metadata.creationTimestamp',
  tags: 'labels of the object and of its namespace; Service ports',
  application: 'label app.kubernetes.io/part-of',
  annotation: `${MACHINE} annotation "description"`,
  powerState: `${INSTANCE} status.phase, ${MACHINE} status.printableStatus; replicas of a ${CONTROLLER}`,
  cpuCount: `${INSTANCE} spec.domain.cpu, ${MACHINE} spec.template or its instance type`,
  coresPerSocket: `${INSTANCE} spec.domain.cpu, ${MACHINE} spec.template or its preference`,
  cpuModel: `${MACHINE} domain.cpu.model`,
  cpuPinningPolicy: `${MACHINE} domain.cpu.dedicatedCpuPlacement`,
  pageSharing: 'KubeVirt spec.configuration.ksmConfiguration, where it names every node',
  memoryMiB: `${INSTANCE} spec.domain.memory, ${MACHINE} spec.template or its instance type`,
  size: `${MACHINE} spec.instancetype`,
  firmware: `${MACHINE} domain.firmware.bootloader or its preference`,
  secureBoot: `${MACHINE} domain.firmware.bootloader.efi.secureBoot or its preference`,
  tpm: `${MACHINE} domain.devices.tpm or its preference`,
  securityType: `${MACHINE} domain.launchSecurity`,
  os: `${AGENT}; nodeSelector kubernetes.io/os and nodes of containers`,
  'os.id': AGENT,
  'os.name': AGENT,
  'os.version': AGENT,
  hostName: `${MACHINE} spec.template.spec.hostname`,
  ipAddresses: `${INSTANCE} status.interfaces`,
  guestToolsStatus: `${INSTANCE} condition AgentConnected`,
  disks: `${MACHINE} disks and volumes, PersistentVolumeClaim, DataVolume`,
  'disks[].capacityMiB': 'PersistentVolumeClaim status.capacity, DataVolume spec',
  'disks[].datastore': 'PersistentVolumeClaim spec.storageClassName',
  'disks[].condition': 'DataVolume and PersistentVolumeClaim status.phase',
  'disks[].bus': `${MACHINE} domain.devices.disks or its preference`,
  'disks[].shared': `${MACHINE} disk shareable; PersistentVolumeClaim accessModes of containers`,
  'disks[].changeTracking': `${INSTANCE} domain.devices.disks.changedBlockTracking`,
  datastores: 'PersistentVolumeClaim spec.storageClassName',
  provisionedMiB: 'PersistentVolumeClaim status.capacity',
  changeTracking: `${MACHINE} status.changedBlockTracking`,
  nics: `${MACHINE} domain.devices.interfaces and networks, ${INSTANCE} status.interfaces`,
  networks: 'pod network and NetworkAttachmentDefinitions',
  devices: `${MACHINE} domain.devices`,
  gpus: `${MACHINE} domain.devices.gpus; limits of containers such as nvidia.com/gpu`,
  snapshots: 'VirtualMachineSnapshot',
  'snapshots[].memory': 'VirtualMachineSnapshot, which holds disks alone',
  liveMigratable: `${INSTANCE} condition LiveMigratable`,
  hostAffinity: 'nodeSelector and required node affinity',
  host: `${INSTANCE} status.nodeName, Pod spec.nodeName`,
  region: 'node label topology.kubernetes.io/region',
  zone: 'node label topology.kubernetes.io/zone',
  images: `containers of a ${CONTROLLER}`,
  privileged: 'securityContext of the containers',
  hostPaths: 'volumes of kind hostPath',
  replicas: `spec.replicas of a ${CONTROLLER}`,
  cpuRequestMilli: 'resources.requests of all containers',
  memoryRequestMiB: 'resources.requests of all containers',
  cpuLimitMilli: 'resources.limits of all containers',
  memoryLimitMiB: 'resources.limits of all containers',
};

/** What the API has no word for. */
export const neverSupplied: readonly string[] = [
  'snapshots[].sizeMiB',
  'disks[].usedMiB',
  'disks[].thin',
  'disks[].controller',
  'disks[].sharedBus',
  'disks[].uuid',
];
