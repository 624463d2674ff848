/** Right-sizing: recommended sizes of workloads by what was measured, and what that saves. */

import { z } from 'zod';
import { listOf, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

const verdict = z.enum(['smaller', 'larger', 'fits', 'off', 'no-data']);
const workloadVerdict = z.enum(['smaller', 'larger', 'mixed', 'fits', 'off', 'no-data']);
const nullable = z.number().nullable();

const figureSchema = z.object({
  /** vCPUs, or MiB. */
  current: nullable,
  recommended: nullable,
  verdict,
  basis: z.string(),
  missing: z.array(z.string()),
});

export const rightSizeRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Where it runs now, by sites.yaml. */
    site: z.string().nullable(),
    verdict: workloadVerdict,
    cpu: figureSchema,
    memory: figureSchema,
    confidence: z.object({
      pct: z.number(),
      stars: z.number().int(),
      terms: z.array(z.object({ term: z.string(), points: z.number(), of: z.number() })),
    }),
    cautions: z.array(z.string()),
    /** US dollars a month at the site that is priced; null: not judged or not known, see `unpriced`. */
    savesUsdPerMonth: nullable,
    /**
     * billed-less: the site is sold by size, so the bill falls. share-freed: own hosts, which cost the same until one is
     * switched off. Null: nothing changes, or it has no price.
     */
    savesAs: z.enum(['billed-less', 'share-freed']).nullable(),
    unpriced: z.string().nullable(),
  })
  .meta({ id: 'RightSizeRow' });
export type RightSizeRow = z.infer<typeof rightSizeRowSchema>;

const counts = z.object({
  smaller: z.number().int(),
  larger: z.number().int(),
  fits: z.number().int(),
  /** Switched off: not judged, and not counted as measured. */
  off: z.number().int(),
  'no-data': z.number().int(),
});

const totalSchema = z.object({
  current: z.number(),
  recommended: z.number(),
  freed: z.number(),
  added: z.number(),
  verdicts: counts,
});

/** `usdPerMonth` below 0: more. Null: no change has a price. `priced`: changes counted in it. */
const savingSchema = z.object({ usdPerMonth: nullable, priced: z.number().int() });

const countPair = { cpu: z.number().int(), memory: z.number().int() };

export const rightSizingListSchema = listOf(rightSizeRowSchema)
  .extend({
    generation: z.number().int(),
    /** Of every workload the filter matches, whatever page is shown. */
    summary: z.object({
      settings: z.object({
        basis: z.enum(['avg', 'p95', 'max']),
        factor: z.number(),
        cpuSpeedFactor: z.number(),
        /** Overrides of sites.yaml that were followed. */
        overrides: z.number().int(),
        /** What prices and placement take: sites.yaml placement.sizing. */
        placement: z.enum(['as-is', 'right-sized']),
      }),
      counted: z.number().int(),
      verdicts: counts.extend({ mixed: z.number().int() }),
      stars: z.array(z.number().int()),
      cpu: totalSchema,
      memory: totalSchema,
      histogram: z.object({
        buckets: z.array(z.object({ fromPct: z.number(), ...countPair })),
        unknown: z.object(countPair),
      }),
      /** Facts that would size more machines, and who supplies them. */
      missing: z.array(z.object({ fact: z.string(), workloads: z.number().int(), from: z.array(z.string()) })),
      money: z.object({
        /** Site that was priced for all; null: each where it runs now. */
        site: z.string().nullable(),
        /** Sites sold by size: the bill falls by so much. */
        billedLess: savingSchema,
        /** Own hosts: their share is freed, and they cost the same until one is switched off. */
        shareFreed: savingSchema,
        /** Workloads that change and have no price, by reason. */
        unpriced: z.array(z.object({ reason: z.string(), workloads: z.number().int() })),
        assumptions: z.array(z.string()),
      }),
    }),
  })
  .meta({ id: 'RightSizingList' });
export type RightSizingList = z.infer<typeof rightSizingListSchema>;

export const rightSizingQuery = pageQuery.extend({
  /** In the filter language; absent: every workload that runs. */
  filter: z.string().max(4000).optional(),
  /** Figure that is multiplied. Absent: sites.yaml placement.sizing, else p95. */
  basis: z.enum(['avg', 'p95', 'max']).optional(),
  factor: z.coerce.number().min(1).max(10).optional(),
  cpuSpeedFactor: z.coerce.number().min(0.1).max(10).optional(),
  /** Price every workload at this site instead of where it runs now. */
  site: z.string().min(1).max(200).optional(),
  verdict: workloadVerdict.optional(),
  /** Descending, but for the name. */
  sort: z.enum(['saves', 'name', 'vcpu', 'memory', 'confidence']).default('saves'),
  /** Rows to skip, for readers that jump; not with continue. */
  offset: z.coerce.number().int().min(0).optional(),
});
export type RightSizingQuery = z.output<typeof rightSizingQuery>;

export const rightSizingRoutes = {
  listRightSizing: defineRoute({
    method: 'GET',
    path: '/api/v1/rightsizing',
    summary: 'Recommended sizes by what was measured, what that saves, and whom nobody measured',
    tag: 'Assess',
    action: 'assessment:read',
    query: rightSizingQuery,
    response: rightSizingListSchema,
    status: 200,
  }),
} as const;
