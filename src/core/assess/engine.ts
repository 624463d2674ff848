/**
 * Judges one workload for every target. Each rule is evaluated once; its answer is mapped to targets by the rule's
 * severities. Equal outcomes share one frozen result, so an estate's assessments take memory by kind, not by count.
 */

import { failure } from '../errors/registry.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { complexityOf } from './complexity.ts';
import type { RuleTally } from './complexity.ts';
import type { Assessor, RuleResult, WorkloadAssessment } from './assessment.ts';
import { deriveReadiness } from './readiness.ts';
import type { TargetAssessment } from './readiness.ts';
import type { Rule, RuleContext } from './rule.ts';
import { RULES } from './rules/registry.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets/registry.ts';
import { unknown } from './verdict.ts';
import type { FactPath, TargetId, Verdict } from './verdict.ts';

export interface AssessorOptions {
  readonly catalog: Catalog;
  /** ISO date the estate is judged for: today, or the day of a wave. */
  readonly asOf: string;
  readonly targets?: readonly Target[];
  readonly rules?: readonly Rule[];
}

/** Outcomes that were seen, per set of rules that failed or stayed open. Past this many, results are not shared. */
const SHARED_PROFILES = 50_000;

interface Prepared {
  readonly rule: Rule;
  /** Results for missing facts, by bit mask over `needs`. */
  readonly missing: Map<number, RuleResult>;
  /** Results for open verdicts, by the facts they name. */
  readonly open: Map<string, RuleResult>;
}

interface Profile {
  readonly targets: WorkloadAssessment['targets'];
  readonly bestTarget: TargetId | null;
  readonly tally: RuleTally;
}

function pathsFor(rule: Rule, mask: number): readonly FactPath[] {
  const paths: FactPath[] = [];
  rule.needs.forEach((key, bit) => {
    if ((mask & (1 << bit)) === 0) return;
    const inside = (rule.asksFor ?? []).filter(
      (path) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`),
    );
    paths.push(...(inside.length > 0 ? inside : [key]));
  });
  return paths;
}

function freezeOpen(rule: Rule, missing: readonly FactPath[], why?: string): RuleResult {
  const named = Object.freeze([...missing]);
  return Object.freeze(
    why === undefined
      ? { ruleId: rule.id, outcome: 'unknown' as const, missing: named }
      : { ruleId: rule.id, outcome: 'unknown' as const, missing: named, why },
  );
}

function missingMask(rule: Rule, facts: WorkloadFacts): number {
  let mask = 0;
  for (let bit = 0; bit < rule.needs.length; bit++) {
    const key = rule.needs[bit];
    if (key !== undefined && facts[key] === undefined) mask |= 1 << bit;
  }
  return mask;
}

function sharedResult(prepared: Prepared, verdict: Verdict): RuleResult | undefined {
  if (verdict.outcome === 'pass') return undefined;
  const { rule } = prepared;
  if (verdict.outcome === 'fail') return { ruleId: rule.id, outcome: 'fail', evidence: verdict.evidence };
  const [first = ''] = verdict.missing;
  const key =
    verdict.missing.length === 1 && verdict.why === undefined
      ? first
      : `${verdict.missing.join(' ')}|${verdict.why ?? ''}`;
  let result = prepared.open.get(key);
  if (result === undefined) {
    result = freezeOpen(rule, verdict.missing, verdict.why);
    prepared.open.set(key, result);
  }
  return result;
}

/** A rule for one platform that fails on a machine of unknown platform may not be meant for it. */
const PLATFORM_UNKNOWN = unknown(['platform']);

/** Undefined when the rule passes. */
function judge(prepared: Prepared, workload: Workload, context: RuleContext): RuleResult | undefined {
  const { rule } = prepared;
  const mask = missingMask(rule, workload.facts);
  if (mask !== 0) {
    let result = prepared.missing.get(mask);
    if (result === undefined) {
      result = freezeOpen(rule, pathsFor(rule, mask));
      prepared.missing.set(mask, result);
    }
    return result;
  }
  let verdict: Verdict;
  try {
    verdict = rule.evaluate(workload.facts, context);
  } catch (cause) {
    throw failure(
      'IST-3002',
      `rule ${rule.id} broke on workload ${workload.id} (${workload.facts.name ?? 'unnamed'})`,
      {
        cause,
        causes: [{ where: rule.id, message: cause instanceof Error ? cause.message : String(cause) }],
      },
    );
  }
  const onOther = verdict.outcome === 'fail' && rule.platforms !== undefined && workload.facts.platform === undefined;
  return sharedResult(prepared, onOther ? PLATFORM_UNKNOWN : verdict);
}

/** Without a stated platform the rule is asked: what it passes it would pass anyway, and `judge` keeps a failure open. */
function isMeantFor(rule: Rule, workload: Workload): boolean {
  if (!(rule.kinds ?? ['vm']).includes(workload.kind)) return false;
  const { platform } = workload.facts;
  return rule.platforms === undefined || platform === undefined || rule.platforms.includes(platform);
}

function assessTarget(
  target: Target,
  results: readonly RuleResult[],
  byId: ReadonlyMap<string, Rule>,
): TargetAssessment {
  const blockers: string[] = [];
  const warnings: string[] = [];
  const unknowns: string[] = [];
  let openBlockers = 0;
  let fixHours = 0;
  for (const result of results) {
    const rule = byId.get(result.ruleId);
    const severity = rule?.severity[target.id];
    if (rule === undefined || severity === undefined || severity === 'info') continue;
    if (result.outcome === 'unknown') {
      unknowns.push(rule.id);
      if (severity === 'blocker') openBlockers++;
    } else {
      (severity === 'blocker' ? blockers : warnings).push(rule.id);
      fixHours += rule.fixHours;
    }
  }
  const readiness = deriveReadiness(blockers.length, openBlockers, warnings.length, unknowns.length - openBlockers);
  return Object.freeze({
    readiness,
    blockers: Object.freeze(blockers),
    warnings: Object.freeze(warnings),
    unknowns: Object.freeze(unknowns),
    fixHours,
  });
}

/** The move with the best readiness, then least work, then fewest open questions, then lowest id. */
function bestOf(targets: readonly Target[], assessed: WorkloadAssessment['targets']): TargetId | null {
  let best: TargetId | null = null;
  let key: readonly number[] = [];
  for (const { id } of [...targets].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const found = assessed[id];
    if (found === undefined || found.readiness === 'not-ready' || found.readiness === 'unknown') continue;
    const next = [found.readiness === 'ready' ? 0 : 1, found.fixHours, found.unknowns.length];
    const difference = next.map((value, index) => value - (key[index] ?? Infinity)).find((delta) => delta !== 0) ?? 0;
    if (best === null || difference < 0) {
      best = id;
      key = next;
    }
  }
  return best;
}

function tallyOf(
  results: readonly RuleResult[],
  byId: ReadonlyMap<string, Rule>,
  targets: readonly Target[],
): RuleTally {
  let failedBlockers = 0;
  let failedWarnings = 0;
  let open = 0;
  const moving = targets.filter((target) => target.moves);
  for (const result of results) {
    const severities = moving.map((target) => byId.get(result.ruleId)?.severity[target.id]);
    if (result.outcome === 'unknown') open++;
    else if (severities.includes('blocker')) failedBlockers++;
    else if (severities.includes('warning')) failedWarnings++;
  }
  return { failedBlockers, failedWarnings, open };
}

const NOT_JUDGED = Object.freeze({
  targets: Object.freeze({}),
  bestTarget: null,
  complexity: Object.freeze({ score: 0, terms: Object.freeze([]) }),
});

function skippedAs(facts: WorkloadFacts): WorkloadAssessment['skipped'] {
  if (facts.template === true) return 'template';
  return facts.placeholder === true ? 'placeholder' : undefined;
}

/**
 * Builds the function that judges a workload. Pure: the same workload, catalogue, date and rules give the same answer.
 * Throws IST-3003 for a date it cannot read; the returned function throws IST-3002 when a rule itself is broken.
 */
export function createAssessor(options: AssessorOptions): Assessor {
  const { catalog, asOf, targets = TARGETS, rules = RULES } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw failure('IST-3003', `"${asOf}" is not a day written as YYYY-MM-DD`);
  const context: RuleContext = { catalog, asOf };
  const speaking = rules.filter((rule) => targets.some((target) => rule.severity[target.id] !== undefined));
  const prepared: readonly Prepared[] = speaking.map((rule) => ({ rule, missing: new Map(), open: new Map() }));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const meantFor = new Map<string, readonly Prepared[]>();
  const profiles = new Map<string, Profile>();

  const rulesFor = (workload: Workload): readonly Prepared[] => {
    const key = `${workload.kind} ${workload.facts.platform ?? ''}`;
    let meant = meantFor.get(key);
    if (meant === undefined) {
      meant = prepared.filter(({ rule }) => isMeantFor(rule, workload));
      meantFor.set(key, meant);
    }
    return meant;
  };

  const profileOf = (workload: Workload, signature: string, results: readonly RuleResult[]): Profile => {
    const key = `${workload.kind}${signature}`;
    const known = profiles.get(key);
    if (known !== undefined) return known;
    const taking = targets.filter((target) => target.kinds.includes(workload.kind));
    const assessed: Partial<Record<TargetId, TargetAssessment>> = {};
    for (const target of taking) assessed[target.id] = assessTarget(target, results, byId);
    const profile = {
      targets: Object.freeze(assessed),
      bestTarget: bestOf(
        taking.filter(
          ({ moves, platform }) => moves && (platform === undefined || platform !== workload.facts.platform),
        ),
        assessed,
      ),
      tally: tallyOf(results, byId, taking),
    };
    if (profiles.size < SHARED_PROFILES) profiles.set(key, profile);
    return profile;
  };

  return (workload) => {
    const skipped = skippedAs(workload.facts);
    const meant = rulesFor(workload);
    if (skipped !== undefined) {
      // Only the rule that says why it is left out speaks.
      const why = meant.filter(({ rule }) => rule.needs.includes(skipped));
      const rules = why.flatMap((one) => judge(one, workload, context) ?? []);
      return { workloadId: workload.id, skipped, rules, passed: why.length - rules.length, ...NOT_JUDGED };
    }
    const results: RuleResult[] = [];
    let signature = '';
    for (let index = 0; index < meant.length; index++) {
      const one = meant[index];
      const result = one && judge(one, workload, context);
      if (result === undefined) continue;
      results.push(result);
      signature += String.fromCharCode(index * 2 + (result.outcome === 'fail' ? 1 : 0));
    }
    const { tally, ...shared } = profileOf(workload, `${workload.facts.platform ?? ''} ${signature}`, results);
    const complexity = complexityOf(workload, tally);
    return { workloadId: workload.id, rules: results, passed: meant.length - results.length, ...shared, complexity };
  };
}
