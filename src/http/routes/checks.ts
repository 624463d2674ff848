/** Sovereignty and compliance. */

import type { checkRoutes } from '../../api/checks.ts';
import { latestCheck, listFindings } from '../../services/get-check.ts';
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
