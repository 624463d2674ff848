/** Operations: list, follow, cancel. */

import type { serverRoutes } from '../../api/server.ts';
import { cancelOperation, getOperation, listOperations } from '../../services/operations.ts';
import type { Handlers } from '../handler.ts';

/** Proxies give up on silent answers after about a minute. */
const LONGEST_WAIT_SECONDS = 60;

export const operationHandlers: Handlers<
  Pick<typeof serverRoutes, 'listOperations' | 'getOperation' | 'cancelOperation'>
> = {
  async listOperations(context) {
    const items = [...(await listOperations(context))];
    return { items, total: items.length };
  },
  getOperation(context, { params, query }) {
    const seconds = Math.min(LONGEST_WAIT_SECONDS, Number(query.wait?.replace('s', '') ?? 0));
    return getOperation(context, params.id, { waitMs: seconds * 1000 });
  },
  cancelOperation: (context, { params }) => cancelOperation(context, params.id),
};
