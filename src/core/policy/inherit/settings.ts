/** The section `inheritance` of sites.yaml: how far the data classes of what a workload reads are its own (S3). */

import { z } from 'zod';

export const inheritanceSchema = z.strictObject({
  /** False: a workload has only the data classes that are said of itself. */
  enabled: z.boolean().default(true),
  /** Calls a class is carried over, counted from the workload that it is said of. Absent: as far as calls go. */
  atMostCalls: z.number().int().positive().optional(),
  /** What a workload that nobody classified makes of its readers: their lists are open, or it is passed over. */
  unclassified: z.enum(['open', 'ignore']).default('open'),
  /** A dependency that is less sure than this leaves the list of its caller open instead of adding to it. */
  atLeastConfidencePct: z.number().min(0).max(100).default(50),
  /** Workloads that do not take on these classes from what they read, and so do not hand them on. */
  stops: z
    .array(
      z.strictObject({
        match: z.string().min(1),
        /** Absent: all classes. */
        dataClasses: z.array(z.string()).min(1).optional(),
        reason: z.string().min(1),
      }),
    )
    .default([]),
});
export type InheritanceSettings = z.infer<typeof inheritanceSchema>;

export const inheritanceSettings = (section: InheritanceSettings | undefined): InheritanceSettings =>
  section ?? inheritanceSchema.parse({});
