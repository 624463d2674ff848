/** Concentration, and the way out per operator. */

import { z } from 'zod';
import { CONCENTRATION_MEASURES, CONCENTRATION_OVER } from '../core/policy/concentration/settings.ts';
import { operationSchema } from './common.ts';
import { planSchema } from './plans.ts';
import { defineRoute } from './route.ts';

const count = z.number().int();
const pct = z.number().nullable();

const shareSchema = z.object({
  name: z.string().nullable(),
  certain: z.number(),
  possible: z.number(),
  lowPct: pct,
  highPct: pct,
});

const sharesSchema = z.object({
  certain: z.number(),
  possible: z.number(),
  /** The largest first; name null: where it is is not known. */
  shares: z.array(shareSchema).readonly(),
  unmeasured: count,
  /** How many workloads there are of which this would have to be known. */
  unsettled: z.object({ criticality: count, site: count, place: count, amount: count }),
});

const limitSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  title: z.string(),
  level: z.enum(['must', 'should', 'warn']),
  now: z.enum(['violated', 'unknown', 'satisfied', 'not-applicable']).nullable(),
  after: z.enum(['violated', 'unknown', 'satisfied', 'not-applicable']).nullable(),
  nowText: z.string(),
  afterText: z.string(),
});

export const concentrationDocumentSchema = z
  .object({
    over: z.enum(CONCENTRATION_OVER),
    measure: z.enum(CONCENTRATION_MEASURES),
    criticalOnly: z.boolean(),
    generation: count,
    now: sharesSchema,
    /** Where the newest placement has them; null: there is none. */
    after: sharesSchema
      .extend({ placementId: z.string(), createdAt: z.string(), stale: z.array(z.string()).readonly() })
      .nullable(),
    /** Limits of sites.yaml over the same. */
    limits: z.array(limitSchema).readonly(),
    /** A rule for placements that would keep to the limit, as YAML; null where rules cannot say it. */
    shareRule: z.string().nullable(),
  })
  .meta({ id: 'Concentration' });
export type ConcentrationDocument = z.infer<typeof concentrationDocumentSchema>;

const moneySchema = z.object({
  nowUsdPerMonth: z.number().nullable(),
  afterUsdPerMonth: z.number(),
  differenceUsdPerMonth: z.number().nullable(),
  migrationUsdOneOff: z.number(),
  doubleRunMonths: count,
  doubleRunUsdOneOff: z.number().nullable(),
  missing: z
    .array(z.object({ what: z.string(), workloads: count, examples: z.array(z.string()).readonly() }))
    .readonly(),
});

const timeSchema = z.object({
  waves: count,
  hoursLow: z.number(),
  hoursLikely: z.number(),
  hoursHigh: z.number(),
  firstWaveOn: z.string().nullable(),
  lastWaveOn: z.string().nullable(),
  days: z.number(),
});

const headSchema = {
  id: z.string(),
  createdAt: z.string(),
  generation: count,
  /** Null: the sites whose operator nobody names. */
  operator: z.string().nullable(),
  siteIds: z.array(z.string()).readonly(),
  from: z.enum(['today', 'placement']),
  useReserve: z.boolean(),
  workloads: count,
  leaving: count,
  cannotLeave: count,
  time: timeSchema,
  money: moneySchema,
  /** What it was made from that is another now; empty: it is fresh. */
  stale: z.array(z.string()).readonly(),
};

const exitSummarySchema = z.object(headSchema).meta({ id: 'ExitPlanSummary' });
export type ExitSummaryDocument = z.infer<typeof exitSummarySchema>;

const critical = z.boolean().nullable();

export const exitPlanSchema = z
  .object({
    ...headSchema,
    /** Of what it was made: generation, sites file, day, placement. */
    madeFrom: z.object({ asOf: z.string(), sitesVersion: count, placementId: z.string().nullable() }),
    stuck: z
      .array(
        z.object({
          workloadId: z.string(),
          workloadName: z.string(),
          siteId: z.string(),
          application: z.string().nullable(),
          critical,
          why: z.string(),
          would: z
            .array(z.object({ siteIds: z.array(z.string()).readonly(), because: z.string(), fix: z.string() }))
            .readonly(),
        }),
      )
      .readonly(),
    obstacles: z
      .array(
        z.object({
          because: z.string(),
          fix: z.string(),
          siteIds: z.array(z.string()).readonly(),
          workloads: count,
        }),
      )
      .readonly(),
    functions: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          critical,
          workloads: count,
          stuck: count,
          toSiteIds: z.array(z.string()).readonly(),
          waves: z.array(count).readonly(),
          substitutability: z.enum(['substitutable', 'with-conditions', 'not-substitutable', 'unknown']),
        }),
      )
      .readonly(),
    contract: z
      .array(
        z.object({
          attribute: z.string(),
          title: z.string(),
          bySite: z
            .array(z.object({ siteId: z.string(), value: z.union([z.boolean(), z.number(), z.string()]).nullable() }))
            .readonly(),
        }),
      )
      .readonly(),
    elsewhere: z.object({ unknownSite: count }),
    warnings: z.array(z.string()).readonly(),
    plan: planSchema,
  })
  .meta({ id: 'ExitPlan' });
export type ExitPlanDocument = z.infer<typeof exitPlanSchema>;

const operatorExitSchema = z
  .object({
    operator: z.string().nullable(),
    own: z.boolean().nullable(),
    siteIds: z.array(z.string()).readonly(),
    /** That run there now. */
    workloads: count,
    /** Critical or important functions that rest on it: known to be, and on top those of which it is not known. */
    criticalFunctions: z.object({ certain: count, possible: count, lowPct: pct, highPct: pct }),
    /** Yes: an exit plan is kept that nothing has changed under. Unknown: one is kept that is out of date. */
    strategyInPlace: z.enum(['yes', 'no', 'unknown']),
    plan: exitSummarySchema.nullable(),
  })
  .meta({ id: 'OperatorExit' });
export type OperatorExitDocument = z.infer<typeof operatorExitSchema>;

const operatorParams = z.object({ operator: z.string().min(1).max(200) });
const fromQuery = z.object({ from: z.enum(['today', 'placement']).default('today') });

export const exitRoutes = {
  concentration: defineRoute({
    method: 'GET',
    path: '/api/v1/concentration',
    summary: 'How much rests on one operator, jurisdiction, country, technology or site, now and as placed',
    tag: 'Policy',
    action: 'policy:read',
    query: z.object({
      over: z.enum(CONCENTRATION_OVER).default('operator'),
      measure: z.enum(CONCENTRATION_MEASURES).default('functions'),
      all: z.enum(['true', 'false']).default('false'),
    }),
    response: concentrationDocumentSchema,
    status: 200,
  }),
  listExits: defineRoute({
    method: 'GET',
    path: '/api/v1/exits',
    summary: 'Operators with what rests on them and the newest exit plan of each',
    tag: 'Plan',
    action: 'plan:read',
    response: z.object({ items: z.array(operatorExitSchema), total: count }),
    status: 200,
  }),
  makeExit: defineRoute({
    method: 'POST',
    path: '/api/v1/exits',
    summary: 'Plan how to leave an operator: everybody else stays where they are',
    tag: 'Plan',
    action: 'plan:write',
    body: z.object({
      /** As sites.yaml names it; "unknown" for the sites whose operator nobody names. */
      operator: z.string().min(1).max(200),
      from: z.enum(['today', 'placement']).default('today'),
      useReserve: z.boolean().default(false),
      seed: z.number().int().nonnegative().default(1),
      iterations: z.number().int().positive().max(10_000_000).optional(),
    }),
    response: operationSchema,
    status: 202,
  }),
  getExit: defineRoute({
    method: 'GET',
    path: '/api/v1/exits/:operator',
    summary: 'The newest exit plan of an operator, by its name or the id of a plan',
    tag: 'Plan',
    action: 'plan:read',
    params: operatorParams,
    query: fromQuery,
    response: exitPlanSchema,
    status: 200,
  }),
} as const;
