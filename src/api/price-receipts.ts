/** What comes out of importing, fetching and deleting price lists. */

import { z } from 'zod';

const fewerSizesSchema = z.object({
  region: z.string(),
  sizes: z.number().int(),
  inForce: z.string(),
  inForceSizes: z.number().int(),
});
/** Why a list that was brought in is not in force, in words; null when it is. */
const whyNotSchema = z.string().nullable();
/** Regions where another list has far more sizes: only sites that name this one are priced from it there. */
const heldBackSchema = z.array(fewerSizesSchema);

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
    inForce: z.boolean(),
    why: whyNotSchema,
    heldBack: heldBackSchema,
  })
  .meta({ id: 'PriceReceipt' });
export type PriceReceiptDocument = z.infer<typeof priceReceiptSchema>;

/** Result of the operation that fetches prices. */
export const priceFetchReceiptSchema = z
  .object({
    source: z.string(),
    asOf: z.string(),
    pages: z.number().int(),
    resumedPages: z.number().int(),
    records: z.number().int(),
    leftOut: z.record(z.string(), z.number().int()),
    withoutShape: z.array(z.string()),
    lists: z.array(
      z.object({
        id: z.string(),
        region: z.string(),
        offers: z.number().int(),
        digest: z.string(),
        inForce: z.boolean(),
        why: whyNotSchema,
        heldBack: heldBackSchema,
      }),
    ),
    empty: z.array(z.string()),
  })
  .meta({ id: 'PriceFetchReceipt' });
export type PriceFetchReceiptDocument = z.infer<typeof priceFetchReceiptSchema>;

export const priceDeletedSchema = z
  .object({
    id: z.string(),
    /** Versions that are gone. */
    removed: z.array(z.string()),
    /** Versions that stored placements were made with. */
    kept: z.array(z.string()),
  })
  .meta({ id: 'PriceListDeleted' });
export type PriceDeletedDocument = z.infer<typeof priceDeletedSchema>;
