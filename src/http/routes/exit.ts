/** Concentration, and the way out per operator. */

import type { exitRoutes } from '../../api/exit.ts';
import { getConcentration } from '../../services/concentration.ts';
import { getExit, listExits } from '../../services/exit-list.ts';
import { pinExit } from '../../services/exit-make.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function exitHandlers(background: Background): Handlers<typeof exitRoutes> {
  return {
    concentration: (context, { query: { over, measure, all } }) =>
      getConcentration(context, { over, measure, criticalOnly: all === 'false' }),
    async listExits(context) {
      const items = await listExits(context);
      return { items: [...items], total: items.length };
    },
    makeExit: async (context, { body }) => background.enqueue(context, 'exit', await pinExit(context, body)),
    getExit: (context, { params, query }) => getExit(context, params.operator, query.from),
  };
}
