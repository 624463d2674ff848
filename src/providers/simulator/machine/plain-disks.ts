/** Disks of machines off vSphere: the same plan in each platform's own words. */

import type { Disk } from '../../../core/model/workload.ts';
import type { ClusterPlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import type { SourceKind } from '../tables/sources.ts';
import { planDisks } from './disk-plan.ts';
import { firmwareOf } from './guest.ts';
import { platformOf, uuid } from './identity.ts';

interface DiskPlace {
  readonly seed: number;
  readonly slot: Slot;
  readonly store: string | undefined;
  /** Name of the file or volume without its ending; the same on every machine that shares it. */
  readonly stem: string;
  readonly shared: boolean;
  readonly index: number;
}

type Words = Pick<Disk, 'label' | 'datastore' | 'path' | 'controller' | 'bus' | 'changeTracking'>;

const WORDS: Readonly<Record<Exclude<SourceKind, 'vsphere'>, (place: DiskPlace) => Words>> = {
  hyperv: ({ seed, slot, store, stem, shared, index }) => {
    // A generation 1 machine starts from IDE.
    const ide = index === 0 && firmwareOf(seed, slot) === 'bios';
    return {
      label: `Hard Drive ${index}`,
      ...inStore(store, (name) => `${name}\\${stem}.${shared ? 'vhds' : 'vhdx'}`),
      controller: ide ? 'IDE' : 'SCSI',
      bus: ide ? 'ide' : 'scsi',
      changeTracking: !shared,
    };
  },
  kvm: ({ slot, store, stem, index }) => {
    const old = slot.year < 2013;
    return {
      label: `${old ? 'sd' : 'vd'}${String.fromCharCode(97 + index)}`,
      ...inStore(store, (name) =>
        name === 'ceph-rbd' ? `rbd:${name}/${stem}` : `/var/lib/libvirt/${name}/${stem}.qcow2`,
      ),
      controller: old ? 'ide' : 'virtio',
      bus: old ? 'ide' : 'virtio',
    };
  },
  openshift: ({ store, stem, index }) => ({
    label: index === 0 ? 'rootdisk' : `disk-${index}`,
    ...inStore(store, () => `pvc/${stem}`),
    controller: 'virtio',
    bus: 'virtio',
  }),
  azure: ({ stem, index }) => ({
    label: index === 0 ? 'OS disk' : `LUN ${index - 1}`,
    path: stem,
    controller: 'SCSI',
    bus: 'scsi',
  }),
};

const inStore = (store: string | undefined, path: (store: string) => string): Pick<Disk, 'datastore' | 'path'> =>
  store === undefined ? {} : { datastore: store, path: path(store) };

/** `leader` is the name of the machine that the shared disks are called after. */
export function plainDisks(
  seed: number,
  slot: Slot,
  cluster: ClusterPlace | undefined,
  name: string,
  leader: string,
): Disk[] {
  const platform = platformOf(slot);
  if (platform === 'vsphere') throw new TypeError('vSphere describes its disks itself');
  const words = WORDS[platform];
  const plans = planDisks(seed, slot, cluster?.stores.length ?? 0);
  const firstShared = plans.findIndex((plan) => plan.sharedWithLeader);
  return plans.map((plan, index): Disk => {
    const shared = plan.sharedWithLeader;
    const number = shared ? index - firstShared : index;
    const stem = shared ? `${leader}-shared${number}` : `${name}-${number}`;
    const owner = shared ? (slot.diskLeader ?? slot) : slot;
    return {
      ...words({ seed, slot, store: cluster?.stores[plan.store]?.name, stem, shared, index }),
      capacityMiB: plan.capacityMiB,
      usedMiB: plan.thin ? plan.usedMiB : plan.capacityMiB,
      thin: plan.thin,
      shared,
      mode: 'persistent',
      uuid: uuid(seed, shared ? `shared disk ${number}` : `disk ${number}`, owner.index),
    };
  });
}
