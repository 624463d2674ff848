/**
 * Heavy pure work off the event loop, so that a server goes on answering and a command can be interrupted.
 *
 *   // 1. a task, in a file of its own, that does the work and looks up now and then:
 *   export const placeTask: ThreadTask<Problem, Solution, SolveProgress> = (problem, { progress, stopping }) => { … };
 *   // 2. one line in tasks.ts:
 *   'place': async () => (await import('./place/task.ts')).placeTask,
 *   // 3. the call; types follow from the name:
 *   const solution = await runInThread('place', problem, { signal, onProgress: (p) => … });
 *
 * - Input, progress, messages and result are cloned (typed arrays and plain data, no functions, no class instances).
 *   A large array is not copied when it lies in shared memory (see shared.ts) or when its buffer is in `transfer`.
 * - `signal` asks the task to end early; the promise then still resolves with what the task returns, usually the best so
 *   far. To throw the work away instead, dispose of the run: the thread is ended wherever it is.
 * - An error in the task comes back with its code, message, causes and hint. A thread that dies without a word (out of
 *   memory, say) is IST-5040. Nothing else rejects.
 * - A thread lives exactly as long as its run: it is gone when `result` has settled and the disposal has been awaited.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '../core/errors/registry.ts';
import { unpackError } from './protocol.ts';
import type { FromThread, ThreadStart, ToThread } from './protocol.ts';
import { sharedInt32 } from './shared.ts';
import type { TaskInput, TaskMessage, TaskName, TaskOutput, TaskProgress } from './tasks.ts';

/** In the clone, or beside what is bundled. */
const THREAD =
  ['./thread.ts', './thread.mjs', '../thread.mjs']
    .map((file) => fileURLToPath(new URL(file, import.meta.url)))
    .find((file) => existsSync(file)) ?? 'thread.ts';

export interface ThreadOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting asks for an early end. */
  readonly signal?: AbortSignal;
  /** Buffers of the input that move into the thread instead of being copied. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Most memory for objects in the thread, beside typed arrays; what Node gives a process unless set. */
  readonly heapMiB?: number;
}

export interface ThreadRun<Output, Message> extends AsyncDisposable {
  readonly result: Promise<Output>;
  send(message: Message): void;
  /** Asks for an early end; `result` still settles by what the task returns. */
  stop(): void;
}

export function startThread<Name extends TaskName>(
  task: Name,
  input: TaskInput<Name>,
  options: ThreadOptions<TaskProgress<Name>> = {},
): ThreadRun<TaskOutput<Name>, TaskMessage<Name>> {
  const start: ThreadStart = { task, input, stop: sharedInt32(1) };
  const worker = new Worker(THREAD, {
    name: task,
    workerData: start,
    transferList: [...(options.transfer ?? [])],
    ...(options.heapMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.heapMiB } }),
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const post = (message: ToThread): void => worker.postMessage(message);
  const stop = (): void => {
    Atomics.store(start.stop, 0, 1);
    post({ type: 'stop' });
  };
  const result = new Promise<TaskOutput<Name>>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.type === 'result') resolve(message.value as TaskOutput<Name>);
      else if (message.type === 'error') reject(unpackError(message.error));
      else options.onProgress?.(message.value as TaskProgress<Name>);
    });
    const lost = (message: string, cause?: unknown): void =>
      reject(failure('IST-5040', `The thread for ${task} ended without a result: ${message}`, { cause }));
    worker.once('messageerror', (error) => lost(error.message, error));
    worker.once('error', (error) => lost(error instanceof Error ? error.message : String(error), error));
    // After a result this is too late to matter: a promise settles once.
    worker.once('exit', (code) => lost(`it left with ${code}.`));
  });
  // Whoever disposes of a run does not want its result, nor an unhandled rejection.
  result.catch(() => undefined);
  const signal = options.signal;
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
  });
  return {
    result,
    stop,
    send: (message) => post({ type: 'message', value: message }),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
      await ended;
    },
  };
}

/** Runs a task to its end in a thread of its own and waits until that thread is gone. */
export async function runInThread<Name extends TaskName>(
  task: Name,
  input: TaskInput<Name>,
  options: ThreadOptions<TaskProgress<Name>> = {},
): Promise<TaskOutput<Name>> {
  const run = startThread(task, input, options);
  try {
    return await run.result;
  } finally {
    await run[Symbol.asyncDispose]();
  }
}
