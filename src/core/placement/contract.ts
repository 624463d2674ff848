/** From workloads to the units that are placed whole, and back. */

import type { Cap, Link, Problem } from './problem.ts';
import { gapPct } from './solve.ts';
import type { Solution } from './solve.ts';
import type { Units } from './units.ts';

/** The problem over units. Nothing is lost: every assignment of units is one of workloads at the same cost. */
export function contract(problem: Problem, units: Units): Problem {
  if (units.members.length === problem.workloads) return problem;
  const { sites } = problem;
  const count = units.members.length;
  const reason = new Uint32Array(count * sites);
  const current = new Int32Array(count);
  const group = new Int32Array(count);
  const perGroup = new Int32Array(problem.groups.length);
  for (const [unit, rows] of units.members.entries()) {
    for (let site = 0; site < sites; site += 1) {
      for (const row of rows) reason[unit * sites + site] ||= problem.reason[row * sites + site] ?? 0;
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
    // Said of workloads, and read by nobody who searches.
    readiness: new Uint8Array(0),
    conditions: new Uint16Array(0),
    current,
    group: group.map((index) => (index >= 0 && (perGroup[index] ?? 0) > 1 ? index : -1)),
    caps: problem.caps.map((cap) => capOverUnits(cap, units)),
    links: linksOverUnits(problem.links, units),
    ...preferenceOverUnits(problem, units),
  };
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

function capOverUnits(cap: Cap, units: Units): Cap {
  const weight = new Map<number, number>();
  for (const [position, row] of cap.members.entries()) {
    const unit = units.unitOf[row] ?? -1;
    weight.set(unit, (weight.get(unit) ?? 0) + (cap.weight === null ? 1 : (cap.weight[position] ?? 0)));
  }
  const members = [...weight.keys()].sort((a, b) => a - b);
  const even = cap.weight === null && members.length === cap.members.length;
  return {
    ...cap,
    members: Int32Array.from(members),
    weight: even ? null : Float64Array.from(members, (unit) => weight.get(unit) ?? 0),
  };
}

/** Links within a unit hold by themselves. Soft links between the same two units add up. */
function linksOverUnits(links: readonly Link[], units: Units): readonly Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const a = units.unitOf[link.a] ?? -1;
    const b = units.unitOf[link.b] ?? -1;
    if (a === b) continue;
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = `${low} ${high} ${link.class}`;
    const before = merged.get(key)?.breakUsdPerMonth ?? 0;
    merged.set(key, { a: low, b: high, class: link.class, breakUsdPerMonth: before + link.breakUsdPerMonth });
  }
  return [...merged.values()];
}

/** A unit prefers what its members prefer together. */
function preferenceOverUnits(
  { preference, preferenceUsdPerMonth, sites }: Problem,
  units: Units,
): Pick<Problem, 'preference' | 'preferenceUsdPerMonth'> {
  const classes = new Map<string, number>();
  const prices: number[] = [];
  const ofUnit = new Int32Array(units.members.length).fill(-1);
  for (const [unit, rows] of units.members.entries()) {
    const own = rows
      .map((row) => preference[row] ?? -1)
      .filter((number) => number >= 0)
      .sort((a, b) => a - b);
    if (own.length === 0) continue;
    const key = own.join();
    let number = classes.get(key);
    if (number === undefined) {
      classes.set(key, (number = classes.size));
      for (let site = 0; site < sites; site += 1)
        prices.push(own.reduce((sum, each) => sum + (preferenceUsdPerMonth[each * sites + site] ?? 0), 0));
    }
    ofUnit[unit] = number;
  }
  return { preference: ofUnit, preferenceUsdPerMonth: Float64Array.from(prices) };
}

/** Soft cost of the spread of applications in an assignment of workloads, USD per month. */
export function splitUsdPerMonth(problem: Problem, assigned: Int32Array): number {
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
