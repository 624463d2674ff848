/** Host level: which host runs what (rebalance), and how many hosts are needed (size). */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery } from './common.ts';
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
  seed: z.number().int().min(0).default(1),
  /** Limit of the search over all groups. */
  iterations: z.number().int().min(0).max(10_000_000_000).optional(),
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

const head = { id: z.string(), generation: z.number().int(), createdAt: z.string() };

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

export const hostRoutes = {
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
