/**
 * How much the use of every limit answers to every price: the covariance of what is used, over the options that
 * workloads mix. Options are written one after the other, then added together.
 */

import type { Relaxation } from './bound.ts';

/** Limits with at most this many workloads behind them answer for themselves only. */
const SMALL = 50;
const MOST_DENSE = 1200;

export class Covariance {
  /** Positions, among the priced limits, of those that are solved for together. */
  readonly dense: Int32Array;
  /** Position of each priced limit in `dense`, or -1. */
  readonly denseOf: Int32Array;
  /** dense × dense, lower triangle. */
  readonly matrix: Float64Array;
  /** Own variance of the limits that are not dense. */
  readonly diagonal: Float64Array;
  readonly #relaxation: Relaxation;
  #options = 0;
  #end = 0;
  readonly #probability: Float64Array;
  readonly #start: Int32Array;
  /** What the options use: positions among the priced limits, and amounts. */
  #at = new Int32Array(1024);
  #amount = new Float64Array(1024);
  readonly #mean: Float64Array;
  readonly #touched: Int32Array;
  readonly #touchedMean: Float64Array;

  constructor(relaxation: Relaxation) {
    this.#relaxation = relaxation;
    const { limits, scale } = relaxation.priced;
    this.denseOf = new Int32Array(limits.length).fill(-1);
    const capacities = relaxation.multipliers.length;
    const dense: number[] = [];
    for (let at = 0; at < limits.length && dense.length < MOST_DENSE; at += 1) {
      if ((scale[at] as number) === 0) continue;
      const members = at < capacities ? Infinity : (relaxation.sides?.members[at - capacities] ?? 0);
      if (members <= SMALL) continue;
      this.denseOf[at] = dense.length;
      dense.push(at);
    }
    this.dense = Int32Array.from(dense);
    this.matrix = new Float64Array(dense.length ** 2);
    this.diagonal = new Float64Array(limits.length);
    this.#probability = new Float64Array(relaxation.problem.sites + 2);
    this.#start = new Int32Array(relaxation.problem.sites + 3);
    this.#mean = new Float64Array(dense.length);
    this.#touched = new Int32Array(dense.length);
    this.#touchedMean = new Float64Array(dense.length);
  }

  clear(): void {
    this.matrix.fill(0);
    this.diagonal.fill(0);
  }

  begin(): void {
    this.#options = 0;
    this.#end = 0;
  }

  option(probability: number): void {
    this.#probability[this.#options] = probability;
    this.#start[this.#options] = this.#end;
    this.#options += 1;
  }

  /** What the workload uses at a site belongs to the option at hand. */
  write(workload: number, site: number): void {
    if (site < 0) return;
    const { problem, sides, multipliers } = this.#relaxation;
    const resources = problem.resources.length;
    for (let k = 0; k < resources; k += 1) {
      this.#put(site * resources + k, problem.need[workload * resources + k] as number);
    }
    if (sides === null) return;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const bucket = sides.bucketOf[(sides.bucketRow[cap] as number) * problem.sites + site] as number;
      if (bucket >= 0) {
        this.#put(multipliers.length + (sides.slotOf[cap] as number) + bucket, sides.capWeight[at] as number);
      }
    }
  }

  #put(at: number, amount: number): void {
    if (amount === 0 || this.#relaxation.priced.scale[at] === 0) return;
    if (this.#end === this.#at.length) {
      const [old, amounts] = [this.#at, this.#amount];
      this.#at = new Int32Array(old.length * 2);
      this.#amount = new Float64Array(old.length * 2);
      this.#at.set(old);
      this.#amount.set(amounts);
    }
    this.#at[this.#end] = at;
    this.#amount[this.#end] = amount;
    this.#end += 1;
  }

  /** Adds up amounts of one limit within an option, so that its square is that of the sum. */
  merge(): void {
    let end = 0;
    let from = 0;
    for (let o = 0; o < this.#options; o += 1) {
      const first = end;
      const to = o + 1 < this.#options ? (this.#start[o + 1] as number) : this.#end;
      for (; from < to; from += 1) {
        let found = first;
        while (found < end && this.#at[found] !== this.#at[from]) found += 1;
        if (found === end) {
          this.#at[end] = this.#at[from] as number;
          this.#amount[end] = this.#amount[from] as number;
          end += 1;
        } else this.#amount[found] = (this.#amount[found] as number) + (this.#amount[from] as number);
      }
      this.#start[o] = first;
    }
    this.#end = end;
  }

  /** Adds `weight` times Σ p v vᵀ − (Σ p v)(Σ p v)ᵀ over the options written. */
  add(weight: number): void {
    const { matrix, denseOf, diagonal } = this;
    const size = this.dense.length;
    const [start, at, amount, mean] = [this.#start, this.#at, this.#amount, this.#mean];
    start[this.#options] = this.#end;
    for (let o = 0; o < this.#options; o += 1) {
      const p = this.#probability[o] as number;
      const to = start[o + 1] as number;
      for (let i = start[o] as number; i < to; i += 1) {
        const row = denseOf[at[i] as number] as number;
        const own = amount[i] as number;
        if (row < 0) {
          const of = at[i] as number;
          diagonal[of] = (diagonal[of] as number) + weight * p * (1 - p) * own * own;
          continue;
        }
        mean[row] = (mean[row] as number) + p * own;
        const wanted = weight * p * own;
        for (let j = start[o] as number; j < to; j += 1) {
          const column = denseOf[at[j] as number] as number;
          if (column < 0 || column > row) continue;
          const cell = row * size + column;
          matrix[cell] = (matrix[cell] as number) + wanted * (amount[j] as number);
        }
      }
    }
    this.#subtractMean(weight);
  }

  /** A limit may stand in several options: each pair is taken once, at its first appearance. */
  #subtractMean(weight: number): void {
    const { matrix, denseOf } = this;
    const size = this.dense.length;
    const [touched, touchedMean, mean] = [this.#touched, this.#touchedMean, this.#mean];
    let count = 0;
    for (let i = 0; i < this.#end; i += 1) {
      const row = denseOf[this.#at[i] as number] as number;
      if (row < 0 || mean[row] === 0) continue;
      touched[count] = row;
      touchedMean[count] = mean[row] as number;
      mean[row] = 0;
      count += 1;
    }
    for (let i = 0; i < count; i += 1) {
      const row = touched[i] as number;
      const own = weight * (touchedMean[i] as number);
      for (let j = 0; j < count; j += 1) {
        const column = touched[j] as number;
        if (column > row) continue;
        const cell = row * size + column;
        matrix[cell] = (matrix[cell] as number) - own * (touchedMean[j] as number);
      }
    }
  }
}
