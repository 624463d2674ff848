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
    siteId: z.string(),
    evidence: z.record(z.string(), z.unknown()),
    missing: z.array(z.string()),
    remedy: z.string(),
    confidence: z.string(),
  })
  .meta({ id: 'Finding' });

export const checkSummarySchema = z
  .object({
    id: z.string(),
    generation: z.number().int(),
    createdAt: z.string(),
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
        violated: z.number().int(),
        unknown: z.number().int(),
        satisfied: z.number().int(),
      }),
    ),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        packId: z.string(),
        reference: z.string(),
        title: z.string(),
        level: z.string(),
        siteId: z.string().nullable(),
        violated: z.number().int(),
        unknown: z.number().int(),
        remedy: z.string(),
        confidence: z.string(),
        missing: z.array(z.string()),
      }),
    ),
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
