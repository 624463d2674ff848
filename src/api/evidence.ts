/** The audit log: who did what, and that nobody changed it since. */

import { z } from 'zod';
import { defineRoute } from './route.ts';

const seq = z.coerce.number().int().min(1);

export const auditRecordSchema = z
  .object({
    seq: z.number().int(),
    at: z.string(),
    /** Null: the name was erased. */
    actor: z.string().nullable(),
    actorRef: z.string(),
    action: z.string(),
    object: z.object({ kind: z.string(), id: z.string() }),
    /** Null: it was removed. */
    detail: z.record(z.string(), z.unknown()).nullable(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecordDocument = z.infer<typeof auditRecordSchema>;

const checkpointSchema = z.object({ seq: z.number().int(), at: z.string(), key: z.string() });

export const auditStateSchema = z
  .object({
    records: z.number().int(),
    head: z.object({ seq: z.number().int(), hash: z.string() }),
    /** Null: none was made yet. */
    checkpoint: checkpointSchema.nullable(),
    keyFingerprint: z.string().nullable(),
    /** When the log was last verified here; null: never. */
    verified: z.object({ at: z.string(), intact: z.boolean(), to: z.number().int() }).nullable(),
  })
  .meta({ id: 'AuditState' });
export type AuditStateDocument = z.infer<typeof auditStateSchema>;

export const verificationSchema = z
  .object({
    intact: z.boolean(),
    /** The first ones; `line` is that of an export made now. */
    faults: z.array(z.object({ line: z.number().int(), seq: z.number().int().optional(), message: z.string() })),
    faultCount: z.number().int(),
    records: z.number().int(),
    from: z.number().int().nullable(),
    to: z.number().int().nullable(),
    headHash: z.string().nullable(),
    checkpoints: z.number().int(),
    signedTo: z.object({ seq: z.number().int(), at: z.string() }).nullable(),
    redactedDetails: z.number().int(),
    erasedActors: z.number().int(),
    cutTo: z.number().int().nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type VerificationDocument = z.infer<typeof verificationSchema>;

const keySchema = z.object({ fingerprint: z.string(), pem: z.string(), createdAt: z.string(), inForce: z.boolean() });
const keysSchema = z.object({ items: z.array(keySchema), total: z.number().int() });
const range = z.object({ from: seq, to: z.coerce.number().int().min(0) });
const reason = z.string().min(1).max(500);

export const auditRoutes = {
  listAudit: defineRoute({
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'Records of the audit log, newest first',
    tag: 'Audit',
    action: 'audit:read',
    query: z.object({
      actor: z.string().max(300).optional(),
      /** A whole action, or its begin up to a dot. */
      action: z.string().max(200).optional(),
      objectKind: z.string().max(200).optional(),
      objectId: z.string().max(300).optional(),
      since: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
      until: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
      before: seq.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(50),
    }),
    response: z.object({
      items: z.array(auditRecordSchema),
      total: z.number().int(),
      /** `before` of the next page; null: this was the last. */
      next: z.number().int().nullable(),
    }),
    status: 200,
  }),
  auditState: defineRoute({
    method: 'GET',
    path: '/api/v1/audit/state',
    summary: 'How the chain stands: its end, the last checkpoint, when it was verified',
    tag: 'Audit',
    action: 'evidence:read',
    response: auditStateSchema,
    status: 200,
  }),
  verifyAudit: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/verifications',
    summary: 'Verify the log as it is in the database',
    tag: 'Audit',
    action: 'evidence:sign',
    response: verificationSchema,
    status: 200,
  }),
  createAuditCheckpoint: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/checkpoints',
    summary: 'Sign the end of the log',
    tag: 'Audit',
    action: 'evidence:sign',
    response: z.object({
      seq: z.number().int(),
      at: z.string(),
      /** What is signed: canonical JSON. */
      body: z.string(),
      /** Ed25519, base64. */
      signature: z.string(),
    }),
    status: 200,
  }),
  listAuditKeys: defineRoute({
    method: 'GET',
    path: '/api/v1/audit/keys',
    summary: 'Public keys that checkpoints are signed with, the one in force last',
    tag: 'Audit',
    action: 'evidence:read',
    response: keysSchema,
    status: 200,
  }),
  rotateAuditKey: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/keys',
    summary: 'Put a new key in force, signed by the one before',
    tag: 'Audit',
    action: 'evidence:sign',
    response: keysSchema,
    status: 201,
  }),
  startAuditExport: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/exports',
    summary: 'Begin an export: the lines before the first record, and which records it has',
    tag: 'Audit',
    action: 'evidence:sign',
    body: z.object({ from: seq.optional() }),
    response: z.object({ from: z.number().int(), to: z.number().int(), text: z.string() }),
    status: 200,
  }),
  auditExportPage: defineRoute({
    method: 'GET',
    path: '/api/v1/audit/exports/pages',
    summary: 'Lines of an export from a record on, with where the next page starts',
    tag: 'Audit',
    action: 'audit:read',
    query: range,
    response: z.object({ text: z.string(), next: z.number().int().nullable() }),
    status: 200,
  }),
  endAuditExport: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/exports/ends',
    summary: 'End an export: the line that signs how much there is before it',
    tag: 'Audit',
    action: 'evidence:sign',
    body: range,
    response: z.object({ text: z.string() }),
    status: 200,
  }),
  eraseActor: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/erasures',
    summary: "Erase a person's name; the log still verifies",
    tag: 'Audit',
    action: 'evidence:redact',
    body: z.object({ name: z.string().min(1).max(300), reason }),
    response: z.object({
      ref: z.string(),
      pseudonym: z.string(),
      replaced: z.record(z.string(), z.number().int()),
      redacted: z.array(z.number().int()),
      mentioned: z.array(z.number().int()),
    }),
    status: 200,
  }),
  redactAudit: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/redactions',
    summary: 'Remove the details of records; the log still verifies',
    tag: 'Audit',
    action: 'evidence:redact',
    body: z.object({ first: seq, last: seq, reason }),
    response: z.object({ first: z.number().int(), last: z.number().int(), removed: z.number().int() }),
    status: 200,
  }),
  cutAudit: defineRoute({
    method: 'POST',
    path: '/api/v1/audit/cuts',
    summary: 'Cut off old records at a checkpoint; the rest still verifies',
    tag: 'Audit',
    action: 'evidence:redact',
    body: z.object({ days: z.number().int().min(1).max(36_500) }),
    response: z.object({ upTo: z.number().int(), removed: z.number().int() }),
    status: 200,
  }),
} as const;
