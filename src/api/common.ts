/** Shapes that every route shares: lists, problems, operations. */

import { z } from 'zod';

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    code: z.string(),
    hint: z.string(),
    causes: z.array(z.object({ where: z.string().optional(), message: z.string() })),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details with a stable code.' });
export type Problem = z.infer<typeof problemSchema>;

/** Of a search: it has 32 bits, and what is cut off would be two names for one run. */
export const searchSeed = z.number().int().min(0).max(4_294_967_295).default(1);

export const operationSchema = z
  .object({
    id: z.string(),
    kind: z.enum([
      'import',
      'demo',
      'assess',
      'check',
      'place',
      'plan',
      'sync',
      'delete-source',
      'scenario',
      'drill',
      'size',
      'rebalance',
      'gpu-plan',
      'gpu-defrag',
      'exit',
      'fetch-prices',
      'replay',
    ]),
    state: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
    /** 0 to 1. */
    progress: z.number(),
    phase: z.string(),
    detail: z.string().nullable(),
    /** Of a search that runs: cost, bound, gap and seconds so far; empty for other work. */
    figures: z.record(z.string(), z.number()).default({}),
    /** True: stop it, and it keeps the best found so far. */
    canStop: z.boolean().default(false),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    /** What it made, when it succeeded: see the route that started it. */
    result: z.unknown().nullable(),
    problem: problemSchema.nullable(),
  })
  .meta({ id: 'Operation' });
export type Operation = z.infer<typeof operationSchema>;

export const idParams = z.object({ id: z.string().min(1).max(200) });

/** ?wait=5s waits up to that long for the operation to end before answering. */
export const waitQuery = z.object({
  wait: z
    .string()
    .regex(/^\d{1,3}s$/)
    .optional(),
});

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  continue: z.string().max(2000).optional(),
});

/** {"items": […]} with the total before paging and where to go on. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    continue: z.string().optional(),
  });
}

export const readinessSchema = z.enum(['ready', 'conditional', 'not-ready', 'unknown']);
