/** Rules on machines that QEMU runs: KVM with libvirt, oVirt, OpenStack. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { libvirtBallooning } from './ballooning.ts';
import { libvirtBootMenu } from './boot-menu.ts';
import { libvirtCpuModel } from './cpu-model.ts';
import { libvirtCpuPinningPolicy } from './cpu-pinning-policy.ts';
import { libvirtCpuShares } from './cpu-shares.ts';
import { libvirtCpuTuning } from './cpu-tuning.ts';
import { libvirtCustomSettings } from './custom-settings.ts';
import { libvirtDiskBacking } from './disk-backing.ts';
import { libvirtDiskBus } from './disk-bus.ts';
import { libvirtDiskCapacityInvalid } from './disk-capacity-invalid.ts';
import { libvirtDiskCondition } from './disk-condition.ts';
import { libvirtDiskCount } from './disk-count.ts';
import { libvirtDiskReservation } from './disk-reservation.ts';
import { libvirtDiskShared } from './disk-shared.ts';
import { libvirtDisplaySpice } from './display-spice.ts';
import { libvirtHighAvailability } from './high-availability.ts';
import { libvirtHostAffinity } from './host-affinity.ts';
import { libvirtHostDevices } from './host-devices.ts';
import { libvirtIoThreads } from './io-threads.ts';
import { libvirtNameInvalid } from './name-invalid.ts';
import { libvirtNicBandwidth } from './nic-bandwidth.ts';
import { libvirtNicFilter } from './nic-filter.ts';
import { libvirtNicMirrored } from './nic-mirrored.ts';
import { libvirtNicModel } from './nic-model.ts';
import { libvirtNicPassthrough } from './nic-passthrough.ts';
import { libvirtNicTuned } from './nic-tuned.ts';
import { libvirtNicUnplugged } from './nic-unplugged.ts';
import { libvirtNumaTuning } from './numa-tuning.ts';
import { libvirtOsRhel6 } from './os-rhel-6.ts';
import { libvirtOsUnlisted } from './os-unlisted.ts';
import { libvirtPageSharing } from './page-sharing.ts';
import { libvirtResumeBehavior } from './resume-behavior.ts';
import { libvirtSnapshot } from './snapshot.ts';
import { libvirtSnapshotMemory } from './snapshot-memory.ts';
import { libvirtTpm } from './tpm.ts';
import { libvirtTpmRequired } from './tpm-required.ts';
import { libvirtUsb } from './usb.ts';
import { libvirtWatchdog } from './watchdog.ts';

export const LIBVIRT_RULES: readonly Rule[] = [
  libvirtBallooning,
  libvirtBootMenu,
  libvirtCpuModel,
  libvirtCpuPinningPolicy,
  libvirtCpuShares,
  libvirtCpuTuning,
  libvirtCustomSettings,
  libvirtDiskCount,
  libvirtDiskBus,
  libvirtDiskCapacityInvalid,
  libvirtDiskCondition,
  libvirtDiskBacking,
  libvirtDiskReservation,
  libvirtDiskShared,
  libvirtDisplaySpice,
  libvirtHighAvailability,
  libvirtHostAffinity,
  libvirtHostDevices,
  libvirtIoThreads,
  libvirtPageSharing,
  libvirtNameInvalid,
  libvirtNicTuned,
  libvirtNicFilter,
  libvirtNicMirrored,
  libvirtNicBandwidth,
  libvirtNicModel,
  libvirtNicPassthrough,
  libvirtNicUnplugged,
  libvirtNumaTuning,
  libvirtSnapshot,
  libvirtSnapshotMemory,
  libvirtResumeBehavior,
  libvirtTpm,
  libvirtTpmRequired,
  libvirtUsb,
  libvirtOsUnlisted,
  libvirtOsRhel6,
  libvirtWatchdog,
];
