/** What chance alone would not set right: exact numbers of rare machines, and groups that were torn apart. */

import type { ApplicationPlan, Slot } from './plan.ts';
import { randomFor } from './random.ts';
import { RATES } from './tables/rates.ts';
import { SOURCES } from './tables/sources.ts';

/** A machine whose partners ended up in another source shares its disks with nobody. */
export function forgetLoneLeaders(applications: readonly ApplicationPlan[]): void {
  for (const { slots } of applications) {
    for (const slot of slots) {
      if (slot.diskLeader === slot && !slots.some((other) => other !== slot && other.diskLeader === slot))
        delete slot.diskLeader;
    }
  }
}

/** Templates, stand-ins of the recovery tool and copies: few, so their number is set exactly and not left to chance. */
export function addOddities(seed: number, slots: readonly (readonly Slot[])[]): void {
  SOURCES.forEach((source, i) => {
    const all = slots[i] ?? [];
    if (source.kind !== 'vsphere' || all.length === 0) return;
    const random = randomFor(seed, 'oddities', i);
    const loose = all.filter((slot) => slot.application.kind.key === 'single');
    const take = (rate: number): Slot[] => {
      const wanted = Math.min(Math.round(rate * all.length), loose.length);
      return Array.from({ length: wanted }, () => loose.splice(random.between(0, loose.length - 1), 1)[0]).filter(
        (slot) => slot !== undefined,
      );
    };
    for (const slot of take(RATES.template)) {
      slot.template = true;
      slot.power = 'off';
    }
    for (const slot of take(RATES.clone)) {
      if (loose.length === 0) break;
      const original = random.pick(loose);
      slot.cloneOf = original;
      slot.guest = original.guest;
    }
    const protectedSlots = slots.flatMap((list, other) =>
      other !== i && SOURCES[other]?.kind === 'vsphere' ? list : [],
    );
    const standIns = source.siteCode === 'MUC' && protectedSlots.length > 0 ? take(RATES.srmPlaceholder) : [];
    for (const slot of standIns) {
      const original = random.pick(protectedSlots);
      slot.placeholderFor = original;
      slot.guest = original.guest;
      slot.power = 'off';
      slot.tools = 'missing';
    }
  });
}
