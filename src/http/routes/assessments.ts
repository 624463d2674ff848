/** Readiness. What works long is loaded when it is asked for: the command line builds this app for every small question. */

import type { assessmentRoutes } from '../../api/assessments.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function assessmentHandlers(background: Background): Handlers<typeof assessmentRoutes> {
  return {
    assess: (context, { body }) =>
      background.start(context, 'assess', async (inner) => {
        const { assessEstate } = await import('../../services/assess-estate.ts');
        return assessEstate(inner, body);
      }),
    async latestAssessment(context) {
      const { latestAssessment } = await import('../../services/get-assessment.ts');
      return latestAssessment(context);
    },
    async assessmentMatrix(context, { query: { fixes, ...rest } }) {
      const { assessmentMatrix } = await import('../../services/assess-matrix.ts');
      const rules = fixes?.split(',').map((id) => id.trim());
      return assessmentMatrix(context, { ...rest, ...(rules !== undefined && { fixes: rules }) });
    },
    async assessmentLabels(context, { query }) {
      const { assessmentLabels } = await import('../../services/assess-labels.ts');
      return assessmentLabels(context, query.label);
    },
    async workloadAssessment(context, { params }) {
      const { workloadAssessment } = await import('../../services/get-assessment.ts');
      return workloadAssessment(context, params.id);
    },
  };
}
