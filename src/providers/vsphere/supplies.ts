/** Where each fact comes from, in vSphere's own words, and what is not known when a property cannot be read. */

import type { FactPath } from '../../core/assess/verdict.ts';

const of = (property: string): string => `property ${property} of the VirtualMachine`;

export const SUPPLIES: Readonly<Record<string, string>> = {
  name: of('name'),
  template: of('config.template'),
  placeholder: of('config.managedBy'),
  powerState: of('runtime.powerState'),
  connectionState: of('runtime.connectionState'),
  cpuCount: of('config.hardware.numCPU'),
  coresPerSocket: of('config.hardware.numCoresPerSocket'),
  memoryMiB: of('config.hardware.memoryMB'),
  provisionedMiB: of('summary.storage'),
  usedMiB: of('summary.storage'),
  os: of('config.guestId'),
  'os.reportedAs': `${of('guest.guestFullName')}: filled when VMware Tools run in the guest`,
  'os.id': `${of('guest.guestFullName')}: filled when VMware Tools run in the guest`,
  hostName: `${of('guest.hostName')}: filled when VMware Tools run in the guest`,
  ipAddresses: `${of('guest.net')}: filled when VMware Tools run in the guest`,
  firmware: of('config.firmware'),
  secureBoot: of('config.bootOptions.efiSecureBootEnabled'),
  tpm: of('config.hardware.device'),
  hardwareVersion: of('config.version'),
  disks: of('config.hardware.device'),
  'disks[].changeTracking': of('config.extraConfig'),
  nics: of('config.hardware.device'),
  'nics[].ipAddresses': `${of('guest.net')}: filled when VMware Tools run in the guest`,
  networks: of('config.hardware.device'),
  datastores: of('config.hardware.device'),
  snapshots: of('snapshot.rootSnapshotList'),
  filesystems: `${of('guest.disk')}: filled when VMware Tools run in the guest`,
  'filesystems[].diskKey': `${of('guest.disk')}: from vSphere 7.0 on with VMware Tools 11 or later`,
  devices: of('config.hardware.device'),
  deviceTypesSeen: of('config.hardware.device'),
  gpus: of('config.hardware.device'),
  changeTracking: of('config.changeTrackingEnabled'),
  cpuHotAdd: of('config.cpuHotAddEnabled'),
  cpuHotRemove: of('config.cpuHotRemoveEnabled'),
  memoryHotAdd: of('config.memoryHotAddEnabled'),
  cpuReservationMhz: of('config.cpuAllocation.reservation'),
  memoryReservationMiB: of('config.memoryAllocation.reservation'),
  cpuAffinity: of('config.cpuAffinity'),
  numaAffinity: of('config.extraConfig'),
  latencySensitivity: of('config.latencySensitivity'),
  consolidationNeeded: of('runtime.consolidationNeeded'),
  faultTolerance: of('runtime.faultToleranceState'),
  diskUuidEnabled: of('config.flags.diskUuidEnabled'),
  guestToolsStatus: of('guest.toolsStatus'),
  guestToolsVersion: of('guest.toolsVersion'),
  haRestartPriority: 'property configurationEx of the ClusterComputeResource',
  affinityRules: 'property configurationEx of the ClusterComputeResource',
  hostAffinity: 'property configurationEx of the ClusterComputeResource',
  cpuModel: 'summary.currentEVCModeKey of the HostSystem',
  clusterDrsEnabled: 'property configurationEx of the ClusterComputeResource',
  clusterDpmEnabled: 'property configurationEx of the ClusterComputeResource',
  datacenter: of('parent'),
  cluster: of('runtime.host'),
  host: of('runtime.host'),
  folder: of('parent'),
  resourcePool: of('resourcePool'),
  vApp: of('parentVApp'),
  annotation: of('config.annotation'),
  createdAt: `${of('config.createDate')}: from vSphere 6.7 on`,
  tags: 'custom attributes (property customValue of the VirtualMachine) and tags of the REST interface',
  utilisation: 'PerformanceManager, averages of the historical interval',
};

/** Facts that stay unknown without a property of machines or clusters. */
export function factsOf(type: string, path: string): FactPath[] {
  const text = `property ${path} of the ${type}`;
  return (
    Object.entries(SUPPLIES)
      .filter(([, place]) => place.startsWith(text))
      // The keys above are paths of facts; the suite of all providers checks it.
      .map(([fact]) => fact as FactPath)
  );
}
