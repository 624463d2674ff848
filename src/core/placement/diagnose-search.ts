/** Small problems: tries every smaller set of constraints, and every plan for each, to prove a diagnosis or better it. */

import { isImplied, keyOf } from './diagnosis.ts';
import type { DiagnosisLimits, Found, Relaxable } from './diagnosis.ts';
import { reasonsOf } from './diagnose-obstacles.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { PlacementState } from './state.ts';

/** A constraint that may be left out. A reason of the workloads that are looked at is one for all of them. */
type Element =
  | { readonly kind: 'capacity'; readonly site: number; readonly resource: number; readonly amount: number }
  | { readonly kind: 'cap'; readonly cap: number; readonly bucket: number; readonly amount: number }
  | { readonly kind: 'link'; readonly link: number }
  | {
      readonly kind: 'reason';
      readonly rows: readonly number[];
      readonly site: number;
      readonly reason: InfeasibleReason;
      readonly workload?: number;
    };

const MOST_WORKLOADS = 60;
/** Steps for all sets together, as a multiple of those for one. */
const ALL_SETS = 25;

/** What each of the workloads alone is known to need; `proved`: and not fewer. */
export interface Floor {
  readonly relax: readonly Relaxable[];
  readonly proved: boolean;
}

/**
 * For all of `workloads` together. `found`: fewer than what is known, or null. `proved`: nothing is smaller than the
 * better of the two.
 */
export function smallerSet(
  state: PlacementState,
  workloads: readonly number[],
  known: Found,
  limits: DiagnosisLimits,
  floor: Floor = { relax: [], proved: false },
): { found: Found | null; proved: boolean } {
  const { problem } = state;
  if (problem.workloads > MOST_WORKLOADS) return { found: null, proved: false };
  const must: number[] = [...workloads];
  for (let other = 0; other < problem.workloads; other += 1)
    if ((state.assigned[other] as number) >= 0) must.push(other);
  const elements = elementsOf(problem, must, workloads);
  let budget = limits.nodes * ALL_SETS;
  const attempt = (relaxed: readonly Element[]): Int32Array | 'none' | 'unknown' => {
    const { plan, steps } = planFor(problem, relaxed, must, Math.min(limits.nodes, budget));
    budget -= steps;
    return plan;
  };
  if (floor.proved && floor.relax.length > 0 && floor.relax.length < known.relax.length) {
    const keys = new Set(floor.relax.map((entry) => keyOf(entry)));
    const relaxed = elements.filter((entry) => keys.has(keyOf(entry)));
    const plan = attempt(relaxed);
    if (typeof plan !== 'string') return { found: describe(problem, relaxed, plan, workloads), proved: true };
  }
  let sets = 0;
  let sure = true;
  for (let size = floor.proved ? floor.relax.length : 0; size < known.relax.length; size += 1) {
    for (const chosen of combinations(elements.length, size)) {
      sets += 1;
      if (sets > limits.sets || budget <= 0) return { found: null, proved: false };
      const relaxed = chosen.flatMap((index) => elements[index] ?? []);
      const plan = attempt(relaxed);
      if (plan === 'unknown') sure = false;
      if (plan === 'none' || plan === 'unknown') continue;
      return { found: describe(problem, relaxed, plan, workloads), proved: sure };
    }
  }
  return { found: null, proved: sure };
}

/** Every constraint that can matter to those who must be placed. A pair with several obstacles has one for each. */
function elementsOf(problem: Problem, must: readonly number[], workloads: readonly number[]): Element[] {
  const found: Element[] = [];
  const resources = problem.resources.length;
  for (let at = 0; at < problem.limit.length; at += 1) {
    if (problem.limit[at] !== Infinity)
      found.push({ kind: 'capacity', site: Math.floor(at / resources), resource: at % resources, amount: 0 });
  }
  for (const [cap, { most, excessUsdPerMonth }] of problem.caps.entries()) {
    if (excessUsdPerMonth < Infinity) continue;
    for (const [bucket, limit] of most.entries())
      if (limit < Infinity) found.push({ kind: 'cap', cap, bucket, amount: 0 });
  }
  for (const [link, { breakUsdPerMonth }] of problem.links.entries())
    if (breakUsdPerMonth === Infinity) found.push({ kind: 'link', link });
  const asked = new Set(workloads);
  for (let site = 0; site < problem.sites; site += 1) {
    for (const entry of reasonsOf(problem, workloads, site))
      if (entry.kind === 'reason') found.push({ ...entry, rows: workloads });
  }
  for (const workload of must) {
    if (asked.has(workload)) continue;
    for (let site = 0; site < problem.sites; site += 1) {
      for (const entry of reasonsOf(problem, [workload], site))
        if (entry.kind === 'reason') found.push({ ...entry, rows: [workload], workload });
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

function kindOf(reason: InfeasibleReason): string {
  return keyOf({ kind: 'reason', site: 0, reason });
}

/** The problem without some of its constraints. */
function without(problem: Problem, relaxed: readonly Element[]): Problem {
  const limit = problem.limit.slice();
  const cost = problem.cost.map((usd) => (usd === Infinity ? Infinity : 0));
  const links = new Set<number>();
  const caps = [...problem.caps];
  const lifted = new Map<number, Set<string>>();
  for (const entry of relaxed) {
    if (entry.kind === 'capacity') limit[entry.site * problem.resources.length + entry.resource] = Infinity;
    else if (entry.kind === 'link') links.add(entry.link);
    else if (entry.kind === 'cap') {
      const cap = caps[entry.cap];
      if (cap !== undefined)
        caps[entry.cap] = { ...cap, most: cap.most.map((most, bucket) => (bucket === entry.bucket ? Infinity : most)) };
    } else {
      for (const row of entry.rows) {
        const at = row * problem.sites + entry.site;
        lifted.set(at, (lifted.get(at) ?? new Set()).add(kindOf(entry.reason)));
      }
    }
  }
  for (let at = 0; at < cost.length; at += 1) {
    if (cost[at] !== Infinity) continue;
    const site = at % problem.sites;
    const reasons = problem.reasons[problem.reason[at] ?? 0] ?? [];
    // What a capacity or a cap says as well is left to it.
    const stays = reasons.some(
      (reason) =>
        lifted.get(at)?.has(kindOf(reason)) !== true &&
        !isImplied(problem, Math.floor(at / problem.sites), site, reason),
    );
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
): { readonly plan: Int32Array | 'none' | 'unknown'; readonly steps: number } {
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
  const plan = done === true ? state.assigned.slice() : done === false ? 'none' : 'unknown';
  return { plan, steps: nodes - left };
}

/** The relaxed with the amounts that the plan makes use of. */
function describe(
  problem: Problem,
  relaxed: readonly Element[],
  plan: Int32Array,
  workloads: readonly number[],
): Found {
  const state = new PlacementState({ ...problem, cost: new Float64Array(problem.cost.length) }, 1);
  state.restore(plan);
  const resources = problem.resources.length;
  const relax = relaxed.map((entry): Relaxable => {
    if (entry.kind === 'capacity') {
      const at = entry.site * resources + entry.resource;
      return { ...entry, amount: Math.max(0, (state.load[at] ?? 0) - (problem.limit[at] ?? 0)) };
    }
    if (entry.kind === 'cap') {
      const used = state.sides?.usedOf(entry.cap, entry.bucket) ?? 0;
      return { ...entry, amount: Math.max(0, used - (problem.caps[entry.cap]?.most[entry.bucket] ?? 0)) };
    }
    if (entry.kind === 'link') return entry;
    const { kind, site, reason, workload } = entry;
    return { kind, site, reason, ...(workload === undefined ? {} : { workload }) };
  });
  const sites = new Set(workloads.map((row) => plan[row] ?? -1));
  return { site: sites.size === 1 ? ([...sites][0] ?? -1) : -1, relax };
}
