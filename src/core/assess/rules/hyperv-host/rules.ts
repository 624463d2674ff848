/** Rules on the way to Hyper-V and Azure Local. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { arcAgent } from './arc-agent.ts';
import { hypervBits32 } from './bits-32.ts';
import { bootDisk } from './boot-disk.ts';
import { cpuAzureLocal } from './cpu-azure-local.ts';
import { cpuGuest } from './cpu-guest.ts';
import { hypervCpuMaximum } from './cpu-maximum.ts';
import { debianLargeDisk } from './debian-large-disk.ts';
import { hypervDiskCount } from './disk-count.ts';
import { hypervDiskIndependent } from './disk-independent.ts';
import { hypervDiskRawDevice } from './disk-raw-device.ts';
import { hypervDiskShared } from './disk-shared.ts';
import { hypervDiskSize } from './disk-size.ts';
import { generation } from './generation.ts';
import { generationUnlisted } from './generation-unlisted.ts';
import { hypervGuestSupport } from './guest-support.ts';
import { integrationServices } from './integration-services.ts';
import { hypervMemoryMaximum } from './memory-maximum.ts';
import { hypervNicCount } from './nic-count.ts';
import { offClusterVolume } from './off-cluster-volume.ts';
import { hypervPassthrough } from './passthrough-device.ts';
import { secureBootAzureLocal } from './secure-boot-azure-local.ts';
import { secureBootTemplate } from './secure-boot-template.ts';

export const HYPERV_HOST_RULES: readonly Rule[] = [
  hypervGuestSupport,
  integrationServices,
  hypervBits32,
  generation,
  generationUnlisted,
  secureBootTemplate,
  secureBootAzureLocal,
  hypervCpuMaximum,
  cpuAzureLocal,
  cpuGuest,
  hypervMemoryMaximum,
  hypervDiskSize,
  bootDisk,
  hypervDiskCount,
  debianLargeDisk,
  hypervDiskShared,
  hypervDiskRawDevice,
  hypervDiskIndependent,
  offClusterVolume,
  hypervPassthrough,
  hypervNicCount,
  arcAgent,
];
