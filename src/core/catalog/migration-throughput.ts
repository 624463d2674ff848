/** Shape of catalog/migration-throughput.yaml: how fast each way of moving copies, and how many moves run at a time. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';
import { targetIdSchema } from './target-id.ts';

const three = {
  low: z.number().nonnegative(),
  likely: z.number().nonnegative(),
  high: z.number().nonnegative(),
};
const rising = (range: { low: number; likely: number; high: number }): boolean =>
  range.low <= range.likely && range.likely <= range.high;
const RISING = 'low, likely and high must not fall';

const range = z.strictObject(three).refine(rising, RISING);
const statedRange = z.strictObject({ ...three, ...provenance, note: z.string().optional() }).refine(rising, RISING);

const method = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Platforms it reads from; "*": any. */
  from: z.array(z.string()).min(1),
  targets: z.array(targetIdSchema).min(1),
  /** Whether it copies while the machine runs. */
  warm: z.boolean(),
  /** What the machine must have for that, beside running. */
  warmNeeds: z.literal('changeTracking').optional(),
  /** Taken only when somebody names it. */
  onRequest: z.literal(true).optional(),
  /** used: blocks in use; provisioned: whole disks; data: what is left without the system. */
  copies: z.enum(['used', 'provisioned', 'data']),
  /** False: nothing crosses the line between the sites. */
  overLink: z.boolean().optional(),
  /** MiB/s of one machine. */
  rate: statedRange,
  /** MiB/s that one source host gives to all its moves together. */
  host: statedRange.optional(),
  limits: z.strictObject({
    unit: z.enum(['machines', 'disks']),
    concurrency: z.number().int().positive().optional(),
    perHost: z.number().int().positive().optional(),
    ...provenance,
  }),
  /** Hours since the last copy of changes when the machine is shut down. */
  precopyHours: statedRange.optional(),
  steps: z.strictObject({
    prepareMinutes: range,
    convertMinutes: range,
    cutoverMinutes: range,
    ...provenance,
    note: z.string().optional(),
  }),
});
export type MigrationMethod = z.infer<typeof method>;

export const migrationThroughputSchema = z.strictObject({
  ...strictHeader,
  link: z.strictObject({ efficiency: range, ...provenance }),
  volume: z.strictObject({ usedShare: range, thinGrowth: z.number().min(1), ...provenance }),
  change: z.strictObject({ pctPerDay: range, distinctShare: range, ...provenance }),
  check: z.strictObject({
    minutes: range,
    people: z.number().int().positive(),
    note: z.string().optional(),
    ...provenance,
  }),
  prior: z.strictObject({ weight: z.number().positive(), ...provenance }),
  methods: z.array(method).min(1),
});
export type MigrationThroughput = z.infer<typeof migrationThroughputSchema>;
