/**
 * Reads live sources when they are due: claims one at a time, a few in parallel, and shares the work with every other
 * process on the same database. Woken by NOTIFY, and by the clock in any case.
 */

import { randomUUID } from 'node:crypto';
import os from 'node:os';
import type { ServiceContext } from '../services/context.ts';
import { newId } from '../services/context.ts';
import { READS_PER_HOST } from '../services/sync-source.ts';
import { runSync } from '../services/sync-run.ts';
import { Sessions } from '../services/sync-session.ts';
import { readConnections, SYNC_CHANNEL } from '../store/connections.ts';
import { claimRead } from '../store/leases.ts';
import type { ClaimedRead } from '../store/leases.ts';
import { beatWorker, dropStagedLeftovers, removeWorker } from '../store/workers.ts';
import { PRODUCT_VERSION } from '../version.ts';
import { problemOf } from '../services/problem.ts';

/** What the worker says of its work; the server's logger has this shape. */
export interface WorkerLog {
  info(what: object, message: string): void;
  warn(what: object, message: string): void;
}

export interface WorkerOptions {
  readonly log?: WorkerLog;
  /** Sources read at a time. */
  readonly parallel?: number;
  /** How long it sleeps when nothing wakes it. */
  readonly pollMs?: number;
}

const BEAT_MS = 2_000;
const SILENT: WorkerLog = { info: () => undefined, warn: () => undefined };

/** Starts reading. Disposed of, it ends what it reads, gives it back to others and closes its connections. */
export function startWorker(context: ServiceContext, options: WorkerOptions = {}): Worker {
  const worker = new Worker(context, options);
  worker.begin();
  return worker;
}

export class Worker implements AsyncDisposable {
  readonly id = newId('wrk');
  readonly #context: ServiceContext;
  readonly #log: WorkerLog;
  readonly #parallel: number;
  readonly #pollMs: number;
  readonly #stop = new AbortController();
  readonly #sessions = new Sessions();
  readonly #running = new Map<string, Promise<void>>();
  #wake: () => void = () => undefined;
  #woken = false;
  #loop: Promise<void> = Promise.resolve();
  #beat: Promise<void> = Promise.resolve();
  #listening: AsyncDisposable | undefined;

  constructor(context: ServiceContext, options: WorkerOptions) {
    this.#context = { ...context, actor: 'worker', signal: this.#stop.signal };
    this.#log = options.log ?? SILENT;
    this.#parallel = options.parallel ?? 4;
    this.#pollMs = options.pollMs ?? 1_000;
  }

  begin(): void {
    this.#beat = this.#beats();
    this.#loop = this.#work();
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async #beats(): Promise<void> {
    const { store } = this.#context;
    const self = { id: this.id, host: os.hostname(), pid: process.pid, version: PRODUCT_VERSION };
    while (!this.#stop.signal.aborted) {
      await beatWorker(store, self).catch(() => undefined);
      await this.#closeUnused().catch(() => undefined);
      await pause(BEAT_MS, this.#stop.signal);
    }
  }

  async #work(): Promise<void> {
    const { store } = this.#context;
    await dropStagedLeftovers(store).catch(() => undefined);
    while (!this.#stop.signal.aborted) {
      try {
        await this.#listen();
        this.#woken = false;
        while (this.#running.size < this.#parallel && !this.#stop.signal.aborted) {
          const claim = await this.#claim();
          if (claim === undefined) break;
          this.#start(claim);
        }
      } catch (error) {
        this.#log.warn({ problem: problemOf(error).detail }, 'sources cannot be looked at now');
      }
      if (!this.#woken) await this.#sleep();
    }
  }

  #claim(): Promise<ClaimedRead | undefined> {
    return claimRead(this.#context.store, {
      worker: this.id,
      actor: this.#context.actor,
      lease: randomUUID(),
      syncId: newId('syn'),
      perHost: READS_PER_HOST,
      except: [...this.#running.keys()],
    });
  }

  #start(claim: ClaimedRead): void {
    const { id } = claim.source;
    const reading = this.#read(claim).finally(() => {
      this.#running.delete(id);
      this.wake();
    });
    this.#running.set(id, reading);
  }

  async #read(claim: ClaimedRead): Promise<void> {
    const { id, name } = claim.source;
    try {
      const outcome = await runSync(this.#context, claim, {
        sessions: this.#sessions,
        keep: true,
        stopped: 'interrupted',
      });
      const { mode, upserts, removed, changed, held, milliseconds } = outcome;
      const what = { source: id, mode, upserts, removed, changed, milliseconds };
      if (held === null) this.#log.info(what, `synced ${name}`);
      else this.#log.warn({ ...what, before: held.before, after: held.after }, `sync of ${name} is held`);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const { code, detail, hint } = problemOf(error);
      this.#log.warn({ source: id, code, detail, hint }, `sync of ${name} failed`);
    }
  }

  /** Hears NOTIFY; when the connection for that is lost, the clock does until it is back. */
  async #listen(): Promise<void> {
    if (this.#listening !== undefined) return;
    const lost = (): void => void (this.#listening = undefined);
    this.#listening = await this.#context.store.listen(SYNC_CHANNEL, () => this.wake(), lost);
  }

  /** Connections of sources that were changed, paused or deleted, or that another worker reads now. */
  async #closeUnused(): Promise<void> {
    if (this.#sessions.size === 0) return;
    const records = await readConnections(this.#context.store);
    await this.#sessions.keepOnly((sourceId, revision) => {
      if (this.#running.has(sourceId)) return true;
      const record = records.get(sourceId);
      return record !== undefined && !record.paused && record.revision === revision && record.keptBy === this.id;
    });
  }

  async #sleep(): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    const rest = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, rest.signal]);
    await Promise.race([woken, pause(this.#pollMs, signal)]);
    rest.abort();
    this.#wake = () => undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([this.#loop, this.#beat]);
    await Promise.allSettled(this.#running.values());
    await this.#sessions[Symbol.asyncDispose]();
    await this.#listening?.[Symbol.asyncDispose]();
    await removeWorker(this.#context.store, this.id).catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
