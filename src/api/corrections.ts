/** What people know better than the sources: whose word counts, which machines are one. */

import { z } from 'zod';
import { idParams, listOf } from './common.ts';
import { defineRoute } from './route.ts';

const reason = z.string().trim().min(1).max(1000);

const correctedWorkloadSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** False: no source lists it any more. */
  listed: z.boolean(),
});

export const correctionSchema = z
  .object({
    id: z.string(),
    /** 'prefer': one source's word counts for a fact; 'join' and 'apart': two workloads are or are not one machine. */
    kind: z.enum(['prefer', 'join', 'apart']),
    fact: z.string().optional(),
    source: z.object({ id: z.string(), name: z.string() }).optional(),
    /** Of 'prefer' the one workload, or none when it is for all; of the others the two. */
    workloads: z.array(correctedWorkloadSchema),
    reason: z.string(),
    actor: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Correction' });

/** What a correction made of the estate. */
const correctedSchema = z
  .object({
    correction: correctionSchema,
    generation: z.number().int(),
    changed: z.boolean(),
    /** Of two that are one now: the id under which they go on. */
    keptId: z.string().optional(),
  })
  .meta({ id: 'Corrected' });
export type CorrectedDocument = z.infer<typeof correctedSchema>;

const suspectSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  platform: z.string().nullable(),
  powerState: z.string().nullable(),
  sources: z.array(z.string()),
  /** False: no source lists it any more. */
  listed: z.boolean(),
});

export const sameMachineSchema = z
  .object({
    workloads: z.tuple([suspectSchema, suspectSchema]),
    /** 0 to 100. */
    score: z.number(),
    for: z.array(z.string()),
    against: z.array(z.string()),
  })
  .meta({ id: 'SameMachineProposal' });

export const correctionRoutes = {
  listCorrections: defineRoute({
    method: 'GET',
    path: '/api/v1/corrections',
    summary: 'What people know better than the sources',
    tag: 'Estate',
    action: 'inventory:read',
    response: listOf(correctionSchema),
    status: 200,
  }),
  preferSource: defineRoute({
    method: 'POST',
    path: '/api/v1/corrections/prefer',
    summary: "Let one source's word count for a fact, of one workload or of all",
    tag: 'Estate',
    action: 'inventory:correct',
    body: z.object({
      fact: z.string().max(100),
      source: z.string().max(200),
      workload: z.string().max(2000).optional(),
      reason,
    }),
    response: correctedSchema,
    status: 201,
  }),
  joinWorkloads: defineRoute({
    method: 'POST',
    path: '/api/v1/corrections/join',
    summary: 'Say that two workloads are one machine',
    tag: 'Estate',
    action: 'inventory:correct',
    body: z.object({ workloads: z.tuple([z.string().max(2000), z.string().max(2000)]), reason }),
    response: correctedSchema,
    status: 201,
  }),
  keepApart: defineRoute({
    method: 'POST',
    path: '/api/v1/corrections/apart',
    summary: 'Say that two workloads are two machines',
    tag: 'Estate',
    action: 'inventory:correct',
    body: z.object({ workloads: z.tuple([z.string().max(2000), z.string().max(2000)]), reason }),
    response: correctedSchema,
    status: 201,
  }),
  deleteCorrection: defineRoute({
    method: 'DELETE',
    path: '/api/v1/corrections/:id',
    summary: 'Take a correction back',
    tag: 'Estate',
    action: 'inventory:correct',
    params: idParams,
    response: correctedSchema,
    status: 200,
  }),
  listSameMachineProposals: defineRoute({
    method: 'GET',
    path: '/api/v1/same-machine-proposals',
    summary: 'Pairs of workloads that may be one machine',
    tag: 'Estate',
    action: 'inventory:read',
    response: listOf(sameMachineSchema),
    status: 200,
  }),
} as const;
