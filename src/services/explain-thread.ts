/** Explains a workload in a thread: building the problem again would hold the server for seconds. */

import type { AssignmentDocument } from '../api/placements.ts';
import type { ThreadTask } from '../threads/task.ts';
import { failure } from '../core/errors/registry.ts';
import { startThread } from '../threads/run.ts';
import { askThread } from './ask-thread.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import type { ExplainRequest } from './explain-workload.ts';
import { contextOrder, openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

export const explainTask: ThreadTask<ContextOrder & ExplainRequest, AssignmentDocument> = async (order) => {
  const { explainWorkload } = await import('./explain-workload.ts');
  await using context = await openThreadContext(order);
  return await explainWorkload(context, order);
};

type Explain = (context: ServiceContext, request: ExplainRequest) => Promise<AssignmentDocument>;

const MOST_WAITING = 8;

/**
 * One at a time: each may need gigabytes, and people ask one question after another. The same question while it is open
 * has one answer; one question too many is refused, and what waits when the server ends is not begun.
 */
export function explainInTurn(explain: Explain, most = MOST_WAITING): Explain {
  const open = new Map<string, Promise<AssignmentDocument>>();
  let last: Promise<unknown> = Promise.resolve();
  return (context, { placementId, workloadId }) => {
    const key = JSON.stringify([context.home, placementId, workloadId]);
    const asked = open.get(key);
    if (asked !== undefined) return asked;
    if (open.size >= most)
      return Promise.reject(failure('IST-5042', `${open.size} explanations are under way or waiting`));
    const answer = last
      .then(() => {
        throwIfCancelled(context);
        return explain(context, { placementId, workloadId });
      })
      .finally(() => open.delete(key));
    open.set(key, answer);
    last = answer.catch(() => undefined);
    return answer;
  };
}

/** An explanation that is cut short has no part that is of use. */
const explainOnce = (context: ServiceContext, request: ExplainRequest): Promise<AssignmentDocument> =>
  askThread(context, startThread('explain-workload', { ...contextOrder(context), ...request }));

/** Throws IST-5005, IST-5006, IST-2102 as `explainWorkload` does, IST-5042 when too many wait, IST-7010 at the end. */
export const explainInThread = explainInTurn(explainOnce);
