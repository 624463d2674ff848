/** Operations this process works on: started by a request, they go on after its answer and end before the app does. */

import type { Operation } from '../api/common.ts';
import type { ServiceContext } from '../services/context.ts';
import { startOperation } from '../services/operations.ts';
import type { OperationKind } from '../services/operations.ts';

export class Background {
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

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

  /** Aborted when the app begins to close: answers that wait for something end then. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Cancels what runs and waits until it has ended: the database stays open that long. */
  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }
}
