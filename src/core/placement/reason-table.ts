/** Lists of reasons by number: equal lists are kept once, whatever the number of pairs that have them. */

import type { InfeasibleReason } from './result.ts';

/** Above any number of lists, so that two numbers make one exact key. */
const RADIX = 2 ** 26;

export class ReasonTable {
  /** Entry 0 is empty. */
  readonly lists: (readonly InfeasibleReason[])[] = [[]];
  readonly #codes = new Map<string, number>([['[]', 0]]);
  readonly #joined = new Map<number, number>();

  codeOf(reasons: readonly InfeasibleReason[]): number {
    if (reasons.length === 0) return 0;
    const key = JSON.stringify(reasons);
    let code = this.#codes.get(key);
    if (code === undefined) {
      this.#codes.set(key, (code = this.lists.length));
      this.lists.push(reasons);
    }
    return code;
  }

  /** The list `first`, then the list `second`. */
  joined(first: number, second: number): number {
    if (second === 0) return first;
    if (first === 0) return second;
    const key = first * RADIX + second;
    let code = this.#joined.get(key);
    if (code === undefined) {
      code = this.codeOf([...(this.lists[first] ?? []), ...(this.lists[second] ?? [])]);
      this.#joined.set(key, code);
    }
    return code;
  }
}
