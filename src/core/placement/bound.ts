/**
 * A lower bound by Lagrangian relaxation: capacities are priced (multipliers, USD per unit) instead of enforced, so that
 * every workload, or every application when spread costs something, chooses alone. For any multipliers ≥ 0 the sum of
 * the choices less the priced capacity is below the cost of every assignment that keeps the capacities.
 */

import type { Problem } from './problem.ts';

export class Relaxation {
  readonly problem: Problem;
  /** What leaving a workload unplaced costs; Infinity forbids it. */
  readonly penalty: number;
  /** USD per unit, [site * resources + resource]; 0 where the limit is Infinity. */
  readonly multipliers: Float64Array;
  /** Choice of each workload at the last evaluation; -1: unplaced or left out. */
  readonly choice: Int32Array;
  readonly #include: (workload: number) => boolean;
  readonly #limited: readonly number[];
  readonly #isLimited: Uint8Array;
  /** Workloads that choose alone: cheapest unlimited site, and candidates among the limited ones. */
  readonly #alone: Int32Array;
  readonly #floor: Float64Array;
  readonly #floorSite: Int32Array;
  readonly #start: Int32Array;
  readonly #candidates: Int32Array;
  readonly #groupMembers: readonly Int32Array[];

  /** `include`: which workloads take part; the others cost nothing and use nothing. */
  constructor(problem: Problem, penalty: number, include: (workload: number) => boolean = () => true) {
    this.problem = problem;
    this.penalty = penalty;
    this.#include = include;
    const resources = problem.resources.length;
    this.multipliers = new Float64Array(problem.sites * resources);
    this.choice = new Int32Array(problem.workloads).fill(-1);
    this.#isLimited = new Uint8Array(problem.sites);
    for (let index = 0; index < problem.limit.length; index += 1) {
      if (problem.limit[index] !== Infinity) this.#isLimited[Math.floor(index / resources)] = 1;
    }
    this.#limited = [...this.#isLimited.keys()].filter((site) => this.#isLimited[site] === 1);

    const grouped = problem.splitUsdPerMonth > 0;
    const alone: number[] = [];
    const members = new Map<number, number[]>();
    for (let workload = 0; workload < problem.workloads; workload += 1) {
      if (!include(workload)) continue;
      const group = grouped ? (problem.group[workload] ?? -1) : -1;
      if (group < 0) alone.push(workload);
      else (members.get(group) ?? members.set(group, []).get(group))?.push(workload);
    }
    this.#groupMembers = [...members.entries()].sort(([a], [b]) => a - b).map(([, list]) => Int32Array.from(list));
    this.#alone = Int32Array.from(alone);
    this.#floor = new Float64Array(alone.length);
    this.#floorSite = new Int32Array(alone.length);
    this.#start = new Int32Array(alone.length + 1);
    this.#candidates = this.#collectCandidates();
  }

  /** A limited site that costs no less than an unlimited one is never chosen at multipliers ≥ 0: it is left out. */
  #collectCandidates(): Int32Array {
    const { problem } = this;
    const found: number[] = [];
    for (const [position, workload] of this.#alone.entries()) {
      const row = workload * problem.sites;
      let floor = this.penalty;
      let floorSite = -1;
      for (let site = 0; site < problem.sites; site += 1) {
        const cost = problem.cost[row + site] ?? Infinity;
        if (this.#isLimited[site] === 0 && cost < floor) {
          floor = cost;
          floorSite = site;
        }
      }
      this.#floor[position] = floor;
      this.#floorSite[position] = floorSite;
      for (const site of this.#limited) if ((problem.cost[row + site] ?? Infinity) < floor) found.push(site);
      this.#start[position + 1] = found.length;
    }
    return Int32Array.from(found);
  }

  /** Cost plus the price of the capacity used; Infinity where infeasible. */
  reducedCost(workload: number, site: number): number {
    const { problem } = this;
    const resources = problem.resources.length;
    let value = problem.cost[workload * problem.sites + site] ?? Infinity;
    if (this.#isLimited[site] === 0) return value;
    for (let k = 0; k < resources; k += 1) {
      value += (this.multipliers[site * resources + k] ?? 0) * (problem.need[workload * resources + k] ?? 0);
    }
    return value;
  }

  /** The bound at the present multipliers; fills `choice` and, when given, the use of capacity by those choices. */
  evaluate(use?: Float64Array): number {
    use?.fill(0);
    let total = 0;
    for (let position = 0; position < this.#alone.length; position += 1) {
      const workload = this.#alone[position] ?? 0;
      let best = this.#floor[position] ?? Infinity;
      let bestSite = this.#floorSite[position] ?? -1;
      const end = this.#start[position + 1] ?? 0;
      for (let at = this.#start[position] ?? 0; at < end; at += 1) {
        const site = this.#candidates[at] ?? 0;
        const value = this.reducedCost(workload, site);
        if (value < best) {
          best = value;
          bestSite = site;
        }
      }
      total += best;
      this.#choose(workload, bestSite, use);
    }
    for (const members of this.#groupMembers) total += this.#evaluateGroup(members, use);
    return total - this.#pricedCapacity();
  }

  #choose(workload: number, site: number, use: Float64Array | undefined): void {
    this.choice[workload] = site;
    if (use === undefined || site < 0 || this.#isLimited[site] === 0) return;
    const resources = this.problem.resources.length;
    for (let k = 0; k < resources; k += 1) {
      use[site * resources + k] = (use[site * resources + k] ?? 0) + (this.problem.need[workload * resources + k] ?? 0);
    }
  }

  /**
   * A group is either together at one site, or spread over two at least and pays once for it: the cheaper of the two is
   * below every way to place it.
   */
  #evaluateGroup(members: Int32Array, use: Float64Array | undefined): number {
    const { problem } = this;
    let together = Infinity;
    let togetherSite = -1;
    for (let site = 0; site < problem.sites; site += 1) {
      let sum = 0;
      for (let at = 0; at < members.length && sum < together; at += 1) {
        sum += Math.min(this.penalty, this.reducedCost(members[at] ?? 0, site));
      }
      if (sum < together) {
        together = sum;
        togetherSite = site;
      }
    }
    let spread = problem.splitUsdPerMonth;
    for (const workload of members) spread += Math.min(this.penalty, this.#cheapest(workload).value);
    const apart = spread < together;
    for (const workload of members) {
      const site = apart ? this.#cheapest(workload).site : togetherSite;
      const value = site < 0 ? Infinity : this.reducedCost(workload, site);
      this.#choose(workload, value < this.penalty ? site : -1, use);
    }
    return apart ? spread : together === Infinity ? members.length * this.penalty : together;
  }

  #cheapest(workload: number): { value: number; site: number } {
    let value = Infinity;
    let best = -1;
    for (let site = 0; site < this.problem.sites; site += 1) {
      const candidate = this.reducedCost(workload, site);
      if (candidate < value) {
        value = candidate;
        best = site;
      }
    }
    return { value, site: best };
  }

  #pricedCapacity(): number {
    let total = 0;
    for (let index = 0; index < this.multipliers.length; index += 1) {
      const multiplier = this.multipliers[index] ?? 0;
      if (multiplier > 0) total += multiplier * (this.problem.limit[index] ?? 0);
    }
    return total;
  }

  includes(workload: number): boolean {
    return this.#include(workload);
  }
}
