/** What keeps a set of workloads, all of them together, off a site while everybody else stays where it is. */

import { isImplied, keyOf } from './diagnosis.ts';
import type { Found, Relaxable } from './diagnosis.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import type { PlacementState } from './state.ts';

/** Positions of the hard links of each workload that has some. */
export type LinksOf = ReadonlyMap<number, readonly number[]>;

export function hardLinksOf(problem: Problem): LinksOf {
  const found = new Map<number, number[]>();
  for (const [index, { a, b, breakUsdPerMonth }] of problem.links.entries()) {
    if (breakUsdPerMonth < Infinity) continue;
    for (const end of [a, b]) {
      const list = found.get(end);
      if (list === undefined) found.set(end, [index]);
      else list.push(index);
    }
  }
  return found;
}

/** Relaxing exactly these by these amounts places all of `rows` at `site`, and nobody else moves. */
export function obstacles(state: PlacementState, rows: readonly number[], site: number, links: LinksOf): Relaxable[] {
  return [
    ...reasonsOf(state.problem, rows, site),
    ...capacityOf(state, rows, site),
    ...capsOf(state, rows, site),
    ...linksOf(state, rows, site, links),
  ];
}

/** Obstacles of the pairs, one for all the rows that have it; of sizes the largest. */
export function reasonsOf(problem: Problem, rows: readonly number[], site: number): Relaxable[] {
  const found = new Map<string, { kind: 'reason'; site: number; reason: InfeasibleReason }>();
  for (const row of rows) {
    for (const reason of problem.reasons[problem.reason[row * problem.sites + site] ?? 0] ?? []) {
      if (isImplied(problem, row, site, reason)) continue;
      const entry = { kind: 'reason' as const, site, reason };
      const key = keyOf(entry);
      const before = found.get(key)?.reason;
      if (before === undefined || (before.kind === 'size' && reason.kind === 'size' && reason.needs > before.needs))
        found.set(key, entry);
    }
  }
  return [...found.values()];
}

function capacityOf({ problem, load }: PlacementState, rows: readonly number[], site: number): Relaxable[] {
  const found: Relaxable[] = [];
  const width = problem.resources.length;
  for (let resource = 0; resource < width; resource += 1) {
    const at = site * width + resource;
    const limit = problem.limit[at] ?? Infinity;
    let need = 0;
    for (const row of rows) need += problem.need[row * width + resource] ?? 0;
    const amount = (load[at] ?? 0) + need - limit;
    if (amount > limit * 1e-9 && need > 0) found.push({ kind: 'capacity', site, resource, amount });
  }
  return found;
}

function capsOf({ problem, sides: used }: PlacementState, rows: readonly number[], site: number): Relaxable[] {
  if (used === null) return [];
  const { sides } = used;
  const weight = new Map<number, number>();
  for (const row of rows) {
    for (let at = sides.capStart[row] ?? 0; at < (sides.capStart[row + 1] ?? 0); at += 1) {
      const cap = sides.capOf[at] ?? -1;
      weight.set(cap, (weight.get(cap) ?? 0) + (sides.capWeight[at] ?? 0));
    }
  }
  const found: Relaxable[] = [];
  for (const [cap, sum] of weight) {
    const bucket = problem.caps[cap]?.bucket[site] ?? -1;
    if (bucket < 0) continue;
    const slot = (sides.slotOf[cap] ?? 0) + bucket;
    const wanted = used.usedOf(cap, bucket) + sum;
    if (wanted > (sides.slack[slot] ?? Infinity))
      found.push({ kind: 'cap', cap, bucket, amount: wanted - (sides.most[slot] ?? 0) });
  }
  return found;
}

function linksOf(state: PlacementState, rows: readonly number[], site: number, links: LinksOf): Relaxable[] {
  if (state.sides === null) return [];
  const { problem } = state;
  const broken = new Set<number>();
  const inside = new Set(rows);
  const at = (row: number): number => (inside.has(row) ? site : (state.assigned[row] ?? -1));
  for (const row of rows) {
    for (const index of links.get(row) ?? []) {
      const link = problem.links[index];
      if (link === undefined) continue;
      const [a, b] = [at(link.a), at(link.b)];
      if (a >= 0 && b >= 0 && problem.near[link.class]?.[a * problem.sites + b] !== 1) broken.add(index);
    }
  }
  return [...broken].sort((a, b) => a - b).map((link) => ({ kind: 'link', link }));
}

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
  path: 5,
  policy: 6,
};

/** Fewer first, then what is relaxed more easily. */
export function compareSets(a: readonly Relaxable[], b: readonly Relaxable[]): number {
  if (a.length !== b.length) return a.length - b.length;
  return rankOf(a) - rankOf(b);
}

function rankOf(list: readonly Relaxable[]): number {
  return list.reduce((sum, each) => sum + (RANK[each.kind === 'reason' ? each.reason.kind : each.kind] ?? 9), 0);
}

/** The smallest set at one site while everybody else stays where it is. */
export function atPresent(state: PlacementState, rows: readonly number[], links: LinksOf): Found {
  let best: Found | undefined;
  for (let site = 0; site < state.problem.sites; site += 1) {
    const relax = obstacles(state, rows, site, links);
    if (best === undefined || compareSets(relax, best.relax) < 0) best = { site, relax };
  }
  return best ?? { site: -1, relax: [] };
}
