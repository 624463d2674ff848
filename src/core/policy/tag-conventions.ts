/** How organisations commonly spell the tags that carry a classification, and what they write in them. */

import type { WorkloadFacts } from '../model/workload.ts';
import type { TagKeys } from './site.ts';

export type Classified = Pick<WorkloadFacts, 'application' | 'environment' | 'criticality' | 'dataClasses' | 'owner'>;
export type ClassifiedKey = keyof Classified;

/** Compared without letter case, blanks, dashes, dots and underscores. */
const TAG_KEYS: Readonly<Record<ClassifiedKey, readonly string[]>> = {
  application: [
    'application',
    'app',
    'applicationname',
    'appname',
    'service',
    'workloadname',
    'anwendung',
    'appkubernetesio/partof',
  ],
  environment: ['environment', 'env', 'stage', 'umgebung'],
  criticality: [
    'criticality',
    'businesscriticality',
    'bizcriticality',
    'businessimpact',
    'kritikalität',
    'kritikalitaet',
  ],
  dataClasses: [
    'dataclass',
    'dataclasses',
    'dataclassification',
    'datacategory',
    'classification',
    'datenklasse',
    'datenklassifikation',
  ],
  owner: [
    'owner',
    'applicationowner',
    'appowner',
    'serviceowner',
    'businessowner',
    'team',
    'verantwortlich',
    'besitzer',
  ],
};

const CRITICALITIES: Readonly<Record<string, NonNullable<Classified['criticality']>>> = {
  low: 'low',
  niedrig: 'low',
  gering: 'low',
  unimportant: 'low',
  medium: 'medium',
  moderate: 'medium',
  normal: 'medium',
  mittel: 'medium',
  high: 'high',
  important: 'high',
  businesscritical: 'high',
  hoch: 'high',
  wichtig: 'high',
  missioncritical: 'mission-critical',
  critical: 'mission-critical',
  kritisch: 'mission-critical',
  sehrhoch: 'mission-critical',
  veryhigh: 'mission-critical',
};

/** Words for kinds of data, in the vocabulary of catalog/sovereignty.yaml. "none" and "public" are no class. */
const DATA_CLASSES: Readonly<Record<string, readonly string[]>> = {
  personal: ['personal'],
  pii: ['personal'],
  personaldata: ['personal'],
  gdpr: ['personal'],
  dsgvo: ['personal'],
  personenbezogen: ['personal'],
  personenbezogenedaten: ['personal'],
  special: ['personal', 'special'],
  specialcategory: ['personal', 'special'],
  art9: ['personal', 'special'],
  health: ['personal', 'phi', 'special'],
  healthdata: ['personal', 'phi', 'special'],
  phi: ['personal', 'phi', 'special'],
  patient: ['personal', 'phi', 'special'],
  medical: ['personal', 'phi', 'special'],
  gesundheit: ['personal', 'phi', 'special'],
  gesundheitsdaten: ['personal', 'phi', 'special'],
  cardholder: ['cardholder', 'personal'],
  payment: ['cardholder', 'personal'],
  pci: ['cardholder', 'personal'],
  pan: ['cardholder', 'personal'],
  banksecret: ['bank-secret', 'personal'],
  bankgeheimnis: ['bank-secret', 'personal'],
  cui: ['cui'],
  itar: ['cdi-itar'],
  cdiitar: ['cdi-itar'],
  ear: ['ear'],
  classified: ['classified'],
  secret: ['classified'],
  govsensitive: ['gov-sensitive'],
  cnpersonal: ['cn-personal'],
  cnimportant: ['cn-important'],
  inpersonal: ['in-personal'],
  public: [],
  none: [],
  open: [],
  offen: [],
  oeffentlich: [],
  öffentlich: [],
};

const ENVIRONMENTS: Readonly<Record<string, string>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  produktion: 'production',
  live: 'production',
  test: 'test',
  tst: 'test',
  testing: 'test',
  qa: 'test',
  uat: 'test',
  development: 'development',
  dev: 'development',
  entwicklung: 'development',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  preproduction: 'staging',
  integration: 'staging',
};

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/[\s_.-]/g, '');

/** Reads what tags say. Words it does not know are left out, never guessed; names of tags can be set in sites.yaml. */
export function tagReader(custom: TagKeys = {}): (tags: Readonly<Record<string, string>>) => Classified {
  const keyOf = new Map<string, ClassifiedKey>();
  for (const key of Object.keys(TAG_KEYS) as ClassifiedKey[]) {
    for (const spelling of custom[key]?.map(squeezed) ?? TAG_KEYS[key]) keyOf.set(spelling, key);
  }
  const remembered = new Map<string, ClassifiedKey | null>();
  return (tags) => {
    const found: { -readonly [K in keyof Classified]: Classified[K] } = {};
    for (const name of Object.keys(tags).sort()) {
      let key = remembered.get(name);
      if (key === undefined) remembered.set(name, (key = keyOf.get(squeezed(name)) ?? null));
      const value = tags[name]?.trim();
      if (key === null || value === undefined || value === '' || found[key] !== undefined) continue;
      if (key === 'criticality') found.criticality = CRITICALITIES[squeezed(value)];
      else if (key === 'dataClasses') found.dataClasses = dataClasses(value);
      else if (key === 'environment') found.environment = ENVIRONMENTS[squeezed(value)] ?? value;
      else found[key] = value;
    }
    return found;
  };
}

/** The classes that a word commonly stands for: "PII" for personal. None for a word that is not known. */
export const classesOfWord = (word: string): readonly string[] => {
  const known = Object.entries(DATA_CLASSES).find(([spelling]) => spelling === squeezed(word));
  return known?.[1] ?? [];
};

/** "PII; PCI" is several; undefined when any word of it is not known, since a part would look like the whole. */
function dataClasses(text: string): readonly string[] | undefined {
  const classes = new Set<string>();
  for (const word of text.split(/[,;|+&]/).map(squeezed)) {
    if (word === '') continue;
    const known = DATA_CLASSES[word];
    if (known === undefined) return undefined;
    for (const each of known) classes.add(each);
  }
  return [...classes].sort();
}
