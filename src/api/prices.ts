/** Price lists, beside the built-in example list, and workloads priced by them. */

import { z } from 'zod';
import { COMMITMENTS } from '../core/cost/commitment.ts';
import { idParams, listOf, operationSchema } from './common.ts';
import { priceDeletedSchema, priceReceiptSchema } from './price-receipts.ts';
import { defineRoute } from './route.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const reference = z.string().min(1).max(200);

export const priceListSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    asOf: z.string(),
    source: z.string(),
    digest: z.string(),
    currency: z.string(),
    regions: z.number().int(),
    offers: z.number().int(),
    /** The example list that ships with the product. */
    builtIn: z.boolean(),
    /** Deleted, and kept because stored placements were made with it; "use" brings it back. */
    archived: z.boolean(),
    /** Regions where another list has far more sizes: only sites that name this one are priced from it there. */
    heldBack: z.array(z.string()),
    ageDays: z.number().int().nullable(),
    /** Older than 90 days. */
    stale: z.boolean(),
    /** Kept versions, newest first; the last part of the name of one is the begin of its digest. */
    versions: z.array(z.object({ version: z.string(), asOf: z.string(), inForce: z.boolean() })),
  })
  .meta({ id: 'PriceListSummary' });
export type PriceListDocument = z.infer<typeof priceListSchema>;

const offerSchema = z
  .object({
    region: z.string(),
    size: z.string(),
    vcpu: z.number(),
    memoryGiB: z.number(),
    gpu: z.string().optional(),
    gpuCount: z.number().optional(),
    usdPerHour: z.number(),
    windowsUsdPerHour: z.number().optional(),
    spotUsdPerHour: z.number().optional(),
    reserved1yUsdPerHour: z.number().optional(),
    reserved3yUsdPerHour: z.number().optional(),
    savingsPlan1yUsdPerHour: z.number().optional(),
    savingsPlan3yUsdPerHour: z.number().optional(),
  })
  .meta({ id: 'PriceOffer' });

export const priceListDetailsSchema = z
  .object({
    list: priceListSchema,
    regions: z.array(z.object({ region: z.string(), offers: z.number().int(), extras: z.array(z.string()) })),
    /** Of the region and size asked for; at most `limit`. */
    items: z.array(offerSchema),
    total: z.number().int(),
  })
  .meta({ id: 'PriceList' });
export type PriceListDetails = z.infer<typeof priceListDetailsSchema>;

const sizeAt = z.object({ region: z.string(), size: z.string() });

export const priceDiffSchema = z
  .object({
    from: z.object({ id: z.string(), asOf: z.string(), digest: z.string() }),
    to: z.object({ id: z.string(), asOf: z.string(), digest: z.string() }),
    /** Offers that both have at the same prices. */
    same: z.number().int(),
    /** Of prices on demand, over what both have. */
    medianPct: z.number().nullable(),
    addedCount: z.number().int(),
    removedCount: z.number().int(),
    changedCount: z.number().int(),
    added: z.array(sizeAt),
    removed: z.array(sizeAt),
    /** The largest relative change first; at most `limit`. */
    changed: z.array(
      z.object({
        region: z.string(),
        size: z.string(),
        field: z.string(),
        before: z.number().nullable(),
        after: z.number().nullable(),
        changePct: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'PriceDiff' });
export type PriceDiffDocument = z.infer<typeof priceDiffSchema>;

const rangeSchema = z.object({ low: z.number(), likely: z.number(), high: z.number() });

export const sitePriceSchema = z
  .object({
    siteId: z.string(),
    commitment: z.enum([...COMMITMENTS, 'own-hardware']),
    /** It runs there already. */
    staying: z.boolean(),
    /** Run and guest licence of a month; null: `why` says what is missing. */
    usdPerMonth: rangeSchema.nullable(),
    sku: z.string().nullable(),
    why: z.string().nullable(),
    paysFromHours: z.number().nullable(),
    basis: z.array(z.string()),
  })
  .meta({ id: 'SitePrice' });
export type SitePriceDocument = z.infer<typeof sitePriceSchema>;

export const workloadPricesSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    /** How many the filter matches; `items` has at most `limit` of them. */
    total: z.number().int(),
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        prices: z.array(sitePriceSchema),
        suggestions: z.array(z.object({ siteId: z.string(), commitment: z.enum(COMMITMENTS), because: z.string() })),
      }),
    ),
    assumptions: z.array(z.string()),
  })
  .meta({ id: 'WorkloadPrices' });
export type WorkloadPricesDocument = z.infer<typeof workloadPricesSchema>;

export const siteLinesSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    siteId: z.string(),
    workloads: z.number().int(),
    /** A month, over the lines that have a price. */
    usdPerMonth: rangeSchema,
    lines: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        group: z.string(),
        formula: z.string(),
        inputs: z.array(
          z.object({
            name: z.string(),
            value: z.number(),
            unit: z.string(),
            source: z.string(),
            asOf: z.string().optional(),
            unverified: z.boolean().optional(),
          }),
        ),
        /** Null: `asks` says what has to be given. */
        usdPerMonth: rangeSchema.nullable(),
        assumptions: z.array(z.string()),
        asks: z.array(z.string()),
      }),
    ),
    unpricedCount: z.number().int(),
    /** The first of them. */
    unpriced: z.array(z.object({ id: z.string(), name: z.string(), why: z.string() })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'SiteCostLines' });
export type SiteLinesDocument = z.infer<typeof siteLinesSchema>;

export const priceRoutes = {
  importPriceList: defineRoute({
    method: 'POST',
    path: '/api/v1/price-lists',
    summary: 'Import a price list from CSV',
    tag: 'Place',
    action: 'policy:write',
    query: z.object({
      fileName: z.string().min(1).max(255),
      asOf: day.optional(),
      id: z.string().max(100).optional(),
      source: z.string().max(300).optional(),
    }),
    body: z.unknown(),
    bodyType: 'stream',
    response: priceReceiptSchema,
    status: 201,
  }),
  listPriceLists: defineRoute({
    method: 'GET',
    path: '/api/v1/price-lists',
    summary: 'Price lists in force, with their versions; the built-in example last',
    tag: 'Place',
    action: 'policy:read',
    response: listOf(priceListSchema),
    status: 200,
  }),
  fetchPriceLists: defineRoute({
    method: 'POST',
    path: '/api/v1/price-lists/fetch',
    summary: 'Ask a public price service for the prices of regions; nothing about the estate is sent',
    tag: 'Place',
    action: 'policy:write',
    body: z.strictObject({
      provider: z.string().max(60).optional(),
      regions: z.array(z.string().min(1).max(60)).min(1).max(60),
      currency: z.string().length(3).default('USD'),
      usdPerUnit: z.number().positive().optional(),
      name: z.string().min(1).max(60).optional(),
    }),
    response: operationSchema,
    status: 202,
  }),
  comparePriceLists: defineRoute({
    method: 'GET',
    path: '/api/v1/price-lists/diff',
    summary: 'What changed between two lists, or two versions of one (LIST@DAY)',
    tag: 'Place',
    action: 'policy:read',
    query: z.object({ from: reference, to: reference, limit: z.coerce.number().int().min(1).max(10_000).default(50) }),
    response: priceDiffSchema,
    status: 200,
  }),
  getPriceList: defineRoute({
    method: 'GET',
    path: '/api/v1/price-lists/:id',
    summary: 'One list or version with its prices',
    tag: 'Place',
    action: 'policy:read',
    params: idParams,
    query: z.object({
      region: z.string().max(60).optional(),
      /** A part of the name is enough. */
      size: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(2000).default(50),
    }),
    response: priceListDetailsSchema,
    status: 200,
  }),
  usePriceList: defineRoute({
    method: 'POST',
    path: '/api/v1/price-lists/:id/use',
    summary: 'Put a kept version in force',
    tag: 'Place',
    action: 'policy:write',
    params: idParams,
    response: priceListSchema,
    status: 200,
  }),
  deletePriceList: defineRoute({
    method: 'DELETE',
    path: '/api/v1/price-lists/:id',
    summary: 'Delete a list with its versions, or one version; what stored placements were made with is kept',
    tag: 'Place',
    action: 'policy:write',
    params: idParams,
    response: priceDeletedSchema,
    status: 200,
  }),
  priceWorkloads: defineRoute({
    method: 'GET',
    path: '/api/v1/prices',
    summary: 'Workloads priced at every site and for every way to buy there',
    tag: 'Place',
    action: 'policy:read',
    query: z.object({
      workload: z.string().max(200).optional(),
      filter: z.string().max(4000).optional(),
      site: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(20),
    }),
    response: workloadPricesSchema,
    status: 200,
  }),
  priceSiteLines: defineRoute({
    method: 'GET',
    path: '/api/v1/prices/lines',
    summary: 'What a set of workloads costs at a site that sells by size, line by line with its figures',
    tag: 'Place',
    action: 'policy:read',
    query: z.object({ site: z.string().min(1).max(100), filter: z.string().max(4000).optional() }),
    response: siteLinesSchema,
    status: 200,
  }),
} as const;
