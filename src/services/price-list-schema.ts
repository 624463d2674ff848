/** A price list as the data folder keeps it. */

import { z } from 'zod';

const price = z.number().positive().optional();
const offerSchema = z.object({
  size: z.string(),
  vcpu: z.number().positive(),
  memoryGiB: z.number().positive(),
  usdPerHour: z.number().positive(),
  gpu: z.string().optional(),
  gpuCount: z.number().positive().optional(),
  spotUsdPerHour: price,
  reserved1yUsdPerHour: price,
  reserved3yUsdPerHour: price,
  savingsPlan1yUsdPerHour: price,
  savingsPlan3yUsdPerHour: price,
  windowsUsdPerHour: price,
  gen2Only: z.boolean().optional(),
  maxDataDisks: z.number().int().nonnegative().optional(),
  maxNics: z.number().int().positive().optional(),
});

const usd = z.number().nonnegative();
const extrasSchema = z.object({
  diskUsdPerMonth: z.record(z.string(), usd).optional(),
  provisionedDisks: z
    .record(z.string(), z.object({ usdPerGiBMonth: usd, usdPerIopsMonth: usd, usdPerMbPerSecondMonth: usd }))
    .optional(),
  internetEgress: z.array(z.object({ fromGiB: usd, usdPerGiB: usd })).optional(),
  otherRegionUsdPerGiB: usd.optional(),
  publicIpUsdPerHour: usd.optional(),
});

export const priceListSchema = z.object({
  id: z.string(),
  name: z.string(),
  currency: z.literal('USD'),
  asOf: z.string(),
  source: z.string(),
  digest: z.string(),
  builtIn: z.literal(false),
  regions: z.record(z.string(), z.array(offerSchema)),
  extras: z.record(z.string(), extrasSchema).optional(),
  heldBack: z.array(z.string()).optional(),
});
