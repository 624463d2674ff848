/** Explains a workload in a thread: building the problem again would hold the server for seconds. */

import type { AssignmentDocument } from '../api/placements.ts';
import type { ThreadTask } from '../threads/task.ts';
import { runInThread } from '../threads/run.ts';
import type { ServiceContext } from './context.ts';
import type { ExplainRequest } from './explain-workload.ts';
import { contextOrder, openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

export const explainTask: ThreadTask<ContextOrder & ExplainRequest, AssignmentDocument> = async (order) => {
  const { explainWorkload } = await import('./explain-workload.ts');
  await using context = await openThreadContext(order);
  return await explainWorkload(context, order);
};

/** One at a time: each may need gigabytes, and people ask one question after another. */
let last: Promise<unknown> = Promise.resolve();

/** Throws IST-5005, IST-5006, IST-2102 as `explainWorkload` does. */
export function explainInThread(context: ServiceContext, request: ExplainRequest): Promise<AssignmentDocument> {
  const answer = last.then(() => runInThread('explain-workload', { ...contextOrder(context), ...request }));
  last = answer.catch(() => undefined);
  return answer;
}
