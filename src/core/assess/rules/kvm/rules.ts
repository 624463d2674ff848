/** Rules on the way to KVM. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { conversionUnconfirmed } from './conversion-unconfirmed.ts';
import { kvmCpuMaximum } from './cpu-maximum.ts';
import { kvmCpuTested } from './cpu-tested.ts';
import { kvmDeviceCount } from './device-count.ts';
import { kvmDiskSize } from './disk-size.ts';
import { emulatedDisks } from './emulated-disks.ts';
import { guestNotConverted } from './guest-not-converted.ts';
import { kvmGuestSupport } from './guest-support.ts';
import { kvmMemoryMaximum } from './memory-maximum.ts';
import { kvmMemoryTested } from './memory-tested.ts';
import { kvmListsDisagree } from './os-lists-disagree.ts';
import { uefi } from './uefi.ts';
import { windowsOldDrivers } from './windows-old-drivers.ts';

export const KVM_RULES: readonly Rule[] = [
  kvmGuestSupport,
  kvmListsDisagree,
  guestNotConverted,
  conversionUnconfirmed,
  windowsOldDrivers,
  uefi,
  kvmCpuTested,
  kvmCpuMaximum,
  kvmMemoryTested,
  kvmMemoryMaximum,
  kvmDiskSize,
  kvmDeviceCount,
  emulatedDisks,
];
