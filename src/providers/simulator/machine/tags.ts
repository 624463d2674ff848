/** Tags and custom attributes as people fill them in, and the facts that follow from them. */

import type { WorkloadFacts } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { ANNOTATIONS, ENVIRONMENTS } from '../tables/organisation.ts';
import { RATES } from '../tables/rates.ts';

/** What people write, in the words of catalog/sovereignty.yaml. */
const DATA_CLASSES: Readonly<Record<string, readonly string[]>> = {
  personal: ['personal'],
  health: ['personal', 'special'],
  payment: ['cardholder', 'personal'],
  'bank-secret': ['bank-secret', 'personal'],
};

/** Custom attributes the organisation defined, in the order the export shows them. */
export const TAG_NAMES = ['Owner', 'Application', 'Environment', 'Criticality', 'DataClass'] as const;

type TagFacts = Pick<WorkloadFacts, 'tags' | 'application' | 'environment' | 'criticality' | 'dataClasses' | 'owner'>;

/** `tags` is empty when the platform has tags but this machine carries none. */
export function tagsOf(seed: number, slot: Slot): TagFacts {
  const { application } = slot;
  if (!application.tagged || slot.placeholderFor !== undefined || slot.template) return { tags: {} };
  const style = randomFor(seed, 'tag style', application.index);
  const random = randomFor(seed, 'tags', slot.index);
  const kept = (): boolean => !random.chance(RATES.inventoryTagDrop);
  const spelling = style.pick(ENVIRONMENTS[application.environment].spellings);
  const owner = `${application.department.owner}@nordwerk.example`;
  const wanted: Record<string, string | undefined> = {
    Owner: style.chance(0.9) ? owner : undefined,
    Application: application.kind.grouped && style.chance(0.85) ? application.name : undefined,
    Environment: style.chance(0.95) ? spelling : undefined,
    Criticality: style.chance(0.6) ? application.kind.criticality : undefined,
    DataClass: style.chance(0.7) ? application.kind.dataClass : undefined,
  };
  const tags: Record<string, string> = {};
  for (const name of TAG_NAMES) {
    const value = wanted[name];
    if (value !== undefined && kept()) tags[name] = value;
  }
  const criticality = application.kind.criticality;
  return {
    tags,
    ...(tags['Owner'] === undefined ? {} : { owner: tags['Owner'] }),
    ...(tags['Application'] === undefined ? {} : { application: tags['Application'] }),
    ...(tags['Environment'] === undefined ? {} : { environment: tags['Environment'] }),
    ...(tags['Criticality'] === undefined ? {} : { criticality }),
    ...(tags['DataClass'] === undefined ? {} : { dataClasses: DATA_CLASSES[tags['DataClass']] ?? [tags['DataClass']] }),
  };
}

export function annotationOf(seed: number, slot: Slot): string | undefined {
  const random = randomFor(seed, 'annotation', slot.index);
  if (slot.placeholderFor !== undefined) return 'Site recovery placeholder VM';
  if (!random.chance(RATES.annotation)) return undefined;
  return random
    .pick(ANNOTATIONS)
    .replaceAll('{owner}', slot.application.department.owner)
    .replaceAll('{year}', String(slot.year));
}
