/** What is known of each site: who reaches it and why, what softens that, certificates, and its levels. */

import { z } from 'zod';
import { listOf } from './common.ts';
import { defineRoute } from './route.ts';

const range = z.object({ low: z.number(), high: z.number() });

const exposureSchema = z.object({
  laws: z.array(
    z.object({
      id: z.string(),
      law: z.string(),
      kind: z.string(),
      reach: z.string(),
      note: z.string().nullable(),
      confidence: z.string(),
      /** Attributes that bring the law into play, and their value; empty when the list was stated in sites.yaml. */
      because: z.array(z.object({ path: z.string(), country: z.string() })),
    }),
  ),
  /** Stated in sites.yaml instead of derived. */
  stated: z.boolean(),
  /** Attributes that would complete the list. */
  missing: z.array(z.string()),
});

const mitigationSchema = z.object({
  id: z.string(),
  control: z.string(),
  /** On confidentiality and on availability. */
  effect: z.string(),
  state: z.enum(['in-place', 'possible', 'not-in-place', 'unknown']),
  missing: z.array(z.string()),
  confidence: z.string(),
});

const certificateSchema = z.object({
  id: z.string(),
  scope: z.string().nullable(),
  level: z.string().nullable(),
  validTo: z.string().nullable(),
  state: z.enum(['valid', 'expires-soon', 'expired', 'undated']),
  daysLeft: z.number().int().nullable(),
});

const frameworkSchema = z.object({
  packId: z.string(),
  name: z.string(),
  levels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      weightPct: z.number(),
      /** Reached for certain, and not ruled out; equal when the level is known. */
      low: z.number(),
      high: z.number(),
      missing: z.array(z.string()),
      basis: z.enum(['assessed', 'heuristic']),
      confidence: z.string(),
      minimum: z.number().nullable(),
      meets: z.boolean().nullable(),
    }),
  ),
  lowest: range,
  scorePct: range,
  /** Which of the two counts, by organisation.csfReading, and what comes of it. */
  counts: z.enum(['lowest', 'weighted']),
  result: z.string(),
  reading: z.string(),
});
export type FrameworkDocument = z.infer<typeof frameworkSchema>;

const siteFields = {
  siteId: z.string(),
  name: z.string().nullable(),
  platform: z.string(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  /** As sites.yaml or the catalogue has it. `own` is false also when nobody said. */
  operator: z.object({
    name: z.string().nullable(),
    country: z.string().nullable(),
    parentCountry: z.string().nullable(),
    own: z.boolean(),
  }),
  exposure: exposureSchema,
  mitigations: z.array(mitigationSchema),
  certificates: z.array(certificateSchema),
  frameworks: z.array(frameworkSchema),
  /** Attributes that regimes ask for: how many are known, of how many. */
  known: z.number().int(),
  asked: z.number().int(),
};

const siteSovereigntySchema = z.object(siteFields).meta({ id: 'SiteSovereignty' });
export type SiteSovereigntyDocument = z.infer<typeof siteSovereigntySchema>;

const siteSovereigntyDetailsSchema = z
  .object({
    ...siteFields,
    asOf: z.string(),
    touchCountries: z.object({ countries: z.array(z.string()), open: z.array(z.string()) }),
    facts: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        facts: z.array(
          z.object({
            path: z.string(),
            meaning: z.string(),
            /** Null: nobody said. */
            value: z.unknown().nullable(),
            origin: z.enum(['user', 'catalogue', 'derived']).nullable(),
            confidence: z.string().nullable(),
            from: z.string().nullable(),
            asOf: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'SiteSovereigntyDetails' });
export type SiteSovereigntyDetailsDocument = z.infer<typeof siteSovereigntyDetailsSchema>;

export const sovereigntyRoutes = {
  listSovereignty: defineRoute({
    method: 'GET',
    path: '/api/v1/sovereignty',
    summary: 'Sites compared: foreign laws in reach, measures, certificates, levels of the EU framework',
    tag: 'Sites',
    action: 'policy:read',
    response: listOf(siteSovereigntySchema),
    status: 200,
  }),
  getSovereignty: defineRoute({
    method: 'GET',
    path: '/api/v1/sovereignty/:siteId',
    summary: 'One site in full, with the source and confidence of each attribute',
    tag: 'Sites',
    action: 'policy:read',
    params: z.object({ siteId: z.string().min(1).max(200) }),
    response: siteSovereigntyDetailsSchema,
    status: 200,
  }),
} as const;
