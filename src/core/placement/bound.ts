/**
 * A lower bound by Lagrangian relaxation: capacities and linear caps are priced (multipliers, USD per unit) instead of
 * enforced, links are left out, so that every workload, or every application when spread costs something, chooses alone.
 * For any multipliers ≥ 0 (of a soft cap at most what a unit above it costs) the sum of the choices less the priced
 * limits is below the objective of every assignment that keeps the hard constraints.
 */

import { CandidateLists } from './candidates.ts';
import { pricedLimits } from './priced.ts';
import type { PricedLimits } from './priced.ts';
import type { Problem } from './problem.ts';
import { compileSides } from './sides.ts';
import type { Sides } from './sides.ts';
import { preferenceUsd } from './state.ts';

export interface RelaxationOptions {
  readonly sides?: Sides | null;
  readonly priced?: PricedLimits;
  /** Candidate sites kept per workload; all of them unless given. With fewer, only `select` gives a bound. */
  readonly keep?: number;
}

/** Pairs looked at between two breaths. */
const CHUNK = 2e6;

export class Relaxation {
  readonly problem: Problem;
  /** What leaving a workload unplaced costs; Infinity forbids it. */
  readonly penalty: number;
  readonly sides: Sides | null;
  readonly priced: PricedLimits;
  /** USD per unit of every priced limit. */
  readonly prices: Float64Array;
  /** The part of `prices` for capacity: [site * resources + resource]. */
  readonly multipliers: Float64Array;
  /** Choice of each workload at the last evaluation; -1: unplaced or left out. */
  readonly choice: Int32Array;
  readonly lists: CandidateLists;
  readonly #include: (workload: number) => boolean;
  readonly #prefers: boolean;
  readonly #resources: number;

  /** `include`: which workloads take part; the others cost nothing and use nothing. */
  constructor(
    problem: Problem,
    penalty: number,
    include: (workload: number) => boolean = () => true,
    options: RelaxationOptions = {},
  ) {
    this.problem = problem;
    this.penalty = penalty;
    this.#include = include;
    this.sides = options.sides === undefined ? compileSides(problem) : options.sides;
    this.priced = options.priced ?? pricedLimits(problem, this.sides);
    this.prices = new Float64Array(this.priced.limits.length);
    this.multipliers = this.prices.subarray(0, problem.limit.length);
    this.choice = new Int32Array(problem.workloads).fill(-1);
    this.#prefers = problem.preferenceUsdPerMonth.length > 0;
    this.#resources = problem.resources.length;
    this.lists = new CandidateLists(this, options.keep ?? problem.sites);
  }

  includes(workload: number): boolean {
    return this.#include(workload);
  }

  /** Cost and preference; Infinity where infeasible. */
  pairUsd(workload: number, site: number): number {
    const usd = this.problem.cost[workload * this.problem.sites + site] as number;
    return this.#prefers ? usd + preferenceUsd(this.problem, workload, site) : usd;
  }

  /** Cost and preference plus the price of what is used; Infinity where infeasible. */
  reducedCost(workload: number, site: number): number {
    const { problem, multipliers } = this;
    const resources = this.#resources;
    let value = this.pairUsd(workload, site);
    for (let k = 0, at = site * resources, need = workload * resources; k < resources; k += 1, at += 1, need += 1) {
      value += (multipliers[at] as number) * (problem.need[need] as number);
    }
    return this.sides === null ? value : value + this.capUsd(this.sides, workload, site);
  }

  /** Price of what the workload uses of its caps at a site. */
  capUsd(sides: Sides, workload: number, site: number): number {
    let value = 0;
    const offset = this.multipliers.length;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const bucket = sides.bucketOf[(sides.bucketRow[cap] as number) * this.problem.sites + site] as number;
      if (bucket < 0) continue;
      value +=
        (this.prices[offset + (sides.slotOf[cap] as number) + bucket] as number) * (sides.capWeight[at] as number);
    }
    return value;
  }

  /** The bound at the present multipliers; fills `choice` and, when given, the use of the priced limits by those choices. */
  evaluate(use?: Float64Array): number {
    const steps = this.pass(use);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** `evaluate` with breaths in between. Over candidate lists that are not whole this is an estimate, not a bound. */
  *pass(use?: Float64Array): Generator<void, number, void> {
    const { lists } = this;
    if (!lists.selected) yield* this.select();
    use?.fill(0);
    const chunk = Math.max(64, Math.floor(CHUNK / (lists.keep + 1)));
    let total = 0;
    for (let from = 0; from < lists.alone; from += chunk) {
      total += this.#chooseAlone(from, Math.min(lists.alone, from + chunk), use);
      yield;
    }
    for (let group = 0; group < lists.groups;) {
      const from = lists.groupStart[group] as number;
      for (; group < lists.groups && (lists.groupStart[group] as number) - from < chunk; group += 1) {
        total += this.#chooseTogether(group, use);
      }
      yield;
    }
    return total - this.#pricedLimits();
  }

  /** Looks at every site of every workload: renews the candidate lists and returns the bound at the present prices. */
  *select(): Generator<void, number, void> {
    const total = yield* this.lists.select();
    return total - this.#pricedLimits();
  }

  /** Where a reduced cost is needed for many sites of one row, needs are held in locals. */
  #chooseAlone(from: number, to: number, use: Float64Array | undefined): number {
    const { lists, sides } = this;
    const { rows, floor, floorSite, count, keep, site: candidates, usd } = lists;
    const resources = this.#resources;
    const few = resources <= 4;
    const { lambda, need } = lists;
    let total = 0;
    for (let position = from; position < to; position += 1) {
      const workload = rows[position] as number;
      let best = floor[position] as number;
      let bestSite = floorSite[position] as number;
      const begin = position * keep;
      const end = begin + (count[position] as number);
      const capped = sides !== null && (sides.capStart[workload + 1] as number) > (sides.capStart[workload] as number);
      if (few) {
        const base = workload * 4;
        const [n0, n1] = [need[base] as number, need[base + 1] as number];
        const [n2, n3] = [need[base + 2] as number, need[base + 3] as number];
        for (let at = begin; at < end; at += 1) {
          const l = (candidates[at] as number) * 4;
          let value =
            (usd[at] as number) +
            (lambda[l] as number) * n0 +
            (lambda[l + 1] as number) * n1 +
            (lambda[l + 2] as number) * n2 +
            (lambda[l + 3] as number) * n3;
          if (value >= best) continue;
          if (capped) value += this.capUsd(sides, workload, candidates[at] as number);
          if (value < best) {
            best = value;
            bestSite = candidates[at] as number;
          }
        }
      } else {
        for (let at = begin; at < end; at += 1) {
          const value = this.reducedCost(workload, candidates[at] as number);
          if (value < best) {
            best = value;
            bestSite = candidates[at] as number;
          }
        }
      }
      total += best;
      this.choice[workload] = bestSite;
      if (use !== undefined && bestSite >= 0) this.#use(use, workload, bestSite);
    }
    return total;
  }

  #use(use: Float64Array, workload: number, site: number): void {
    const resources = this.#resources;
    const { sides } = this;
    for (let k = 0; k < resources; k += 1) {
      const at = site * resources + k;
      use[at] = (use[at] as number) + (this.problem.need[workload * resources + k] as number);
    }
    if (sides === null) return;
    const offset = this.multipliers.length;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const bucket = sides.bucketOf[(sides.bucketRow[cap] as number) * this.problem.sites + site] as number;
      if (bucket < 0) continue;
      const slot = offset + (sides.slotOf[cap] as number) + bucket;
      use[slot] = (use[slot] as number) + (sides.capWeight[at] as number);
    }
  }

  /**
   * A group is either together at one site, or spread over two at least and pays once for it: the cheaper of the two is
   * below every way to place it.
   */
  #chooseTogether(group: number, use: Float64Array | undefined): number {
    const { lists, problem } = this;
    const from = lists.groupStart[group] as number;
    const to = lists.groupStart[group + 1] as number;
    let together = Infinity;
    let togetherSite = -1;
    const begin = group * lists.keep;
    const end = begin + (lists.groupCount[group] as number);
    let apart = problem.splitUsdPerMonth;
    for (let position = from; position < to; position += 1) apart += lists.cheapest(position);
    for (let at = begin; at < end; at += 1) {
      const site = lists.groupSite[at] as number;
      const sum = lists.sumAt(from, to, site, Math.min(together, apart));
      if (sum < together) {
        together = sum;
        togetherSite = site;
      }
    }
    const split = apart < together;
    for (let position = from; position < to; position += 1) {
      const workload = lists.rows[position] as number;
      let site = split ? (lists.cheapestSite[position] as number) : togetherSite;
      if (!split && site >= 0 && this.reducedCost(workload, site) >= this.penalty) site = -1;
      this.choice[workload] = site;
      if (use !== undefined && site >= 0) this.#use(use, workload, site);
    }
    return Math.min(apart, together);
  }

  #pricedLimits(): number {
    let total = 0;
    for (let index = 0; index < this.prices.length; index += 1) {
      const price = this.prices[index] as number;
      if (price > 0) total += price * (this.priced.limits[index] as number);
    }
    return total;
  }
}
