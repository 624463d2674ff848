/** What an auditor is handed: OSCAL documents, tables, one file per regime. */

import { z } from 'zod';
import { idParams } from './common.ts';
import { defineRoute } from './route.ts';

const query = z.object({
  framework: z.string().max(40).optional(),
  staleAfterDays: z.coerce.number().int().min(1).max(3650).default(90),
});
/** As NIST's schema has it; docs/reference/oscal.md says what stands where. */
const document = z.record(z.string(), z.unknown());

const cell = z.union([z.string(), z.number(), z.null()]);

export const auditTablesSchema = z
  .object({
    generation: z.number().int(),
    checkedAt: z.string(),
    tables: z.array(
      z.object({
        id: z.enum(['findings', 'controls', 'waivers', 'provenance']),
        columns: z.array(z.object({ header: z.string(), width: z.number() })),
        rows: z.array(z.array(cell)),
      }),
    ),
  })
  .meta({ id: 'AuditTables' });
export type AuditTablesDocument = z.infer<typeof auditTablesSchema>;

export const evidenceExportRoutes = {
  exportAssessmentResults: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/oscal/assessment-results',
    summary: 'The newest check as OSCAL assessment results, for one framework',
    tag: 'Evidence',
    action: 'evidence:read',
    query,
    response: document,
    status: 200,
  }),
  exportAssessmentPlan: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/oscal/assessment-plan',
    summary: 'The OSCAL assessment plan that the results refer to',
    tag: 'Evidence',
    action: 'evidence:read',
    query,
    response: document,
    status: 200,
  }),
  exportComponentDefinition: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/oscal/component-definition',
    summary: 'Sites as OSCAL components, with what gives evidence for each control',
    tag: 'Evidence',
    action: 'evidence:read',
    query,
    response: document,
    status: 200,
  }),
  auditTables: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/tables',
    summary: 'Findings, controls, waivers and where all of it comes from, as tables',
    tag: 'Evidence',
    action: 'evidence:read',
    query,
    response: auditTablesSchema,
    status: 200,
  }),
  evidencePack: defineRoute({
    method: 'GET',
    path: '/api/v1/evidence/packs/:id',
    summary: 'One self-contained HTML file for an auditor of one regime',
    tag: 'Evidence',
    action: 'evidence:read',
    params: idParams,
    response: z.string(),
    produces: 'text/html',
    status: 200,
  }),
} as const;
