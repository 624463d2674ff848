/** What a plan pays for beside money, which soft rules it breaks, and which hard ones are at their limit. */

import type { PreparedPlacement } from './build.ts';
import { splitUsdPerMonth } from './contract.ts';
import type { Cap, Problem } from './problem.ts';
import type { BindingRule, BrokenRule, SoftCosts } from './result.ts';

const EXAMPLES = 3;
const MOST_LISTED = 100;
const TOLERANCE = 1e-9;

/** `assigned`: site of each workload, or -1. Counted from the problem alone, not from the search's own state. */
export function softCosts(problem: Problem, assigned: Int32Array): SoftCosts {
  let preferenceUsdPerMonth = 0;
  if (problem.preferenceUsdPerMonth.length > 0) {
    for (const [row, site] of assigned.entries()) {
      const kind = problem.preference[row] ?? -1;
      if (site >= 0 && kind >= 0)
        preferenceUsdPerMonth += problem.preferenceUsdPerMonth[kind * problem.sites + site] ?? 0;
    }
  }
  let excessUsdPerMonth = 0;
  for (const cap of problem.caps) {
    if (cap.excessUsdPerMonth === Infinity) continue;
    const used = usedOf(cap, assigned);
    for (const [bucket, sum] of used.entries())
      excessUsdPerMonth += Math.max(0, sum - (cap.most[bucket] ?? Infinity)) * cap.excessUsdPerMonth;
  }
  let distanceUsdPerMonth = 0;
  for (const link of problem.links) {
    const [a, b] = [assigned[link.a] ?? -1, assigned[link.b] ?? -1];
    if (link.breakUsdPerMonth === Infinity || a < 0 || b < 0) continue;
    if (problem.near[link.class]?.[a * problem.sites + b] !== 1) distanceUsdPerMonth += link.breakUsdPerMonth;
  }
  return {
    splitUsdPerMonth: splitUsdPerMonth(problem, assigned),
    preferenceUsdPerMonth,
    excessUsdPerMonth,
    distanceUsdPerMonth,
  };
}

function usedOf(cap: Cap, assigned: Int32Array): Float64Array {
  const used = new Float64Array(cap.buckets.length);
  for (const [position, row] of cap.members.entries()) {
    const bucket = cap.bucket[assigned[row] ?? -1] ?? -1;
    if (bucket >= 0) used[bucket] = (used[bucket] ?? 0) + (cap.weight === null ? 1 : (cap.weight[position] ?? 0));
  }
  return used;
}

/** Dearest first, a hundred at most. */
export function ruleReport(
  prepared: PreparedPlacement,
  assigned: Int32Array,
): { readonly broken: readonly BrokenRule[]; readonly binding: readonly BindingRule[] } {
  const broken: BrokenRule[] = [];
  const binding: BindingRule[] = [];
  for (const cap of prepared.problem.caps) {
    const used = usedOf(cap, assigned);
    for (const [bucket, sum] of used.entries()) {
      const most = cap.most[bucket] ?? Infinity;
      const named = { rule: cap.rule, kind: cap.kind, subject: cap.subject, at: cap.buckets[bucket] ?? '' };
      if (cap.excessUsdPerMonth !== Infinity) {
        if (sum <= most * (1 + TOLERANCE)) continue;
        const there = cap.members.filter((row) => cap.bucket[assigned[row] ?? -1] === bucket);
        const above = sum - most;
        broken.push({
          ...named,
          above,
          usdPerMonth: above * cap.excessUsdPerMonth,
          examples: namesOf(prepared, there),
        });
      } else if (sum > 0 && noMoreFits(cap, sum, most)) binding.push({ ...named, used: sum, most });
    }
  }
  broken.push(...tooFewPlaces(prepared, assigned), ...brokenLinks(prepared, assigned));
  broken.sort(
    (a, b) =>
      b.usdPerMonth - a.usdPerMonth || compare(a.rule, b.rule) || compare(a.at, b.at) || compare(a.subject, b.subject),
  );
  return { broken: broken.slice(0, MOST_LISTED), binding: binding.slice(0, MOST_LISTED) };
}

/** A soft spread prices what is above the even share; that it is over too few places is said, and costs nothing more. */
function tooFewPlaces(prepared: PreparedPlacement, assigned: Int32Array): BrokenRule[] {
  const rules = new Map(prepared.input.sites.placement.rules.map((rule) => [rule.id, rule]));
  return prepared.problem.caps.flatMap((cap) => {
    const rule = rules.get(cap.rule);
    if (rule?.kind !== 'spread' || cap.excessUsdPerMonth === Infinity) return [];
    const placed = cap.members.filter((row) => (assigned[row] ?? -1) >= 0);
    const places = new Set(Array.from(placed, (row) => cap.bucket[assigned[row] ?? -1] ?? -1)).size;
    const wanted = Math.min(rule.atLeast, placed.length);
    if (places >= wanted) return [];
    return [
      {
        rule: cap.rule,
        kind: cap.kind,
        subject: cap.subject,
        at: `${places} of ${wanted} places`,
        above: wanted - places,
        usdPerMonth: 0,
        examples: namesOf(prepared, placed),
      },
    ];
  });
}

/** The lightest member would be too much. */
function noMoreFits(cap: Cap, used: number, most: number): boolean {
  let lightest = cap.weight === null ? 1 : Infinity;
  for (const weight of cap.weight ?? []) if (weight > 0) lightest = Math.min(lightest, weight);
  return used + lightest > most * (1 + TOLERANCE);
}

function brokenLinks({ problem, rules, workloads, sites }: PreparedPlacement, assigned: Int32Array): BrokenRule[] {
  const found = new Map<
    string,
    { pairs: number; usd: number; examples: string[]; readonly kind: number; readonly at: string }
  >();
  for (const link of problem.links) {
    const [a, b] = [assigned[link.a] ?? -1, assigned[link.b] ?? -1];
    if (link.breakUsdPerMonth === Infinity || a < 0 || b < 0) continue;
    if (problem.near[link.class]?.[a * problem.sites + b] === 1) continue;
    const at = [sites[a]?.id ?? '', sites[b]?.id ?? ''].sort().join(' – ');
    const entry = found.get(`${link.class} ${at}`) ?? { pairs: 0, usd: 0, examples: [], kind: link.class, at };
    found.set(`${link.class} ${at}`, entry);
    entry.pairs += 1;
    entry.usd += link.breakUsdPerMonth;
    if (entry.examples.length < EXAMPLES)
      entry.examples.push(`${nameOf(workloads[link.a])} – ${nameOf(workloads[link.b])}`);
  }
  return [...found.values()].map(({ pairs, usd, examples, kind, at }) => ({
    rule: rules.latencyRules[kind]?.id ?? '',
    kind: 'latency' as const,
    subject: `${pairs} pairs`,
    at,
    above: pairs,
    usdPerMonth: usd,
    examples,
  }));
}

function namesOf({ workloads }: PreparedPlacement, rows: Int32Array): string[] {
  return Array.from(rows.subarray(0, EXAMPLES), (row) => nameOf(workloads[row]));
}

function nameOf(workload: PreparedPlacement['workloads'][number] | undefined): string {
  return workload?.facts.name ?? workload?.id ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
