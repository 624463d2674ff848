/**
 * The tasks a thread can be asked to do, by name. A name, not a function, crosses into the thread: functions cannot be
 * cloned, and the one worker file that ships finds its code here. Each is loaded when it is first asked for.
 */

import type { ThreadTask } from './task.ts';

export const TASKS = {
  'self-test': async () => (await import('./self-test.ts')).selfTest,
  'explain-workload': async () => (await import('../services/explain-thread.ts')).explainTask,
  cost: async () => (await import('../services/tco-thread.ts')).costTask,
  'control-book': async () => (await import('../services/control-book.ts')).controlBookTask,
  'import-evidence': async () => (await import('../services/evidence-thread.ts')).evidenceTask,
  operation: async () => (await import('../services/operation-thread.ts')).operationTask,
  'search-hosts': async () => (await import('./hosts/task.ts')).searchHostsTask,
} satisfies Readonly<Record<string, () => Promise<ThreadTask<never, unknown>>>>;

export type TaskName = keyof typeof TASKS;

type TaskOf<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]>>;
export type TaskInput<Name extends TaskName> = Parameters<TaskOf<Name>>[0];
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<TaskOf<Name>>>;
export type TaskProgress<Name extends TaskName> = Parameters<Parameters<TaskOf<Name>>[1]['progress']>[0];
export type TaskMessage<Name extends TaskName> = Exclude<
  Awaited<ReturnType<Parameters<TaskOf<Name>>[1]['receive']>>,
  undefined
>;
