/** Readiness. */

import type { assessmentRoutes } from '../../api/assessments.ts';
import { assessEstate } from '../../services/assess-estate.ts';
import { latestAssessment, workloadAssessment } from '../../services/get-assessment.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function assessmentHandlers(background: Background): Handlers<typeof assessmentRoutes> {
  return {
    assess: (context, { body }) => background.start(context, 'assess', (inner) => assessEstate(inner, body)),
    latestAssessment: (context) => latestAssessment(context),
    workloadAssessment: (context, { params }) => workloadAssessment(context, params.id),
  };
}
