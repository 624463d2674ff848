/** Shape of catalog/sovereignty.yaml: regimes as testable requirements, and the lists and vocabulary they rest on. */

import { z } from 'zod';
import { confidenceSchema, fileHeader, provenance } from './provenance.ts';

const country = z.string().regex(/^[A-Z]{2}$/);
const note = z.string().optional();

export const requirementOps = z.enum([
  'eq',
  'in',
  'subsetOf',
  'disjointFrom',
  'has',
  'hasAny',
  'lte',
  'gte',
  'withinDays',
  'meets',
  'evidence',
  'documentedIfOutside',
  'assessedIfOutside',
  'disclosed',
  'allowedWith',
]);
const operand = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const requirement = z.strictObject({
  id: z.string(),
  ref: z.string(),
  attr: z.string(),
  op: requirementOps,
  value: operand,
  /** Plain (must, should, warn …) or under a stated condition: the packs say what the condition means. */
  level: z.string(),
  note,
});

const regime = z.strictObject({
  id: z.string(),
  name: z.string(),
  jurisdiction: z.string(),
  kind: z.string(),
  status: z.string(),
  appliesWhen: z.string(),
  note,
  requirements: z.array(requirement),
  ...provenance,
});

const adequacy = z.strictObject({
  /** Null: an organisation, not a country. */
  country: country.nullable(),
  name: z.string(),
  decision: z.string(),
  decisionNumberConf: confidenceSchema.optional(),
  scope: z.string(),
  validTo: z.string().optional(),
  test: z.string().optional(),
  note,
  ...provenance,
});

const law = z.strictObject({
  id: z.string(),
  /** Two letters; "EU" stands for the 27. */
  homeCountry: country,
  law: z.string(),
  kind: z.enum(['compelled-access', 'intelligence', 'service-denial']),
  reach: z.string(),
  /** Attributes of a site whose value, when it is the home country, brings the law into play. */
  triggeredBy: z.array(z.string()),
  note,
  ...provenance,
});
export type ExtraterritorialLaw = z.infer<typeof law>;

export const sovereigntySchema = z.strictObject({
  ...fileHeader,
  ops: z.array(requirementOps),
  levelsOfRequirement: z.record(z.string(), z.string()),
  eu27: z.array(country),
  eea: z.array(country),
  /** Name to meaning. */
  attributes: z.record(z.string(), z.string()),
  evidenceAttributes: z.record(z.string(), z.string()),
  derivedAttributes: z.array(
    z.strictObject({ id: z.string(), expr: z.string(), use: z.string().optional(), ...provenance }),
  ),
  euCsf: z.strictObject({
    name: z.string(),
    version: z.string(),
    published: z.string(),
    owner: z.string(),
    ...provenance,
  }),
  euCsfObjectives: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      weightPct: z.number(),
      asks: z.string(),
      attributes: z.array(z.string()),
      ...provenance,
    }),
  ),
  euCsfLevels: z.array(
    z.strictObject({ id: z.string(), score: z.number().int(), name: z.string(), means: z.string(), ...provenance }),
  ),
  euCsfScoring: z.array(z.strictObject({ id: z.string(), rule: z.string(), note, ...provenance })),
  euCsfHeuristic: z.array(z.strictObject({ when: z.string(), sov2: z.number().int(), note, ...provenance })),
  cadaLevels: z.array(
    z.strictObject({
      level: z.number().int(),
      assessment: z.string(),
      requires: z.array(z.strictObject({ attr: z.string(), op: requirementOps, value: operand.optional() })),
      buyers: z.string().optional(),
      ...provenance,
    }),
  ),
  adequacy: z.array(adequacy),
  extraterritorialLaws: z.array(law),
  mitigations: z.array(
    z.strictObject({ id: z.string(), control: z.string(), effect: z.string(), attr: z.string(), ...provenance }),
  ),
  regimes: z.array(regime),
});
