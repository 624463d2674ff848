/** Sites, assessment, check, placement, plan, artefacts, report and evidence. */

import { z } from 'zod';
import { defineRoute } from './route.ts';
import { idParams, listOf, operationSchema, pageQuery, readinessSchema } from './common.ts';

const nullableNumber = z.number().nullable();

export const sitesDocumentSchema = z
  .object({
    /** The text of sites.yaml as it was given, comments kept. */
    text: z.string(),
    digest: z.string(),
    updatedAt: z.string(),
    sites: z.array(z.looseObject({ id: z.string(), platform: z.string(), target: z.string() })),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'SitesDocument' });

/** Answer to "what would make the unknowns known". */
const unknownAnswerSchema = z.object({
  fact: z.string(),
  verdicts: z.number().int(),
  workloads: z.number().int(),
  from: z.array(z.string()),
});

const fixSchema = z.object({
  ruleId: z.string(),
  target: z.string(),
  label: z.string(),
  remedy: z.string(),
  workloadsAffected: z.number().int(),
  workloadsUnblocked: z.number().int(),
  hours: z.number(),
});

export const assessmentSummarySchema = z
  .object({
    id: z.string(),
    generation: z.number().int(),
    createdAt: z.string(),
    asOf: z.string(),
    rulesVersion: z.string(),
    assessed: z.number().int(),
    notAssessed: z.record(z.string(), z.number().int()),
    targets: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        counts: z.record(readinessSchema, z.number().int()),
      }),
    ),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        label: z.string(),
        fail: z.number().int(),
        unknown: z.number().int(),
        pass: z.number().int(),
        source: z.string(),
        remedy: z.string(),
        severity: z.record(z.string(), z.string()),
      }),
    ),
    topFixes: z.array(fixSchema),
    unknowns: z.array(unknownAnswerSchema),
  })
  .meta({ id: 'AssessmentSummary' });
export type AssessmentSummaryDocument = z.infer<typeof assessmentSummarySchema>;

export const workloadAssessmentSchema = z
  .object({
    workloadId: z.string(),
    resultId: z.string(),
    generation: z.number().int(),
    targets: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        readiness: readinessSchema,
        blockers: z.array(z.string()),
        warnings: z.array(z.string()),
        unknowns: z.array(z.string()),
      }),
    ),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        label: z.string(),
        description: z.string(),
        remedy: z.string(),
        outcome: z.enum(['fail', 'unknown']),
        evidence: z.string().nullable(),
        missing: z.array(z.object({ fact: z.string(), from: z.array(z.string()) })),
        severity: z.record(z.string(), z.string()),
        source: z.string(),
        sourceDate: z.string(),
      }),
    ),
    passed: z.number().int(),
    complexity: z
      .object({ score: z.number(), terms: z.array(z.object({ term: z.string(), points: z.number() })) })
      .nullable(),
    bestTarget: z.string().nullable(),
  })
  .meta({ id: 'WorkloadAssessment' });

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

const costSchema = z.object({
  runUsdPerMonth: z.number(),
  licenceUsdPerMonth: z.number(),
  migrationUsdOneOff: z.number(),
  riskUsdPerMonth: z.number(),
  totalUsdPerMonth: z.number(),
  basis: z.array(z.string()),
  sku: z.string().optional(),
});

export const assignmentSchema = z
  .object({
    workloadId: z.string(),
    workloadName: z.string(),
    fromSiteId: z.string().nullable(),
    siteId: z.string().nullable(),
    target: z.string().nullable(),
    moves: z.boolean(),
    cost: costSchema.nullable(),
    why: z.string(),
    candidates: z.array(
      z.object({
        siteId: z.string(),
        target: z.string(),
        readiness: readinessSchema,
        feasible: z.boolean(),
        cost: costSchema.optional(),
        reasons: z.array(z.looseObject({ kind: z.string() })),
        extraUsdPerMonth: z.number().optional(),
      }),
    ),
  })
  .meta({ id: 'Assignment' });
export type AssignmentDocument = z.infer<typeof assignmentSchema>;

export const placementSummarySchema = z
  .object({
    id: z.string(),
    generation: z.number().int(),
    createdAt: z.string(),
    sitesDigest: z.string(),
    placed: z.number().int(),
    moves: z.number().int(),
    stays: z.number().int(),
    unplaced: z.number().int(),
    totalUsdPerMonth: z.number(),
    currentUsdPerMonth: nullableNumber,
    migrationUsdOneOff: z.number(),
    boundUsdPerMonth: z.number(),
    gapPct: z.number(),
    method: z.string(),
    warnings: z.array(z.string()),
    sites: z.array(
      z.object({
        siteId: z.string(),
        workloads: z.number().int(),
        costUsdPerMonth: z.number(),
        resources: z.record(z.string(), z.object({ used: z.number(), limit: nullableNumber })),
      }),
    ),
    /** How many workloads go from where to where, for the Sankey. */
    flows: z.array(
      z.object({
        fromSiteId: z.string().nullable(),
        toSiteId: z.string().nullable(),
        workloads: z.number().int(),
        usdPerMonth: z.number(),
      }),
    ),
    basis: z.array(z.string()),
  })
  .meta({ id: 'PlacementSummary' });
export type PlacementSummaryDocument = z.infer<typeof placementSummarySchema>;

/** The plan as src/core/plan/plan.ts defines it; its digest is what pins it. */
export const planSchema = z
  .looseObject({
    apiVersion: z.literal('isthmus/v1'),
    kind: z.literal('Plan'),
    name: z.string(),
    digest: z.string(),
  })
  .meta({ id: 'Plan' });

export const planSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    generation: z.number().int(),
    createdAt: z.string(),
    digest: z.string(),
    waves: z.number().int(),
    moves: z.number().int(),
    unplaced: z.number().int(),
  })
  .meta({ id: 'PlanSummary' });

export const artefactsSchema = z
  .object({
    items: z.array(z.object({ path: z.string(), content: z.string(), describes: z.string() })),
    /** What could not be expressed, and what to do about it. */
    gaps: z.array(z.string()),
  })
  .meta({ id: 'Artefacts' });

export const whyRecordSchema = z
  .object({
    id: z.string(),
    decision: z.enum(['assess', 'check', 'place', 'plan']),
    createdAt: z.string(),
    actor: z.string(),
    generation: z.number().int(),
    estateDigest: z.string(),
    catalogVersion: z.string(),
    packs: z.record(z.string(), z.object({ version: z.string(), digest: z.string() })),
    settings: z.unknown(),
    inputsDigest: z.string(),
    resultDigest: z.string(),
    productVersion: z.string(),
  })
  .meta({ id: 'WhyRecord' });

export const decisionRoutes = {
  getSites: defineRoute({
    method: 'GET',
    path: '/api/v1/sites',
    summary: 'The sites file in force',
    tag: 'Sites',
    action: 'policy:read',
    response: sitesDocumentSchema,
    status: 200,
  }),
  putSites: defineRoute({
    method: 'PUT',
    path: '/api/v1/sites',
    summary: 'Replace the sites file',
    tag: 'Sites',
    action: 'policy:write',
    body: z.object({ text: z.string().max(4_000_000) }),
    response: sitesDocumentSchema,
    status: 200,
  }),
  sitesTemplate: defineRoute({
    method: 'GET',
    path: '/api/v1/sites/template',
    summary: 'A commented sites.yaml with the clusters found',
    tag: 'Sites',
    action: 'policy:read',
    response: z.object({ text: z.string() }),
    status: 200,
  }),
  assess: defineRoute({
    method: 'POST',
    path: '/api/v1/assessments',
    summary: 'Assess every workload for every target',
    tag: 'Assess',
    action: 'assessment:run',
    body: z.object({
      asOf: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
    }),
    response: operationSchema,
    status: 202,
  }),
  latestAssessment: defineRoute({
    method: 'GET',
    path: '/api/v1/assessments/latest',
    summary: 'The newest assessment',
    tag: 'Assess',
    action: 'assessment:read',
    response: assessmentSummarySchema,
    status: 200,
  }),
  workloadAssessment: defineRoute({
    method: 'GET',
    path: '/api/v1/workloads/:id/assessment',
    summary: 'Verdicts of one workload for every target',
    tag: 'Assess',
    action: 'assessment:read',
    params: idParams,
    response: workloadAssessmentSchema,
    status: 200,
  }),
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
  place: defineRoute({
    method: 'POST',
    path: '/api/v1/placements',
    summary: 'Compute where every workload should run',
    tag: 'Place',
    action: 'placement:run',
    body: z.object({ seed: z.number().int().default(1), iterations: z.number().int().min(0).max(10_000).optional() }),
    response: operationSchema,
    status: 202,
  }),
  latestPlacement: defineRoute({
    method: 'GET',
    path: '/api/v1/placements/latest',
    summary: 'The newest placement',
    tag: 'Place',
    action: 'placement:read',
    response: placementSummarySchema,
    status: 200,
  }),
  listAssignments: defineRoute({
    method: 'GET',
    path: '/api/v1/placements/latest/assignments',
    summary: 'Assignments of the newest placement',
    tag: 'Place',
    action: 'placement:read',
    query: pageQuery.extend({
      site: z.string().optional(),
      from: z.string().optional(),
      moves: z.enum(['true', 'false']).optional(),
      unplaced: z.enum(['true']).optional(),
    }),
    response: listOf(assignmentSchema),
    status: 200,
  }),
  workloadPlacement: defineRoute({
    method: 'GET',
    path: '/api/v1/workloads/:id/placement',
    summary: 'Why here, and why not elsewhere',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: assignmentSchema,
    status: 200,
  }),
  plan: defineRoute({
    method: 'POST',
    path: '/api/v1/plans',
    summary: 'Plan waves and moves from the newest placement',
    tag: 'Plan',
    action: 'plan:write',
    body: z.object({ name: z.string().min(1).max(100).default('exit') }),
    response: operationSchema,
    status: 202,
  }),
  listPlans: defineRoute({
    method: 'GET',
    path: '/api/v1/plans',
    summary: 'Plans, newest first',
    tag: 'Plan',
    action: 'plan:read',
    response: listOf(planSummarySchema),
    status: 200,
  }),
  getPlan: defineRoute({
    method: 'GET',
    path: '/api/v1/plans/:id',
    summary: 'One plan; "latest" for the newest',
    tag: 'Plan',
    action: 'plan:read',
    params: idParams,
    response: planSchema,
    status: 200,
  }),
  makeArtefacts: defineRoute({
    method: 'POST',
    path: '/api/v1/artefacts',
    summary: "Generate a vendor tool's files from a plan",
    tag: 'Plan',
    action: 'plan:read',
    body: z.object({ plan: planSchema, to: z.string().min(1).max(40) }),
    response: artefactsSchema,
    status: 200,
  }),
  report: defineRoute({
    method: 'GET',
    path: '/api/v1/report',
    summary: 'One self-contained HTML file',
    tag: 'Report',
    action: 'report:read',
    response: z.string(),
    status: 200,
    produces: 'text/html',
  }),
  listWhyRecords: defineRoute({
    method: 'GET',
    path: '/api/v1/why-records',
    summary: 'Why-records of decisions, newest first',
    tag: 'Evidence',
    action: 'evidence:read',
    query: pageQuery,
    response: listOf(whyRecordSchema),
    status: 200,
  }),
} as const;
