/** Paths of moves, and approval of waves. */

import { z } from 'zod';
import { hopHoldsSchema, hopRoleSchema, hopStaysSchema } from '../core/catalog/migration-hops.ts';
import { idParams } from './common.ts';
import { planSchema } from './plans.ts';
import { defineRoute } from './route.ts';

const verdict = z.enum(['allowed', 'violated', 'unknown']);

const hopSchema = z.object({
  role: hopRoleSchema,
  title: z.string(),
  where: z.object({
    siteId: z.string().optional(),
    countries: z.array(z.string()).readonly().optional(),
    oneOf: z.literal(true).optional(),
  }),
  operator: z.string().nullable(),
  holds: hopHoldsSchema,
  stays: hopStaysSchema,
  encryption: z.object({ atRest: z.boolean().optional(), inTransit: z.boolean().optional() }).optional(),
  knownFrom: z.string(),
  state: z.enum(['satisfied', 'violated', 'unknown', 'waived', 'as-today']),
  violated: z.array(z.string()).readonly(),
  unknown: z.array(z.object({ ruleId: z.string(), missing: z.array(z.string()).readonly() })).readonly(),
  waived: z
    .array(
      z.object({
        ruleId: z.string(),
        state: z.enum(['violated', 'unknown']),
        waiverId: z.string(),
        expiresOn: z.string(),
      }),
    )
    .readonly()
    .optional(),
});

const pathSchema = z
  .object({
    id: z.string(),
    fromSiteId: z.string().nullable(),
    toSiteId: z.string(),
    method: z.string().nullable(),
    title: z.string(),
    verdict,
    hops: z.array(hopSchema).readonly(),
    because: z.string(),
    others: z.array(z.object({ method: z.string(), verdict })).readonly(),
  })
  .meta({ id: 'MovePath' });

const waiver = z.object({ id: z.string(), expiresOn: z.string() });

const pathFindingSchema = z
  .object({
    wave: z.number().int(),
    pathId: z.string(),
    ruleId: z.string(),
    reference: z.string(),
    title: z.string(),
    state: z.enum(['violated', 'unknown']),
    /** What a waiver names: "azure-germany/metadata". */
    siteId: z.string(),
    hop: z.string(),
    where: z.string(),
    method: z.string().nullable(),
    moves: z.number().int(),
    workloads: z.string(),
    evidence: z.record(z.string(), z.unknown()),
    missing: z.array(z.string()).readonly(),
    remedy: z.string(),
    confidence: z.string(),
    waiver: waiver.optional(),
  })
  .meta({ id: 'PathFinding' });

const counts = { violated: z.number().int(), unknown: z.number().int(), waived: z.number().int() };
const wave = { number: z.number().int(), name: z.string(), moves: z.number().int(), ...counts };

export const planCheckSchema = z
  .object({
    name: z.string(),
    digest: z.string(),
    asOf: z.string(),
    /** What has changed since the plan was made: it was checked as things are now. */
    stale: z.array(z.string()),
    waves: z.array(z.object(wave)),
    paths: z.array(pathSchema),
    /** Broken rules first; at most 500. */
    findings: z.array(pathFindingSchema),
    findingsTotal: z.number().int(),
  })
  .meta({ id: 'PlanCheck' });
export type PlanCheckDocument = z.infer<typeof planCheckSchema>;

export const moveCheckSchema = z
  .object({
    workloadId: z.string(),
    workloadName: z.string(),
    asOf: z.string(),
    path: pathSchema,
    findings: z.array(pathFindingSchema),
  })
  .meta({ id: 'MoveCheck' });
export type MoveCheckDocument = z.infer<typeof moveCheckSchema>;

const approvalSchema = z
  .object({
    id: z.string(),
    state: z.enum(['approved', 'void']),
    actor: z.string(),
    at: z.string(),
    /** Day the paths were judged on. */
    asOf: z.string(),
    unknown: z.number().int(),
    unknownAccepted: z.string().nullable(),
    waived: z.array(
      z.object({
        ruleId: z.string(),
        siteId: z.string(),
        state: z.enum(['violated', 'unknown']),
        moves: z.number().int(),
        workloads: z.string(),
        waiver: waiver.optional(),
      }),
    ),
    voidedAt: z.string().nullable(),
    voidBecause: z.array(z.string()),
  })
  .meta({ id: 'Approval' });

export const planApprovalsSchema = z
  .object({
    planId: z.string(),
    name: z.string(),
    digest: z.string(),
    /** Why nothing of it can be approved any more; empty: it can. */
    stale: z.array(z.string()),
    waves: z.array(z.object({ ...wave, approval: approvalSchema.nullable() })),
  })
  .meta({ id: 'PlanApprovals' });
export type PlanApprovalsDocument = z.infer<typeof planApprovalsSchema>;

const reason = z.string().trim().min(1).max(1000);

export const pathRoutes = {
  checkPlan: defineRoute({
    method: 'POST',
    path: '/api/v1/plans/check',
    summary: 'Check the path of every move of a plan, as things are now',
    tag: 'Plan',
    action: 'plan:read',
    body: z.object({ plan: planSchema, wave: z.number().int().positive().optional() }),
    response: planCheckSchema,
    status: 200,
  }),
  checkMove: defineRoute({
    method: 'POST',
    path: '/api/v1/moves/check',
    summary: 'Check the path of a move that nobody planned',
    tag: 'Plan',
    action: 'plan:read',
    body: z.object({ workload: z.string().min(1).max(500), to: z.string().min(1).max(100) }),
    response: moveCheckSchema,
    status: 200,
  }),
  listApprovals: defineRoute({
    method: 'GET',
    path: '/api/v1/plans/:id/approvals',
    summary: 'Waves of a plan with their path check and who approved them',
    tag: 'Plan',
    action: 'plan:read',
    params: idParams,
    response: planApprovalsSchema,
    status: 200,
  }),
  approvePlan: defineRoute({
    method: 'POST',
    path: '/api/v1/plans/:id/approvals',
    summary: 'Approve a wave, or all of them, whose paths keep the rules',
    tag: 'Plan',
    action: 'plan:approve',
    params: idParams,
    body: z.object({ wave: z.number().int().positive().optional(), acceptUnknown: reason.optional() }),
    response: planApprovalsSchema,
    status: 200,
  }),
} as const;
