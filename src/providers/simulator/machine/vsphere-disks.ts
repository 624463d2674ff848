/** Virtual disks as vSphere describes them. */

import type { Disk } from '../../../core/model/workload.ts';
import type { ClusterPlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { RATES } from '../tables/rates.ts';
import { uuid } from './identity.ts';
import { planDisks } from './disk-plan.ts';

/** `folders` gives the machine's own directory name and that of the one whose shared disks it mounts. */
export function vsphereDisks(
  seed: number,
  slot: Slot,
  cluster: ClusterPlace,
  folders: { readonly own: string; readonly leader: string },
): Disk[] {
  const random = randomFor(seed, 'disk details', slot.index);
  const tracking = changeTrackingOf(seed, slot);
  const controller =
    slot.year < 2012 ? 'LSI Logic SAS' : random.chance(0.7) ? 'VMware paravirtual SCSI' : 'LSI Logic SAS';
  const lost = random.chance(RATES.danglingDatastore);
  let onShared = 0;
  return planDisks(seed, slot, cluster.stores.length).map((plan, i): Disk => {
    const shared = plan.sharedWithLeader;
    const store = lost && !shared ? 'OLD_SAN_RETIRED_03' : (cluster.stores[plan.store]?.name ?? 'datastore1');
    const unit = shared ? onShared++ : i;
    const failover = shared && slot.tier.special === 'failover-disks';
    // Unit 7 of a SCSI controller is the controller itself.
    const scsiUnit = shared ? unit : unit < 7 ? unit : unit + 1;
    const file = shared
      ? `${folders.leader}/${folders.leader}_shared${unit}.vmdk`
      : `${folders.own}/${folders.own}${i === 0 ? '' : `_${i}`}.vmdk`;
    const owner = shared ? (slot.diskLeader ?? slot) : slot;
    return {
      label: `Hard disk ${i + 1}`,
      key: String(2000 + (shared ? 16 : 0) + scsiUnit),
      capacityMiB: plan.capacityMiB,
      usedMiB: plan.raw ? 0 : plan.thin ? plan.usedMiB : plan.capacityMiB,
      datastore: store,
      path: `[${store}] ${file}`,
      thin: plan.thin,
      mode: plan.independent
        ? random.chance(0.3)
          ? 'independent_nonpersistent'
          : 'independent_persistent'
        : shared || plan.raw
          ? 'independent_persistent'
          : 'persistent',
      shared,
      rawDeviceMapping: plan.raw,
      ...(plan.raw
        ? { rawCompatibility: shared || random.chance(0.5) ? ('physical' as const) : ('virtual' as const) }
        : {}),
      controller: shared ? (failover ? 'LSI Logic SAS' : 'VMware paravirtual SCSI') : controller,
      bus: 'scsi',
      sharedBus: failover ? 'physical' : 'none',
      changeTracking: tracking && !shared && !plan.independent && !plan.raw,
      uuid: uuid(seed, shared ? `shared disk ${unit}` : `disk ${i}`, owner.index, '6000c29'),
    };
  });
}

/** vSphere cannot track changed blocks of machines with shared disks, nor before virtual hardware 7. */
export function changeTrackingOf(seed: number, slot: Slot): boolean {
  if (slot.diskLeader !== undefined || slot.placeholderFor !== undefined || slot.year < 2010) return false;
  return !randomFor(seed, 'change tracking', slot.index).chance(RATES.changeTrackingOff);
}
