/**
 * Machines that write to one disk go to one site. Each such set is one unit of the search: it needs what its members
 * need together and costs what they cost together. What is found for units is spread out over their members again.
 */

import type { Workload } from '../model/workload.ts';
import { diskPartners } from '../plan/grouping.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { gapPct } from './solve.ts';
import type { Solution } from './solve.ts';

/** Sums of sizes are not exact in binary. */
const TOLERANCE = 1e-9;

export interface Units {
  /** Rows of each unit, ascending; units are in the order of their first row. */
  readonly members: readonly (readonly number[])[];
  /** Unit of each row. */
  readonly unitOf: Int32Array;
}

/** @param workloads as the problem's rows; a partner that is not among them binds nobody. */
export function unitsOf(workloads: readonly Workload[]): Units {
  const partners = diskPartners(workloads);
  const rowOf = new Map(workloads.map((workload, row) => [workload.id, row]));
  const unitOf = new Int32Array(workloads.length).fill(-1);
  const members: number[][] = [];
  for (const [first, workload] of workloads.entries()) {
    if (unitOf[first] !== -1) continue;
    const unit = members.length;
    const found = [first];
    unitOf[first] = unit;
    // Nodes that share one disk and nodes that share another are bound by the node that has both.
    const open = [workload.id];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const partner of partners.get(id) ?? []) {
        const row = rowOf.get(partner);
        if (row === undefined || unitOf[row] !== -1) continue;
        unitOf[row] = unit;
        found.push(row);
        open.push(partner);
      }
    }
    members.push(found.sort((a, b) => a - b));
  }
  return { members, unitOf };
}

/** One sum per unit of what stands at `offset` of its members' rows, each `width` wide. */
function sums(values: Float64Array, units: Units, width: number): Float64Array {
  const total = new Float64Array(units.members.length * width);
  for (const [row, unit] of units.unitOf.entries()) {
    for (let at = 0; at < width; at += 1) {
      total[unit * width + at] = (total[unit * width + at] ?? 0) + (values[row * width + at] ?? 0);
    }
  }
  return total;
}

/**
 * A site that one member may not use is closed to all of them, and so is one that is too small for all of them.
 * Writes the reason to the members that were free to go; `codeOf` gives the code of a list of reasons.
 */
export function closeForPartners(
  problem: Pick<Problem, 'sites' | 'resources' | 'need' | 'limit' | 'cost' | 'reason' | 'reasons'>,
  units: Units,
  nameOf: (row: number) => string,
  codeOf: (reasons: readonly InfeasibleReason[]) => number,
): void {
  const { sites, cost, reason } = problem;
  for (const rows of units.members) {
    if (rows.length === 1) continue;
    for (let site = 0; site < sites; site += 1) {
      const barred = rows.find((row) => reason[row * sites + site] !== 0);
      const because =
        barred === undefined ? tooLarge(problem, rows, site) : problem.reasons[reason[barred * sites + site] ?? 0]?.[0];
      if (because === undefined) continue;
      const partner = barred === undefined ? `${rows.length - 1} workloads, together` : nameOf(barred);
      for (const row of rows) {
        const at = row * sites + site;
        if (reason[at] !== 0) continue;
        cost[at] = Infinity;
        reason[at] = codeOf([{ kind: 'shared-disk', with: partner, because }]);
      }
    }
  }
}

function tooLarge(
  { resources, need, limit }: Pick<Problem, 'resources' | 'need' | 'limit'>,
  rows: readonly number[],
  site: number,
): InfeasibleReason | undefined {
  for (const [k, resource] of resources.entries()) {
    const needs = rows.reduce((sum, row) => sum + (need[row * resources.length + k] ?? 0), 0);
    const most = limit[site * resources.length + k] ?? Infinity;
    if (needs > most * (1 + TOLERANCE)) return { kind: 'size', resource, needs, most };
  }
  return undefined;
}

/** The problem over units. Nothing is lost: every assignment of units is one of workloads at the same cost. */
export function contract(problem: Problem, units: Units): Problem {
  if (units.members.length === problem.workloads) return problem;
  const { sites } = problem;
  const count = units.members.length;
  const reason = new Uint32Array(count * sites);
  const readiness = new Uint8Array(count * sites);
  const conditions = new Uint16Array(count * sites);
  const current = new Int32Array(count);
  const group = new Int32Array(count);
  const perGroup = new Int32Array(problem.groups.length);
  for (const [unit, rows] of units.members.entries()) {
    for (let site = 0; site < sites; site += 1) {
      const at = unit * sites + site;
      for (const row of rows) {
        const of = row * sites + site;
        reason[at] ||= problem.reason[of] ?? 0;
        readiness[at] = Math.max(readiness[at] ?? 0, problem.readiness[of] ?? 0);
        conditions[at] = Math.min(65_535, (conditions[at] ?? 0) + (problem.conditions[of] ?? 0));
      }
    }
    const homes = new Set(rows.map((row) => problem.current[row] ?? -1));
    current[unit] = homes.size === 1 ? ([...homes][0] ?? -1) : -1;
    // A unit counts for one application; what it spreads of a second one is counted when the solution is expanded.
    const own = rows.map((row) => problem.group[row] ?? -1).find((index) => index >= 0) ?? -1;
    group[unit] = own;
    if (own >= 0) perGroup[own] = (perGroup[own] ?? 0) + 1;
  }
  return {
    ...problem,
    workloads: count,
    workloadIds: units.members.map((rows) => problem.workloadIds[rows[0] ?? 0] ?? ''),
    need: sums(problem.need, units, problem.resources.length),
    cost: sums(problem.cost, units, sites),
    reason,
    readiness,
    conditions,
    current,
    group: group.map((index) => (index >= 0 && (perGroup[index] ?? 0) > 1 ? index : -1)),
  };
}

/** Soft cost of the spread of applications in an assignment of workloads, USD per month. */
function splitUsdPerMonth(problem: Problem, assigned: Int32Array): number {
  const used = problem.groups.map(() => new Set<number>());
  for (const [row, site] of assigned.entries()) if (site >= 0) used[problem.group[row] ?? -1]?.add(site);
  return used.reduce((sum, sites) => sum + Math.max(0, sites.size - 1), 0) * problem.splitUsdPerMonth;
}

/**
 * The solution over workloads. The search sees no more spread than there is, so its bound, less the spread it did not
 * see, is below every plan that places the same workloads and spreads applications no more.
 */
export function expand(solution: Solution, problem: Problem, units: Units): Solution {
  if (units.members.length === problem.workloads) return solution;
  const assigned = units.unitOf.map((unit) => solution.assigned[unit] ?? -1);
  const split = splitUsdPerMonth(problem, assigned);
  const unseen = Math.max(0, split - solution.splitUsdPerMonth);
  const bound = Math.max(0, solution.boundUsdPerMonth - unseen);
  let unplaced = 0;
  let unplacedForRoom = 0;
  for (const [row, site] of assigned.entries()) {
    if (site >= 0) continue;
    unplaced += 1;
    const from = row * problem.sites;
    if (problem.reason.subarray(from, from + problem.sites).includes(0)) unplacedForRoom += 1;
  }
  return {
    ...solution,
    assigned,
    splitUsdPerMonth: split,
    boundUsdPerMonth: bound,
    gapPct: gapPct(solution.costUsdPerMonth, bound),
    unplaced,
    unplacedForRoom,
  };
}
