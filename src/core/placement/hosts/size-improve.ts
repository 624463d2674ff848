/**
 * Saves further hosts. One host is emptied and its workloads must find room on the others; one that fits nowhere pushes
 * another out, the one that was pushed out least so far, until all have room or the effort is spent.
 */

import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { TOLERANCE } from './size-prepare.ts';
import type { Prepared } from './size-prepare.ts';
import { settle } from './size-pack.ts';
import type { Bin, Packing } from './size-pack.ts';

export interface ImproveOptions {
  /** Looks at a place for a workload. */
  readonly effort: number;
  readonly seed: number;
}

/** Hosts looked at for a place, and for someone to push out, beginning anywhere. */
const INSERT_WINDOW = 400;
const PUSH_WINDOW = 60;

const get = (array: Float64Array | Int32Array | Uint8Array, at: number): number => array[at] as number;

interface Open {
  readonly shape: number;
  readonly limit: Float64Array;
  readonly used: Float64Array;
  readonly items: number[];
}

/** Bins that can be changed, and one attempt to do with fewer. */
class Emptying {
  readonly #prepared: Prepared;
  readonly #random: Random;
  readonly #bins: Open[];
  /** How often each item was pushed out. */
  readonly #pushed: Int32Array;
  readonly #pool: number[];
  effort: number;

  constructor(prepared: Prepared, packing: Packing, victim: number, random: Random, effort: number) {
    this.#prepared = prepared;
    this.#random = random;
    this.effort = effort;
    this.#pushed = new Int32Array(prepared.items);
    this.#pool = [...(packing.bins[victim]?.items ?? [])];
    this.#bins = packing.bins
      .filter((_, bin) => bin !== victim)
      .map(({ shape, items, used }) => ({
        shape,
        items: [...items],
        used: used.slice(),
        limit: (prepared.shapes[shape]?.limit ?? new Float64Array(0)).map((value) => value * (1 + TOLERANCE)),
      }));
  }

  run(): readonly Bin[] | null {
    while (this.#pool.length > 0) {
      if (this.effort <= 0) return null;
      const item = this.#pool.pop() ?? 0;
      if (!this.#insert(item) && !this.#pushOut(item)) return null;
    }
    return this.#bins;
  }

  /** Where the item fits with least left over. */
  #insert(item: number): boolean {
    const { dimensions, need } = this.#prepared;
    let best: Open | undefined;
    let least = Infinity;
    const start = this.#random.below(this.#bins.length);
    const window = Math.min(this.#bins.length, INSERT_WINDOW);
    for (let n = 0; n < window; n += 1) {
      const bin = this.#bins[(start + n) % this.#bins.length];
      if (bin === undefined || !this.#accepts(bin, item, -1)) continue;
      let left = 0;
      for (let d = 0; d < dimensions; d += 1) {
        const limit = get(bin.limit, d);
        if (limit > 0) left += (limit - get(bin.used, d) - get(need, item * dimensions + d)) / limit;
      }
      if (left < least) {
        least = left;
        best = bin;
      }
    }
    this.effort -= window;
    if (best === undefined) return false;
    this.#put(best, item);
    return true;
  }

  /** Puts the item where the one to be pushed out for it has been pushed out least; larger ones stay rather than smaller. */
  #pushOut(item: number): boolean {
    this.#pushed[item] = get(this.#pushed, item) + 1;
    let best: Open | undefined;
    let out = -1;
    let least = Infinity;
    const start = this.#random.below(this.#bins.length);
    const window = Math.min(this.#bins.length, PUSH_WINDOW);
    for (let n = 0; n < window; n += 1) {
      const bin = this.#bins[(start + n) % this.#bins.length];
      if (bin === undefined) continue;
      for (const other of bin.items) {
        const cost = get(this.#pushed, other) + 0.5 * this.#random.next();
        if (cost >= least || !this.#accepts(bin, item, other)) continue;
        least = cost;
        best = bin;
        out = other;
      }
      this.effort -= bin.items.length;
    }
    if (best === undefined) {
      // Another part of the hosts may have what this one has not.
      this.#pool.push(item);
      return window < this.#bins.length;
    }
    this.#take(best, out);
    this.#put(best, item);
    this.#pool.push(out);
    return true;
  }

  /** Room for the item once `without` has left (−1: nobody leaves). */
  #accepts(bin: Open, item: number, without: number): boolean {
    const { dimensions, need, fits, shapes, service } = this.#prepared;
    for (let d = 0; d < dimensions; d += 1) {
      const freed = without < 0 ? 0 : get(need, without * dimensions + d);
      if (get(bin.used, d) - freed + get(need, item * dimensions + d) > get(bin.limit, d)) return false;
    }
    if (fits[item * shapes.length + bin.shape] !== 1) return false;
    const own = get(service, item);
    if (own < 0) return true;
    for (const other of bin.items) if (other !== without && service[other] === own) return false;
    return true;
  }

  #put(bin: Open, item: number): void {
    const { dimensions, need } = this.#prepared;
    bin.items.push(item);
    for (let d = 0; d < dimensions; d += 1) bin.used[d] = get(bin.used, d) + get(need, item * dimensions + d);
  }

  #take(bin: Open, item: number): void {
    const { dimensions, need } = this.#prepared;
    bin.items.splice(bin.items.indexOf(item), 1);
    for (let d = 0; d < dimensions; d += 1) bin.used[d] = get(bin.used, d) - get(need, item * dimensions + d);
  }
}

/** How much of its host a bin uses, in the dimension that it uses most of. */
function fullness(prepared: Prepared, bin: Bin): number {
  const limit = prepared.shapes[bin.shape]?.limit;
  let most = 0;
  for (const [d, value] of bin.used.entries()) {
    const whole = limit?.[d] ?? 0;
    if (whole > 0) most = Math.max(most, value / whole);
  }
  return most;
}

const ATTEMPTS = 12;

export function improvePacking(
  prepared: Prepared,
  first: Packing,
  bound: number,
  { effort, seed }: ImproveOptions,
): Packing {
  const random = createRandom(seed);
  let best = first;
  // Small sets have been through everything long before.
  let left = Math.min(effort, prepared.items * first.bins.length * 2000);
  while (left > 0 && best.bins.length > 1 && best.cost > bound * (1 + 1e-9)) {
    const gain = ({ shape }: Bin): number => prepared.shapes[shape]?.price ?? 0;
    const candidates = [...best.bins.keys()].toSorted((a, b) => {
      const [x, y] = [best.bins[a], best.bins[b]];
      if (x === undefined || y === undefined) return 0;
      // Most money for least to find room for.
      return fullness(prepared, x) / (gain(x) + 1e-12) - fullness(prepared, y) / (gain(y) + 1e-12) || a - b;
    });
    let found: Packing | undefined;
    for (const victim of candidates.slice(0, ATTEMPTS)) {
      const share = left / 3;
      const attempt = new Emptying(prepared, best, victim, random, share);
      const bins = attempt.run();
      left -= share - attempt.effort + 1;
      if (bins === null) continue;
      const settled = settle(prepared, bins);
      if (settled.cost < best.cost) {
        found = settled;
        break;
      }
    }
    if (found === undefined) break;
    best = found;
  }
  return best;
}
