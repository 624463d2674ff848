/** Names of machines and of the systems inside them. Pure: the same slot always gets the same name. */

import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { BRANCH_CITIES, ENVIRONMENTS, FREE_TEXT, LEGENDS } from '../tables/organisation.ts';
import type { NamingConvention } from '../tables/organisation.ts';
import { RATES } from '../tables/rates.ts';
import { SOURCES } from '../tables/sources.ts';

export interface MachineNames {
  /** Name in the platform's inventory. */
  readonly display: string;
  /** Name the guest gives itself; differs after a rename. */
  readonly guest: string;
  readonly domain: string;
}

export function namesOf(seed: number, slot: Slot): MachineNames {
  const domain = slot.application.department.domain;
  if (slot.placeholderFor !== undefined) return { ...namesOf(seed, slot.placeholderFor), domain };
  const random = randomFor(seed, 'name', slot.index);
  const regular = regularName(seed, slot);
  // Dots and blanks never reach a host name, and Windows allows 15 characters: longer names get a short form.
  const plain =
    regular
      .split('.')[0]
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, '-') ?? 'host';
  const guest = slot.guest.family === 'windows' && plain.length > 15 ? shortName(slot) : plain;
  if (slot.workloadKind !== 'vm') return { display: regular, guest, domain };
  if (slot.template) return { display: `tmpl-${slot.guest.id}-${slot.index}`, guest, domain };
  if (slot.cloneOf !== undefined)
    return { display: `${namesOf(seed, slot.cloneOf).display} - Clone ${slot.index}`, guest, domain };
  if (random.chance(RATES.longName)) {
    const words = slot.application.name.toLowerCase().replaceAll(' ', '-');
    return {
      display: `${plain}-${words}-document-rendering-and-archiving-service-worker-node-${slot.index}`.padEnd(70, 'x'),
      guest,
      domain,
    };
  }
  if (random.chance(RATES.freeTextName)) return { display: `${random.pick(FREE_TEXT)} ${slot.index}`, guest, domain };
  if (random.chance(RATES.renamed)) return { display: `${regular}_old_${random.between(1, 9)}`, guest, domain };
  return { display: regular, guest, domain };
}

function shortName(slot: Slot): string {
  const environment = ENVIRONMENTS[slot.application.environment];
  return `${slot.application.department.code}${environment.letter}${slot.tier.key}${slot.index}`
    .toLowerCase()
    .slice(0, 15);
}

function regularName(seed: number, slot: Slot): string {
  const { application, tier } = slot;
  const environment = ENVIRONMENTS[application.environment];
  const site = SOURCES[slot.source]?.siteCode ?? 'FRA';
  const number = String(slot.index).padStart(4, '0');
  if (slot.workloadKind !== 'vm') return `${application.kind.key}-${application.index}-${tier.key}-${slot.member}`;
  if (tier.purpose === 'desktop') return `VDI-${site}-${number}`;
  const byConvention: Readonly<Record<NamingConvention, () => string>> = {
    'site-code': () => {
      const name = `${site}${environment.letter}${tier.key.toUpperCase()}${number}`;
      return slot.guest.family === 'windows' ? name : name.toLowerCase();
    },
    dashes: () =>
      `${application.department.code.toLowerCase()}-${environment.short}-${application.kind.key}-${tier.key}-${number}`,
    underscore: () => `ALV_${tier.key.toUpperCase()}${number}`,
    branch: () => `${randomFor(seed, 'city', application.index).pick(BRANCH_CITIES)}srv${number}`,
    fqdn: () => `${application.kind.key}-${tier.key}-${number}.lab.nordwerk.example`,
    legends: () => `${randomFor(seed, 'legend', slot.index).pick(LEGENDS)}${slot.index}`,
  };
  return byConvention[application.department.convention]();
}
