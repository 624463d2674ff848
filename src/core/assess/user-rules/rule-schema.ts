/** The shape of a user's rule as it is written. */

import { z } from 'zod';
import { FACT_SCHEMAS } from '../../model/observation-schema.ts';
import type { Severity, TargetId } from '../verdict.ts';

export const TARGET_IDS = [
  'stay',
  'openshift-virtualization',
  'azure-vm',
  'kvm',
  'hyperv',
  'azure-local',
  'openshift-container',
  'aks-container',
] as const satisfies readonly TargetId[];

const text = (most: number) => z.string().trim().min(1).max(most);
const day = z.iso.date('a day written as YYYY-MM-DD');
const severity = z.enum(['blocker', 'warning', 'info']);
const kind = z.enum(['vm', 'container', 'ai']);

export const USER_RULE_ID = /^user\.[a-z0-9]+(?:[.-][a-z0-9]+)*$/;
export const idSchema = z
  .string()
  .max(100)
  .regex(USER_RULE_ID, 'begins with "user." and goes on in lower-case letters, digits, dots and dashes');
/** One word stands for every target but "stay". */
export const severitySchema = z.union([
  severity,
  z.partialRecord(z.enum(TARGET_IDS), severity).refine((map) => Object.keys(map).length > 0, 'name a target'),
]);
export const kindsSchema = z.array(kind).min(1);
export const platformsSchema = z.array(text(100)).min(1);

const testSchema = z.strictObject({
  name: text(200),
  facts: z.strictObject(FACT_SCHEMAS).partial(),
  kind: kind.default('vm'),
  /** Day it is judged for; default: the day of the rule's source. */
  asOf: day.optional(),
  /** not-asked: the rule is not meant for such a workload. */
  expect: z.enum(['pass', 'fail', 'unknown', 'not-asked']),
  /** Of an unknown: the facts that have to be named, all of them. */
  missing: z.array(z.string()).optional(),
  /** Of a fail: the whole text of the evidence. */
  evidence: z.string().optional(),
});
export type RuleTest = z.infer<typeof testSchema>;

export const ruleSchema = z.strictObject({
  id: idSchema,
  /** For people; the digest says exactly which rule it was. */
  version: text(50).optional(),
  label: text(120),
  description: text(2000),
  remedy: text(2000),
  severity: severitySchema,
  kinds: kindsSchema.optional(),
  platforms: platformsSchema.optional(),
  /** Concerns only workloads for which this holds; the others pass. */
  when: text(4000).optional(),
  /** The workload fails when this holds. */
  fails: text(4000),
  /** The rule is about what is known of a workload: has() may ask for any fact. */
  aboutKnowledge: z.boolean().optional(),
  /** What a failure rests on, with facts in braces: "{cpuCount} CPUs". */
  evidence: text(1000).optional(),
  /** Rough work to fix one workload, in person-hours. */
  fixHours: z.number().min(0).max(10_000).default(1),
  source: z.strictObject({ ref: text(500), date: day }),
  /** Passes everything judged for an earlier day. */
  from: day.optional(),
  tests: z.array(testSchema).max(200).optional(),
});
export type UserRuleDefinition = z.infer<typeof ruleSchema>;

export const testKeys: readonly string[] = Object.keys(testSchema.shape);
export const ruleKeys: readonly string[] = Object.keys(ruleSchema.shape);

export type Severities = Readonly<Partial<Record<TargetId, Severity>>>;

export function severitiesOf(given: z.infer<typeof severitySchema>): Severities {
  if (typeof given !== 'string') return given;
  return Object.fromEntries(TARGET_IDS.flatMap((id) => (id === 'stay' ? [] : [[id, given]])));
}
