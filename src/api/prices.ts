/** Price lists the user imports, beside the built-in example list. */

import { z } from 'zod';
import { listOf } from './common.ts';
import { defineRoute } from './route.ts';

export const priceReceiptSchema = z
  .object({
    id: z.string(),
    asOf: z.string(),
    digest: z.string(),
    rows: z.number().int(),
    offers: z.number().int(),
    regions: z.number().int(),
    /** Rows that price an accelerator alone; they are left out. */
    acceleratorOnly: z.number().int(),
    /** Rows that repeat a size in a region; the cheaper one is kept. */
    repeated: z.number().int(),
    refusedCount: z.number().int(),
    /** The first rows that could not be used, with the reason. */
    refused: z.array(z.looseObject({ row: z.number().int(), message: z.string() })),
  })
  .meta({ id: 'PriceReceipt' });
export type PriceReceiptDocument = z.infer<typeof priceReceiptSchema>;

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
  })
  .meta({ id: 'PriceListSummary' });

export const priceRoutes = {
  importPriceList: defineRoute({
    method: 'POST',
    path: '/api/v1/price-lists',
    summary: 'Import a price list from CSV',
    tag: 'Place',
    action: 'policy:write',
    query: z.object({
      fileName: z.string().min(1).max(255),
      asOf: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
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
    summary: 'Imported price lists',
    tag: 'Place',
    action: 'policy:read',
    response: listOf(priceListSchema),
    status: 200,
  }),
} as const;
