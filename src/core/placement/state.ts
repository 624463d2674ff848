/**
 * An assignment with everything a move changes kept up to date: loads, objective, spread of groups.
 * State knows how to apply a move and what it costs; it knows nothing of strategy.
 */

import type { Problem } from './problem.ts';

/** A load may pass its limit by this share, for sums that are not exact in binary. */
const TOLERANCE = 1e-9;

export class PlacementState {
  readonly problem: Problem;
  /** Site of each workload; -1: unplaced. */
  readonly assigned: Int32Array;
  readonly load: Float64Array;
  /** What leaving one workload unplaced costs in the search; far above any real cost. */
  readonly penalty: number;
  /** Objective: cost of the placed + penalties + spread of groups. */
  objective: number;
  unplaced: number;
  /** Members of each group at each site. */
  readonly #members: Int32Array;
  /** Sites each group is spread over. */
  readonly #spread: Int32Array;
  readonly #slack: Float64Array;

  constructor(problem: Problem, penalty: number) {
    const { workloads, sites, resources } = problem;
    this.problem = problem;
    this.penalty = penalty;
    this.assigned = new Int32Array(workloads).fill(-1);
    this.load = new Float64Array(sites * resources.length);
    this.#members = new Int32Array(problem.groups.length * sites);
    this.#spread = new Int32Array(problem.groups.length);
    this.#slack = problem.limit.map((limit) => (limit === Infinity ? Infinity : limit * (1 + TOLERANCE)));
    this.objective = workloads * penalty;
    this.unplaced = workloads;
  }

  /** True when the site has room for one more workload; false also when the pair is infeasible. */
  fits(workload: number, site: number): boolean {
    const { problem } = this;
    const resources = problem.resources.length;
    if (problem.cost[workload * problem.sites + site] === Infinity) return false;
    for (let k = 0, need = workload * resources, at = site * resources; k < resources; k += 1, need += 1, at += 1) {
      if ((this.load[at] ?? 0) + (problem.need[need] ?? 0) > (this.#slack[at] ?? 0)) return false;
    }
    return true;
  }

  /** Like fits, when `leaving` has left the site. */
  fitsWithout(workload: number, site: number, leaving: number): boolean {
    const { problem } = this;
    const resources = problem.resources.length;
    if (problem.cost[workload * problem.sites + site] === Infinity) return false;
    for (let k = 0; k < resources; k += 1) {
      const load = (this.load[site * resources + k] ?? 0) - (problem.need[leaving * resources + k] ?? 0);
      if (load + (problem.need[workload * resources + k] ?? 0) > (this.#slack[site * resources + k] ?? 0)) return false;
    }
    return true;
  }

  /** True when any capacity is passed. */
  overfull(): boolean {
    for (let at = 0; at < this.load.length; at += 1) if ((this.load[at] ?? 0) > (this.#slack[at] ?? 0)) return true;
    return false;
  }

  /** Index of the first resource that is full for this workload at this site, or -1. */
  fullResource(workload: number, site: number): number {
    const resources = this.problem.resources.length;
    for (let k = 0; k < resources; k += 1) {
      const wanted = (this.load[site * resources + k] ?? 0) + (this.problem.need[workload * resources + k] ?? 0);
      if (wanted > (this.#slack[site * resources + k] ?? 0)) return k;
    }
    return -1;
  }

  /** Change of the objective when the workload goes to `site` (-1: unplaced). O(1); capacity is not looked at. */
  delta(workload: number, site: number): number {
    const from = this.assigned[workload] ?? -1;
    if (from === site) return 0;
    const row = workload * this.problem.sites;
    const before = from < 0 ? this.penalty : (this.problem.cost[row + from] ?? 0);
    const after = site < 0 ? this.penalty : (this.problem.cost[row + site] ?? 0);
    return after - before + this.#spreadDelta(workload, from, site);
  }

  #spreadDelta(workload: number, from: number, to: number): number {
    const group = this.problem.group[workload] ?? -1;
    if (group < 0 || this.problem.splitUsdPerMonth === 0) return 0;
    const row = group * this.problem.sites;
    const spread = this.#spread[group] ?? 0;
    let after = spread;
    if (from >= 0 && this.#members[row + from] === 1) after -= 1;
    if (to >= 0 && this.#members[row + to] === 0) after += 1;
    return this.problem.splitUsdPerMonth * (Math.max(0, after - 1) - Math.max(0, spread - 1));
  }

  /** Applies a move. To undo it, move back to the site this returns. */
  move(workload: number, site: number): number {
    const from = this.assigned[workload] ?? -1;
    if (from === site) return from;
    this.objective += this.delta(workload, site);
    const { problem } = this;
    const resources = problem.resources.length;
    for (let k = 0; k < resources; k += 1) {
      const need = problem.need[workload * resources + k] ?? 0;
      if (from >= 0) this.load[from * resources + k] = (this.load[from * resources + k] ?? 0) - need;
      if (site >= 0) this.load[site * resources + k] = (this.load[site * resources + k] ?? 0) + need;
    }
    const group = problem.group[workload] ?? -1;
    if (group >= 0) this.#moveMember(group, from, site);
    if (from < 0) this.unplaced -= 1;
    if (site < 0) this.unplaced += 1;
    this.assigned[workload] = site;
    return from;
  }

  #moveMember(group: number, from: number, to: number): void {
    const row = group * this.problem.sites;
    let spread = this.#spread[group] ?? 0;
    if (from >= 0) {
      const left = (this.#members[row + from] ?? 0) - 1;
      this.#members[row + from] = left;
      if (left === 0) spread -= 1;
    }
    if (to >= 0) {
      const now = (this.#members[row + to] ?? 0) + 1;
      this.#members[row + to] = now;
      if (now === 1) spread += 1;
    }
    this.#spread[group] = spread;
  }

  /** Replaces the whole assignment and recomputes everything from scratch, without the drift of many small sums. */
  restore(assigned: Int32Array): void {
    this.assigned.fill(-1);
    this.load.fill(0);
    this.#members.fill(0);
    this.#spread.fill(0);
    this.objective = this.problem.workloads * this.penalty;
    this.unplaced = this.problem.workloads;
    for (let workload = 0; workload < assigned.length; workload += 1) this.move(workload, assigned[workload] ?? -1);
  }

  /** Soft cost of the spread of groups alone, USD per month. */
  splitUsdPerMonth(): number {
    let total = 0;
    for (const spread of this.#spread) total += Math.max(0, spread - 1);
    return total * this.problem.splitUsdPerMonth;
  }
}
