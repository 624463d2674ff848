/** The worker's entry: looks its task up, runs it, says how it ended. The only file that is ever started as a thread. */

import { parentPort, workerData } from 'node:worker_threads';
import { packError } from './protocol.ts';
import type { FromThread, ThreadStart, ToThread } from './protocol.ts';
import type { ThreadTask } from './task.ts';
import { TASKS } from './tasks.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');
const { task, input, stop } = workerData as ThreadStart;

const waiting: unknown[] = [];
let wake: (() => void) | undefined;
const send = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const stopping = (): boolean => Atomics.load(stop, 0) !== 0;

port.on('message', (message: ToThread) => {
  if (message.type === 'message') waiting.push(message.value);
  wake?.();
});

async function receive(): Promise<undefined> {
  while (waiting.length === 0 && !stopping()) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return stopping() ? undefined : (waiting.shift() as undefined);
}

try {
  const load = Object.entries(TASKS).find(([name]) => name === task)?.[1];
  if (load === undefined) throw new Error(`There is no task "${task}".`);
  const run = (await load()) as unknown as ThreadTask<unknown, unknown>;
  const transfer: ArrayBuffer[] = [];
  const value = await run(input, {
    stopping,
    receive,
    progress: (progress: unknown) => send({ type: 'progress', value: progress }),
    transfer: (...buffers) => void transfer.push(...buffers),
  });
  send({ type: 'result', value }, transfer);
} catch (error) {
  send({ type: 'error', error: packError(error) });
}
// A task may have left timers behind; the port is what keeps an idle thread alive, and nobody will write to it again.
port.close();
