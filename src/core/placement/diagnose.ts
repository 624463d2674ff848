/**
 * For what found no place: the smallest set of constraints to relax so that it finds one, while all that have a place
 * keep some place. Smallest in number; amounts are what is missing as everybody stands.
 */

import { smallerSet } from './diagnose-search.ts';
import { needsMoreThanThereIs } from './diagnose-proof.ts';
import { DIAGNOSIS_LIMITS, isSiteLimit } from './diagnosis.ts';
import type { Diagnosis, DiagnosisLimits, Found, Relaxable } from './diagnosis.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';
import { PlacementState } from './state.ts';

/** What people relax most easily first, among sets of one size. */
const RANK: Readonly<Record<string, number>> = {
  capacity: 0,
  cap: 1,
  link: 1,
  size: 2,
  closed: 2,
  pin: 3,
  'unknown-price': 3,
  'no-sku': 4,
  readiness: 4,
  'shared-disk': 5,
  policy: 6,
};

export function diagnose(
  problem: Problem,
  solution: Pick<Solution, 'assigned'>,
  limits: DiagnosisLimits = DIAGNOSIS_LIMITS,
): Diagnosis[] {
  const state = new PlacementState(problem, 1);
  state.restore(solution.assigned);
  const groups = new Map<
    string,
    { workloads: number[]; site: number; relax: readonly Relaxable[]; minimal: boolean }
  >();
  let looked = 0;
  const proofs = new Map<string, boolean>();
  for (let workload = 0; workload < problem.workloads && problem.sites > 0; workload += 1) {
    if ((state.assigned[workload] as number) >= 0 || looked >= limits.workloads) continue;
    looked += 1;
    const found = atPresent(state, workload);
    const alike = `${classKey(problem, workload)} ${keyOf(found.site, found.relax)}`;
    let minimal = provedCheaply(state, workload, found.relax.length);
    let best = found;
    if (!minimal && proofs.get(alike) === false) minimal = false;
    else if (!minimal) {
      const searched = smallerSet(state, workload, found, limits);
      if (searched.found !== null) best = searched.found;
      minimal = searched.proved;
      proofs.set(alike, minimal);
    }
    const key = `${keyOf(best.site, best.relax)} ${minimal}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...best, workloads: [workload], minimal });
    else group.workloads.push(workload);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, workloads: Int32Array.from(group.workloads), relax: together(state, group) }))
    .sort((a, b) => b.workloads.length - a.workloads.length || (a.workloads[0] ?? 0) - (b.workloads[0] ?? 0));
}

/** The smallest set while everybody else stays where it is. */
function atPresent(state: PlacementState, workload: number): Found {
  let best: Found | undefined;
  for (let site = 0; site < state.problem.sites; site += 1) {
    const relax = obstacles(state, workload, site);
    if (best === undefined || compareSets(relax, best.relax) < 0) best = { site, relax };
  }
  return best ?? { site: -1, relax: [] };
}

/** Everything that keeps a workload off a site as things stand. */
function obstacles(state: PlacementState, workload: number, site: number): Relaxable[] {
  const { problem } = state;
  const found: Relaxable[] = [];
  for (const reason of problem.reasons[problem.reason[workload * problem.sites + site] ?? 0] ?? []) {
    if (!isSiteLimit(problem, site, reason)) found.push({ kind: 'reason', site, reason });
  }
  const resources = problem.resources.length;
  for (let resource = 0; resource < resources; resource += 1) {
    const at = site * resources + resource;
    const limit = problem.limit[at] ?? Infinity;
    const need = problem.need[workload * resources + resource] ?? 0;
    const amount = (state.load[at] ?? 0) + need - limit;
    if (amount > limit * 1e-9 && need > 0) found.push({ kind: 'capacity', site, resource, amount });
  }
  const { sides } = state;
  if (sides === null) return found;
  for (const { cap, bucket, amount } of sides.hardExcess(workload, site))
    found.push({ kind: 'cap', cap, bucket, amount });
  for (const [link, { a, b }] of problem.links.entries()) {
    if ((a === workload || b === workload) && sides.farLink(link, workload, site)) found.push({ kind: 'link', link });
  }
  return found;
}

function rankOf(relax: Relaxable): number {
  return RANK[relax.kind === 'reason' ? relax.reason.kind : relax.kind] ?? 9;
}

/** Fewer first, then what is relaxed more easily. */
function compareSets(a: readonly Relaxable[], b: readonly Relaxable[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const sum = (list: readonly Relaxable[]): number => list.reduce((total, entry) => total + rankOf(entry), 0);
  return sum(a) - sum(b);
}

/** Without amounts: those grow with the workloads that share it. */
function keyOf(site: number, relax: readonly Relaxable[]): string {
  const parts = relax.map((entry) => {
    if (entry.kind === 'capacity') return `capacity ${entry.site} ${entry.resource}`;
    if (entry.kind === 'cap') return `cap ${entry.cap} ${entry.bucket}`;
    if (entry.kind === 'link') return `link ${entry.link}`;
    const { reason } = entry;
    return `reason ${entry.site} ${reason.kind === 'size' ? `size ${reason.resource}` : JSON.stringify(reason)}`;
  });
  return JSON.stringify([site, ...parts.sort()]);
}

/** Workloads that may go to the same sites for the same reasons. */
function classKey(problem: Problem, workload: number): string {
  return problem.reason.subarray(workload * problem.sites, (workload + 1) * problem.sites).join(' ');
}

/**
 * No set can be smaller than the pair obstacles of the site that has fewest; and when the workloads that can only go
 * where this one can need more than there is, one more is needed at least.
 */
function provedCheaply(state: PlacementState, workload: number, size: number): boolean {
  const { problem } = state;
  let fewest = Infinity;
  for (let site = 0; site < problem.sites; site += 1) {
    fewest = Math.min(fewest, (problem.reasons[problem.reason[workload * problem.sites + site] ?? 0] ?? []).length);
  }
  if (size <= fewest) return true;
  return size === 1 && needsMoreThanThereIs(state, workload);
}

/** The same constraints with amounts for all the workloads of a group together. */
function together(
  state: PlacementState,
  group: { workloads: readonly number[]; relax: readonly Relaxable[] },
): Relaxable[] {
  const { problem } = state;
  const resources = problem.resources.length;
  return group.relax.map((entry) => {
    if (group.workloads.length === 1) return entry;
    if (entry.kind === 'capacity') {
      let amount =
        (state.load[entry.site * resources + entry.resource] ?? 0) -
        (problem.limit[entry.site * resources + entry.resource] ?? 0);
      for (const workload of group.workloads) amount += problem.need[workload * resources + entry.resource] ?? 0;
      return { ...entry, amount: Math.max(entry.amount, amount) };
    }
    if (entry.kind === 'cap') {
      const cap = problem.caps[entry.cap];
      const inside = new Set(group.workloads);
      let amount = entry.amount;
      let first = true;
      for (const [at, member] of cap?.members.entries() ?? []) {
        if (!inside.has(member)) continue;
        if (!first) amount += cap?.weight === null ? 1 : (cap?.weight[at] ?? 0);
        first = false;
      }
      return { ...entry, amount };
    }
    if (entry.kind === 'reason' && entry.reason.kind === 'size') {
      const { reason } = entry;
      const k = problem.resources.indexOf(reason.resource);
      const needs = group.workloads.reduce(
        (most, workload) => Math.max(most, problem.need[workload * resources + k] ?? 0),
        reason.needs,
      );
      return { ...entry, reason: { ...reason, needs } };
    }
    return entry;
  });
}
