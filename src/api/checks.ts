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
    /** The waiver that covers it, to its last day. It is still what its state says. */
    waiver: z.object({ id: z.string(), expiresOn: z.string() }).nullable(),
    /** The waiver that was given for it and does not cover it, with the reason. */
    lapsed: z.object({ id: z.string(), reason: z.string() }).nullable(),
    /** Since the check before; null in checks of older releases. */
    change: z.enum(['new', 'open', 'reopened', 'waived', 'resolved']).nullable(),
    /** The check that saw it first, without a gap since. */
    since: z.object({ generation: z.number().int(), at: z.string() }).nullable(),
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
      /** Nothing is open, and something that is broken or undecided is accepted for a while. Checks of older releases have none. */
      waived: z.number().int().default(0),
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
        /** Neither among the violated nor the unknown. */
        waived: z.number().int().default(0),
        remedy: z.string(),
        confidence: z.string(),
        missing: z.array(z.string()),
        /** Why values could not be used, or what is wrong with the rule itself. */
        errors: z.array(z.string()),
      }),
    ),
    /** Attributes whose absence leaves a "must" open, with the number of workloads, most first. */
    missing: z.array(z.object({ attribute: z.string(), workloads: z.number().int() })),
    /** Findings that break a "must" and that no waiver covers. */
    violations: z.number().int(),
    /** Findings that a waiver covers, by what they are. */
    waived: z.object({ violated: z.number().int(), unknown: z.number().int() }).default({ violated: 0, unknown: 0 }),
    /** Waivers that cover something, or did. */
    waivers: z
      .array(
        z.object({
          id: z.string(),
          name: z.string().nullable(),
          owner: z.string(),
          expiresOn: z.string(),
          daysLeft: z.number().int(),
          endsSoon: z.boolean(),
          /** Findings it covers, and findings it was given for and does not cover any more. */
          applied: z.number().int(),
          lapsed: z.number().int(),
          /** Why the first of these is open again. */
          reason: z.string().nullable(),
        }),
      )
      .default([]),
    /** What is probably not meant as it is written: data classes that no rule asks for and that nearly are another. */
    warnings: z.array(z.string()).default([]),
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
      state: z.enum(['violated', 'unknown', 'waived']).optional(),
      level: z.enum(['must', 'should', 'warn']).optional(),
      /** new and reopened since the check before, open, or waived. */
      change: z.enum(['new', 'open', 'reopened', 'waived']).optional(),
      pack: z.string().optional(),
      rule: z.string().optional(),
      site: z.string().optional(),
      workload: z.string().optional(),
    }),
    response: listOf(findingSchema),
    status: 200,
  }),
} as const;
