/** Waits for a thread on behalf of somebody who may leave. */

import type { ThreadRun } from '../threads/run.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';

/**
 * The thread's answer. The thread is ended wherever it is when the context's signal says so. Throws what the task throws,
 * IST-7010 when whoever asked is gone.
 */
export async function askThread<Output>(context: ServiceContext, thread: ThreadRun<Output, never>): Promise<Output> {
  await using run = thread;
  const end = (): void => void run[Symbol.asyncDispose]();
  context.signal?.addEventListener('abort', end, { once: true });
  try {
    return await run.result;
  } catch (error) {
    throwIfCancelled(context);
    throw error;
  } finally {
    context.signal?.removeEventListener('abort', end);
  }
}
