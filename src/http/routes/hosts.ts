/** Host level: rebalance and size. */

import type { hostRoutes } from '../../api/hosts.ts';
import { pinQuestion } from '../../services/pin-question.ts';
import { getRebalance, listRebalances } from '../../services/rebalance-get.ts';
import { getSizing } from '../../services/size-get.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function hostHandlers(background: Background): Handlers<typeof hostRoutes> {
  return {
    sizeHosts: async (context, { body }) =>
      background.enqueue(context, 'size', { ...body, basis: await pinQuestion(context) }),
    getSizing: (context, { params }) => getSizing(context, params.id),
    rebalance: async (context, { body }) =>
      background.enqueue(context, 'rebalance', { ...body, basis: await pinQuestion(context) }),
    listRebalances: (context, { query }) => listRebalances(context, query),
    getRebalance: (context, { params }) => getRebalance(context, params.id),
  };
}
