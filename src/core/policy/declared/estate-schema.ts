/**
 * An estate written down by hand or by a pipeline: a sites file with the workloads beside it. It is checked alone,
 * without a server and without anything imported (S2).
 */

import { z } from 'zod';
import { FACT_SCHEMAS } from '../../model/observation-schema.ts';
import { sitesFileSchema } from '../site.ts';

export const MOST_WORKLOADS = 100_000;

/** What is written of a workload: facts as sources state them, and attributes as under `declarations`. */
export const declaredWorkloadSchema = z.strictObject({
  ...z.strictObject(FACT_SCHEMAS).partial().shape,
  name: z
    .string()
    .min(1)
    .max(500)
    .refine((name) => !/\p{Cc}/u.test(name), 'a name without control characters'),
  kind: z.enum(['vm', 'container', 'ai']).default('vm'),
  /** Id of the site it runs at. Absent: whichever its place matches. */
  site: z.string().optional(),
  /** What no inventory knows: keyCustody, contract.dpa, backup.countries … */
  attributes: z.record(z.string(), z.unknown()).optional(),
});

export const declaredDependencySchema = z.strictObject({
  /** Names of workloads: `from` calls `to`. */
  from: z.string(),
  to: z.string(),
  port: z.number().int().min(1).max(65_535).optional(),
  protocol: z.enum(['tcp', 'udp']).optional(),
  service: z.string().max(100).optional(),
  confidencePct: z.number().min(0).max(100).default(100),
});

export const declaredEstateSchema = sitesFileSchema.extend({
  kind: z.literal('Estate').optional(),
  workloads: z.array(declaredWorkloadSchema).max(MOST_WORKLOADS),
  dependencies: z.array(declaredDependencySchema).max(1_000_000).default([]),
});
export type DeclaredEstate = z.infer<typeof declaredEstateSchema>;
