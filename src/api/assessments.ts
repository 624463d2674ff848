/** Readiness of every workload for every target. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery, readinessSchema } from './common.ts';
import { defineRoute } from './route.ts';

/** Answer to "what would make the unknowns known". */
const unknownAnswerSchema = z.object({
  fact: z.string(),
  verdicts: z.number().int(),
  workloads: z.number().int(),
  from: z.array(z.string()),
});

const gainSchema = z.object({
  /** Open verdicts that would be settled. */
  verdicts: z.number().int(),
  /** Workloads of which at least one would be. */
  workloads: z.number().int(),
  /** Readiness of a workload for a target that is unknown and would be told. */
  readiness: z.number().int(),
});

/** What to connect or bring, in the order to do it: the figures are what it adds to what stands before it, at best. */
const nextSourceSchema = gainSchema.extend({
  id: z.string(),
  /** Kind of the source. */
  kind: z.string(),
  action: z.string(),
  command: z.string(),
  /** By itself, without those before it. */
  alone: gainSchema,
  facts: z.array(z.object({ fact: z.string(), verdicts: z.number().int(), from: z.string() })),
});

export type NextSourceDocument = z.infer<typeof nextSourceSchema>;

const nextSourcesSchema = z.object({
  steps: z.array(nextSourceSchema),
  /** Open verdicts in all, and those that no source can settle. */
  open: z.number().int(),
  left: z.number().int(),
});

export type NextSourcesDocument = z.infer<typeof nextSourcesSchema>;

const fixSetSchema = z.object({
  target: z.string(),
  fixes: z.array(
    z.object({
      ruleId: z.string(),
      label: z.string(),
      remedy: z.string(),
      /** Of the workloads that the set unblocks, those this rule stands in the way of. */
      workloads: z.number().int(),
      hours: z.number(),
    }),
  ),
  /** Workloads without a blocker once all of these are done. */
  workloads: z.number().int(),
  hours: z.number(),
  /** False: no better set was found, but not every set was looked at. */
  exact: z.boolean(),
});

const complexitySchema = z.object({
  /** Workloads by score: 0 to 9, 10 to 19 … 90 to 100. */
  scores: z.array(z.number().int()),
  /** Half of the workloads score at most this; null without workloads. */
  median: z.number().nullable(),
  terms: z.array(z.object({ term: z.string(), workloads: z.number().int(), points: z.number().int() })),
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
    /** Absent in assessments of older releases, as are the next two. */
    nextSources: nextSourcesSchema.optional(),
    fixSets: z.array(fixSetSchema).optional(),
    complexity: complexitySchema.optional(),
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
        /** Rules whose answer is open and does not change readiness, though a failure would. */
        openAside: z.array(z.string()),
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
    /** Null: none can be named, or several are equally good. */
    bestTarget: z.string().nullable(),
    /** The targets that nothing tells apart, when there are several. */
    equallyGood: z.array(z.string()),
    /** What each published list says of its operating system, for targets that any list speaks of. */
    osTables: z.array(
      z.object({
        target: z.string(),
        /** No two lists say different things. */
        agreed: z.boolean(),
        statements: z.array(
          z.object({
            says: z.string(),
            supported: z.enum(['yes', 'partly', 'no', 'unknown']),
            /** The list's own word; null: it depends on the release. */
            verdict: z.string().nullable(),
            note: z.string().nullable(),
            source: z.string(),
            refs: z.array(z.string()),
            asOf: z.string(),
            confidence: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'WorkloadAssessment' });

const countsSchema = z.record(readinessSchema, z.number().int());

const matrixRowSchema = z
  .object({
    workloadId: z.string(),
    name: z.string(),
    kind: z.enum(['vm', 'container', 'ai']),
    platform: z.string().nullable(),
    complexity: z.number().int(),
    /** The ready or conditional move with least work; null: none can be named, or several are equally good. */
    bestTarget: z.string().nullable(),
    equallyGood: z.array(z.string()),
    /** By target; a target that does not take this kind of workload is absent. */
    targets: z.record(
      z.string(),
      z.object({
        readiness: readinessSchema,
        /** Rules that fail, and rules whose answer is open. */
        blockers: z.number().int(),
        warnings: z.number().int(),
        unknowns: z.number().int(),
        /** Rules whose answer is open and does not change readiness, though a failure would. */
        openAside: z.number().int(),
        fixHours: z.number(),
      }),
    ),
  })
  .meta({ id: 'MatrixRow' });

export type MatrixRow = z.infer<typeof matrixRowSchema>;

const matrixSchema = listOf(matrixRowSchema)
  .extend({
    resultId: z.string(),
    generation: z.number().int(),
    /** Counts are of all workloads that match, not of one page. */
    targets: z.array(z.object({ id: z.string(), title: z.string(), moves: z.boolean(), counts: countsSchema })),
  })
  .meta({ id: 'Matrix' });

export type MatrixDocument = z.infer<typeof matrixSchema>;

const labelSchema = z
  .object({
    label: z.string(),
    /** Workloads on which at least one rule fails; those on which none fails and at least one is open. */
    fail: z.number().int(),
    unknown: z.number().int(),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        fail: z.number().int(),
        unknown: z.number().int(),
        description: z.string(),
        remedy: z.string(),
        severity: z.record(z.string(), z.string()),
      }),
    ),
    /** Where one label was asked for. */
    examples: z
      .array(z.object({ workloadId: z.string(), name: z.string(), ruleId: z.string(), evidence: z.string() }))
      .optional(),
  })
  .meta({ id: 'AssessmentLabel' });

const labelListSchema = listOf(labelSchema)
  .extend({ resultId: z.string(), generation: z.number().int() })
  .meta({ id: 'AssessmentLabelList' });

export type LabelListDocument = z.infer<typeof labelListSchema>;

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
      /** Judge everything anew, even what cannot have changed since the last assessment. */
      full: z.boolean().optional(),
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
  assessmentMatrix: defineRoute({
    method: 'GET',
    path: '/api/v1/assessments/latest/matrix',
    summary: 'Readiness of each workload for every target, by filter, sorted, paged',
    tag: 'Assess',
    action: 'assessment:read',
    query: pageQuery.extend({
      filter: z.string().max(4000).optional(),
      target: z.string().max(100).optional(),
      /** For the target named, else for any target that means moving. */
      readiness: readinessSchema.optional(),
      /** A target; "none" for workloads without a best target. */
      best: z.string().max(100).optional(),
      /** Comma-separated rule ids: workloads that these alone keep from the target named. */
      fixes: z.string().max(2000).optional(),
      sort: z.string().max(100).optional(),
      /** Rows to skip, for readers that jump; not together with continue. */
      offset: z.coerce.number().int().min(0).optional(),
    }),
    response: matrixSchema,
    status: 200,
  }),
  assessmentLabels: defineRoute({
    method: 'GET',
    path: '/api/v1/assessments/latest/labels',
    summary: 'Findings of the newest assessment by label; with examples where one label is named',
    tag: 'Assess',
    action: 'assessment:read',
    query: z.object({ label: z.string().max(400).optional() }),
    response: labelListSchema,
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
