/** Counts failed sign-ins per address in a sliding minute, in a table that cannot grow without bound. */

import { failure } from '../core/errors/registry.ts';

const WINDOW_MS = 60_000;
const MOST_FAILURES = 20;
const MOST_ADDRESSES = 10_000;

export class FailedAttempts {
  readonly #clock: () => Date;
  readonly #failures = new Map<string, number[]>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  #recent(address: string): number[] {
    const since = this.#clock().getTime() - WINDOW_MS;
    return (this.#failures.get(address) ?? []).filter((at) => at > since);
  }

  /** Throws IST-8006 when this address failed too often within a minute. */
  check(address: string): void {
    if (this.#recent(address).length >= MOST_FAILURES)
      throw failure('IST-8006', 'too many sign-ins failed from this address');
  }

  failed(address: string): void {
    const recent = [...this.#recent(address), this.#clock().getTime()];
    // Deleting first moves the address to the end: the first one is the one that was quiet longest.
    this.#failures.delete(address);
    this.#failures.set(address, recent);
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > MOST_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
  }
}
