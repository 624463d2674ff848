/** The shape of a plan file, checked before its digest is. */

import { z } from 'zod';
import { hopHoldsSchema, hopRoleSchema, hopStaysSchema } from '../catalog/migration-hops.ts';
import { targetIdSchema } from '../policy/site.ts';
import type { Plan } from './plan.ts';

const mapping = z.strictObject({ from: z.string(), to: z.string().nullable() });

const moveSchema = z.strictObject({
  workloadId: z.string(),
  workloadName: z.string(),
  fromSiteId: z.string().nullable(),
  fromPlatform: z.string(),
  toSiteId: z.string(),
  target: targetIdSchema,
  application: z.string().optional(),
  cpuCount: z.number().nullable(),
  memoryMiB: z.number().nullable(),
  diskGiB: z.number().nullable(),
  sku: z.string().optional(),
  networks: z.array(mapping),
  storage: z.array(mapping),
  conditions: z.array(z.string()),
  nativeIds: z.array(z.strictObject({ sourceId: z.string(), nativeId: z.string() })),
  path: z.string().optional(),
});

const hopSchema = z.strictObject({
  role: hopRoleSchema,
  title: z.string(),
  where: z.strictObject({
    siteId: z.string().optional(),
    countries: z.array(z.string()).optional(),
    oneOf: z.literal(true).optional(),
  }),
  operator: z.string().nullable(),
  holds: hopHoldsSchema,
  stays: hopStaysSchema,
  encryption: z.strictObject({ atRest: z.boolean().optional(), inTransit: z.boolean().optional() }).optional(),
  knownFrom: z.string(),
  state: z.enum(['satisfied', 'violated', 'unknown', 'waived', 'as-today']),
  violated: z.array(z.string()),
  unknown: z.array(z.strictObject({ ruleId: z.string(), missing: z.array(z.string()) })),
  waived: z
    .array(
      z.strictObject({
        ruleId: z.string(),
        state: z.enum(['violated', 'unknown']),
        waiverId: z.string(),
        expiresOn: z.string(),
      }),
    )
    .optional(),
});

const verdict = z.enum(['allowed', 'violated', 'unknown']);

const pathSchema = z.strictObject({
  id: z.string(),
  fromSiteId: z.string().nullable(),
  toSiteId: z.string(),
  method: z.string().nullable(),
  title: z.string(),
  verdict,
  hops: z.array(hopSchema),
  because: z.string(),
  others: z.array(z.strictObject({ method: z.string(), verdict })),
});

const waveSchema = z.strictObject({
  number: z.int().positive(),
  name: z.string(),
  startsOn: z.string().nullable(),
  moves: z.array(moveSchema),
  diskGiB: z.number(),
  hoursLow: z.number(),
  hoursLikely: z.number().optional(),
  hoursHigh: z.number(),
  riskScore: z.number(),
  confidencePct: z.number(),
  reasons: z.array(z.string()),
  checks: z.array(z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() })),
  fallback: z.array(z.string()),
});

export const planSchema = z.strictObject({
  apiVersion: z.literal('isthmus/v1'),
  kind: z.literal('Plan'),
  name: z.string(),
  pins: z.strictObject({
    generation: z.int(),
    estateDigest: z.string(),
    placementId: z.string(),
    placementDigest: z.string(),
    sitesDigest: z.string(),
    catalogVersion: z.string(),
    packVersions: z.record(z.string(), z.string()),
    packDigests: z.record(z.string(), z.string()).optional(),
  }),
  waves: z.array(waveSchema),
  paths: z.array(pathSchema).optional(),
  staying: z.int().nonnegative(),
  unplaced: z.array(z.strictObject({ workloadId: z.string(), workloadName: z.string(), reason: z.string() })),
  summary: z.strictObject({
    moves: z.int().nonnegative(),
    diskGiB: z.number(),
    hoursLow: z.number(),
    hoursLikely: z.number().optional(),
    hoursHigh: z.number(),
    deltaUsdPerMonth: z.number().nullable(),
    migrationUsdOneOff: z.number(),
  }),
  digest: z.string(),
}) satisfies z.ZodType<Plan>;
