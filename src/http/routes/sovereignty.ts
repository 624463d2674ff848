/** Sites compared. */

import type { sovereigntyRoutes } from '../../api/sovereignty.ts';
import { getSovereignty, listSovereignty } from '../../services/site-sovereignty.ts';
import type { Handlers } from '../handler.ts';

export const sovereigntyHandlers: Handlers<typeof sovereigntyRoutes> = {
  listSovereignty: (context) => listSovereignty(context),
  getSovereignty: (context, { params }) => getSovereignty(context, params.siteId),
};
