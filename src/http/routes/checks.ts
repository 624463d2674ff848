/** Sovereignty and compliance. */

import type { checkRoutes } from '../../api/checks.ts';
import { latestCheck, listFindings } from '../../services/get-check.ts';
import { findingDetails } from '../../services/describe-finding.ts';
import { findingChanges, findingTrend } from '../../services/finding-trend.ts';
import type { findingTrendRoutes } from '../../api/finding-trend.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function checkHandlers(background: Background): Handlers<typeof checkRoutes> {
  return {
    check: (context, { body }) =>
      background.start(context, 'check', async (inner) => {
        const { checkEstate } = await import('../../services/check-estate.ts');
        return checkEstate(inner, body);
      }),
    latestCheck: (context) => latestCheck(context),
    listFindings: (context, { query }) => listFindings(context, query),
  };
}

export const findingTrendHandlers: Handlers<typeof findingTrendRoutes> = {
  async findingTrend(context, { query }) {
    const items = await findingTrend(context, query.limit);
    return { items, total: items.length };
  },
  findingChanges: (context, { query }) => findingChanges(context, query),
  findingDetails: (context, { query }) => findingDetails(context, query),
};
