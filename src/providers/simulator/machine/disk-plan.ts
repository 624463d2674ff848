/** Which disks a machine has. Called twice with the same result: to size the stores, and to describe the machine. */

import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import type { Random } from '../random.ts';
import { RATES } from '../tables/rates.ts';
import { SOURCES } from '../tables/sources.ts';

export interface DiskPlan {
  readonly capacityMiB: number;
  /** What the guest has written; for thick disks the store still gives the whole capacity. */
  readonly usedMiB: number;
  readonly store: number;
  readonly thin: boolean;
  /** A LUN handed through to the machine. */
  readonly raw: boolean;
  readonly sharedWithLeader: boolean;
  readonly independent: boolean;
}

const GIB = 1024;
const SYSTEM_GIB = {
  windows: [40, 60, 80, 90, 100, 120],
  linux: [16, 20, 30, 40, 50, 60],
  other: [8, 10, 16, 20],
} as const;
const DATA_GIB = {
  tiny: [10, 20],
  small: [20, 40, 50],
  medium: [50, 80, 100, 150],
  large: [100, 150, 200, 300, 500],
  huge: [300, 500, 750, 1024],
} as const;

export function planDisks(seed: number, slot: Slot, storeCount: number): DiskPlan[] {
  if (slot.workloadKind !== 'vm' || slot.placeholderFor !== undefined) return [];
  const random = randomFor(seed, 'disks', slot.index);
  if (random.chance(RATES.diskless)) return [];
  const vsphere = SOURCES[slot.source]?.kind === 'vsphere';
  const second = storeCount > 1 && random.chance(RATES.secondDatastore) ? (slot.store + 1) % storeCount : slot.store;
  const empty = random.chance(RATES.emptyDisk);
  const plan = (gib: number, store: number): DiskPlan => own(random, gib * GIB, store, vsphere);
  const disks: DiskPlan[] = [plan(random.pick(SYSTEM_GIB[slot.guest.family]), slot.store)];
  const data = dataDiskCount(random, slot);
  for (let i = 0; i < data; i++) disks.push(plan(random.pick(DATA_GIB[slot.tier.size]), second));
  if (empty) disks.push({ ...plan(1, second), capacityMiB: 0, usedMiB: 0 });
  const rawRate = slot.tier.special === 'raw-disk' ? RATES.rawDiskOnRawTier : RATES.rawDisk;
  if (vsphere && random.chance(rawRate))
    disks.push({ ...plan(random.pick(DATA_GIB.large), slot.store), raw: true, thin: false });
  return slot.diskLeader === undefined ? disks : [...disks, ...sharedDisks(seed, slot.diskLeader)];
}

function own(random: Random, capacityMiB: number, store: number, vsphere: boolean): DiskPlan {
  return {
    capacityMiB,
    usedMiB: Math.round(capacityMiB * (0.18 + 0.7 * random.next())),
    store,
    thin: random.chance(RATES.thinDisk),
    raw: false,
    sharedWithLeader: false,
    independent: vsphere && random.chance(RATES.independentDisk),
  };
}

/** Fewest and most data disks, by size. */
const DATA_DISKS = { tiny: [0, 0], small: [0, 1], medium: [0, 2], large: [1, 4], huge: [2, 6] } as const;

function dataDiskCount(random: Random, slot: Slot): number {
  const [fewest, most] = DATA_DISKS[slot.tier.size];
  return slot.tier.size === 'small' && random.chance(0.5) ? 0 : random.between(fewest, most);
}

/** Every member of the group computes the same list: quorum, data, log. */
function sharedDisks(seed: number, leader: Slot): DiskPlan[] {
  const random = randomFor(seed, 'shared disks', leader.index);
  const raw = leader.tier.special === 'failover-disks' && random.chance(0.6);
  return [1, random.pick([200, 300, 500, 800]), random.pick([50, 100])].map((gib) => ({
    capacityMiB: gib * GIB,
    usedMiB: gib * GIB,
    store: leader.store,
    thin: false,
    raw,
    sharedWithLeader: true,
    independent: false,
  }));
}
