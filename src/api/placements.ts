/** Where every workload should run, what that costs, and why. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery, readinessSchema, searchSeed } from './common.ts';
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
    /** Of an explanation made for the question: what is another now than when the plan was made, and so mixed in it. */
    stale: z.array(z.string()).optional(),
    candidates: z.array(
      z.object({
        siteId: z.string(),
        target: z.string(),
        readiness: readinessSchema,
        feasible: z.boolean(),
        cost: costSchema.optional(),
        reasons: z.array(z.looseObject({ kind: z.string() })),
        /** What forcing the workload there adds; what the figure is worth: exact, at most that, or of it alone. */
        extraUsdPerMonth: z.number().optional(),
        extraIs: z.enum(['exact', 'at-most', 'alone']).optional(),
        extraAtLeastUsdPerMonth: z.number().optional(),
        /** Workloads that lose their place then. */
        extraUnplaced: z.number().int().optional(),
      }),
    ),
  })
  .meta({ id: 'Assignment' });

export type AssignmentDocument = z.infer<typeof assignmentSchema>;

export const placementSummarySchema = z
  .object({
    id: z.string(),
    /** The estate as it is to be, a what-if, or the loss of something. */
    kind: z.enum(['place', 'scenario', 'drill']).default('place'),
    /** Scenario of sites.yaml it was made for. */
    scenario: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
    /** What was lost: "site/fra", "operator/Azure", "country/DE". Of which placement. */
    lost: z.array(z.string()).default([]),
    basedOn: z.string().nullable().default(null),
    /** What became of the plan when that was lost; each assignment's `fromSiteId` is where the plan had it. */
    drill: z
      .object({
        lostSites: z.array(z.string()),
        /** A plan was found that gives everybody another place. */
        survives: z.boolean(),
        /** The answer is proved; false: none was found, and that there is none is not proved. Absent: not known. */
        proved: z.boolean().optional(),
        /** Workloads that the plan has where today they may not be, or have no price: in no sum. */
        notAllowed: z.object({ workloads: z.number().int(), first: z.array(z.string()) }).optional(),
        /** The same in one sentence, with the money. */
        verdict: z.string(),
        struck: z.number().int(),
        rescued: z.number().int(),
        stranded: z.number().int(),
        strandedMissionCritical: z.number().int(),
        /** Others that had to move. */
        moved: z.number().int(),
        addedUsdPerMonth: z.number(),
      })
      .nullable()
      .default(null),
    generation: z.number().int(),
    createdAt: z.string(),
    sitesDigest: z.string(),
    /** Digest of the whole answer: the same inputs, seed and iterations give the same one anywhere. */
    resultDigest: z.string().nullable().default(null),
    /** What has changed since it was made, in words: place again. Empty: nothing. */
    stale: z.array(z.string()).default([]),
    /** Ended before its time, by a person or a limit in seconds: the best found until then. */
    stoppedEarly: z.boolean().default(false),
    seconds: nullableNumber.default(null),
    /** Smallest sets of constraints to relax so that what found no place finds one. */
    diagnoses: z
      .array(
        z.object({
          workloads: z.number().int(),
          /** A few of them by name. */
          examples: z.array(z.string()),
          /** What to relax, in words, each with what names it: "memory at fra + 312 GiB", "pin …", "policy gdpr-44 at azure-us". */
          relax: z.array(z.object({ what: z.string(), constraint: z.looseObject({ kind: z.string() }) })),
          /** True: nothing smaller does it. False: found, not proved. */
          minimal: z.boolean(),
        }),
      )
      .default([]),
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
    /** What the plan pays for in the search but not in money: split applications, preferences, soft rules. */
    soft: z.record(z.string(), z.number()).default({}),
    /** Soft rules that the plan breaks, dearest first. */
    brokenRules: z
      .array(
        z.object({
          rule: z.string(),
          kind: z.string(),
          subject: z.string(),
          at: z.string(),
          above: z.number(),
          usdPerMonth: z.number(),
          examples: z.array(z.string()),
        }),
      )
      .default([]),
    /** Hard rules at their limit: without them the plan might be cheaper. */
    bindingRules: z
      .array(
        z.object({
          rule: z.string(),
          kind: z.string(),
          subject: z.string(),
          at: z.string(),
          used: z.number(),
          most: z.number(),
        }),
      )
      .default([]),
    warnings: z.array(z.string()),
    sites: z.array(
      z.object({
        siteId: z.string(),
        workloads: z.number().int(),
        costUsdPerMonth: z.number(),
        /** What one more unit of the resource would save, USD per month; by the bound's prices. */
        priceUsdPerUnit: z.record(z.string(), z.number()).optional(),
        /** Resources that are full for all practical purposes, or that have a price. */
        binds: z.array(z.string()).default([]),
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

/** What differs between two placements, of the same or of other sites, rules, prices or generations. */
export const placementComparisonSchema = z
  .object({
    a: placementSummarySchema,
    b: placementSummarySchema,
    /** b − a. */
    totalUsdPerMonth: z.number(),
    migrationUsdOneOff: z.number(),
    unplaced: z.number().int(),
    sites: z.array(
      z.object({
        siteId: z.string(),
        workloadsA: z.number().int(),
        workloadsB: z.number().int(),
        usdPerMonthA: z.number(),
        usdPerMonthB: z.number(),
      }),
    ),
    /** Workloads placed differently, how many, and from which site of a to which of b. */
    different: z.number().int(),
    onlyInA: z.number().int(),
    onlyInB: z.number().int(),
    flows: z.array(
      z.object({ siteA: z.string().nullable(), siteB: z.string().nullable(), workloads: z.number().int() }),
    ),
    /** The first of them, dearest difference first. */
    workloads: z.array(
      z.object({
        workloadId: z.string(),
        workloadName: z.string(),
        siteA: z.string().nullable(),
        siteB: z.string().nullable(),
        usdPerMonthA: nullableNumber,
        usdPerMonthB: nullableNumber,
        whyA: z.string(),
        whyB: z.string(),
      }),
    ),
    /** What the two were made from and where that differs: generation, sites, prices, rules, seed. */
    inputs: z.array(z.object({ what: z.string(), a: z.string(), b: z.string() })),
  })
  .meta({ id: 'PlacementComparison' });
export type PlacementComparisonDocument = z.infer<typeof placementComparisonSchema>;

export const placementRoutes = {
  place: defineRoute({
    method: 'POST',
    path: '/api/v1/placements',
    summary: 'Compute where every workload should run',
    tag: 'Place',
    action: 'placement:run',
    body: z.object({
      seed: searchSeed,
      iterations: z.number().int().min(0).max(10_000_000).optional(),
      /** Ends the search after so long; the answer then depends on the machine. */
      seconds: z.number().positive().max(86_400).optional(),
      /** A scenario of sites.yaml; absent: the sites as they stand. */
      scenario: z.string().optional(),
    }),
    response: operationSchema,
    status: 202,
  }),
  drill: defineRoute({
    method: 'POST',
    path: '/api/v1/placements/drills',
    summary: 'Lose sites, and see where their workloads would go',
    tag: 'Place',
    action: 'placement:run',
    body: z.object({
      /** "site/fra", "zone/fra-1", "operator/Azure", "country/DE". */
      lose: z.array(z.string()).min(1).max(50),
      /** The placement that is struck; absent: the newest. */
      placement: z.string().optional(),
      /** The reserve of the sites that are left may be used. */
      useReserve: z.boolean().default(true),
      /** Workloads that are not struck may be moved to make room. */
      moveSurvivors: z.boolean().default(false),
      seed: searchSeed,
      iterations: z.number().int().min(0).max(10_000_000).optional(),
      /** Ends the search after so long; the answer then depends on the machine. */
      seconds: z.number().positive().max(86_400).optional(),
    }),
    response: operationSchema,
    status: 202,
  }),
  listPlacements: defineRoute({
    method: 'GET',
    path: '/api/v1/placements',
    summary: 'Placements, scenarios and drills, newest first',
    tag: 'Place',
    action: 'placement:read',
    query: pageQuery.extend({ kind: z.enum(['place', 'scenario', 'drill']).optional() }),
    response: listOf(placementSummarySchema),
    status: 200,
  }),
  comparePlacements: defineRoute({
    method: 'GET',
    path: '/api/v1/placements/compare',
    summary: 'What differs between two placements',
    tag: 'Place',
    action: 'placement:read',
    /** Ids of placements, ids of scenarios (their newest), or "latest". */
    query: z.object({ a: z.string(), b: z.string(), limit: z.coerce.number().int().min(1).max(1000).default(50) }),
    response: placementComparisonSchema,
    status: 200,
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
  getPlacement: defineRoute({
    method: 'GET',
    path: '/api/v1/placements/:id',
    summary: 'One placement by id, by the id of its scenario (the newest), or "latest"',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: placementSummarySchema,
    status: 200,
  }),
  listAssignments: defineRoute({
    method: 'GET',
    path: '/api/v1/placements/:id/assignments',
    summary: 'Assignments of a placement; "latest" is the newest one',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
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
    /** The placement it is asked of; absent: the newest. */
    query: z.object({
      placement: z.string().optional(),
      /** "true": every site, with what forcing the workload there truly adds; computed for the question. */
      full: z.enum(['true', 'false']).optional(),
    }),
    response: assignmentSchema,
    status: 200,
  }),
} as const;
