/** Decisions and their replay. */

import type { decisionRoutes } from '../../api/decisions.ts';
import { getDecision, listDecisions } from '../../services/replay.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function decisionHandlers(background: Background): Handlers<typeof decisionRoutes> {
  return {
    listDecisions: (context, { query }) => listDecisions(context, query),
    getDecision: (context, { params }) => getDecision(context, params.id),
    async replayDecision(context, { params }) {
      // An unknown one is refused at once, not by an operation that fails.
      await getDecision(context, params.id);
      return background.enqueue(context, 'replay', { id: params.id });
    },
  };
}
