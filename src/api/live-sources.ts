/** Sources that are connected: how they are doing, and what can be done with them. */

import { z } from 'zod';
import { idParams, listOf, operationSchema, pageQuery, problemSchema } from './common.ts';
import { defineRoute } from './route.ts';

export const sourceStateSchema = z.enum(['ok', 'stale', 'failing', 'held', 'paused', 'never']);

const settingsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const identitySchema = z.object({
  product: z.string(),
  version: z.string().optional(),
  instanceId: z.string(),
  endpoint: z.string(),
  account: z.string().optional(),
  fingerprint: z.string().optional(),
  lacking: z.array(z.object({ right: z.string(), cost: z.string() })).optional(),
});

export const heldSchema = z.object({
  syncId: z.string(),
  heldAt: z.string(),
  before: z.number().int(),
  after: z.number().int(),
  removed: z.number().int(),
  added: z.number().int(),
  percentFewer: z.number(),
  names: z.array(z.string()),
  highest: z.number().int().optional(),
  kinds: z
    .array(
      z.object({
        kind: z.string(),
        before: z.number().int(),
        after: z.number().int(),
        highest: z.number().int().optional(),
      }),
    )
    .optional(),
  missing: z.array(z.object({ part: z.string(), cost: z.string() })).optional(),
});

export const liveStatusSchema = z.object({
  settings: settingsSchema,
  secrets: z.array(z.object({ name: z.string(), reference: z.string().nullable() })),
  intervalSeconds: z.number(),
  paused: z.boolean(),
  identity: identitySchema.nullable(),
  lastSyncAt: z.string().nullable(),
  lastAttemptAt: z.string().nullable(),
  nextSyncAt: z.string().nullable(),
  ageSeconds: z.number().nullable(),
  failures: z.number().int(),
  lastError: problemSchema.nullable(),
  syncing: z.object({ progress: z.number(), phase: z.string() }).nullable(),
  held: heldSchema.nullable(),
});

const missingSchema = z.array(z.object({ part: z.string(), cost: z.string(), facts: z.array(z.string()) }));

export const syncOutcomeSchema = z
  .object({
    syncId: z.string(),
    sourceId: z.string(),
    mode: z.enum(['full', 'delta']),
    upserts: z.number().int(),
    removed: z.number().int(),
    unchanged: z.number().int(),
    generation: z.number().int().nullable(),
    changed: z.boolean(),
    held: heldSchema.nullable(),
    issues: z.array(
      z.object({
        severity: z.enum(['error', 'warning', 'info']),
        code: z.string(),
        where: z.string(),
        message: z.string(),
        fix: z.string(),
        skipped: z.boolean(),
      }),
    ),
    missing: missingSchema,
    importId: z.string().nullable(),
    milliseconds: z.number(),
  })
  .meta({ id: 'SyncOutcome' });
export type SyncOutcomeDocument = z.infer<typeof syncOutcomeSchema>;

const syncSchema = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'succeeded', 'failed', 'held', 'cancelled', 'interrupted']),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    repeats: z.number().int(),
    actor: z.string(),
    outcome: syncOutcomeSchema.nullable(),
    problem: problemSchema.nullable(),
    /** What somebody decided about a held read. */
    decision: z
      .object({
        what: z.enum(['confirmed', 'rejected']),
        actor: z.string(),
        at: z.string(),
        reason: z.string().optional(),
      })
      .nullable(),
  })
  .meta({ id: 'Sync' });

/** A secret as it is given: to be sealed here, or where it is kept. It is never given back. */
const secretInput = z.union([
  z.strictObject({ value: z.string().max(262_144) }),
  z.strictObject({ reference: z.string().max(2000) }),
]);

const testSchema = z
  .object({
    identity: identitySchema,
    certificate: z.looseObject({}).nullable(),
    lacking: z.array(z.object({ right: z.string(), cost: z.string() })),
    steps: z.array(z.object({ name: z.string(), milliseconds: z.number() })),
  })
  .meta({ id: 'SourceTest' });

/** Source documents are described in sources.ts; the routes that answer with one are put together there. */
export const liveSourceRoutes = {
  testSource: defineRoute({
    method: 'POST',
    path: '/api/v1/sources/:id/test',
    summary: 'Connect once and say who answers, with which rights',
    tag: 'Sources',
    action: 'source:manage',
    params: idParams,
    response: testSchema,
    status: 200,
  }),
  syncSource: defineRoute({
    method: 'POST',
    path: '/api/v1/sources/:id/sync',
    summary: 'Read a source now',
    tag: 'Sources',
    action: 'inventory:import',
    params: idParams,
    body: z.object({ full: z.boolean().default(false) }).default({ full: false }),
    response: operationSchema,
    status: 202,
  }),
  listSyncs: defineRoute({
    method: 'GET',
    path: '/api/v1/sources/:id/syncs',
    summary: 'Reads of a source, newest first',
    tag: 'Sources',
    action: 'inventory:read',
    params: idParams,
    query: pageQuery,
    response: listOf(syncSchema),
    status: 200,
  }),
  confirmHeld: defineRoute({
    method: 'POST',
    path: '/api/v1/sources/:id/held/confirm',
    summary: 'Believe a read that is held',
    tag: 'Sources',
    action: 'source:manage',
    params: idParams,
    response: operationSchema,
    status: 202,
  }),
  rejectHeld: defineRoute({
    method: 'POST',
    path: '/api/v1/sources/:id/held/reject',
    summary: 'Keep the last good state',
    tag: 'Sources',
    action: 'source:manage',
    params: idParams,
    body: z.object({ reason: z.string().max(1000).optional() }).default({}),
    response: z.object({ rejected: z.literal(true) }),
    status: 200,
  }),
  deleteSource: defineRoute({
    method: 'DELETE',
    path: '/api/v1/sources/:id',
    summary: 'Take a source out of the estate, with all it said',
    tag: 'Sources',
    action: 'source:manage',
    params: idParams,
    response: operationSchema,
    status: 202,
  }),
  rewrapSecrets: defineRoute({
    method: 'POST',
    path: '/api/v1/secrets/rewrap',
    summary: 'Wrap sealed secrets with the current master key',
    tag: 'Server',
    action: 'access:manage',
    body: z.object({ newKey: z.boolean().default(false) }).default({ newKey: false }),
    response: z
      .object({
        /** Sources whose key was wrapped anew. */
        rewrapped: z.number().int(),
        unchanged: z.number().int(),
        keyId: z.string(),
        /** Ids of master keys that nothing needs any more. */
        unused: z.array(z.string()),
      })
      .meta({ id: 'Rewrapped' }),
    status: 200,
  }),
  runDoctor: defineRoute({
    method: 'POST',
    path: '/api/v1/doctor',
    summary: 'Look at everything this installation needs, and say what to do',
    tag: 'Server',
    action: 'source:manage',
    response: z
      .object({
        state: z.enum(['ok', 'warn', 'fail']),
        checks: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            state: z.enum(['ok', 'warn', 'fail']),
            detail: z.string(),
            fix: z.string(),
          }),
        ),
      })
      .meta({ id: 'DoctorReport' }),
    status: 200,
  }),
} as const;

export const connectBody = z.object({
  kind: z.string().max(100),
  name: z.string().min(1).max(200),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), secretInput),
  intervalSeconds: z.number().int().optional(),
  precedence: z.number().int().optional(),
  test: z.boolean().optional(),
  force: z.boolean().optional(),
});

export const updateBody = z.object({
  settings: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), secretInput.nullable()).optional(),
  intervalSeconds: z.number().int().optional(),
  precedence: z.number().int().optional(),
  paused: z.boolean().optional(),
  test: z.boolean().optional(),
  force: z.boolean().optional(),
});
