/**
 * An independent checker: recomputes from the problem alone what an assignment costs and which hard constraints it
 * breaks. It shares no code with the solver's state on purpose.
 */

import type { Problem } from './problem.ts';

export interface Checked {
  readonly costUsdPerMonth: number;
  readonly splitUsdPerMonth: number;
  readonly preferenceUsdPerMonth: number;
  readonly excessUsdPerMonth: number;
  readonly brokenLinksUsdPerMonth: number;
  /** All of them together: what the search minimises, without penalties. */
  readonly objective: number;
  readonly unplaced: number;
  readonly violations: readonly string[];
}

export function checkAssignment(problem: Problem, assigned: ArrayLike<number>): Checked {
  const violations: string[] = [];
  const perSite = problem.siteIds.map(() => new Map<string, number>());
  const sitesOfGroup = new Map<number, Set<number>>();
  let cost = 0;
  let unplaced = 0;
  for (const [workload, id] of problem.workloadIds.entries()) {
    const site = assigned[workload];
    if (site === undefined || site === -1) {
      unplaced += 1;
      continue;
    }
    const loads = perSite[site];
    if (loads === undefined) {
      violations.push(`${id}: no site ${site}`);
      continue;
    }
    const pair = problem.cost[workload * problem.sites + site] ?? Infinity;
    if (problem.reason[workload * problem.sites + site] !== 0 || pair === Infinity)
      violations.push(`${id}: ${problem.siteIds[site]} is ruled out`);
    cost += pair;
    for (const [k, resource] of problem.resources.entries()) {
      loads.set(resource, (loads.get(resource) ?? 0) + (problem.need[workload * problem.resources.length + k] ?? 0));
    }
    const group = problem.group[workload] ?? -1;
    if (group >= 0) sitesOfGroup.set(group, (sitesOfGroup.get(group) ?? new Set()).add(site));
  }
  for (const [site, loads] of perSite.entries()) {
    for (const [k, resource] of problem.resources.entries()) {
      const limit = problem.limit[site * problem.resources.length + k] ?? Infinity;
      const load = loads.get(resource) ?? 0;
      if (load > limit * (1 + 1e-6)) violations.push(`${problem.siteIds[site]}: ${resource} ${load} of ${limit}`);
    }
  }
  let split = 0;
  for (const sites of sitesOfGroup.values()) split += (sites.size - 1) * problem.splitUsdPerMonth;
  const preferenceUsdPerMonth = preferenceOf(problem, assigned);
  const excessUsdPerMonth = capsOf(problem, assigned, violations);
  const brokenLinksUsdPerMonth = linksOf(problem, assigned, violations);
  return {
    costUsdPerMonth: cost,
    splitUsdPerMonth: split,
    preferenceUsdPerMonth,
    excessUsdPerMonth,
    brokenLinksUsdPerMonth,
    objective: cost + split + preferenceUsdPerMonth + excessUsdPerMonth + brokenLinksUsdPerMonth,
    unplaced,
    violations,
  };
}

function preferenceOf(problem: Problem, assigned: ArrayLike<number>): number {
  let total = 0;
  for (const [workload, kind] of problem.preference.entries()) {
    const site = assigned[workload] ?? -1;
    if (kind >= 0 && site >= 0) total += problem.preferenceUsdPerMonth[kind * problem.sites + site] ?? 0;
  }
  return total;
}

function capsOf(problem: Problem, assigned: ArrayLike<number>, violations: string[]): number {
  let excess = 0;
  for (const cap of problem.caps) {
    const sums = new Map<number, number>();
    for (const [at, member] of cap.members.entries()) {
      const site = assigned[member] ?? -1;
      const bucket = site < 0 ? -1 : (cap.bucket[site] ?? -1);
      if (bucket >= 0) sums.set(bucket, (sums.get(bucket) ?? 0) + (cap.weight === null ? 1 : (cap.weight[at] ?? 0)));
    }
    for (const [bucket, sum] of sums) {
      const most = cap.most[bucket] ?? Infinity;
      if (cap.excessUsdPerMonth < Infinity) excess += Math.max(0, sum - most) * cap.excessUsdPerMonth;
      else if (sum > most * (1 + 1e-6)) violations.push(`${cap.rule}, ${cap.buckets[bucket]}: ${sum} of ${most}`);
    }
  }
  return excess;
}

function linksOf(problem: Problem, assigned: ArrayLike<number>, violations: string[]): number {
  let broken = 0;
  for (const link of problem.links) {
    const [a, b] = [assigned[link.a] ?? -1, assigned[link.b] ?? -1];
    if (a < 0 || b < 0 || problem.near[link.class]?.[a * problem.sites + b] === 1) continue;
    if (link.breakUsdPerMonth < Infinity) broken += link.breakUsdPerMonth;
    else violations.push(`${problem.workloadIds[link.a]} is far from ${problem.workloadIds[link.b]}`);
  }
  return broken;
}
