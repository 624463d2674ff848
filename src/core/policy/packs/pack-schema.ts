/** A regime or a user's own set of rules as data: what a file of packs/ holds. */

import { z } from 'zod';
import { confidenceSchema } from '../../catalog/provenance.ts';
import { packTestSchema } from './pack-test-schema.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, dots and dashes');
const condition = z.string().min(1);
const source = z.union([z.string(), z.array(z.string()).min(1)]);

/** must: a violation breaks the regime and forbids a site. should, warn: shown, never forbids. */
export const levelSchema = z.enum(['must', 'should', 'warn']);
export type Level = z.infer<typeof levelSchema>;

const common = {
  id,
  /** Article, paragraph or control. */
  ref: z.string(),
  /** What has to hold, in plain words. */
  title: z.string().min(1),
  level: levelSchema.default('must'),
  /** Concerns only workloads and sites for which this holds. */
  when: condition.optional(),
  /** What to do when it does not hold, in plain words. */
  remedy: z.string().min(1),
  note: z.string().optional(),
  /** Confidence in the reading, when it differs from the pack's. */
  conf: confidenceSchema.optional(),
  /** Ids of the requirements of catalog/sovereignty.yaml it stands for, when not its own id alone. */
  covers: z.array(z.string()).optional(),
  /** Attributes to show beside those the conditions read. */
  evidence: z.array(z.string()).optional(),
};

export const requirementSchema = z.union([
  z.strictObject({ ...common, test: condition }),
  /** The level reached on a ladder must be at least the number at `minimum`. */
  z.strictObject({ ...common, ladder: z.string(), minimum: z.string() }),
]);
export type RequirementDefinition = z.infer<typeof requirementSchema>;

/** Levels one above the other, each with the condition under which it is reached. Level 0 needs none. */
export const ladderSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Share in the score, in percent. */
  weightPct: z.number().min(0).max(100),
  /** Attribute that holds an assessor's level; it counts instead of the rungs. */
  assessed: z.string(),
  rungs: z.array(z.strictObject({ level: z.number().int().min(1), when: condition })).min(1),
  conf: confidenceSchema,
  note: z.string().optional(),
});
export type LadderDefinition = z.infer<typeof ladderSchema>;

export const packSchema = z.strictObject({
  apiVersion: z.literal('isthmus/v1').default('isthmus/v1'),
  kind: z.literal('RulePack').default('RulePack'),
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, such as 1.0.0'),
  name: z.string().min(1),
  jurisdiction: z.string().optional(),
  status: z.string().optional(),
  source,
  asOf: z.string(),
  conf: confidenceSchema.default('own'),
  note: z.string().optional(),
  /** Workloads and sites the pack speaks on. `selected` is true when sites.yaml lists the pack under `regimes`. */
  appliesWhen: condition,
  /**
   * When it cannot be told whether the pack applies: `ask` reports that as unknown; `skip` leaves the workload alone
   * unless the pack is listed under `regimes`.
   */
  whenUnclear: z.enum(['ask', 'skip']).default('ask'),
  /** Attributes of your own that the conditions read: path to meaning. */
  attributes: z.record(z.string(), z.string()).optional(),
  ladders: z.array(ladderSchema).optional(),
  requirements: z.array(requirementSchema).min(1),
  /** What the pack answers in cases somebody thought through; no part of what it means, nor of its digest. */
  tests: z.array(packTestSchema).optional(),
});
export type PackDefinition = z.infer<typeof packSchema>;
