/**
 * For every workload the sites worth looking at: the cheapest few at the present prices, beside the cheapest site that
 * nothing prices. A site that costs no less than that one is never chosen. Passes over the lists read a fraction of the
 * cost matrix; only `select` reads all of it.
 */

import type { Relaxation } from './bound.ts';
import { groupBound } from './group-bound.ts';
import type { Problem } from './problem.ts';
import type { Sides } from './sides.ts';

/** Pairs looked at between two breaths. */
const CHUNK = 1e6;

export class CandidateLists {
  /** Candidates kept per workload; the stride of `site` and `usd`. */
  readonly keep: number;
  /** Workloads by position: first those that choose alone, then the members of each group. */
  readonly rows: Int32Array;
  readonly alone: number;
  readonly groups: number;
  /** Positions of group g: groupStart[g] … groupStart[g + 1]. */
  readonly groupStart: Int32Array;
  /** Cheapest site without a price, or the penalty and -1. */
  readonly floor: Float64Array;
  readonly floorSite: Int32Array;
  readonly count: Uint16Array;
  readonly site: Uint16Array;
  readonly usd: Float64Array;
  /** Where a group may be together, cheapest first as of the last selection; stride `keep`. */
  readonly groupSite: Uint16Array;
  readonly groupCount: Uint16Array;
  /** Filled by `cheapest`. */
  readonly cheapestSite: Int32Array;
  selected = false;
  #found = -1;
  readonly #relaxation: Relaxation;
  readonly #problem: Problem;
  readonly #sides: Sides | null;
  readonly #value: Float64Array;
  readonly #sum: Float64Array;
  /** Reduced costs of the members of one group at all sites. */
  #members = new Float64Array(0);
  #dual = new Float64Array(0);
  readonly #paid: Float64Array;
  /** Sites without limits. */
  readonly #elastic: readonly number[];
  /** Neither preferences nor caps, and at most four resources: reduced costs are worked out in place. */
  readonly #plain: boolean;
  /** Padded to four resources when there are fewer; otherwise the problem's own. */
  readonly need: Float64Array;
  readonly #lambda: Float64Array;

  constructor(relaxation: Relaxation, keep: number) {
    const { problem } = relaxation;
    this.#relaxation = relaxation;
    this.#problem = problem;
    this.#sides = relaxation.sides;
    this.keep = Math.min(keep, problem.sites);
    const { alone, start, rows } = orderRows(problem, (workload) => relaxation.includes(workload));
    this.rows = rows;
    this.alone = alone;
    this.groups = start.length - 1;
    this.groupStart = start;
    this.floor = new Float64Array(rows.length);
    this.floorSite = new Int32Array(rows.length);
    this.count = new Uint16Array(rows.length);
    this.site = new Uint16Array(rows.length * this.keep);
    this.usd = new Float64Array(rows.length * this.keep);
    this.groupSite = new Uint16Array(this.groups * this.keep);
    this.groupCount = new Uint16Array(this.groups);
    this.cheapestSite = new Int32Array(this.groups === 0 ? 0 : rows.length);
    this.#value = new Float64Array(this.keep + 1);
    this.#sum = new Float64Array(problem.sites);
    this.#paid = new Float64Array(problem.sites);
    const resources = problem.resources.length;
    this.#elastic = Array.from({ length: problem.sites }, (_, site) => site).filter((site) =>
      problem.limit.subarray(site * resources, (site + 1) * resources).every((limit) => limit === Infinity),
    );
    this.#plain = relaxation.sides === null && problem.preferenceUsdPerMonth.length === 0 && resources <= 4;
    const padded = resources < 4;
    this.need = padded ? pad(problem.need, resources, problem.workloads) : problem.need;
    this.#lambda = padded ? new Float64Array(problem.sites * 4) : relaxation.multipliers;
  }

  /** Prices of capacity with the stride of `need`. */
  get lambda(): Float64Array {
    const resources = this.#problem.resources.length;
    if (resources >= 4) return this.#lambda;
    for (let site = 0; site < this.#problem.sites; site += 1) {
      for (let k = 0; k < resources; k += 1) {
        this.#lambda[site * 4 + k] = this.#relaxation.multipliers[site * resources + k] as number;
      }
    }
    return this.#lambda;
  }

  /** Renews all lists; returns what the choices of all cost at the present prices. */
  *select(): Generator<void, number, void> {
    const chunk = Math.max(64, Math.floor(CHUNK / (this.#problem.sites + 1)));
    let total = 0;
    const { lambda } = this;
    for (let from = 0; from < this.rows.length; from += chunk) {
      const to = Math.min(this.rows.length, from + chunk);
      for (let position = from; position < to; position += 1) {
        const best = this.#selectRow(position, lambda);
        if (position < this.alone) total += best;
      }
      yield;
    }
    for (let group = 0; group < this.groups;) {
      const from = this.groupStart[group] as number;
      for (; group < this.groups && (this.groupStart[group] as number) - from < chunk; group += 1) {
        total += this.#selectGroup(group);
      }
      yield;
    }
    this.selected = true;
    return total;
  }

  /** True when nothing that is priced counts the workload at this elastic site. */
  #isFree(workload: number, site: number): boolean {
    const sides = this.#sides;
    if (sides === null) return true;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      if ((sides.bucketOf[(sides.bucketRow[cap] as number) * this.#problem.sites + site] as number) >= 0) return false;
    }
    return true;
  }

  #selectRow(position: number, lambda: Float64Array): number {
    const relaxation = this.#relaxation;
    const { sites } = this.#problem;
    const workload = this.rows[position] as number;
    const { cost } = this.#problem;
    const row = workload * sites;
    const plain = this.#plain;
    let floor = relaxation.penalty;
    let floorSite = -1;
    for (const site of this.#elastic) {
      const usd = plain ? (cost[row + site] as number) : relaxation.pairUsd(workload, site);
      if (usd < floor && this.#isFree(workload, site)) {
        floor = usd;
        floorSite = site;
      }
    }
    this.floor[position] = floor;
    this.floorSite[position] = floorSite;
    const value = this.#value;
    const begin = position * this.keep;
    const base = workload * 4;
    const [n0, n1] = [this.need[base] as number, this.need[base + 1] as number];
    const [n2, n3] = [this.need[base + 2] as number, this.need[base + 3] as number];
    let kept = 0;
    for (let site = 0; site < sites; site += 1) {
      const usd = plain ? (cost[row + site] as number) : relaxation.pairUsd(workload, site);
      // A reduced cost is no less than the cost: what is too dear without prices is so with them.
      if (usd >= floor || site === floorSite) continue;
      if (kept === this.keep && usd >= (value[kept - 1] as number)) continue;
      const l = site * 4;
      const rc = plain
        ? usd +
          (lambda[l] as number) * n0 +
          (lambda[l + 1] as number) * n1 +
          (lambda[l + 2] as number) * n2 +
          (lambda[l + 3] as number) * n3
        : relaxation.reducedCost(workload, site);
      if (kept === this.keep && rc >= (value[kept - 1] as number)) continue;
      let at = kept < this.keep ? kept : kept - 1;
      for (; at > 0 && (value[at - 1] as number) > rc; at -= 1) {
        value[at] = value[at - 1] as number;
        this.site[begin + at] = this.site[begin + at - 1] as number;
        this.usd[begin + at] = this.usd[begin + at - 1] as number;
      }
      value[at] = rc;
      this.site[begin + at] = site;
      this.usd[begin + at] = usd;
      if (kept < this.keep) kept += 1;
    }
    this.count[position] = kept;
    return kept > 0 ? Math.min(floor, value[0] as number) : floor;
  }

  /** What the members at positions from … to cost together at a site; stops once that is `most` or more. */
  sumAt(from: number, to: number, site: number, most: number): number {
    const { penalty } = this.#relaxation;
    let sum = 0;
    for (let position = from; position < to && sum < most; position += 1) {
      sum += Math.min(penalty, this.#relaxation.reducedCost(this.rows[position] as number, site));
    }
    return sum;
  }

  #selectGroup(group: number): number {
    const { sites, splitUsdPerMonth } = this.#problem;
    const from = this.groupStart[group] as number;
    const to = this.groupStart[group + 1] as number;
    const sums = this.#sum;
    const begin = group * this.keep;
    let kept = 0;
    for (let site = 0; site < sites; site += 1) {
      const worst = kept === this.keep ? (sums[kept - 1] as number) : Infinity;
      const sum = this.sumAt(from, to, site, worst);
      if (kept === this.keep && sum >= worst) continue;
      let at = kept < this.keep ? kept : kept - 1;
      for (; at > 0 && (sums[at - 1] as number) > sum; at -= 1) {
        sums[at] = sums[at - 1] as number;
        this.groupSite[begin + at] = this.groupSite[begin + at - 1] as number;
      }
      sums[at] = sum;
      this.groupSite[begin + at] = site;
      if (kept < this.keep) kept += 1;
    }
    this.groupCount[group] = kept;
    let apart = splitUsdPerMonth;
    for (let position = from; position < to; position += 1) apart += this.cheapest(position);
    const weak = Math.min(apart, kept > 0 ? (sums[0] as number) : Infinity);
    return Math.max(weak, this.#facilityBound(from, to));
  }

  #facilityBound(from: number, to: number): number {
    const { sites, splitUsdPerMonth } = this.#problem;
    const relaxation = this.#relaxation;
    const members = to - from;
    if (this.#members.length < members * sites) {
      this.#members = new Float64Array(members * sites);
      this.#dual = new Float64Array(members);
    }
    for (let member = 0; member < members; member += 1) {
      const workload = this.rows[from + member] as number;
      for (let site = 0; site < sites; site += 1)
        this.#members[member * sites + site] = relaxation.reducedCost(workload, site);
    }
    const scratch = { paid: this.#paid, dual: this.#dual };
    return groupBound(this.#members, members, sites, splitUsdPerMonth, relaxation.penalty, scratch);
  }

  /** The cheapest choice of the workload at a position; notes the site of a member of a group. */
  cheapest(position: number): number {
    const best = this.cheapestAt(position);
    this.cheapestSite[position] = this.#found;
    return best;
  }

  /** What the cheapest choice of the workload at a position costs; the penalty when that is less. */
  cheapestAt(position: number): number {
    const workload = this.rows[position] as number;
    let best = this.floor[position] as number;
    let bestSite = this.floorSite[position] as number;
    const begin = position * this.keep;
    const end = begin + (this.count[position] as number);
    for (let at = begin; at < end; at += 1) {
      const site = this.site[at] as number;
      const value = this.#relaxation.reducedCost(workload, site);
      if (value < best) {
        best = value;
        bestSite = site;
      }
    }
    this.#found = bestSite;
    return best;
  }
}

function orderRows(
  problem: Problem,
  includes: (workload: number) => boolean,
): { alone: number; start: Int32Array; rows: Int32Array } {
  const grouped = problem.splitUsdPerMonth > 0;
  const size = new Int32Array(problem.groups.length + 1);
  let count = 0;
  let alone = 0;
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    if (!includes(workload)) continue;
    count += 1;
    const group = grouped ? (problem.group[workload] as number) : -1;
    if (group < 0) alone += 1;
    else size[group] = (size[group] as number) + 1;
  }
  const starts: number[] = [alone];
  const next = new Int32Array(problem.groups.length);
  let end = alone;
  for (let group = 0; group < problem.groups.length; group += 1) {
    next[group] = end;
    end += size[group] as number;
    if ((size[group] as number) > 0) starts.push(end);
  }
  const rows = new Int32Array(count);
  let at = 0;
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    if (!includes(workload)) continue;
    const group = grouped ? (problem.group[workload] as number) : -1;
    if (group < 0) {
      rows[at] = workload;
      at += 1;
    } else {
      rows[next[group] as number] = workload;
      next[group] = (next[group] as number) + 1;
    }
  }
  return { alone, start: Int32Array.from(starts), rows };
}

function pad(values: Float64Array, width: number, count: number): Float64Array {
  const padded = new Float64Array(count * 4);
  for (let row = 0; row < count; row += 1) {
    for (let k = 0; k < width; k += 1) padded[row * 4 + k] = values[row * width + k] as number;
  }
  return padded;
}
