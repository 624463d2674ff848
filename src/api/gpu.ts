/** GPU level: which GPUs who gets (plan), and the fewest moves that make room (defragment). */

import { z } from 'zod';
import { idParams, operationSchema, searchSeed } from './common.ts';
import { defineRoute } from './route.ts';

const nullable = z.number().nullable();
/** The published trace has some 700 KB of pods. */
const csv = z.string().max(32 * 1024 * 1024);

/** Where nodes and demands come from: the newest generation, or two CSV files in the layout of the published trace. */
const input = {
  /** Site of sites.yaml; absent: all hosts with GPUs. */
  site: z.string().min(1).max(200).optional(),
  cluster: z.string().min(1).max(200).optional(),
  /** sn,cpu_milli,memory_mib,gpu,model */
  nodesCsv: csv.optional(),
  /** name,cpu_milli,memory_mib,num_gpu,gpu_milli[,gpu_spec][,node] */
  podsCsv: csv.optional(),
  /** vCPUs per core and memory over-commit of hosts that state no allocatable figures. Absent: the site's, else 4 and 1. */
  vcpuPerCore: z.number().positive().max(1000).optional(),
  memoryOvercommit: z.number().positive().max(100).optional(),
  seed: searchSeed,
};

export const gpuPlanRequestSchema = z.object({
  ...input,
  /** online: in the order given, knowing nothing of who comes next. offline: sees everybody. */
  mode: z.enum(['online', 'offline']).default('offline'),
  policy: z.string().max(50).optional(),
  iterations: z.number().int().min(0).max(1_000_000_000).optional(),
  /** True: nothing keeps its place, everything is planned anew. */
  anew: z.boolean().default(false),
});
export type GpuPlanRequest = z.output<typeof gpuPlanRequestSchema>;

export const gpuRequestSchema = z.object({
  gpus: z.number().int().min(1).max(30),
  /** Of one GPU, above 0 and up to 1. */
  share: z.number().positive().max(1).default(1),
  cpu: z.number().min(0).max(100_000).default(0),
  memoryGiB: z.number().min(0).max(1_000_000).default(0),
  /** GPU models it may use; empty: any. */
  models: z.array(z.string().min(1).max(200)).max(50).default([]),
});
export type GpuRequest = z.output<typeof gpuRequestSchema>;

export const gpuDefragRequestSchema = z.object({
  ...input,
  request: gpuRequestSchema,
  maxMoves: z.number().int().min(0).max(10_000).default(50),
});
export type GpuDefragRequest = z.output<typeof gpuDefragRequestSchema>;

/** No id, generation and time when it was made from files: then it is not kept. */
const head = {
  id: z.string().nullable(),
  generation: z.number().int().nullable(),
  createdAt: z.string().nullable(),
  /** What has changed since it was made, in words: ask again. Empty: nothing. */
  stale: z.array(z.string()).default([]),
};

const reasonSchema = z.object({ code: z.string(), nodes: z.number().int(), text: z.string() });

const placeSchema = z.object({
  id: z.string(),
  workloadId: z.string().nullable(),
  name: z.string(),
  node: z.string(),
  /** Indices of the node's GPUs; empty: none wanted. */
  gpus: z.array(z.number().int()),
  gpuMilli: z.number().int(),
});

const nodeUseSchema = z.object({
  name: z.string(),
  model: z.string(),
  gpus: z.number().int(),
  allocatedMilli: z.number(),
  /** GPUs that nobody uses at all. */
  freeGpus: z.number().int(),
  /** Free share on GPUs that somebody uses. */
  partlyFreeMilli: z.number(),
  cpuMilli: z.number(),
  cpuUsedMilli: z.number(),
  memoryMiB: z.number(),
  memoryUsedMiB: z.number(),
  demands: z.number().int(),
  /** What runs there without a GPU, counted in the figures above. */
  others: z.number().int(),
});

export const gpuPlanSchema = z
  .object({
    ...head,
    site: z.string().nullable(),
    mode: z.enum(['online', 'offline']),
    policy: z.string(),
    seed: z.number().int(),
    iterations: z.number().int(),
    /** Ended by a person, after so many seconds: the best found until then, which another run need not find. */
    stoppedEarly: z.boolean().default(false),
    seconds: nullable.default(null),
    running: z.number().int(),
    capacityMilli: z.number(),
    allocatedMilli: z.number(),
    allocationPct: nullable,
    /** No plan for these demands allocates more. */
    boundMilli: z.number(),
    /** 0: proved best. */
    gapPct: nullable,
    fragmentation: z.object({
      freeBefore: z.number(),
      freeAfter: z.number(),
      strandedBefore: z.number(),
      strandedAfter: z.number(),
      shapes: z.array(
        z.object({
          cpuMilli: z.number(),
          gpuCount: z.number().int(),
          gpuMilli: z.number(),
          models: z.array(z.string()),
          weight: z.number(),
          strandedBefore: z.number(),
          strandedAfter: z.number(),
        }),
      ),
    }),
    nodes: z.array(nodeUseSchema),
    placements: z.array(placeSchema),
    unplaced: z.array(
      z.object({
        id: z.string(),
        workloadId: z.string().nullable(),
        name: z.string(),
        kind: z.enum(['never', 'full']),
        reasons: z.array(reasonSchema),
      }),
    ),
    notKnown: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'GpuPlan' });
export type GpuPlanDocument = z.infer<typeof gpuPlanSchema>;

const spotSchema = z.object({ node: z.string(), gpus: z.array(z.number().int()) });

export const gpuDefragSchema = z
  .object({
    ...head,
    site: z.string().nullable(),
    request: gpuRequestSchema,
    possible: z.boolean(),
    /** In this order each has room when its turn comes, while its old place is still taken. */
    moves: z.array(
      z.object({
        order: z.number().int(),
        id: z.string(),
        workloadId: z.string().nullable(),
        name: z.string(),
        from: spotSchema,
        to: spotSchema,
      }),
    ),
    /** Where the request fits afterwards. */
    room: spotSchema.nullable(),
    /** Whether fewer moves are proved impossible; of a "no": whether it is proved. */
    proved: z.boolean(),
    /** never: not on empty nodes either. moves: not within the moves allowed, or none was found. */
    kind: z.enum(['never', 'moves']).nullable(),
    reasons: z.array(reasonSchema),
    notKnown: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'GpuDefragmentation' });
export type GpuDefragDocument = z.infer<typeof gpuDefragSchema>;

const count = z.coerce.number().int().min(1).max(1_000_000_000);

export const gpuNeedQuerySchema = z.object({
  /** Id of catalog/ai-models.yaml. */
  model: z.string().min(1).max(200),
  /** Tokens one conversation holds, prompt and answer. */
  context: count.optional(),
  /** Conversations held at the same time. */
  concurrency: count.optional(),
  /** Of the weights: bf16, fp8, int4-g128 …; absent: the model's own. */
  precision: z.string().max(50).optional(),
  kvPrecision: z.string().max(50).optional(),
  /** GPU types to look at, by id of catalog/ai-gpus.yaml, joined by commas; absent: all. */
  gpus: z.string().max(1000).optional(),
  maxGpus: z.coerce.number().int().min(1).max(64).optional(),
});
export type GpuNeedQuery = z.output<typeof gpuNeedQuerySchema>;

export const gpuNeedSchema = z
  .object({
    model: z.string(),
    verdict: z.enum(['known', 'unknown', 'impossible']),
    terms: z.array(z.object({ id: z.string(), gib: z.number(), text: z.string(), source: z.string() })),
    /** On one GPU, if it were large enough; of an unknown: at least that. */
    totalGiB: nullable,
    /** Least memory in all first. */
    options: z.array(
      z.object({
        gpu: z.string(),
        count: z.number().int(),
        perGpuGiB: z.number(),
        usableGiB: z.number(),
        /** Share of the GPU in thousandths, for a place beside others. */
        gpuMilli: z.number().int(),
        conditions: z.array(z.string()),
        azureSizes: z.array(z.string()),
        source: z.string(),
      }),
    ),
    refused: z.array(z.object({ gpu: z.string(), reason: z.string() })),
    notCounted: z.array(z.string()),
    missing: z.array(z.object({ field: z.string(), answer: z.string() })),
    reason: z.string().nullable(),
    /** When the model is not known: those that are. */
    knownModels: z.array(z.string()).optional(),
  })
  .meta({ id: 'GpuNeed' });
export type GpuNeedDocument = z.infer<typeof gpuNeedSchema>;

export const gpuRoutes = {
  gpuNeed: defineRoute({
    method: 'GET',
    path: '/api/v1/gpu/need',
    summary: 'What a model holds in GPU memory, and which GPUs hold that',
    tag: 'Place',
    action: 'placement:read',
    query: gpuNeedQuerySchema,
    response: gpuNeedSchema,
    status: 200,
  }),
  planGpus: defineRoute({
    method: 'POST',
    path: '/api/v1/gpu/plans',
    summary: 'Plan which GPUs every demand gets',
    tag: 'Place',
    action: 'placement:run',
    body: gpuPlanRequestSchema,
    response: operationSchema,
    status: 202,
  }),
  getGpuPlan: defineRoute({
    method: 'GET',
    path: '/api/v1/gpu/plans/:id',
    summary: 'One GPU plan by id, or "latest"',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: gpuPlanSchema,
    status: 200,
  }),
  defragmentGpus: defineRoute({
    method: 'POST',
    path: '/api/v1/gpu/defragmentations',
    summary: 'Find the fewest moves that make room for one more GPU demand',
    tag: 'Place',
    action: 'placement:run',
    body: gpuDefragRequestSchema,
    response: operationSchema,
    status: 202,
  }),
  getGpuDefragmentation: defineRoute({
    method: 'GET',
    path: '/api/v1/gpu/defragmentations/:id',
    summary: 'One GPU defragmentation by id, or "latest"',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: gpuDefragSchema,
    status: 200,
  }),
} as const;
