/** Generations of the estate, what changed between them, and the estate at a glance. */

import { z } from 'zod';
import { listOf } from './common.ts';
import { sourceSchema } from './sources.ts';
import { defineRoute } from './route.ts';

export const generationSchema = z
  .object({
    number: z.number().int(),
    digest: z.string(),
    createdAt: z.string(),
    reason: z.string(),
    counts: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Generation' });

const changeSchema = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

export const diffSchema = z
  .object({
    from: generationSchema,
    to: generationSchema,
    counts: z.object({ added: z.number(), removed: z.number(), changed: z.number() }),
    items: z.array(
      z.object({
        change: z.enum(['added', 'removed', 'changed']),
        id: z.string(),
        name: z.string(),
        fields: z.array(changeSchema),
      }),
    ),
    /** True when there were more than the limit. */
    truncated: z.boolean(),
  })
  .meta({ id: 'EstateDiff' });

export type EstateDiff = z.infer<typeof diffSchema>;

export const overviewSchema = z
  .object({
    generation: generationSchema.nullable(),
    sources: z.array(sourceSchema),
    counts: z.record(z.string(), z.number()),
    byPlatform: z.array(z.object({ value: z.string().nullable(), count: z.number() })),
    byOsFamily: z.array(z.object({ value: z.string().nullable(), count: z.number() })),
    /** Latest result of each kind for the newest generation: its id, when it was made, its summary; null when never run. */
    latest: z.record(
      z.string(),
      z
        .object({
          id: z.string(),
          createdAt: z.string(),
          generation: z.number().int(),
          stale: z.boolean(),
          summary: z.unknown(),
        })
        .nullable(),
    ),
    /** What to do next, in order, with the command that does it. */
    next: z.array(z.object({ title: z.string(), command: z.string() })),
  })
  .meta({ id: 'Overview' });

export type Overview = z.infer<typeof overviewSchema>;

export const generationRoutes = {
  listGenerations: defineRoute({
    method: 'GET',
    path: '/api/v1/generations',
    summary: 'Generations, newest first',
    tag: 'Estate',
    action: 'inventory:read',
    response: listOf(generationSchema),
    status: 200,
  }),
  diffGenerations: defineRoute({
    method: 'GET',
    path: '/api/v1/generations/:from/diff/:to',
    summary: 'What changed between two generations',
    tag: 'Estate',
    action: 'inventory:read',
    params: z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(100_000).default(1000) }),
    response: diffSchema,
    status: 200,
  }),
  overview: defineRoute({
    method: 'GET',
    path: '/api/v1/overview',
    summary: 'The estate at a glance and what to do next',
    tag: 'Estate',
    action: 'inventory:read',
    response: overviewSchema,
    status: 200,
  }),
} as const;
