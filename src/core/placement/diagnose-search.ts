/** Small problems: tries every smaller set of constraints, and every plan for each, to prove a diagnosis or better it. */

import { isSiteLimit } from './diagnosis.ts';
import type { DiagnosisLimits, Found, Relaxable } from './diagnosis.ts';
import type { Problem } from './problem.ts';
import { PlacementState } from './state.ts';

/** A constraint that may be left out. */
type Element =
  | { readonly kind: 'capacity'; readonly site: number; readonly resource: number }
  | { readonly kind: 'cap'; readonly cap: number; readonly bucket: number }
  | { readonly kind: 'link'; readonly link: number }
  | { readonly kind: 'reason'; readonly workload: number; readonly site: number; readonly at: number };

const MOST_WORKLOADS = 60;

/** `found`: better than what is known, or null. `proved`: nothing is smaller than the better of the two. */
export function smallerSet(
  state: PlacementState,
  workload: number,
  known: Found,
  limits: DiagnosisLimits,
): { found: Found | null; proved: boolean } {
  const { problem } = state;
  if (problem.workloads > MOST_WORKLOADS) return { found: null, proved: false };
  const must: number[] = [workload];
  for (let other = 0; other < problem.workloads; other += 1)
    if ((state.assigned[other] as number) >= 0) must.push(other);
  const elements = elementsOf(problem, must);
  let sets = 0;
  let sure = true;
  for (let size = 0; size < known.relax.length; size += 1) {
    for (const chosen of combinations(elements.length, size)) {
      sets += 1;
      if (sets > limits.sets) return { found: null, proved: false };
      const relaxed = chosen.map((index) => elements[index] as Element);
      const plan = planFor(problem, relaxed, must, limits.nodes);
      if (plan === 'unknown') sure = false;
      if (plan === 'none' || plan === 'unknown') continue;
      return { found: describe(problem, relaxed, plan, workload), proved: sure };
    }
  }
  return { found: null, proved: sure };
}

/** Every constraint that can matter to those who must be placed. A pair with several obstacles has one for each. */
function elementsOf(problem: Problem, must: readonly number[]): Element[] {
  const found: Element[] = [];
  const resources = problem.resources.length;
  for (let at = 0; at < problem.limit.length; at += 1) {
    if (problem.limit[at] !== Infinity)
      found.push({ kind: 'capacity', site: Math.floor(at / resources), resource: at % resources });
  }
  for (const [cap, { most, excessUsdPerMonth }] of problem.caps.entries()) {
    if (excessUsdPerMonth < Infinity) continue;
    for (const [bucket, limit] of most.entries()) if (limit < Infinity) found.push({ kind: 'cap', cap, bucket });
  }
  for (const [link, { breakUsdPerMonth }] of problem.links.entries())
    if (breakUsdPerMonth === Infinity) found.push({ kind: 'link', link });
  for (const workload of must) {
    for (let site = 0; site < problem.sites; site += 1) {
      const reasons = problem.reasons[problem.reason[workload * problem.sites + site] ?? 0] ?? [];
      for (const [at, reason] of reasons.entries()) {
        if (!isSiteLimit(problem, site, reason)) found.push({ kind: 'reason', workload, site, at });
      }
    }
  }
  return found;
}

function* combinations(count: number, size: number, from = 0): Generator<number[], void, void> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first += 1) {
    for (const rest of combinations(count, size - 1, first + 1)) yield [first, ...rest];
  }
}

/** The problem without some of its constraints. */
function without(problem: Problem, relaxed: readonly Element[]): Problem {
  const limit = problem.limit.slice();
  const cost = problem.cost.map((usd) => (usd === Infinity ? Infinity : 0));
  const links = new Set<number>();
  const caps = [...problem.caps];
  const lifted = new Map<number, Set<number>>();
  for (const entry of relaxed) {
    if (entry.kind === 'capacity') limit[entry.site * problem.resources.length + entry.resource] = Infinity;
    else if (entry.kind === 'link') links.add(entry.link);
    else if (entry.kind === 'cap') {
      const cap = caps[entry.cap];
      if (cap !== undefined)
        caps[entry.cap] = { ...cap, most: cap.most.map((most, bucket) => (bucket === entry.bucket ? Infinity : most)) };
    } else {
      const at = entry.workload * problem.sites + entry.site;
      lifted.set(at, (lifted.get(at) ?? new Set()).add(entry.at));
    }
  }
  for (let at = 0; at < cost.length; at += 1) {
    if (cost[at] !== Infinity) continue;
    const site = at % problem.sites;
    const reasons = problem.reasons[problem.reason[at] ?? 0] ?? [];
    const stays = reasons.some((reason, index) => {
      if (lifted.get(at)?.has(index) === true) return false;
      if (!isSiteLimit(problem, site, reason) || reason.kind !== 'size') return true;
      return limit[site * problem.resources.length + problem.resources.indexOf(reason.resource)] !== Infinity;
    });
    if (!stays) cost[at] = 0;
  }
  return {
    ...problem,
    limit,
    cost,
    caps: caps.map((cap) => ({ ...cap })),
    links: problem.links.filter((_, index) => !links.has(index)),
    splitUsdPerMonth: 0,
    preferenceUsdPerMonth: new Float64Array(0),
    preference: new Int32Array(problem.workloads).fill(-1),
  };
}

/** A plan that places all of `must`, by trying them in order of how few sites they have; 'none' is a proof. */
function planFor(
  problem: Problem,
  relaxed: readonly Element[],
  must: readonly number[],
  nodes: number,
): Int32Array | 'none' | 'unknown' {
  const free = without(problem, relaxed);
  const state = new PlacementState(free, 1);
  const openSites = (workload: number): number => {
    let count = 0;
    for (let site = 0; site < free.sites; site += 1) if (state.fits(workload, site)) count += 1;
    return count;
  };
  let left = nodes;
  const waiting = new Set(must);
  const visit = (): boolean | undefined => {
    if (waiting.size === 0) return true;
    left -= 1;
    if (left < 0) return undefined;
    let next = -1;
    let fewest = Infinity;
    for (const workload of waiting) {
      const count = openSites(workload);
      if (count === 0) return false;
      if (count < fewest) {
        fewest = count;
        next = workload;
      }
    }
    waiting.delete(next);
    let unsure = false;
    for (let site = 0; site < free.sites; site += 1) {
      if (!state.fits(next, site)) continue;
      state.move(next, site);
      const done = visit();
      if (done === true) return true;
      state.move(next, -1);
      if (done === undefined) {
        unsure = true;
        break;
      }
    }
    waiting.add(next);
    return unsure ? undefined : false;
  };
  const done = visit();
  return done === true ? state.assigned.slice() : done === false ? 'none' : 'unknown';
}

/** What of the relaxed the plan makes use of, with amounts. */
function describe(problem: Problem, relaxed: readonly Element[], plan: Int32Array, workload: number): Found {
  const state = new PlacementState(problem, 1);
  state.restore(plan);
  const relax: Relaxable[] = [];
  const resources = problem.resources.length;
  for (const entry of relaxed) {
    if (entry.kind === 'capacity') {
      const at = entry.site * resources + entry.resource;
      relax.push({ ...entry, amount: Math.max(0, (state.load[at] ?? 0) - (problem.limit[at] ?? 0)) });
    } else if (entry.kind === 'cap') {
      const amount = Math.max(
        0,
        (state.sides?.usedOf(entry.cap, entry.bucket) ?? 0) - (problem.caps[entry.cap]?.most[entry.bucket] ?? 0),
      );
      relax.push({ ...entry, amount });
    } else if (entry.kind === 'link') relax.push(entry);
    else {
      const reason = problem.reasons[problem.reason[entry.workload * problem.sites + entry.site] ?? 0]?.[entry.at];
      if (reason !== undefined)
        relax.push({
          kind: 'reason',
          site: entry.site,
          reason,
          ...(entry.workload === workload ? {} : { workload: entry.workload }),
        });
    }
  }
  return { site: plan[workload] ?? -1, relax };
}
