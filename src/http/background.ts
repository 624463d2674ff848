/**
 * Operations this process works on: started by a request, they go on after its answer. Those that end with the process
 * end before the app does; durable ones are given back for another process to take over.
 */

import type { Operation } from '../api/common.ts';
import type { ServiceContext } from '../services/context.ts';
import type { DurableInput, DurableKind } from '../services/durable-jobs.ts';
import { OperationRunner } from '../services/operation-runner.ts';
import type { RunnerOptions } from '../services/operation-runner.ts';
import { enqueueJob, startOperation } from '../services/operations.ts';
import type { OperationKind } from '../services/operations.ts';

export class Background {
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #runner: OperationRunner;

  constructor(context: ServiceContext, options: RunnerOptions) {
    this.#runner = new OperationRunner(context, options);
  }

  /** On a server: begins to do durable operations, whoever asked for them. */
  begin(): void {
    this.#runner.begin();
  }

  /** Starts the work and answers with its operation. Whatever the work used up is cleaned by `after`, however it ends. */
  async start(
    context: ServiceContext,
    kind: OperationKind,
    work: (context: ServiceContext) => Promise<unknown>,
    after: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Operation> {
    const { operation, ended } = await startOperation({ ...context, signal: this.#stop.signal }, kind, work).catch(
      async (error: unknown) => {
        await after();
        throw error;
      },
    );
    const done = ended.then(after).finally(() => this.#running.delete(done));
    this.#running.add(done);
    return operation;
  }

  /** Asks for a durable operation and answers with it; the same question while it is open answers with the same one. */
  async enqueue<Kind extends DurableKind>(
    context: ServiceContext,
    kind: Kind,
    input: DurableInput<Kind>,
  ): Promise<Operation> {
    const operation = await enqueueJob(context, kind, input);
    this.#runner.take(operation.id);
    return operation;
  }

  /** Aborted when the app begins to close: answers that wait for something end then. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Cancels or gives back what runs and waits until it has ended: the database stays open that long. */
  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([...this.#running, this.#runner[Symbol.asyncDispose]()]);
  }
}
