/** The one list of shipped rules. Order is the order of reports: common, source platform, then by target. */

import type { Rule } from '../rule.ts';
import { domainController } from './common/domain-controller.ts';
import { failoverCluster } from './common/failover-cluster.ts';
import { kubernetesNode } from './common/kubernetes-node.ts';
import { notConnected } from './common/not-connected.ts';
import { osAmbiguous } from './common/os-ambiguous.ts';
import { osDeclaredDiffers } from './common/os-declared-differs.ts';
import { osEndOfSupport } from './common/os-end-of-support.ts';
import { osSupportEndsSoon } from './common/os-support-ends-soon.ts';
import { osUnidentified } from './common/os-unidentified.ts';
import { placeholder } from './common/placeholder.ts';
import { secureBoot } from './common/secure-boot.ts';
import { suspended } from './common/suspended.ts';
import { template } from './common/template.ts';
import { vgpu } from './common/vgpu.ts';
import { virtualAppliance } from './common/virtual-appliance.ts';
import { changedBlockTracking } from './vsphere/changed-block-tracking.ts';
import { clusterDpm } from './vsphere/cluster-dpm.ts';
import { clusterDrs } from './vsphere/cluster-drs.ts';
import { consolidationNeeded } from './vsphere/consolidation-needed.ts';
import { cpuAffinity } from './vsphere/cpu-affinity.ts';
import { diskCapacityInvalid } from './vsphere/disk-capacity-invalid.ts';
import { diskChangeTracking } from './vsphere/disk-change-tracking.ts';
import { diskCount } from './vsphere/disk-count.ts';
import { diskIndependent } from './vsphere/disk-independent.ts';
import { diskRawDevice } from './vsphere/disk-raw-device.ts';
import { diskSerialTruncated } from './vsphere/disk-serial-truncated.ts';
import { diskShared } from './vsphere/disk-shared.ts';
import { diskWithoutDatastore } from './vsphere/disk-without-datastore.ts';
import { faultTolerance } from './vsphere/fault-tolerance.ts';
import { guestDiskUnmapped } from './vsphere/guest-disk-unmapped.ts';
import { guestFreeSpace } from './vsphere/guest-free-space.ts';
import { hardwareVersion } from './vsphere/hardware-version.ts';
import { hostAffinity } from './vsphere/host-affinity.ts';
import { hostNameDefault } from './vsphere/host-name-default.ts';
import { hostNameEmpty } from './vsphere/host-name-empty.ts';
import { hotPlug } from './vsphere/hot-plug.ts';
import { ipMissing } from './vsphere/ip-missing.ts';
import { latencySensitivity } from './vsphere/latency-sensitivity.ts';
import { nameInvalid } from './vsphere/name-invalid.ts';
import { numaAffinity } from './vsphere/numa-affinity.ts';
import { osUnlisted } from './vsphere/os-unlisted.ts';
import { passthroughDevice } from './vsphere/passthrough-device.ts';
import { reservations } from './vsphere/reservations.ts';
import { snapshot } from './vsphere/snapshot.ts';
import { sriov } from './vsphere/sriov.ts';
import { toolsNotRunning } from './vsphere/tools-not-running.ts';
import { tpm } from './vsphere/tpm.ts';
import { usbController } from './vsphere/usb-controller.ts';
import { bits32 } from './openshift/bits-32.ts';
import { cpuMaximum } from './openshift/cpu-maximum.ts';
import { cpuTested } from './openshift/cpu-tested.ts';
import { diskSize } from './openshift/disk-size.ts';
import { guestRequirements } from './openshift/guest-requirements.ts';
import { guestSupport } from './openshift/guest-support.ts';
import { memoryMaximum } from './openshift/memory-maximum.ts';
import { memoryMinimum } from './openshift/memory-minimum.ts';
import { memoryTested } from './openshift/memory-tested.ts';
import { osUpgrade } from './openshift/os-upgrade.ts';
import { azureBits32 } from './azure/bits-32.ts';
import { bootGeneration } from './azure/boot-generation.ts';
import { bootGenerationUnlisted } from './azure/boot-generation-unlisted.ts';
import { clientOs } from './azure/client-os.ts';
import { azureCpuMaximum } from './azure/cpu-maximum.ts';
import { dataDiskAgentless } from './azure/data-disk-agentless.ts';
import { dataDiskSize } from './azure/data-disk-size.ts';
import { azureDiskCount } from './azure/disk-count.ts';
import { azureDiskIndependent } from './azure/disk-independent.ts';
import { azureDiskNvme } from './azure/disk-nvme.ts';
import { azureDiskRawDevice } from './azure/disk-raw-device.ts';
import { azureDiskShared } from './azure/disk-shared.ts';
import { ipv6 } from './azure/ipv6.ts';
import { azureMemoryMaximum } from './azure/memory-maximum.ts';
import { azureNameInvalid } from './azure/name-invalid.ts';
import { nicCount } from './azure/nic-count.ts';
import { osConditional } from './azure/os-conditional.ts';
import { osDiskAgentless } from './azure/os-disk-agentless.ts';
import { osDiskSize } from './azure/os-disk-size.ts';
import { azureEndOfSupport } from './azure/os-end-of-support.ts';
import { osListsDisagree } from './azure/os-lists-disagree.ts';
import { osUnendorsed } from './azure/os-unendorsed.ts';
import { osUnsupported } from './azure/os-unsupported.ts';
import { azurePassthrough } from './azure/passthrough-device.ts';
import { conversionUnconfirmed } from './kvm/conversion-unconfirmed.ts';
import { guestNotConverted } from './kvm/guest-not-converted.ts';
import { uefi } from './kvm/uefi.ts';
import { windowsOldDrivers } from './kvm/windows-old-drivers.ts';

export const RULES: readonly Rule[] = [
  template,
  placeholder,
  notConnected,
  suspended,
  osEndOfSupport,
  osSupportEndsSoon,
  osUnidentified,
  osAmbiguous,
  osDeclaredDiffers,
  secureBoot,
  vgpu,
  domainController,
  failoverCluster,
  virtualAppliance,
  kubernetesNode,
  consolidationNeeded,
  changedBlockTracking,
  diskChangeTracking,
  cpuAffinity,
  hotPlug,
  diskWithoutDatastore,
  diskCount,
  diskIndependent,
  diskSerialTruncated,
  diskCapacityInvalid,
  clusterDrs,
  clusterDpm,
  faultTolerance,
  guestFreeSpace,
  guestDiskUnmapped,
  hostAffinity,
  hostNameEmpty,
  hostNameDefault,
  ipMissing,
  nameInvalid,
  numaAffinity,
  passthroughDevice,
  diskRawDevice,
  diskShared,
  snapshot,
  sriov,
  tpm,
  usbController,
  osUnlisted,
  toolsNotRunning,
  reservations,
  hardwareVersion,
  latencySensitivity,
  guestSupport,
  osUpgrade,
  bits32,
  cpuTested,
  cpuMaximum,
  memoryTested,
  memoryMaximum,
  memoryMinimum,
  diskSize,
  guestRequirements,
  osUnsupported,
  osConditional,
  osUnendorsed,
  osListsDisagree,
  clientOs,
  azureBits32,
  azureEndOfSupport,
  bootGeneration,
  bootGenerationUnlisted,
  osDiskSize,
  osDiskAgentless,
  dataDiskSize,
  dataDiskAgentless,
  azureDiskCount,
  azureDiskShared,
  azureDiskRawDevice,
  azureDiskIndependent,
  azureDiskNvme,
  azurePassthrough,
  nicCount,
  ipv6,
  azureCpuMaximum,
  azureMemoryMaximum,
  azureNameInvalid,
  guestNotConverted,
  conversionUnconfirmed,
  windowsOldDrivers,
  uefi,
];
