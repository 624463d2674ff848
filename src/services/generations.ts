/** The estate's generations (D9): which there are, the one a request means, and all of one. */

import { failure } from '../core/errors/registry.ts';
import type { Estate, GenerationInfo } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { readEntities, workloadsIn } from '../store/estate.ts';
import { readGeneration, readGenerations } from '../store/generations.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';

/** Newest first. */
export function listGenerations(context: ServiceContext): Promise<readonly GenerationInfo[]> {
  return readGenerations(context.store);
}

/** The newest generation, or undefined when nothing was imported. */
export function newestGeneration(context: ServiceContext): Promise<GenerationInfo | undefined> {
  return readGeneration(context.store, context.replay?.generation);
}

/** The numbered generation, or the newest. Throws IST-2101 when there is none at all, IST-2102 when not this one. */
export async function requireGeneration(context: ServiceContext, number?: number): Promise<GenerationInfo> {
  const found = await readGeneration(context.store, number ?? context.replay?.generation);
  if (found !== undefined) return found;
  const newest = number === undefined ? undefined : await readGeneration(context.store);
  if (newest === undefined) throw failure('IST-2101', 'there is no estate yet: nothing was imported');
  throw failure('IST-2102', `there is no generation ${number}; the newest is ${newest.number}`);
}

/** Workloads of a generation in the order of ids, in batches: memory holds one or two. */
export async function* eachWorkload(
  context: ServiceContext,
  generation: number,
  batchSize = 500,
): AsyncGenerator<readonly Workload[]> {
  // The store lends connections to callbacks; the consumer pulls. A small hand-over joins the two.
  const handover = new Handover<readonly Workload[]>();
  const reading = context.store
    .transaction(async (connection) => {
      for await (const batch of workloadsIn(connection, generation, batchSize)) {
        throwIfCancelled(context);
        if (!(await handover.put(batch))) return;
      }
    })
    .then(
      () => handover.end(),
      (error: unknown) => handover.fail(error),
    );
  try {
    yield* handover.items();
  } finally {
    handover.close();
    await reading;
  }
}

/** One producer, one consumer, one item in between. */
class Handover<T> {
  #waiting: { item: T; taken: (wanted: boolean) => void } | undefined;
  #ended: { error?: unknown } | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  /** Resolves when the item is taken; false when nobody wants more. */
  put(item: T): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((taken) => {
      this.#waiting = { item, taken };
      this.#wake?.();
    });
  }

  end(): void {
    this.#ended ??= {};
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#ended ??= { error };
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.taken(false);
  }

  async *items(): AsyncGenerator<T> {
    for (;;) {
      const waiting = this.#waiting;
      if (waiting !== undefined) {
        this.#waiting = undefined;
        // Taken before it is worked on, so that the next one is read meanwhile.
        waiting.taken(true);
        yield waiting.item;
      } else if (this.#ended !== undefined) {
        if ('error' in this.#ended) throw this.#ended.error;
        return;
      } else {
        await new Promise<void>((wake) => (this.#wake = wake));
        this.#wake = undefined;
      }
    }
  }
}

/** All of a generation in memory. For work that needs everything at once; see eachWorkload for the rest. */
export async function loadEstate(context: ServiceContext, number?: number): Promise<Estate> {
  const { number: generation, digest } = await requireGeneration(context, number);
  const workloads: Workload[] = [];
  for await (const batch of eachWorkload(context, generation, 1000)) workloads.push(...batch);
  const [hosts, clusters, networks, datastores, applications, dependencies] = await Promise.all([
    readEntities(context.store, generation, 'host'),
    readEntities(context.store, generation, 'cluster'),
    readEntities(context.store, generation, 'network'),
    readEntities(context.store, generation, 'datastore'),
    readEntities(context.store, generation, 'application'),
    readEntities(context.store, generation, 'dependency'),
  ]);
  return { generation, digest, workloads, hosts, clusters, networks, datastores, applications, dependencies };
}
