/** Rules on machines that run on vSphere. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { changedBlockTracking } from './changed-block-tracking.ts';
import { clusterDpm } from './cluster-dpm.ts';
import { clusterDrs } from './cluster-drs.ts';
import { consolidationNeeded } from './consolidation-needed.ts';
import { cpuAffinity } from './cpu-affinity.ts';
import { diskCapacityInvalid } from './disk-capacity-invalid.ts';
import { diskChangeTracking } from './disk-change-tracking.ts';
import { diskCount } from './disk-count.ts';
import { diskIndependent } from './disk-independent.ts';
import { diskRawDevice } from './disk-raw-device.ts';
import { diskSerialTruncated } from './disk-serial-truncated.ts';
import { diskShared } from './disk-shared.ts';
import { diskWithoutDatastore } from './disk-without-datastore.ts';
import { faultTolerance } from './fault-tolerance.ts';
import { guestDiskUnmapped } from './guest-disk-unmapped.ts';
import { guestFreeSpace } from './guest-free-space.ts';
import { hardwareVersion } from './hardware-version.ts';
import { hostAffinity } from './host-affinity.ts';
import { hostNameDefault } from './host-name-default.ts';
import { hostNameEmpty } from './host-name-empty.ts';
import { hotPlug } from './hot-plug.ts';
import { ipMissing } from './ip-missing.ts';
import { latencySensitivity } from './latency-sensitivity.ts';
import { nameInvalid } from './name-invalid.ts';
import { numaAffinity } from './numa-affinity.ts';
import { osUnlisted } from './os-unlisted.ts';
import { passthroughDevice } from './passthrough-device.ts';
import { reservations } from './reservations.ts';
import { snapshot } from './snapshot.ts';
import { sriov } from './sriov.ts';
import { toolsNotRunning } from './tools-not-running.ts';
import { tpm } from './tpm.ts';
import { usbController } from './usb-controller.ts';
import { usbDevice } from './usb-device.ts';

export const VSPHERE_RULES: readonly Rule[] = [
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
  usbDevice,
  usbController,
  osUnlisted,
  toolsNotRunning,
  reservations,
  hardwareVersion,
  latencySensitivity,
];
