/** What libvirt and Hyper-V say of a machine and vCenter does not: most have nothing set, a few have something. */

import type { Disk, Nic, Snapshot, WorkloadFacts } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';

type Listed = Pick<WorkloadFacts, 'disks' | 'nics' | 'snapshots'>;

/** As libvirt reads a definition. */
export function qemuFacts(seed: number, slot: Slot, listed: Listed): Partial<WorkloadFacts> {
  const { disks = [], nics = [], snapshots = [] } = listed;
  const random = randomFor(seed, 'qemu', slot.index);
  const tuned = random.chance(0.02);
  const filtered = random.chance(0.05);
  return {
    ballooning: random.chance(0.9),
    bootMenu: random.chance(0.03),
    cpuModel: random.chance(0.1) ? 'Broadwell-noTSX-IBRS' : 'host-model',
    cpuPinningPolicy: 'none',
    cpuShares: random.chance(0.02) ? 2048 : 0,
    customSettings: random.chance(0.01) ? ['qemu:-cpu'] : [],
    displays: [random.chance(0.3) ? 'spice' : 'vnc'],
    guestNumaNodes: tuned ? 2 : 0,
    ioThreads: tuned ? 2 : 0,
    disks: disks.map((disk): Disk => ({
      ...disk,
      backing: disk.path?.startsWith('rbd:') === true ? 'network' : 'file',
      scsiReservation: false,
    })),
    snapshots: snapshots.map((snapshot): Snapshot => ({ ...snapshot, memory: false })),
    // A definition has the state of the link, whether the machine runs or not.
    nics: nics.map((nic): Nic => ({
      ...nic,
      connected: nic.startConnected ?? true,
      filtered,
      bandwidthLimited: false,
      tuned,
      mirrored: false,
    })),
  };
}

/** As the collector reads a host: clustered machines are roles of their cluster, save a few that somebody forgot. */
export function hypervPlaceFacts(
  seed: number,
  slot: Slot,
  clustered: boolean,
  { disks = [], nics = [] }: Listed,
): Partial<WorkloadFacts> {
  const forgotten = randomFor(seed, 'cluster role', slot.index).chance(0.03);
  return {
    highAvailability: clustered && !forgotten,
    disks: disks.map((disk): Disk => ({ ...disk, rawDeviceMapping: false })),
    nics: nics.map((nic): Nic => ({ ...nic, networkKnown: true })),
  };
}
