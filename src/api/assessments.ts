/** Readiness of every workload for every target. */

import { z } from 'zod';
import { idParams, operationSchema, readinessSchema } from './common.ts';
import { defineRoute } from './route.ts';

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
        /** Workloads for which this is the best move. */
        best: z.number().int().optional(),
      }),
    ),
    /** Workloads judged anew: the others' answers are those of an earlier assessment on the same basis. */
    judged: z.number().int().optional(),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        label: z.string(),
        fail: z.number().int(),
        unknown: z.number().int(),
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

export const assessmentRoutes = {
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
} as const;
