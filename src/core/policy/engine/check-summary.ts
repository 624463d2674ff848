/** The check in numbers: per verdict, site, pack and rule, and what would settle most of the unknowns. */

import type { CheckInput, Group } from './check-estate.ts';

export interface Counts {
  readonly workloads: number;
  readonly allowed: number;
  readonly violated: number;
  readonly unknown: number;
  /** Nothing is open, and something that is broken or undecided is waived. Never among those allowed. */
  readonly waived: number;
}

export interface SiteCheck extends Counts {
  readonly siteId: string;
}

export interface RuleCheck {
  readonly ruleId: string;
  readonly packId: string;
  readonly reference: string;
  readonly title: string;
  readonly level: 'must' | 'should' | 'warn';
  readonly about: 'workload' | 'site' | 'organisation';
  readonly remedy: string;
  readonly confidence: string;
  /** Workloads it was violated, unknown and satisfied for; waived ones are none of these. */
  readonly violated: number;
  readonly unknown: number;
  readonly satisfied: number;
  readonly waived: number;
}

export interface PackCheck {
  readonly packId: string;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  readonly confidence: string;
  /** False: left out by `regimes` in sites.yaml. */
  readonly inForce: boolean;
  /** Workloads it applies to, and those for which that cannot be told. */
  readonly applies: number;
  readonly unclear: number;
  readonly problems: readonly string[];
}

export interface CheckSummary extends Counts {
  readonly asOf: string;
  /** Workloads that no site matches; they count as unknown unless something is wrong wherever they run. */
  readonly withoutSite: number;
  readonly sites: readonly SiteCheck[];
  readonly packs: readonly PackCheck[];
  /** Rules that are violated, unknown or waived for some workload, most violated first. */
  readonly rules: readonly RuleCheck[];
  /** Attributes whose absence leaves a "must" open, with the number of workloads, most first. */
  readonly missing: readonly { readonly attribute: string; readonly workloads: number }[];
}

interface Tally {
  violated: number;
  unknown: number;
  satisfied: number;
  waived: number;
}

const NOTHING: Tally = { violated: 0, unknown: 0, satisfied: 0, waived: 0 };

export function summarise(input: CheckInput, groups: readonly Group[]): CheckSummary {
  const total = newCounts();
  const bySite = new Map<number, ReturnType<typeof newCounts>>();
  const byRule = input.rules.map((): Tally => ({ ...NOTHING }));
  const unclear = new Map<string, number>();
  const applies = new Map<string, number>();
  const missing = new Map<string, number>();
  let withoutSite = 0;
  for (const group of groups) {
    const verdict = verdictOf(group, input);
    count(total, verdict, group.count);
    if (group.site < 0) withoutSite += group.count;
    else {
      const counts = bySite.get(group.site) ?? newCounts();
      bySite.set(group.site, counts);
      count(counts, verdict, group.count);
    }
    tally(input, group, byRule, { unclear, applies, missing });
  }
  return {
    asOf: input.asOf,
    ...total,
    withoutSite,
    sites: input.sites.map((site, index) => ({ siteId: site.site.id, ...(bySite.get(index) ?? newCounts()) })),
    packs: input.packs.map((pack) => ({
      packId: pack.id,
      name: pack.definition.name,
      version: pack.version,
      digest: pack.digest,
      confidence: pack.definition.conf,
      inForce: input.rules.some((rule) => rule.pack === pack),
      applies: applies.get(pack.id) ?? 0,
      unclear: unclear.get(pack.id) ?? 0,
      problems: pack.problems.map((problem) => `${problem.where}: ${problem.message}`),
    })),
    rules: ruleChecks(input, byRule),
    missing: [...missing]
      .map(([attribute, workloads]) => ({ attribute, workloads }))
      .sort((a, b) => b.workloads - a.workloads || (a.attribute < b.attribute ? -1 : 1)),
  };
}

/** A workload complies when nothing is wrong at its site, nor with itself or the organisation wherever it runs. */
function verdictOf(group: Group, input: CheckInput): keyof Omit<Counts, 'workloads'> {
  const answer = input.waivers?.settled(group) ?? input.answer(group.workloads, group.site);
  if (answer.violated.length > 0 || answer.anywhere.violated.length > 0) return 'violated';
  if (group.site < 0 || answer.unknown.length > 0 || answer.anywhere.unknown.length > 0) return 'unknown';
  return answer.waived === undefined ? 'allowed' : 'waived';
}

function tally(
  input: CheckInput,
  group: Group,
  byRule: readonly Tally[],
  into: { unclear: Map<string, number>; applies: Map<string, number>; missing: Map<string, number> },
): void {
  const seen = { unclear: new Set<string>(), applies: new Set<string>(), missing: new Set<string>() };
  if (group.site < 0) seen.missing.add('site.matches');
  for (const rule of input.rules) {
    const outcome = input.outcome(rule, group.workloads, group.site);
    const counts = byRule[rule.index];
    if (counts === undefined || outcome.state === 'not-applicable') continue;
    if ((outcome.state === 'unknown' || outcome.state === 'satisfied') && outcome.unclear)
      seen.unclear.add(rule.pack.id);
    else seen.applies.add(rule.pack.id);
    // Without a place, nothing can be said about the place.
    if (group.site < 0 && rule.readsSite) continue;
    const { ruleId } = rule.requirement;
    const answered = outcome.state !== 'unknown' || !outcome.unclear;
    const waived = outcome.state !== 'satisfied' && answered && input.waivers?.covers(ruleId, group) === true;
    if (waived) counts.waived += group.count;
    else if (outcome.state !== 'unknown') counts[outcome.state] += group.count;
    else if (!outcome.unclear) counts.unknown += group.count;
    if (outcome.state === 'unknown' && rule.requirement.level === 'must') {
      for (const path of outcome.because.missing) seen.missing.add(path);
    }
  }
  for (const kind of ['unclear', 'applies', 'missing'] as const) {
    for (const key of seen[kind]) {
      if (kind === 'applies' && seen.unclear.has(key)) continue;
      into[kind].set(key, (into[kind].get(key) ?? 0) + group.count);
    }
  }
}

function ruleChecks(input: CheckInput, byRule: readonly Tally[]): RuleCheck[] {
  return input.rules
    .map((rule): RuleCheck => {
      const { requirement, pack } = rule;
      return {
        ruleId: requirement.ruleId,
        packId: pack.id,
        reference: requirement.reference,
        title: requirement.title,
        level: requirement.level,
        about: rule.about,
        remedy: requirement.remedy,
        confidence: requirement.confidence,
        ...(byRule[rule.index] ?? NOTHING),
      };
    })
    .filter((rule) => rule.violated > 0 || rule.unknown > 0 || rule.waived > 0)
    .sort((a, b) => b.violated - a.violated || b.unknown - a.unknown || (a.ruleId < b.ruleId ? -1 : 1));
}

const newCounts = (): { -readonly [Key in keyof Counts]: number } => ({
  workloads: 0,
  allowed: 0,
  violated: 0,
  unknown: 0,
  waived: 0,
});

function count(counts: ReturnType<typeof newCounts>, verdict: keyof Omit<Counts, 'workloads'>, by: number): void {
  counts.workloads += by;
  counts[verdict] += by;
}
