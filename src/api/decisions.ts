/** Decisions: what each was made from, and the same made again. */

import { z } from 'zod';
import { idParams, operationSchema, pageQuery } from './common.ts';
import { whyRecordSchema } from './plans.ts';
import { defineRoute } from './route.ts';

export const decisionSchema = whyRecordSchema
  .extend({
    /** Of which result; null: it is gone. */
    resultId: z.string().nullable(),
    /** The record of the audit log that holds it; null: it is older than the log, or was cut off. */
    audit: z.object({ seq: z.number().int(), fits: z.boolean() }).nullable(),
  })
  .meta({ id: 'Decision' });
export type DecisionDocument = z.infer<typeof decisionSchema>;

export const replaySchema = z
  .object({
    id: z.string(),
    decision: z.string(),
    answer: z.enum(['same', 'different', 'impossible']),
    /** The first member that differs, with what it was and what it is now; null otherwise. */
    difference: z.object({ where: z.string(), recorded: z.string(), now: z.string() }).nullable(),
    /** Why it cannot be replayed: what is no longer there. */
    missing: z.array(z.string()),
    /** What else is another than it was, without being an input. */
    notes: z.array(z.string()),
    recordedDigest: z.string(),
    /** Null: not recomputed. */
    replayedDigest: z.string().nullable(),
  })
  .meta({ id: 'Replay' });
export type ReplayDocument = z.infer<typeof replaySchema>;

export const decisionRoutes = {
  listDecisions: defineRoute({
    method: 'GET',
    path: '/api/v1/decisions',
    summary: 'Decisions with what they were made from, newest first',
    tag: 'Evidence',
    action: 'evidence:read',
    query: pageQuery.pick({ limit: true }).extend({ offset: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ items: z.array(decisionSchema), total: z.number().int() }),
    status: 200,
  }),
  getDecision: defineRoute({
    method: 'GET',
    path: '/api/v1/decisions/:id',
    summary: 'What one decision was made from',
    tag: 'Evidence',
    action: 'evidence:read',
    params: idParams,
    response: decisionSchema,
    status: 200,
  }),
  replayDecision: defineRoute({
    method: 'POST',
    path: '/api/v1/decisions/:id/replay',
    summary: 'Make a decision again from what it was made from, and compare',
    tag: 'Evidence',
    action: 'audit:read',
    params: idParams,
    response: operationSchema,
    status: 202,
  }),
} as const;
