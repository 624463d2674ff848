/** Plans, the artefacts made from them, the report and the evidence. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery } from './common.ts';
import { DECISIONS } from '../core/evidence/why-record.ts';
import { defineRoute } from './route.ts';

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
    /** Moves of the plan that go to another kind of target. */
    otherMoves: z.number().int(),
  })
  .meta({ id: 'Artefacts' });

export const whyRecordSchema = z
  .object({
    id: z.string(),
    decision: z.enum(DECISIONS),
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

export const planRoutes = {
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
