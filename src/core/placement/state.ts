/**
 * An assignment with everything a move changes kept up to date: loads, caps, links, objective, spread of groups.
 * State knows how to apply a move and what it costs; it knows nothing of strategy.
 */

import type { Problem } from './problem.ts';
import { SideState } from './side-state.ts';
import { compileSides, TOLERANCE } from './sides.ts';
import type { Sides } from './sides.ts';

export class PlacementState {
  readonly problem: Problem;
  /** Site of each workload; -1: unplaced. */
  readonly assigned: Int32Array;
  readonly load: Float64Array;
  /** What leaving one workload unplaced costs in the search; far above any real cost. */
  readonly penalty: number;
  /** Caps and links; null when there are none. */
  readonly sides: SideState | null;
  /** Objective: cost and preference of the placed + penalties + spread of groups + excess + broken links. */
  objective: number;
  unplaced: number;
  readonly #resources: number;
  readonly #grouped: boolean;
  readonly #prefers: boolean;
  /** Members of each group at each site. */
  readonly #members: Int32Array;
  /** Sites each group is spread over. */
  readonly #spread: Int32Array;
  readonly #slack: Float64Array;

  /** `sides`: compiled from the same problem, when somebody has done so already. */
  constructor(problem: Problem, penalty: number, sides: Sides | null = compileSides(problem)) {
    const { workloads, sites, resources } = problem;
    this.problem = problem;
    this.penalty = penalty;
    this.assigned = new Int32Array(workloads).fill(-1);
    this.load = new Float64Array(sites * resources.length);
    this.sides = sides === null ? null : new SideState(problem, sides, this.assigned);
    this.#resources = resources.length;
    this.#grouped = problem.splitUsdPerMonth > 0 && problem.groups.length > 0;
    this.#prefers = problem.preferenceUsdPerMonth.length > 0;
    this.#members = new Int32Array(problem.groups.length * sites);
    this.#spread = new Int32Array(problem.groups.length);
    this.#slack = problem.limit.map((limit) => (limit === Infinity ? Infinity : limit * (1 + TOLERANCE)));
    this.objective = workloads * penalty;
    this.unplaced = workloads;
  }

  /** Cost and preference of a pair, USD per month; Infinity where infeasible. */
  pairUsd(workload: number, site: number): number {
    const { problem } = this;
    const usd = problem.cost[workload * problem.sites + site] as number;
    return this.#prefers ? usd + preferenceUsd(problem, workload, site) : usd;
  }

  /** True when the site may take the workload once it has left where it is; false also when the pair is infeasible. */
  fits(workload: number, site: number): boolean {
    const { problem, load } = this;
    if (problem.cost[workload * problem.sites + site] === Infinity) return false;
    const resources = this.#resources;
    if (this.assigned[workload] !== site) {
      for (let k = 0, need = workload * resources, at = site * resources; k < resources; k += 1, need += 1, at += 1) {
        if ((load[at] as number) + (problem.need[need] as number) > (this.#slack[at] as number)) return false;
      }
    }
    return this.sides === null || this.sides.allows(workload, site);
  }

  /** Like fits, when `leaving` has left the site. */
  fitsWithout(workload: number, site: number, leaving: number): boolean {
    return this.#hasRoomWithout(workload, site, leaving) && (this.sides?.allows(workload, site, leaving) ?? true);
  }

  /** True when two workloads at different sites may change places. */
  canSwap(workload: number, other: number): boolean {
    const [from, site] = [this.assigned[workload] as number, this.assigned[other] as number];
    if (!this.#hasRoomWithout(workload, site, other) || !this.#hasRoomWithout(other, from, workload)) return false;
    const { sides } = this;
    return sides === null || (sides.allows(workload, site, other, from) && sides.allows(other, from, workload, site));
  }

  #hasRoomWithout(workload: number, site: number, leaving: number): boolean {
    const { problem } = this;
    const resources = this.#resources;
    if (problem.cost[workload * problem.sites + site] === Infinity) return false;
    for (let k = 0; k < resources; k += 1) {
      const load = (this.load[site * resources + k] as number) - (problem.need[leaving * resources + k] as number);
      const wanted = load + (problem.need[workload * resources + k] as number);
      if (wanted > (this.#slack[site * resources + k] as number)) return false;
    }
    return true;
  }

  /** True when any capacity or hard cap is passed, or a hard link broken. */
  overfull(): boolean {
    for (let at = 0; at < this.load.length; at += 1)
      if ((this.load[at] as number) > (this.#slack[at] as number)) return true;
    return this.sides?.broken() ?? false;
  }

  /** Index of the first resource that is full for this workload at this site, or -1. */
  fullResource(workload: number, site: number): number {
    const resources = this.#resources;
    for (let k = 0; k < resources; k += 1) {
      const wanted = (this.load[site * resources + k] ?? 0) + (this.problem.need[workload * resources + k] ?? 0);
      if (wanted > (this.#slack[site * resources + k] ?? 0)) return k;
    }
    return -1;
  }

  /**
   * Change of the objective when the workload goes to `site` (-1: unplaced). O(caps and links of the workload);
   * what is forbidden is not looked at.
   */
  delta(workload: number, site: number): number {
    const from = this.assigned[workload] as number;
    if (from === site) return 0;
    const before = from < 0 ? this.penalty : this.pairUsd(workload, from);
    const after = site < 0 ? this.penalty : this.pairUsd(workload, site);
    let change = after - before;
    if (this.#grouped) change += this.#spreadDelta(workload, from, site);
    if (this.sides !== null) change += this.sides.delta(workload, from, site);
    return change;
  }

  /** What going to `site` adds to the spread of the workload's group, USD per month. */
  spreadUsd(workload: number, site: number): number {
    return this.#grouped ? this.#spreadDelta(workload, this.assigned[workload] as number, site) : 0;
  }

  #spreadDelta(workload: number, from: number, to: number): number {
    const group = this.problem.group[workload] as number;
    if (group < 0) return 0;
    const row = group * this.problem.sites;
    const spread = this.#spread[group] as number;
    let after = spread;
    if (from >= 0 && this.#members[row + from] === 1) after -= 1;
    if (to >= 0 && this.#members[row + to] === 0) after += 1;
    return this.problem.splitUsdPerMonth * (Math.max(0, after - 1) - Math.max(0, spread - 1));
  }

  /** Applies a move. To undo it, move back to the site this returns. */
  move(workload: number, site: number): number {
    const from = this.assigned[workload] as number;
    if (from === site) return from;
    this.objective += this.delta(workload, site);
    const { problem, load } = this;
    const resources = this.#resources;
    for (let k = 0; k < resources; k += 1) {
      const need = problem.need[workload * resources + k] as number;
      if (from >= 0) load[from * resources + k] = (load[from * resources + k] as number) - need;
      if (site >= 0) load[site * resources + k] = (load[site * resources + k] as number) + need;
    }
    const group = problem.group[workload] as number;
    if (group >= 0) this.#moveMember(group, from, site);
    if (this.sides !== null) this.sides.move(workload, from, site);
    if (from < 0) this.unplaced -= 1;
    if (site < 0) this.unplaced += 1;
    this.assigned[workload] = site;
    return from;
  }

  #moveMember(group: number, from: number, to: number): void {
    const row = group * this.problem.sites;
    let spread = this.#spread[group] as number;
    if (from >= 0) {
      const left = (this.#members[row + from] as number) - 1;
      this.#members[row + from] = left;
      if (left === 0) spread -= 1;
    }
    if (to >= 0) {
      const now = (this.#members[row + to] as number) + 1;
      this.#members[row + to] = now;
      if (now === 1) spread += 1;
    }
    this.#spread[group] = spread;
  }

  /** Takes everybody out. */
  clear(): void {
    this.assigned.fill(-1);
    this.load.fill(0);
    this.#members.fill(0);
    this.#spread.fill(0);
    this.sides?.clear();
    this.objective = this.problem.workloads * this.penalty;
    this.unplaced = this.problem.workloads;
  }

  /** Replaces the whole assignment and recomputes everything from scratch, without the drift of many small sums. */
  restore(assigned: ArrayLike<number>): void {
    this.clear();
    for (let workload = 0; workload < assigned.length; workload += 1) this.move(workload, assigned[workload] ?? -1);
  }

  /** `restore` with breaths in between. */
  *restoreInSteps(assigned: ArrayLike<number>): Generator<void, void, void> {
    this.clear();
    for (let workload = 0; workload < assigned.length; workload += 1) {
      this.move(workload, assigned[workload] ?? -1);
      if (workload % 100_000 === 99_999) yield;
    }
  }

  /** Soft cost of the spread of groups alone, USD per month. */
  splitUsdPerMonth(): number {
    let total = 0;
    for (const spread of this.#spread) total += Math.max(0, spread - 1);
    return total * this.problem.splitUsdPerMonth;
  }

  /** What the placed would rather not use, USD per month. */
  preferenceUsdPerMonth(): number {
    let total = 0;
    if (!this.#prefers) return 0;
    for (let workload = 0; workload < this.assigned.length; workload += 1) {
      const site = this.assigned[workload] as number;
      if (site >= 0) total += preferenceUsd(this.problem, workload, site);
    }
    return total;
  }

  excessUsdPerMonth(): number {
    return this.sides?.excessUsdPerMonth() ?? 0;
  }

  brokenLinksUsdPerMonth(): number {
    return this.sides?.brokenLinksUsdPerMonth() ?? 0;
  }
}

/** USD per month that the workload's class asks for staying away from the site. */
export function preferenceUsd(problem: Problem, workload: number, site: number): number {
  const kind = problem.preference[workload] as number;
  return kind < 0 ? 0 : (problem.preferenceUsdPerMonth[kind * problem.sites + site] as number);
}
