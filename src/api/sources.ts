/** Sources, imports and their receipts. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery } from './common.ts';
import { connectBody, liveStatusSchema, sourceStateSchema, updateBody } from './live-sources.ts';
import { defineRoute } from './route.ts';

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
    /** Name of the source. */
    source: z.string().optional(),
    /** The further sources of an estate file. */
    more: z
      .array(z.object({ importId: z.string(), source: z.string(), counts: z.record(z.string(), z.number()) }))
      .optional(),
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
    /** The newest import, whose data-quality issues can be listed; null when it left none to ask for. */
    importId: z.string().nullable().optional(),
    state: sourceStateSchema,
    /** How old what it says is; null: it has said nothing yet. */
    ageSeconds: z.number().nullable(),
    /** Null: a file. */
    live: liveStatusSchema.nullable(),
  })
  .meta({ id: 'Source' });

export type SourceDocument = z.infer<typeof sourceSchema>;

export const sourceRoutes = {
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
      /** Also when the file lists far fewer machines than before. */
      force: z.stringbool().optional(),
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
  listObservations: defineRoute({
    method: 'GET',
    path: '/api/v1/observations',
    summary: 'Everything the sources said, as it came',
    tag: 'Sources',
    action: 'inventory:read',
    query: pageQuery,
    response: z.object({
      generation: z.number().int(),
      items: z.array(z.looseObject({ type: z.string() })),
      continue: z.string().optional(),
    }),
    status: 200,
  }),
  connectSource: defineRoute({
    method: 'POST',
    path: '/api/v1/sources',
    summary: 'Connect a platform as a source',
    tag: 'Sources',
    action: 'source:manage',
    body: connectBody,
    response: z.object({ source: sourceSchema, notes: z.array(z.string()) }),
    status: 201,
  }),
  getSource: defineRoute({
    method: 'GET',
    path: '/api/v1/sources/:id',
    summary: 'One source by id or name',
    tag: 'Sources',
    action: 'inventory:read',
    params: idParams,
    response: sourceSchema,
    status: 200,
  }),
  updateSource: defineRoute({
    method: 'PUT',
    path: '/api/v1/sources/:id',
    summary: 'Change how a source is connected, read and believed',
    tag: 'Sources',
    action: 'source:manage',
    params: idParams,
    body: updateBody,
    response: z.object({ source: sourceSchema, notes: z.array(z.string()) }),
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
} as const;
