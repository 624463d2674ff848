/** The section `concentration` of sites.yaml: how much may rest on one operator, country, technology or site (S10). */

import { z } from 'zod';

/** `jurisdiction`: where the operator's ultimate parent is established; `technology`: the platform that runs there. */
export const CONCENTRATION_OVER = ['operator', 'jurisdiction', 'country', 'technology', 'site'] as const;
export type ConcentrationOver = (typeof CONCENTRATION_OVER)[number];

/** `functions`: applications, and workloads that are in none. The others: what the workloads have. */
export const CONCENTRATION_MEASURES = ['functions', 'workloads', 'vcpu', 'memoryMiB'] as const;
export type ConcentrationMeasure = (typeof CONCENTRATION_MEASURES)[number];

export const concentrationLimitSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes'),
  over: z.enum(CONCENTRATION_OVER),
  /** Names it holds for. Absent: for each. */
  of: z.array(z.string()).min(1).optional(),
  measure: z.enum(CONCENTRATION_MEASURES).default('functions'),
  /** False: all workloads count. True: those that support a critical or important function. */
  criticalOnly: z.boolean().default(true),
  atMostPct: z.number().min(0).max(100),
  level: z.enum(['must', 'should', 'warn']).default('must'),
  reason: z.string().min(1),
});
export type ConcentrationLimit = z.infer<typeof concentrationLimitSchema>;

export const concentrationSchema = z.strictObject({
  limits: z
    .array(concentrationLimitSchema)
    .default([])
    .superRefine((limits, context) => {
      for (const [index, { id }] of limits.entries()) {
        if (limits.findIndex((other) => other.id === id) < index)
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `there is another limit "${id}"` });
      }
    }),
});
