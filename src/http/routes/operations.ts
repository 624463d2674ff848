/** Operations: list, follow, stop early, cancel. */

import type { Operation } from '../../api/common.ts';
import type { serverRoutes } from '../../api/server.ts';
import type { ServiceContext } from '../../services/context.ts';
import { cancelOperation, getOperation, listOperations, stopOperation } from '../../services/operations.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

/** Proxies give up on silent answers after about a minute. */
const LONGEST_WAIT_SECONDS = 60;

/** Waiting is cut into slices, so that a server that stops does not hold its callers for the rest of their time. */
async function waitFor(
  context: ServiceContext,
  id: string,
  seconds: number,
  stopping: AbortSignal,
): Promise<Operation> {
  for (let left = seconds; ; left -= 1) {
    const operation = await getOperation(context, id, { waitMs: left > 0 ? 1000 : 0 });
    const ended = operation.state !== 'pending' && operation.state !== 'running';
    if (ended || left <= 1 || stopping.aborted) return operation;
  }
}

type Routes = Pick<typeof serverRoutes, 'listOperations' | 'getOperation' | 'stopOperation' | 'cancelOperation'>;

export function operationHandlers(background: Background): Handlers<Routes> {
  return {
    async listOperations(context) {
      const items = [...(await listOperations(context))];
      return { items, total: items.length };
    },
    getOperation(context, { params, query }) {
      const seconds = Math.min(LONGEST_WAIT_SECONDS, Number(query.wait?.replace('s', '') ?? 0));
      return waitFor(context, params.id, seconds, background.stopping);
    },
    stopOperation: (context, { params }) => stopOperation(context, params.id),
    cancelOperation: (context, { params }) => cancelOperation(context, params.id),
  };
}
