/** What a thread does for an operation: opens the database by itself, does the job, commits it with the operation. */

import type { Config } from '../config.ts';
import { failure } from '../core/errors/registry.ts';
import { endOperation } from '../store/durable-operations.ts';
import type { ThreadTask } from '../threads/task.ts';
import { openContext } from './context.ts';
import type { JobContext } from './durable-job.ts';
import { loadJob } from './durable-jobs.ts';

export interface OperationOrder {
  readonly id: string;
  readonly lease: string;
  readonly kind: string;
  readonly input: unknown;
  readonly actor: string;
  readonly config: Pick<Config, 'home' | 'databaseUrl' | 'databaseIdleSeconds'>;
  /** What the clock of whoever gave the order is ahead of the machine's. */
  readonly clockAheadMs: number;
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
  const { id, lease, kind, input, actor, config, clockAheadMs } = order;
  const clock = (): Date => new Date(Date.now() + clockAheadMs);
  await using context = await openContext(
    { ...config, listen: { host: '127.0.0.1', port: 0 }, logLevel: 'silent' },
    { actor, clock },
  );
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
      const held = await endOperation(connection, { id, lease }, { state: 'succeeded', result, finishedAt: clock() });
      if (!held) throw failure('IST-7011', 'another process has taken the operation over');
      completed = true;
    },
  };
  const job = await loadJob(kind);
  const result = await job(inner, input);
  return { completed, result };
};
