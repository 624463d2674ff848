/**
 * Does durable operations in this process: those it was asked for, and, on a server, any that wait or whose process
 * died. Woken by NOTIFY, and by the clock in any case.
 */

import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { claimOperation, failAbandoned, OPERATION_CHANNEL } from '../store/durable-operations.ts';
import type { ClaimedOperation } from '../store/durable-operations.ts';
import type { ServiceContext } from './context.ts';
import { DURABLE_KINDS } from './durable-jobs.ts';
import { getOperation } from './operations.ts';
import { problemOf } from './problem.ts';
import { performInThread, workOnOperation } from './run-operation.ts';
import type { Perform } from './run-operation.ts';

export interface RunnerOptions {
  /** Also does what others asked for and what dead processes left. */
  readonly takeOver?: boolean;
  /** Operations at a time of those it takes over; each keeps a core busy. */
  readonly parallel?: number;
  /** How long it sleeps when nothing wakes it. */
  readonly pollMs?: number;
  readonly perform?: Perform;
}

export class OperationRunner implements AsyncDisposable {
  readonly #context: ServiceContext;
  readonly #options: Required<RunnerOptions>;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #wake: () => void = () => undefined;
  #woken = false;
  #working = 0;
  #begun = false;
  #listening: AsyncDisposable | undefined;

  constructor(context: ServiceContext, options: RunnerOptions = {}) {
    this.#context = { ...context, signal: this.#stop.signal };
    this.#options = {
      takeOver: options.takeOver ?? false,
      parallel: options.parallel ?? Math.max(1, Math.min(2, os.availableParallelism() - 1)),
      pollMs: options.pollMs ?? 2_000,
      perform: options.perform ?? performInThread,
    };
  }

  /** Starts to take over; without `takeOver` there is nothing to start. */
  begin(): void {
    if (!this.#options.takeOver || this.#begun) return;
    this.#begun = true;
    this.#track(this.#takeAll());
  }

  /** Sees to it that this operation is worked on: here, unless another process has it and lives. */
  take(id: string): void {
    if (this.#begun) this.#nudge();
    else this.#track(this.#follow(id));
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.catch(() => undefined).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  /** A database that is away ends nothing: this may be the only one who works on it. */
  async #follow(id: string): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const claim = await claimOperation(this.#context.store, randomUUID(), { id, kinds: DURABLE_KINDS });
        if (claim !== undefined) await workOnOperation(this.#context, claim, this.#options.perform);
        else await this.#giveUp();
        const { state } = await getOperation(this.#context, id);
        if (state !== 'pending' && state !== 'running') return;
      } catch (error) {
        if (error instanceof IsthmusError && error.code === 'IST-2107') return;
      }
      await this.#pause(500);
    }
  }

  async #takeAll(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#woken = false;
      // A database that is away is met again at the next look.
      await this.#look().catch(() => undefined);
      if (!this.#woken) await this.#rest();
    }
    await this.#listening?.[Symbol.asyncDispose]();
  }

  async #look(): Promise<void> {
    const lost = (): void => void (this.#listening = undefined);
    this.#listening ??= await this.#context.store.listen(OPERATION_CHANNEL, () => this.#nudge(), lost);
    await this.#giveUp();
    while (this.#working < this.#options.parallel && !this.#stop.signal.aborted) {
      const claim = await claimOperation(this.#context.store, randomUUID(), { kinds: DURABLE_KINDS });
      if (claim === undefined) return;
      this.#working += 1;
      this.#track(this.#work(claim));
    }
  }

  async #work(claim: ClaimedOperation): Promise<void> {
    try {
      await workOnOperation(this.#context, claim, this.#options.perform);
    } finally {
      this.#working -= 1;
      this.#nudge();
    }
  }

  #giveUp(): Promise<void> {
    const problem = problemOf(failure('IST-7011', 'every process that worked on it ended'));
    return failAbandoned(this.#context.store, problem, this.#context.clock());
  }

  #nudge(): void {
    this.#woken = true;
    this.#wake();
  }

  async #rest(): Promise<void> {
    const rest = new AbortController();
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([woken, this.#pause(this.#options.pollMs, rest.signal)]);
    rest.abort();
    this.#wake = () => undefined;
  }

  #pause(ms: number, signal?: AbortSignal): Promise<void> {
    const either = signal === undefined ? this.#stop.signal : AbortSignal.any([this.#stop.signal, signal]);
    return sleep(ms, undefined, { signal: either }).catch(() => undefined);
  }

  /** Gives back what it works on, for others to take over. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await Promise.allSettled(this.#running);
  }
}
