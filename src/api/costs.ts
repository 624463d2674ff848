/** Cost: the total of every path month by month, one workload at every site, and what moves do to licences. */

import { z } from 'zod';
import { idParams, readinessSchema } from './common.ts';
import { defineRoute } from './route.ts';

const range = z.object({ low: z.number(), likely: z.number(), high: z.number() });
const group = z.string();

const tcoInputSchema = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  /** Null: nobody gave it. */
  value: range.nullable(),
  source: z.string(),
  asOf: z.string(),
  unverified: z.boolean(),
  /** What to write where, for a figure or a better one. */
  ask: z.string().nullable(),
});

const tcoLineSchema = z.object({
  id: z.string(),
  pathId: z.string(),
  siteId: z.string().nullable(),
  title: z.string(),
  group,
  period: z.enum(['month', 'one-off']),
  /** In words and operators. */
  formula: z.string(),
  /** The same as data: numbers, {input}, {series}, {op, of}. */
  expression: z.unknown(),
  inputs: z.array(z.string()),
  assumptions: z.array(z.string()),
  /** US dollars over all months, not discounted. Null: a figure is missing, and `asks` says which. */
  usd: range.nullable(),
  perMonth: z.array(z.number()),
  asks: z.array(z.string()),
});

const tcoPathSchema = z.object({
  id: z.string(),
  title: z.string(),
  moves: z.number().int(),
  staying: z.number().int(),
  /** Workloads without a price where the path puts them. */
  unpriced: z.number().int(),
  /** Workloads with a price in only one of this path and the base: above 0 the totals are of unequal sets. */
  unlike: z.number().int(),
  notes: z.array(z.string()),
  /** Null: none of its lines has a price. */
  usd: range.nullable(),
  netPresentUsd: range.nullable(),
  perMonth: z.array(z.number()),
  cumulative: z.array(z.number()),
  /** First month from which on it has cost no more than staying; null: not within the months, or nothing to compare. */
  breakEvenMonth: z.number().int().nullable(),
  /** Null: the base, the same as the base, without a price, or of an unequal set of workloads. */
  savesNetPresentUsd: z.number().nullable(),
  /** Lines without a price: the totals are without them. */
  unpricedLines: z.number().int(),
  tornado: z.array(z.object({ input: z.string(), atLow: z.number(), atHigh: z.number(), swing: z.number() })),
});

export const tcoSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    /** First month, YYYY-MM. */
    from: z.string(),
    months: z.number().int(),
    rateInput: z.string(),
    basePath: z.string(),
    inputs: z.array(tcoInputSchema),
    series: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        unit: z.string(),
        values: z.array(z.number()),
        source: z.string(),
      }),
    ),
    lines: z.array(tcoLineSchema),
    paths: z.array(tcoPathSchema),
    asks: z.array(z.object({ ask: z.string(), lines: z.array(z.string()) })),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Tco' });
export type TcoDocument = z.infer<typeof tcoSchema>;

const effectSchema = z.object({
  product: z.string(),
  title: z.string(),
  unit: z.string(),
  before: z.number(),
  after: z.number(),
  beforeUnknown: z.number(),
  afterUnknown: z.number(),
  /** Null: what is needed after is not known. Where `beforeUnknown` is above 0, at least this. */
  freed: z.number().nullable(),
  /** What is needed beyond before. Null: what was needed before is not known. Where `afterUnknown` is above 0, at least this. */
  more: z.number().nullable(),
  /** Null: nobody said what is held. */
  owned: z.number().nullable(),
  toBuy: z.number().nullable(),
  sites: z.array(z.object({ siteId: z.string(), before: z.number().nullable(), after: z.number().nullable() })),
  how: z.array(z.string()),
  asks: z.array(z.string()),
  rules: z.array(
    z.object({ id: z.string(), rule: z.string(), source: z.string(), asOf: z.string(), unverified: z.boolean() }),
  ),
});

export const licenceEffectSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    path: z.string(),
    title: z.string(),
    moves: z.number().int(),
    effects: z.array(effectSchema),
    notes: z.array(z.string()),
  })
  .meta({ id: 'LicenceEffect' });
export type LicenceEffectDocument = z.infer<typeof licenceEffectSchema>;

export const workloadLicencesSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    workload: z.object({ id: z.string(), name: z.string(), siteId: z.string().nullable(), system: z.string() }),
    sites: z.array(z.object({ siteId: z.string(), target: z.string(), effects: z.array(effectSchema) })),
  })
  .meta({ id: 'WorkloadLicences' });
export type WorkloadLicencesDocument = z.infer<typeof workloadLicencesSchema>;

const part = z.object({
  part: z.enum(['run', 'platform', 'guest-licence', 'database-licence', 'updates', 'migration', 'risk']),
  period: z.enum(['month', 'one-off']),
  /** Null: no price; `asks` says what is missing. */
  usd: range.nullable(),
  basis: z.array(z.string()),
  asks: z.array(z.string()),
});

export const workloadCostSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    workload: z.object({ id: z.string(), name: z.string(), siteId: z.string().nullable() }),
    horizonMonths: z.number().int(),
    places: z.array(
      z.object({
        siteId: z.string(),
        target: z.string(),
        isCurrent: z.boolean(),
        readiness: readinessSchema.nullable(),
        /** Why it cannot run or be priced there; empty: it can. */
        obstacles: z.array(z.string()),
        parts: z.array(part),
        /** One-off parts spread over the horizon; without the parts that have no price. */
        usdPerMonth: range.nullable(),
        unpricedParts: z.number().int(),
      }),
    ),
    /** Targets of the product that no site of sites.yaml is of. */
    targetsWithoutSite: z.array(z.string()),
  })
  .meta({ id: 'WorkloadCost' });
export type WorkloadCostDocument = z.infer<typeof workloadCostSchema>;

export const licenceRulesSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        product: z.string(),
        rule: z.string(),
        formula: z.string().nullable(),
        needs: z.array(z.string()),
        source: z.string(),
        asOf: z.string(),
        unverified: z.boolean(),
      }),
    ),
    total: z.number().int(),
  })
  .meta({ id: 'LicenceRules' });

const path = z
  .string()
  .max(300)
  .regex(/^(stay|(all-to|placement)\/.+)$/, 'stay, all-to/SITE, or placement/ID');

export const costRoutes = {
  totalCost: defineRoute({
    method: 'GET',
    path: '/api/v1/tco',
    summary: 'Total cost of staying and of ways out, month by month, with formulas',
    tag: 'Cost',
    action: 'placement:read',
    query: z.object({
      /** Comma-separated; absent: staying, the newest placement, and everything to each site. */
      paths: z.string().max(4000).optional(),
      months: z.coerce.number().int().min(1).max(120).optional(),
      rate: z.coerce.number().min(0).max(100).optional(),
    }),
    response: tcoSchema,
    status: 200,
  }),
  workloadCost: defineRoute({
    method: 'GET',
    path: '/api/v1/tco/workloads/:id',
    summary: 'One workload priced at every site',
    tag: 'Cost',
    action: 'placement:read',
    params: idParams,
    response: workloadCostSchema,
    status: 200,
  }),
  licenceEffect: defineRoute({
    method: 'GET',
    path: '/api/v1/licences',
    summary: 'What a path does to licences: before, after, freed, to buy',
    tag: 'Cost',
    action: 'placement:read',
    query: z.object({ path: path.optional() }),
    response: licenceEffectSchema,
    status: 200,
  }),
  workloadLicences: defineRoute({
    method: 'GET',
    path: '/api/v1/licences/workloads/:id',
    summary: 'What a move of one workload does to licences, at every site',
    tag: 'Cost',
    action: 'placement:read',
    params: idParams,
    response: workloadLicencesSchema,
    status: 200,
  }),
  licenceRules: defineRoute({
    method: 'GET',
    path: '/api/v1/licence-rules',
    summary: 'The licence rules in force, with their sources',
    tag: 'Cost',
    action: 'placement:read',
    response: licenceRulesSchema,
    status: 200,
  }),
} as const;
