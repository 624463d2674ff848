/** Rule packs: regimes and house rules, as they are in force. */

import { z } from 'zod';
import { listOf } from './common.ts';
import { defineRoute } from './route.ts';

const packFields = {
  id: z.string(),
  version: z.string(),
  /** Of all that the pack means; its tests are no part of it. */
  digest: z.string(),
  name: z.string(),
  jurisdiction: z.string().nullable(),
  status: z.string().nullable(),
  /** Keys into the sources of catalog/sovereignty.yaml, or a text of your own. */
  sources: z.array(z.string()),
  asOf: z.string(),
  /** verified, partly, secondary, derived or own (unverified). */
  confidence: z.string(),
  origin: z.enum(['shipped', 'own']),
  rules: z.number().int(),
  tests: z.number().int(),
  /** Conditions that cannot be compiled: their rules answer unknown. */
  problems: z.array(z.string()),
  /** Against the lock file of the data folder. Anything but none and same keeps every check from running. */
  lock: z.enum(['none', 'same', 'changed', 'version', 'unlocked', 'missing']),
};

const packSchema = z.object(packFields).meta({ id: 'Pack' });
export type PackDocument = z.infer<typeof packSchema>;

const packDetailsSchema = z
  .object({
    ...packFields,
    note: z.string().nullable(),
    appliesWhen: z.string(),
    whenUnclear: z.enum(['ask', 'skip']),
    ladders: z.array(z.object({ id: z.string(), name: z.string(), weightPct: z.number(), confidence: z.string() })),
    requirements: z.array(
      z.object({
        ruleId: z.string(),
        reference: z.string(),
        title: z.string(),
        level: z.enum(['must', 'should', 'warn']),
        when: z.string().nullable(),
        test: z.string(),
        remedy: z.string(),
        note: z.string().nullable(),
        confidence: z.string(),
        /** Requirements of the regime that it stands for. */
        covers: z.array(z.string()),
      }),
    ),
    testNames: z.array(z.string()),
  })
  .meta({ id: 'PackDetails' });
export type PackDetailsDocument = z.infer<typeof packDetailsSchema>;

export const packRoutes = {
  listPacks: defineRoute({
    method: 'GET',
    path: '/api/v1/packs',
    summary: 'Rule packs: shipped ones and your own, with version and digest',
    tag: 'Check',
    action: 'policy:read',
    response: listOf(packSchema),
    status: 200,
  }),
  getPack: defineRoute({
    method: 'GET',
    path: '/api/v1/packs/:id',
    summary: 'One rule pack with its rules',
    tag: 'Check',
    action: 'policy:read',
    params: z.object({ id: z.string().min(1).max(200) }),
    response: packDetailsSchema,
    status: 200,
  }),
  signPacks: defineRoute({
    method: 'POST',
    path: '/api/v1/packs/lock',
    summary: "A lock file of the packs in force, signed with the installation's key",
    tag: 'Check',
    action: 'evidence:sign',
    response: z.object({ text: z.string() }),
    status: 200,
  }),
} as const;
