/** Readiness. What works long is loaded when it is asked for: the command line builds this app for every small question. */

import type { assessmentRoutes } from '../../api/assessments.ts';
import { latestAssessment, workloadAssessment } from '../../services/get-assessment.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function assessmentHandlers(background: Background): Handlers<typeof assessmentRoutes> {
  return {
    assess: (context, { body }) =>
      background.start(context, 'assess', async (inner) => {
        const { assessEstate } = await import('../../services/assess-estate.ts');
        return assessEstate(inner, body);
      }),
    latestAssessment: (context) => latestAssessment(context),
    workloadAssessment: (context, { params }) => workloadAssessment(context, params.id),
  };
}
