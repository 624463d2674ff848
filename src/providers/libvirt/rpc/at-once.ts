/** Many calls in flight on one connection, but not all: what waits in the daemon's queue waits against its time limit. */

export const IN_FLIGHT = 64;

/** Results in the order of `items`, whatever order they come in. The first error ends it. */
export async function mapAtOnce<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  inFlight: number = IN_FLIGHT,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, lane));
  return results;
}

/** Lets a few pieces of work go on at a time; the others wait their turn. */
export class Turns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #going = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#going >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#going++;
    try {
      return await work();
    } finally {
      // The place goes to who waits longest, if anybody does.
      const next = this.#waiting.shift();
      if (next === undefined) this.#going--;
      else next();
    }
  }
}
