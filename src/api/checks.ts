/** Sovereignty and compliance findings. */

import { z } from 'zod';
import { listOf, operationSchema, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

export const findingSchema = z
  .object({
    ruleId: z.string(),
    packId: z.string(),
    packVersion: z.string(),
    reference: z.string(),
    title: z.string(),
    level: z.enum(['must', 'should', 'warn']),
    state: z.enum(['violated', 'unknown', 'satisfied', 'not-applicable']),
    workloadId: z.string().nullable(),
    workloadName: z.string().nullable(),
    affectedWorkloads: z.number().int().nullable(),
    siteId: z.string(),
    evidence: z.record(z.string(), z.unknown()),
    /** Where values that nobody wrote into the sites file come from. */
    evidenceFrom: z.record(z.string(), z.string()),
    missing: z.array(z.string()),
    /** Why a value that was there could not be used, or which rule is at fault. */
    error: z.string().nullable(),
    remedy: z.string(),
    confidence: z.string(),
  })
  .meta({ id: 'Finding' });

export const checkSummarySchema = z
  .object({
    id: z.string(),
    generation: z.number().int(),
    createdAt: z.string(),
    asOf: z.string(),
    workloads: z.object({
      allowed: z.number().int(),
      violated: z.number().int(),
      unknown: z.number().int(),
      noSite: z.number().int(),
    }),
    packs: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        version: z.string(),
        digest: z.string(),
        confidence: z.string(),
        /** False: left out by "regimes" in the sites file. */
        inForce: z.boolean(),
        /** Workloads it applies to, and those for which that cannot be told. */
        applies: z.number().int(),
        unclear: z.number().int(),
        problems: z.array(z.string()),
      }),
    ),
    /** Rules with a violation or an unknown; numbers count findings. */
    rules: z.array(
      z.object({
        ruleId: z.string(),
        packId: z.string(),
        reference: z.string(),
        title: z.string(),
        level: z.enum(['must', 'should', 'warn']),
        siteIds: z.array(z.string()),
        violated: z.number().int(),
        unknown: z.number().int(),
        remedy: z.string(),
        confidence: z.string(),
        missing: z.array(z.string()),
        /** Why values could not be used, or what is wrong with the rule itself. */
        errors: z.array(z.string()),
      }),
    ),
    /** Attributes whose absence leaves a "must" open, with the number of workloads, most first. */
    missing: z.array(z.object({ attribute: z.string(), workloads: z.number().int() })),
    /** Findings that break a "must". */
    violations: z.number().int(),
  })
  .meta({ id: 'CheckSummary' });
export type CheckSummaryDocument = z.infer<typeof checkSummarySchema>;

export const checkRoutes = {
  check: defineRoute({
    method: 'POST',
    path: '/api/v1/checks',
    summary: 'Check the estate against the packs',
    tag: 'Check',
    action: 'policy:check',
    body: z.object({ packs: z.array(z.string()).optional() }),
    response: operationSchema,
    status: 202,
  }),
  latestCheck: defineRoute({
    method: 'GET',
    path: '/api/v1/checks/latest',
    summary: 'The newest check',
    tag: 'Check',
    action: 'policy:read',
    response: checkSummarySchema,
    status: 200,
  }),
  listFindings: defineRoute({
    method: 'GET',
    path: '/api/v1/findings',
    summary: 'Findings of the newest check',
    tag: 'Check',
    action: 'policy:read',
    query: pageQuery.extend({
      state: z.enum(['violated', 'unknown']).optional(),
      pack: z.string().optional(),
      rule: z.string().optional(),
      site: z.string().optional(),
      workload: z.string().optional(),
    }),
    response: listOf(findingSchema),
    status: 200,
  }),
} as const;
