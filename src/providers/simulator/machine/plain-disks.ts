/** Disks of machines off vSphere: the same plan in each platform's own words. */

import type { Disk } from '../../../core/model/workload.ts';
import type { ClusterPlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { planDisks } from './disk-plan.ts';
import { firmwareOf } from './guest.ts';
import { platformOf, uuid } from './identity.ts';

export function plainDisks(
  seed: number,
  slot: Slot,
  cluster: ClusterPlace | undefined,
  name: string,
  leader: string,
): Disk[] {
  const platform = platformOf(slot);
  return planDisks(seed, slot, cluster?.stores.length ?? 0).map((plan, i): Disk => {
    const store = cluster?.stores[plan.store]?.name;
    const shared = plan.sharedWithLeader;
    const owner = shared ? leader : name;
    const base = {
      capacityMiB: plan.capacityMiB,
      usedMiB: plan.thin ? plan.usedMiB : plan.capacityMiB,
      thin: plan.thin,
      shared,
      mode: 'persistent' as const,
      uuid: uuid(seed, `disk ${i}`, shared ? (slot.diskLeader ?? slot).index : slot.index),
    };
    switch (platform) {
      case 'hyperv': {
        // A generation 1 machine starts from IDE.
        const first = i === 0 && firmwareOf(seed, slot) === 'bios';
        return {
          ...base,
          label: `Hard Drive ${i}`,
          ...(store === undefined
            ? {}
            : { datastore: store, path: `${store}\\${owner}\\disk${i}.${shared ? 'vhds' : 'vhdx'}` }),
          controller: first ? 'IDE' : 'SCSI',
          bus: first ? 'ide' : 'scsi',
          changeTracking: !shared,
        };
      }
      case 'kvm': {
        const old = slot.year < 2013;
        return {
          ...base,
          label: `${old ? 'sd' : 'vd'}${String.fromCharCode(97 + i)}`,
          ...(store === undefined
            ? {}
            : {
                datastore: store,
                path:
                  store === 'ceph-rbd' ? `rbd:${store}/${owner}-${i}` : `/var/lib/libvirt/${store}/${owner}-${i}.qcow2`,
              }),
          controller: old ? 'ide' : 'virtio',
          bus: old ? 'ide' : 'virtio',
        };
      }
      case 'openshift':
        return {
          ...base,
          label: i === 0 ? 'rootdisk' : `disk-${i}`,
          ...(store === undefined ? {} : { datastore: store, path: `pvc/${owner}-${i}` }),
          controller: 'virtio',
          bus: 'virtio',
        };
      default:
        return {
          ...base,
          label: i === 0 ? 'OS disk' : `LUN ${i - 1}`,
          path: `${owner}-disk${i}`,
          controller: 'SCSI',
          bus: 'scsi',
        };
    }
  });
}
