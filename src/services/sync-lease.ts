/** Keeps a claimed source claimed while it is read, passes progress on, and hears when somebody wants it to stop. */

import { failure } from '../core/errors/registry.ts';
import { LEASE_SECONDS, renewLease } from '../store/leases.ts';
import type { ClaimedRead } from '../store/leases.ts';
import type { ServiceContext } from './context.ts';

const RENEW_MS = 2_000;

const WORDS = {
  cancelled: 'the sync was cancelled',
  lost: 'another process has taken the source over',
  outdated: 'the settings of the source were changed meanwhile',
  stopping: 'the process stops',
} as const;

/** Why a read was ended from outside. */
export type Stopped = 'cancelled' | 'lost' | 'outdated' | 'stopping';

export class HeldLease implements Disposable {
  readonly signal: AbortSignal;
  #why: Stopped | undefined;
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #context: ServiceContext;
  readonly #claim: ClaimedRead;
  #at = { progress: 0, phase: 'connecting' };
  #renewing = false;
  #renewedAt = performance.now();

  constructor(context: ServiceContext, claim: ClaimedRead) {
    this.#context = context;
    this.#claim = claim;
    const outer = context.signal;
    this.signal = outer === undefined ? this.#abort.signal : AbortSignal.any([outer, this.#abort.signal]);
    this.#timer = setInterval(() => void this.#renew(), RENEW_MS);
  }

  get stopped(): Stopped | undefined {
    return this.#why ?? (this.#context.signal?.aborted === true ? 'stopping' : undefined);
  }

  progress(fraction: number, phase: string): void {
    this.#at = { progress: Math.max(0, Math.min(1, fraction)), phase };
  }

  async #renew(): Promise<void> {
    if (this.#renewing) return;
    this.#renewing = true;
    try {
      const { held, cancelRequested, outdated } = await renewLease(this.#context.store, this.#claim, this.#at);
      this.#renewedAt = performance.now();
      if (!held) this.#stop('lost');
      else if (cancelRequested) this.#stop('cancelled');
      else if (outdated) this.#stop('outdated');
    } catch {
      // The database may be back at the next beat. When it stays away, another process has the source by now.
      if (performance.now() - this.#renewedAt > LEASE_SECONDS * 2_000) this.#stop('lost');
    } finally {
      this.#renewing = false;
    }
  }

  #stop(why: Stopped): void {
    this.#why ??= why;
    this.#abort.abort(failure('IST-7010', WORDS[why]));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
