/** Tries again what may succeed later: with growing pauses, spread at random so that many clients do not meet again. */

import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  /** All attempts together, the first included. */
  readonly attempts: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly signal?: AbortSignal;
  /** Whether an error is worth another attempt, and the least pause the other side asked for. */
  readonly again: (error: unknown) => false | { readonly afterMs?: number };
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  /** For tests. */
  readonly pause?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * Pause before attempt n (n = 1 is the second try): a random part of a doubling window, and never less than what the
 * other side asked for.
 */
export function pauseMs(
  n: number,
  options: Pick<RetryOptions, 'firstPauseMs' | 'longestPauseMs'>,
  random: number,
  afterMs = 0,
): number {
  const window = Math.min(options.longestPauseMs, options.firstPauseMs * 2 ** (n - 1));
  return Math.max(afterMs, Math.round(window * (0.5 + random / 2)));
}

/** Throws the last error when no attempt succeeded, and at once one that is not worth another attempt. */
export async function retrying<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, again, signal, random = Math.random, pause = waiting } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const verdict = attempt < attempts && signal?.aborted !== true && again(error);
      if (verdict === false) throw error;
      await pause(pauseMs(attempt, options, random(), verdict.afterMs), signal);
    }
  }
}

async function waiting(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}
