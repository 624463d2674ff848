/** Sets of workloads that want to move together: applications, and workloads that must be near each other. */

import type { Relaxation } from './bound.ts';
import type { Problem } from './problem.ts';
import type { PlacementState } from './state.ts';

const EPSILON = 1e-7;
/** Larger sets are left to single moves. */
const MOST_MEMBERS = 200;
/** Sites tried for each set. */
const MOST_SITES = 8;
const CHUNK = 5_000;

/** Members of each, ascending: groups where spread costs something, then sets joined by links. */
export function bundlesOf(problem: Problem): readonly Int32Array[] {
  const found: number[][] = [];
  if (problem.splitUsdPerMonth > 0) {
    const members: number[][] = problem.groups.map(() => []);
    for (let workload = 0; workload < problem.workloads; workload += 1)
      members[problem.group[workload] ?? -1]?.push(workload);
    found.push(...members);
  }
  found.push(...linked(problem));
  return found.filter((list) => list.length > 1 && list.length <= MOST_MEMBERS).map((list) => Int32Array.from(list));
}

function linked(problem: Problem): number[][] {
  const { links } = problem;
  if (links.length === 0) return [];
  const parent = new Map<number, number>();
  const rootOf = (workload: number): number => {
    let at = workload;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    for (let walk = workload; walk !== at;) {
      const up = parent.get(walk) ?? at;
      parent.set(walk, at);
      walk = up;
    }
    return at;
  };
  for (const { a, b } of links) {
    if (!parent.has(a)) parent.set(a, a);
    if (!parent.has(b)) parent.set(b, b);
    const [rootA, rootB] = [rootOf(a), rootOf(b)];
    if (rootA !== rootB) parent.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
  }
  const sets = new Map<number, number[]>();
  for (const workload of [...parent.keys()].sort((a, b) => a - b)) {
    const root = rootOf(workload);
    const set = sets.get(root);
    if (set === undefined) sets.set(root, [workload]);
    else set.push(workload);
  }
  return [...sets.values()];
}

/** Tries to bring each set that is not at one site to one, where that is cheapest. */
export function* moveBundles(
  state: PlacementState,
  relaxation: Relaxation,
  bundles: readonly Int32Array[],
): Generator<void, void, void> {
  const { problem } = state;
  const sums = new Float64Array(problem.sites);
  const order = Array.from({ length: problem.sites }, (_, site) => site);
  let work = 0;
  for (const members of bundles) {
    sums.fill(0);
    for (const workload of members) {
      for (let site = 0; site < problem.sites; site += 1)
        sums[site] = (sums[site] as number) + relaxation.reducedCost(workload, site);
    }
    order.sort((a, b) => (sums[a] === sums[b] ? a - b : (sums[a] as number) - (sums[b] as number)));
    for (const site of order.slice(0, MOST_SITES)) {
      if (sums[site] === Infinity) break;
      moveTogether(state, members, site);
    }
    moveParts(state, members);
    work += members.length;
    if (work < CHUNK) continue;
    work = 0;
    yield;
  }
}

/** Tries to bring all that a set has at one site to another that it uses, or to the best of all. */
function moveParts(state: PlacementState, members: Int32Array): void {
  const used = [...new Set(Array.from(members, (workload) => state.assigned[workload] as number))];
  if (used.length < 2) return;
  used.sort((a, b) => a - b);
  for (const from of used) {
    const part = members.filter((workload) => state.assigned[workload] === from);
    if (part.length === 0) continue;
    for (let site = 0; site < state.problem.sites; site += 1) {
      if (site === from || (part.length === 1 && !used.includes(site))) continue;
      const before = state.objective;
      moveTogether(state, part, site);
      if (state.objective < before) break;
    }
  }
}

const came = new Int32Array(MOST_MEMBERS);

/** Moves every member to one site when all fit and the objective falls; otherwise nothing changes. */
function moveTogether(state: PlacementState, members: Int32Array, site: number): void {
  const before = state.objective;
  let complete = true;
  for (let at = 0; at < members.length; at += 1) came[at] = state.move(members[at] as number, -1);
  let moved = 0;
  for (; moved < members.length; moved += 1) {
    const workload = members[moved] as number;
    if (!state.fits(workload, site)) {
      complete = false;
      break;
    }
    state.move(workload, site);
  }
  if (complete && state.objective < before - EPSILON) return;
  for (let at = 0; at < members.length; at += 1) state.move(members[at] as number, -1);
  for (let at = 0; at < members.length; at += 1) state.move(members[at] as number, came[at] as number);
  state.objective = before;
}
