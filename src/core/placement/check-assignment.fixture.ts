/**
 * An independent checker: recomputes from the problem alone what an assignment costs and which hard constraints it
 * breaks. It shares no code with the solver's state on purpose.
 */

import type { Problem } from './problem.ts';

export interface Checked {
  readonly costUsdPerMonth: number;
  readonly splitUsdPerMonth: number;
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
  return { costUsdPerMonth: cost, splitUsdPerMonth: split, unplaced, violations };
}
