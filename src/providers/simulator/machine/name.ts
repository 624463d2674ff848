/** Names of machines and of the systems inside them. Pure: the same slot always gets the same name. */

import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { BRANCH_CITIES, ENVIRONMENTS, FREE_TEXT, LEGENDS } from '../tables/organisation.ts';
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
      .replace(/[^a-z0-9-]/g, '-') ?? 'host';
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
  const environment = ENVIRONMENTS.find((each) => each.key === slot.application.environment);
  return `${slot.application.department.code}${environment?.letter ?? 'P'}${slot.tier.key}${slot.index}`
    .toLowerCase()
    .slice(0, 15);
}

function regularName(seed: number, slot: Slot): string {
  const { application, tier } = slot;
  const environment = ENVIRONMENTS.find((each) => each.key === application.environment) ?? ENVIRONMENTS[0];
  const site = SOURCES[slot.source]?.siteCode ?? 'FRA';
  const number = String(slot.index).padStart(4, '0');
  if (slot.workloadKind !== 'vm') return `${application.kind.key}-${application.index}-${tier.key}-${slot.member}`;
  if (tier.purpose === 'desktop') return `VDI-${site}-${number}`;
  switch (application.department.convention) {
    case 'site-code': {
      const name = `${site}${environment?.letter}${tier.key.toUpperCase()}${number}`;
      return slot.guest.family === 'windows' ? name : name.toLowerCase();
    }
    case 'dashes':
      return `${application.department.code.toLowerCase()}-${environment?.short}-${application.kind.key}-${tier.key}-${number}`;
    case 'underscore':
      return `ALV_${tier.key.toUpperCase()}${number}`;
    case 'branch':
      return `${randomFor(seed, 'city', application.index).pick(BRANCH_CITIES)}srv${number}`;
    case 'fqdn':
      return `${application.kind.key}-${tier.key}-${number}.lab.nordwerk.example`;
    case 'legends':
      return `${randomFor(seed, 'legend', slot.index).pick(LEGENDS)}${slot.index}`;
  }
}
