/** Workloads: the list and one of them. */

import { z } from 'zod';
import { idParams, listOf, pageQuery, readinessSchema } from './common.ts';
import { generationQuery } from './inventory.ts';
import { defineRoute } from './route.ts';

export const workloadRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['vm', 'container', 'ai']),
    platform: z.string().nullable(),
    powerState: z.string().nullable(),
    osFamily: z.string().nullable(),
    osName: z.string().nullable(),
    osVersion: z.string().nullable(),
    osId: z.string().nullable(),
    cpuCount: z.number().nullable(),
    memoryMiB: z.number().nullable(),
    diskGiB: z.number().nullable(),
    cluster: z.string().nullable(),
    host: z.string().nullable(),
    site: z.string().nullable(),
    application: z.string().nullable(),
    environment: z.string().nullable(),
    criticality: z.string().nullable(),
    readiness: z.record(z.string(), readinessSchema).nullable(),
    /** Null: not assessed, none can be named, or several are equally good. */
    bestTarget: z.string().nullable(),
    equallyGood: z.array(z.string()),
    violated: z.number().int().nullable(),
    placedAt: z.string().nullable(),
    sources: z.array(z.string()),
    conflicts: z.number().int(),
  })
  .meta({ id: 'WorkloadRow' });

export type WorkloadRow = z.infer<typeof workloadRowSchema>;

const facetSchema = z.record(z.string(), z.array(z.object({ value: z.string().nullable(), count: z.number().int() })));

export const workloadListSchema = listOf(workloadRowSchema)
  .extend({ generation: z.number().int(), facets: facetSchema.optional() })
  .meta({ id: 'WorkloadList' });

export type WorkloadList = z.infer<typeof workloadListSchema>;

const observationRefSchema = z.object({ sourceId: z.string(), nativeId: z.string(), observedAt: z.string() });

export const workloadSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['vm', 'container', 'ai']),
    generation: z.number().int(),
    site: z.string().nullable(),
    identity: z.record(z.string(), z.unknown()),
    facts: z.record(z.string(), z.unknown()),
    observations: z.array(observationRefSchema),
    provenance: z.record(z.string(), z.number().int()),
    conflicts: z.array(
      z.object({
        field: z.string(),
        others: z.array(z.object({ observation: z.number().int(), value: z.unknown() })),
      }),
    ),
    /** By fact: who said that another source's word counts than the best one's, and why. */
    corrected: z.record(z.string(), z.string()),
    /** Lists that are known only in part: by fact, what nobody states and would complete it. */
    open: z.record(z.string(), z.array(z.string())),
    /** Data classes of what it reads, which count as its own, with the way to the workload each is said of. */
    inherited: z.array(
      z.object({
        /** null: nobody classified, or not wholly, what is read at the end of the path. */
        dataClass: z.string().nullable(),
        /** False: it may hold it; a dependency on the way is not sure, or its direction is not known. */
        certain: z.boolean(),
        path: z.array(
          z.object({
            workloadId: z.string(),
            workloadName: z.string(),
            service: z.string().optional(),
            port: z.number().int().optional(),
            confidencePct: z.number(),
            evidence: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Workload' });

export type WorkloadDocument = z.infer<typeof workloadSchema>;

export const workloadRoutes = {
  listWorkloads: defineRoute({
    method: 'GET',
    path: '/api/v1/workloads',
    summary: 'Workloads by filter, sorted, paged, with facets',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery
      .extend({
        filter: z.string().max(4000).optional(),
        /** "name", "-memoryMiB". */
        sort: z.string().max(100).optional(),
        /** Comma-separated fields to count values of. */
        facets: z.string().max(400).optional(),
        /** Rows to skip, for readers that jump; name the generation as well, and do not use with continue. */
        offset: z.coerce.number().int().min(0).optional(),
      })
      .extend(generationQuery.shape),
    response: workloadListSchema,
    status: 200,
  }),
  getWorkload: defineRoute({
    method: 'GET',
    path: '/api/v1/workloads/:id',
    summary: 'One workload by id or unique name, with provenance and conflicts',
    tag: 'Estate',
    action: 'inventory:read',
    params: idParams,
    query: generationQuery,
    response: workloadSchema,
    status: 200,
  }),
} as const;
