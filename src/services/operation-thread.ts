/** What a thread does for an operation: opens the database by itself, does the job, commits it with the operation. */

import type { ThreadTask } from '../threads/task.ts';
import { completeOperation } from './complete-operation.ts';
import type { JobContext } from './durable-job.ts';
import { loadJob } from './durable-jobs.ts';
import { openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

export interface OperationOrder extends ContextOrder {
  readonly id: string;
  readonly lease: string;
  readonly kind: string;
  readonly input: unknown;
}

export interface OperationNews {
  readonly progress: number;
  readonly phase: string;
  readonly detail: string | null;
  readonly figures: Readonly<Record<string, number>>;
}

export interface OperationAnswer {
  /** True: its end is in the database already, committed with what it made. */
  readonly completed: boolean;
  readonly result: unknown;
}

const NEWS_EVERY_MS = 200;

export const operationTask: ThreadTask<OperationOrder, OperationAnswer, OperationNews> = async (order, thread) => {
  const { id, lease, kind, input } = order;
  await using context = await openThreadContext(order);
  let news: OperationNews = { progress: 0, phase: 'starting', detail: null, figures: {} };
  let told = 0;
  const tell = (next: Partial<OperationNews>): void => {
    const changed = next.phase !== undefined && next.phase !== news.phase;
    news = { ...news, ...next, progress: Math.max(news.progress, Math.min(1, next.progress ?? 0)) };
    const now = performance.now();
    if (!changed && now - told < NEWS_EVERY_MS) return;
    told = now;
    thread.progress(news);
  };
  let completed = false;
  const inner: JobContext = {
    ...context,
    progress: (progress, phase, detail) => tell({ progress, phase, detail: detail ?? null }),
    figures: (figures) => tell({ figures }),
    stopping: () => thread.stopping(),
    async complete(connection, result) {
      const { figures } = news;
      const end = { state: 'succeeded', result, figures, finishedAt: context.clock() } as const;
      await completeOperation(connection, { id, lease }, end);
      completed = true;
    },
  };
  const job = await loadJob(kind);
  const result = await job(inner, input);
  return { completed, result };
};
