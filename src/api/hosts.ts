/** Host level: which host runs what (rebalance), and how many hosts are needed (size). */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery, searchSeed } from './common.ts';
import { defineRoute } from './route.ts';

const pct = z.number().min(0).max(90);
const nullable = z.number().nullable();
const workloads = z.array(z.object({ id: z.string(), name: z.string() }));

export const rebalanceRequestSchema = z.object({
  /** Site of sites.yaml; its hosts are those its "matches" name. */
  site: z.string().min(1).max(200),
  /** Only this cluster. */
  cluster: z.string().min(1).max(200).optional(),
  /** Share of every host that is to stay free. Absent: the site's reservePct, else 20. */
  headroomPct: pct.optional(),
  /** Points above the mean load of its group from which on a host counts as uneven. */
  tolerancePct: z.number().min(0).max(100).default(10),
  /** vCPUs per physical core and memory over-commit. Absent: the site's, else 4 and 1. */
  vcpuPerCore: z.number().positive().max(1000).optional(),
  memoryOvercommit: z.number().positive().max(100).optional(),
  /** False: machines of which it is not known that they can be moved while they run stay. */
  moveUnknown: z.boolean().default(true),
  /** Hosts to be emptied, by name or id. */
  evacuate: z.array(z.string().min(1).max(300)).max(1000).default([]),
  /** Moves the plan may have at most. */
  maxMoves: z.number().int().min(0).optional(),
  /** Moves that may touch one host at a time, and that may run at a time in one cluster. Absent: the platform's defaults. */
  perHost: z.number().int().min(1).max(100).optional(),
  sideBySide: z.number().int().min(1).max(1000).optional(),
  seed: searchSeed,
  /** Limit of the search over all groups. */
  iterations: z.number().int().min(0).max(1_000_000_000).optional(),
  /** Limit by time instead: the answer then depends on the machine. */
  seconds: z.number().positive().max(86_400).optional(),
});
/** As a caller writes it: what has a default may be left out. */
export type RebalanceRequest = z.output<typeof rebalanceRequestSchema>;

const hostLoadSchema = z.object({
  memoryPct: nullable,
  vcpuPct: nullable,
  busyPct: nullable,
  memoryGiB: z.number(),
  vcpus: z.number(),
  workloads: z.number().int(),
});

const costSchema = z.object({ before: z.number(), after: z.number(), bound: z.number() });

const rebalanceGroupSchema = z.object({
  name: z.string(),
  hosts: z.array(
    z.object({
      hostId: z.string(),
      host: z.string(),
      before: hostLoadSchema,
      after: hostLoadSchema,
      arrivals: z.number().int(),
      departures: z.number().int(),
      /** Why nothing is moved onto it. */
      closed: z.string().nullable(),
    }),
  ),
  workloads: z.number().int(),
  highestMemoryPct: z.object({ before: nullable, after: nullable }),
  hostsAboveTarget: z.object({ before: z.number().int(), after: z.number().int() }),
  cost: costSchema,
  /** Resources that were counted: memoryMiB, vcpuMilli, busyMilli (measured demand), slots. */
  counted: z.array(z.string()),
});

export const hostMoveSchema = z.object({
  order: z.number().int(),
  /** Moves of one batch may run side by side; the next begins when all have ended. */
  batch: z.number().int(),
  /** More than one when a rule keeps them together. */
  workloads,
  memoryMiB: z.number(),
  group: z.string(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(['move', 'detour', 'return']),
  why: z.enum(['evacuate', 'apart', 'relieve', 'even', 'make-room', 'out-of-the-way']),
  reason: z.string(),
  /** Facts that would settle whether it can be made while the machine runs; empty: known that it can. */
  needs: z.array(z.string()),
});

const head = {
  id: z.string(),
  generation: z.number().int(),
  createdAt: z.string(),
  /** What has changed since it was made, in words: ask again. Empty: nothing. */
  stale: z.array(z.string()).default([]),
};

export const rebalanceSummarySchema = z
  .object({
    ...head,
    site: z.string(),
    headroomPct: z.number(),
    tolerancePct: z.number(),
    vcpuPerCore: z.number(),
    memoryOvercommit: z.number(),
    seed: z.number().int(),
    iterations: z.number().int(),
    moveCount: z.number().int(),
    batches: z.number().int(),
    blockedCount: z.number().int(),
    memoryMovedGiB: z.number(),
    cost: costSchema,
    /** How far the plan can be from the best there is, in per cent of the bound; null: the bound is 0 and the cost is not. */
    gapPct: nullable,
    /** Ended by a person or a limit in seconds: the best found until then, which another run need not find. */
    stoppedEarly: z.boolean().default(false),
    /** Of a search that was stopped or limited, by the wall; null: its iterations ended it. */
    seconds: nullable.default(null),
  })
  .meta({ id: 'RebalanceSummary' });
export type RebalanceSummaryDocument = z.infer<typeof rebalanceSummarySchema>;

export const rebalanceSchema = rebalanceSummarySchema
  .extend({
    groups: z.array(rebalanceGroupSchema),
    moves: z.array(hostMoveSchema),
    blocked: z.array(
      z.object({ workloads, group: z.string(), host: z.string(), to: z.string().nullable(), reason: z.string() }),
    ),
    notKnown: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Rebalance' });
export type RebalanceDocument = z.infer<typeof rebalanceSchema>;

const shapeSchema = z.object({
  name: z.string().min(1).max(200).optional(),
  cpuCores: z.number().positive().max(100_000),
  memoryGiB: z.number().positive().max(10_000_000),
  gpus: z.number().int().min(0).max(1000).optional(),
  maxVms: z.number().int().min(1).max(1_000_000).optional(),
  /** Of one host. With a price on every shape the cheapest mix is looked for, else the fewest hosts. */
  usdPerMonth: z.number().min(0).optional(),
});

export const sizeRequestSchema = z.object({
  /** In the filter language; absent: every workload. */
  filter: z.string().max(10_000).optional(),
  /** Workloads that run at this site. */
  site: z.string().min(1).max(200).optional(),
  /** Absent: the shapes of the site's own hosts. */
  hosts: z.array(shapeSchema).max(50).default([]),
  vcpuPerCore: z.number().positive().max(1000).optional(),
  memoryOvercommit: z.number().positive().max(100).optional(),
  /** Share of every host that stays free. Absent: the site's reservePct, else 20. */
  reservePct: pct.optional(),
  /** Hosts that may be lost at once. */
  failover: z.number().int().min(0).max(1000).default(1),
  maxVmsPerHost: z.number().int().min(1).max(1_000_000).optional(),
  /** configured: vCPUs against cores × vcpuPerCore. measured: peak demand × comfort against cores. */
  cpu: z.enum(['configured', 'measured']).default('configured'),
  comfort: z.number().min(1).max(10).default(1.3),
  /** True: workloads count with the sizes recommended from measurements, by sites.yaml placement.sizing. */
  rightSized: z.boolean().default(false),
  /** True: machines that are switched off are not counted. */
  runningOnly: z.boolean().default(false),
  /** False: rules that keep machines apart are not kept. */
  apart: z.boolean().default(true),
  controlPlane: z
    .object({
      count: z.number().int().min(1).max(100),
      cpuCores: z.number().min(0).max(10_000),
      memoryGiB: z.number().min(0).max(1_000_000),
      /** On hosts that run nothing else. */
      dedicated: z.boolean().default(true),
    })
    .optional(),
  /** Platform whose limits count, as in sites.yaml. Absent: the site's target. */
  target: z.string().max(100).optional(),
  seed: searchSeed,
  effort: z.number().int().min(0).max(1_000_000_000).optional(),
});
export type SizeHostsRequest = z.output<typeof sizeRequestSchema>;

const sizeSummary = {
  ...head,
  site: z.string().nullable(),
  filter: z.string().nullable(),
  hosts: z.number().int(),
  byShape: z.array(z.object({ shape: z.string(), hosts: z.number().int() })),
  usdPerMonth: nullable,
  /** No answer has fewer hosts, or with prices costs less. */
  bound: z.number(),
  proof: z.enum(['optimal', 'gap']),
  /** What the number of hosts is owed to, strongest first. */
  binds: z.array(z.object({ by: z.string(), resource: z.string().nullable(), hosts: z.number().int() })),
  counted: z.number().int(),
  unknownCount: z.number().int(),
  tooLargeCount: z.number().int(),
};

export const sizingSchema = z
  .object({
    ...sizeSummary,
    resources: z.array(z.string()),
    /** Sums over all that were counted, by resource. */
    demand: z.record(z.string(), z.number()),
    settings: z.object({
      vcpuPerCore: z.number(),
      memoryOvercommit: z.number(),
      reservePct: z.number(),
      failover: z.number().int(),
      cpu: z.enum(['configured', 'measured']),
    }),
    shapes: z.array(shapeSchema.extend({ name: z.string() })),
    packing: z.array(
      z.object({
        shape: z.string(),
        role: z.enum(['workloads', 'spare', 'control-plane']),
        controlPlaneParts: z.number().int(),
        used: z.record(z.string(), z.number()),
        limit: z.record(z.string(), z.number()),
        workloads,
      }),
    ),
    tooLarge: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        shapes: z.array(z.object({ shape: z.string(), resource: z.string(), short: z.number() })),
      }),
    ),
    /** Not counted, with the facts that would be needed. */
    unknown: z.array(z.object({ id: z.string(), name: z.string(), needs: z.array(z.string()) })),
    /** Limits of the platform that were looked at, with their source. */
    limits: z.array(z.object({ id: z.string(), text: z.string(), source: z.string(), exceeded: z.boolean() })),
    notKnown: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Sizing' });
export type SizingDocument = z.infer<typeof sizingSchema>;

export const hostRoutes = {
  sizeHosts: defineRoute({
    method: 'POST',
    path: '/api/v1/sizings',
    summary: 'How many hosts of given shapes a set of workloads needs',
    tag: 'Place',
    action: 'placement:run',
    body: sizeRequestSchema,
    response: operationSchema,
    status: 202,
  }),
  getSizing: defineRoute({
    method: 'GET',
    path: '/api/v1/sizings/:id',
    summary: 'One sizing by id, or "latest"',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: sizingSchema,
    status: 200,
  }),
  rebalance: defineRoute({
    method: 'POST',
    path: '/api/v1/rebalances',
    summary: 'Plan which machines of a site should move to which host, in which order',
    tag: 'Place',
    action: 'placement:run',
    body: rebalanceRequestSchema,
    response: operationSchema,
    status: 202,
  }),
  listRebalances: defineRoute({
    method: 'GET',
    path: '/api/v1/rebalances',
    summary: 'Rebalance plans, newest first',
    tag: 'Place',
    action: 'placement:read',
    query: pageQuery,
    response: listOf(rebalanceSummarySchema),
    status: 200,
  }),
  getRebalance: defineRoute({
    method: 'GET',
    path: '/api/v1/rebalances/:id',
    summary: 'One rebalance plan by id, by its site (the newest), or "latest"',
    tag: 'Place',
    action: 'placement:read',
    params: idParams,
    response: rebalanceSchema,
    status: 200,
  }),
} as const;
