/** Rules on machines that run on Hyper-V. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { hypervChangeTracking } from './change-tracking.ts';
import { hypervCheckpoint } from './checkpoint.ts';
import { hypervClusterRole } from './cluster-role.ts';
import { hypervDevicePassthrough } from './device-passthrough.ts';
import { hypervDiskCapacityInvalid } from './disk-capacity-invalid.ts';
import { hypervDiskCount } from './disk-count.ts';
import { hypervDiskNoShare } from './disk-no-share.ts';
import { hypervDiskRawDevice } from './disk-raw-device.ts';
import { hypervDiskShared } from './disk-shared.ts';
import { hypervIntegrationServices } from './integration-services.ts';
import { hypervIpMissing } from './ip-missing.ts';
import { hypervNameInvalid } from './name-invalid.ts';
import { hypervNicUnresolvedNetwork } from './nic-unresolved-network.ts';
import { hypervOsUnlisted } from './os-unlisted.ts';
import { hypervTpm } from './tpm.ts';

export const HYPERV_RULES: readonly Rule[] = [
  hypervCheckpoint,
  hypervChangeTracking,
  hypervClusterRole,
  hypervDiskCount,
  hypervDiskCapacityInvalid,
  hypervDiskNoShare,
  hypervDiskShared,
  hypervDiskRawDevice,
  hypervIntegrationServices,
  hypervIpMissing,
  hypervNameInvalid,
  hypervNicUnresolvedNetwork,
  hypervDevicePassthrough,
  hypervTpm,
  hypervOsUnlisted,
];
