/** Total cost, prices side by side, licence effects. */

import type { costRoutes } from '../../api/costs.ts';
import { listLicenceRules } from '../../services/licence-rules.ts';
import {
  licencesInThread,
  totalCostInThread,
  workloadCostInThread,
  workloadLicencesInThread,
} from '../../services/tco-thread.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function costHandlers(background: Background): Handlers<typeof costRoutes> {
  return {
    totalCost: (context, { query: { paths, months, rate } }) =>
      totalCostInThread(
        { ...context, signal: background.stopping },
        { paths: paths === undefined ? [] : paths.split(',').filter((name) => name !== ''), months, ratePct: rate },
      ),
    workloadCost: (context, { params }) => workloadCostInThread({ ...context, signal: background.stopping }, params.id),
    licenceEffect: (context, { query }) => licencesInThread({ ...context, signal: background.stopping }, query.path),
    workloadLicences: (context, { params }) =>
      workloadLicencesInThread({ ...context, signal: background.stopping }, params.id),
    licenceRules: (context) => listLicenceRules(context),
  };
}
