/** Where every workload should run, what that costs, and why. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery, readinessSchema } from './common.ts';
import { defineRoute } from './route.ts';

const nullableNumber = z.number().nullable();

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

export const placementRoutes = {
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
} as const;
