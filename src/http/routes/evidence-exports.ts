/** What an auditor is handed. */

import type { evidenceExportRoutes } from '../../api/evidence-exports.ts';
import type { OscalDocument } from '../../services/export-oscal.ts';
import type { ServiceContext } from '../../services/context.ts';
import type { Handlers } from '../handler.ts';

interface Asked {
  readonly query: { readonly framework?: string | undefined; readonly staleAfterDays: number };
}

const oscal =
  (kind: OscalDocument) =>
  async (context: ServiceContext, { query }: Asked): Promise<Record<string, unknown>> => {
    const { exportOscal } = await import('../../services/export-oscal.ts');
    return { ...(await exportOscal(context, kind, query)) };
  };

export const evidenceExportHandlers: Handlers<typeof evidenceExportRoutes> = {
  exportAssessmentResults: oscal('assessment-results'),
  exportAssessmentPlan: oscal('assessment-plan'),
  exportComponentDefinition: oscal('component-definition'),
  async auditTables(context, { query }) {
    const { auditTables } = await import('../../services/audit-tables.ts');
    return auditTables(context, query);
  },
  async evidencePack(context, { params }) {
    const { evidencePack } = await import('../../services/evidence-pack.ts');
    return evidencePack(context, params.id);
  },
};
