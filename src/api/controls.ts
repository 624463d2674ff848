/** Controls of frameworks, the evidence of every feed for them, and what was imported. */

import { z } from 'zod';
import { EVIDENCE_BASES, SATISFIED_BASES } from '../core/policy/controls/basis.ts';
import { FEED_STATES, FEEDS, IMPORTED_FEEDS } from '../core/policy/controls/evidence.ts';
import { CONTROL_STATES } from '../core/policy/controls/states.ts';
import { idParams, listOf, operationSchema, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

const controlState = z.enum(CONTROL_STATES);
const feedId = z.enum(FEEDS);
/** Something looked, or somebody only says so. */
const evidenceBasis = z.enum(EVIDENCE_BASES);
/** Of what is satisfied: looked at everywhere, only stated for some workloads, for all of them. */
const satisfiedBasis = z.enum(SATISFIED_BASES);
const count = z.number().int();
const counts = z.record(controlState, count);

const feedTallySchema = z.object({
  feed: feedId,
  evidence: count,
  states: counts,
  /** Of those that satisfy: only stated. */
  stated: count,
  stale: count,
  newest: z.string().nullable(),
});

export const controlCellSchema = z.object({
  /** Id of the site, or name of the application; "" is none. */
  column: z.string(),
  state: controlState,
  /** Null unless satisfied. */
  basis: satisfiedBasis.nullable(),
  /** Workloads by state; those nobody looked at are among the unknown. */
  workloads: counts,
  /** Parts of the site that are no workloads. */
  parts: counts,
  /** Of the satisfied workloads: only because somebody says so. */
  stated: count,
  /** Workloads without a word from any feed. */
  uncovered: count,
  /** How many of the row's checks some word answers here. */
  answered: count,
  conflicts: z.object({ check: count, control: count }),
  feeds: z.array(feedTallySchema),
  newest: z.string().nullable(),
  stale: z.boolean(),
});

export const controlRowSchema = z
  .object({
    framework: z.string(),
    control: z.string(),
    checks: z.array(z.object({ id: z.string(), title: z.string(), confidence: z.string(), answered: z.boolean() })),
    state: controlState,
    /** Null unless satisfied. */
    basis: satisfiedBasis.nullable(),
    conflicts: count,
    feeds: z.array(feedTallySchema),
    newest: z.string().nullable(),
    /** Only columns with evidence: in the others the control is unknown. */
    cells: z.array(controlCellSchema),
  })
  .meta({ id: 'Control' });

export const controlMatrixSchema = z
  .object({
    framework: z.string(),
    by: z.enum(['site', 'application']),
    asOf: z.string(),
    generation: count,
    staleAfterDays: count,
    frameworks: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string(), note: z.string().nullable() })),
    columns: z.array(z.object({ id: z.string(), workloads: count })),
    /** Applications that count in every row and are not shown: the smallest. */
    columnsLeftOut: count,
    /** Controls in this state over all columns, before filters. */
    totals: counts,
    /** Of the satisfied ones: on what. */
    satisfied: z.record(satisfiedBasis, count),
    conflicts: count,
    items: z.array(controlRowSchema),
    total: count,
    /** Evidence that belongs to no known machine or site. */
    unplaced: z.partialRecord(feedId, count),
    imports: count,
  })
  .meta({ id: 'ControlMatrix' });
export type ControlMatrixDocument = z.infer<typeof controlMatrixSchema>;

export const evidenceLineSchema = z
  .object({
    feed: feedId,
    rule: z.string(),
    title: z.string(),
    /** As the feed says it, and what that means for the control. */
    said: z.enum(FEED_STATES),
    state: controlState,
    basis: evidenceBasis,
    stale: z.boolean(),
    observedAt: z.string().nullable(),
    workloadId: z.string().nullable(),
    workloadName: z.string().nullable(),
    siteId: z.string().nullable(),
    application: z.string().nullable(),
    part: z.string().nullable(),
    profile: z.string().nullable(),
    severity: z.string().nullable(),
    detail: z.string().nullable(),
    waiver: z.object({ id: z.string(), expiresOn: z.string() }).nullable(),
    importId: z.string().nullable(),
    links: z.array(z.object({ check: z.string().nullable(), cited: z.string().optional(), confidence: z.string() })),
    conflict: z.enum(['check', 'control']).nullable(),
  })
  .meta({ id: 'ControlEvidence' });
export type EvidenceLineDocument = z.infer<typeof evidenceLineSchema>;

export const controlDetailsSchema = controlRowSchema
  .extend({
    asOf: z.string(),
    staleAfterDays: count,
    unit: z.string(),
    frameworkName: z.string(),
    columns: z.array(z.object({ id: z.string(), workloads: count })),
    evidence: z.array(evidenceLineSchema),
    /** Pieces of evidence that fit the filter; `evidence` holds the worst of each feed. */
    evidenceTotal: count,
    /** What would answer it, by technical check. */
    answers: z.array(
      z.object({
        check: z.string(),
        title: z.string(),
        test: z.string(),
        confidence: z.string(),
        note: z.string().nullable(),
        rules: z.array(z.object({ feed: z.string(), rule: z.string(), confidence: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ControlDetails' });
export type ControlDetailsDocument = z.infer<typeof controlDetailsSchema>;

export const evidenceReceiptSchema = z.object({
  records: count,
  kept: count,
  /** Records by feed and the feed's own word. */
  states: z.partialRecord(z.enum(IMPORTED_FEEDS), z.partialRecord(z.enum(FEED_STATES), count)),
  rounds: z.array(
    z.object({
      name: z.string(),
      target: z.string(),
      benchmark: z.string().optional(),
      profile: z.string().optional(),
      scanner: z.string().optional(),
      startedAt: z.string().optional(),
      endedAt: z.string().optional(),
    }),
  ),
  roundCount: count,
  /** Whom it is about, as far as that could be told when it was imported. */
  targets: z.object({
    workloads: count,
    sites: count,
    /** Several workloads fit: none was taken. */
    several: z.array(z.object({ label: z.string(), by: z.string(), workloadIds: z.array(z.string()) })),
    severalCount: count,
    /** Nobody knows. */
    none: z.array(z.string()),
    noneCount: count,
  }),
  rules: count,
  /** Rules that speak to no control of the catalogue. */
  withoutControl: z.array(z.string()),
  withoutControlCount: count,
  /** What was read and not understood. */
  doubts: z.array(z.object({ what: z.string(), count, examples: z.array(z.string()) })),
});
export type EvidenceReceipt = z.infer<typeof evidenceReceiptSchema>;

export const evidenceImportSchema = z
  .object({
    id: z.string(),
    fileName: z.string(),
    sha256: z.string(),
    sizeBytes: z.number(),
    siteId: z.string().nullable(),
    receipt: evidenceReceiptSchema,
    actor: z.string(),
    createdAt: z.string(),
    retiredBy: z.string().nullable(),
    retiredAt: z.string().nullable(),
    /** True: the same file was there already, and nothing was changed. */
    already: z.boolean().optional(),
  })
  .meta({ id: 'EvidenceImport' });
export type EvidenceImportDocument = z.infer<typeof evidenceImportSchema>;

const staleAfterDays = z.coerce.number().int().min(1).max(3650).default(90);
const by = z.enum(['site', 'application']).default('site');
const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

export const controlRoutes = {
  listControls: defineRoute({
    method: 'GET',
    path: '/api/v1/controls',
    summary: 'Controls of a framework by site or application',
    tag: 'Controls',
    action: 'evidence:read',
    query: z.object({
      framework: z.string().max(40).optional(),
      by,
      state: controlState.optional(),
      /** Only satisfied controls, on this. */
      basis: satisfiedBasis.optional(),
      conflict: yes.optional(),
      /** Only controls that have evidence of this feed. */
      feed: feedId.optional(),
      column: z.string().max(200).optional(),
      /** Most applications to show: the largest. */
      columns: z.coerce.number().int().min(1).max(1000).optional(),
      staleAfterDays,
    }),
    response: controlMatrixSchema,
    status: 200,
  }),
  getControl: defineRoute({
    method: 'GET',
    path: '/api/v1/controls/:id',
    summary: 'One control with the evidence of every feed; "framework:control", or the control alone where one has it',
    tag: 'Controls',
    action: 'evidence:read',
    params: idParams,
    query: z.object({
      by,
      column: z.string().max(200).optional(),
      feed: feedId.optional(),
      state: controlState.optional(),
      basis: evidenceBasis.optional(),
      conflict: yes.optional(),
      staleAfterDays,
      /** Of each feed. */
      limit: pageQuery.shape.limit,
    }),
    response: controlDetailsSchema,
    status: 200,
  }),
  importEvidence: defineRoute({
    method: 'POST',
    path: '/api/v1/evidence/imports',
    summary: 'Bring in a file of evidence; its result is an evidence import',
    tag: 'Controls',
    action: 'evidence:import',
    query: z.object({
      fileName: z.string().min(1).max(200),
      /** Site that results about a whole cluster are about, and that machines are looked for at. */
      site: z.string().max(63).optional(),
    }),
    bodyType: 'stream',
    response: operationSchema,
    status: 202,
  }),
  listEvidenceImports: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/imports',
    summary: 'What was imported, newest first',
    tag: 'Controls',
    action: 'evidence:read',
    response: listOf(evidenceImportSchema),
    status: 200,
  }),
  getEvidenceImport: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/imports/:id',
    summary: 'One import with its receipt',
    tag: 'Controls',
    action: 'evidence:read',
    params: idParams,
    response: evidenceImportSchema,
    status: 200,
  }),
  deleteEvidenceImport: defineRoute({
    method: 'DELETE',
    path: '/api/v1/evidence/imports/:id',
    summary: 'Take the evidence of an import away; its receipt stays',
    tag: 'Controls',
    action: 'evidence:import',
    params: idParams,
    response: evidenceImportSchema,
    status: 200,
  }),
} as const;
