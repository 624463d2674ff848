/** Sources, imports, generations and the nouns of the estate. */

import { z } from 'zod';
import { defineRoute } from './route.ts';
import { idParams, listOf, operationSchema, pageQuery, readinessSchema } from './common.ts';

const receiptSchema = z
  .object({
    providerKind: z.string(),
    fileName: z.string(),
    sha256: z.string(),
    sizeBytes: z.number(),
    producer: z.string().optional(),
    observedAt: z.string(),
    parts: z.array(
      z.object({
        name: z.string(),
        rows: z.number(),
        handling: z.enum(['read', 'ignored', 'redacted']),
        foundAs: z.string().optional(),
      }),
    ),
    counts: z.record(z.string(), z.number()),
    missing: z.array(z.object({ part: z.string(), cost: z.string(), facts: z.array(z.string()) })),
    issueCounts: z.object({ error: z.number(), warning: z.number(), info: z.number() }),
    skippedRows: z.number(),
    bytesSent: z.literal(0),
  })
  .meta({ id: 'Receipt' });

export const importIssueSchema = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    code: z.string(),
    where: z.string(),
    message: z.string(),
    fix: z.string(),
    skipped: z.boolean(),
  })
  .meta({ id: 'ImportIssue' });

export const importResultSchema = z
  .object({
    importId: z.string(),
    generation: z.number().int(),
    /** False when the file held nothing new. */
    changed: z.boolean(),
    receipt: receiptSchema,
    issues: z.array(importIssueSchema),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof importResultSchema>;

export const sourceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    providerKind: z.string(),
    precedence: z.number(),
    observedAt: z.string(),
    workloads: z.number().int(),
    receipt: receiptSchema.nullable(),
  })
  .meta({ id: 'Source' });

export const generationSchema = z
  .object({
    number: z.number().int(),
    digest: z.string(),
    createdAt: z.string(),
    reason: z.string(),
    counts: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Generation' });

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
    bestTarget: z.string().nullable(),
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
  })
  .meta({ id: 'Workload' });
export type WorkloadDocument = z.infer<typeof workloadSchema>;

const inventoryItemSchema = z.looseObject({ id: z.string(), name: z.string() });

export const fieldSchema = z
  .object({
    path: z.string(),
    title: z.string(),
    type: z.string(),
    unit: z.string().nullable(),
    description: z.string().nullable(),
  })
  .meta({ id: 'Field' });

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

const generationQuery = z.object({ generation: z.coerce.number().int().positive().optional() });

export const inventoryRoutes = {
  importFile: defineRoute({
    method: 'POST',
    path: '/api/v1/imports',
    summary: 'Import a file a platform tool exported',
    tag: 'Sources',
    action: 'inventory:import',
    query: z.object({
      provider: z.string().default('rvtools'),
      fileName: z.string().min(1).max(255),
      sourceName: z.string().max(200).optional(),
    }),
    body: z.unknown(),
    bodyType: 'stream',
    response: operationSchema,
    status: 202,
  }),
  importDemo: defineRoute({
    method: 'POST',
    path: '/api/v1/demo',
    summary: 'Load the generated demo estate',
    tag: 'Sources',
    action: 'inventory:import',
    body: z.object({
      seed: z.number().int().default(42),
      workloads: z.number().int().min(10).max(200_000).default(3412),
    }),
    response: operationSchema,
    status: 202,
  }),
  listImportIssues: defineRoute({
    method: 'GET',
    path: '/api/v1/imports/:id/issues',
    summary: 'Data-quality findings of one import',
    tag: 'Sources',
    action: 'inventory:read',
    params: idParams,
    query: pageQuery,
    response: listOf(importIssueSchema),
    status: 200,
  }),
  listSources: defineRoute({
    method: 'GET',
    path: '/api/v1/sources',
    summary: 'Sources with their receipts',
    tag: 'Sources',
    action: 'inventory:read',
    response: listOf(sourceSchema),
    status: 200,
  }),
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
  listHosts: defineRoute({
    method: 'GET',
    path: '/api/v1/hosts',
    summary: 'Hosts',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listClusters: defineRoute({
    method: 'GET',
    path: '/api/v1/clusters',
    summary: 'Clusters',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listNetworks: defineRoute({
    method: 'GET',
    path: '/api/v1/networks',
    summary: 'Networks',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listDatastores: defineRoute({
    method: 'GET',
    path: '/api/v1/datastores',
    summary: 'Datastores',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listApplications: defineRoute({
    method: 'GET',
    path: '/api/v1/applications',
    summary: 'Applications',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listFields: defineRoute({
    method: 'GET',
    path: '/api/v1/fields',
    summary: 'Fields that filters, sorting and columns may use',
    tag: 'Estate',
    action: 'inventory:read',
    response: listOf(fieldSchema),
    status: 200,
  }),
} as const;
