/**
 * Judges one workload for every target. Each rule is evaluated once; its answer is mapped to targets by the rule's
 * severities. Equal outcomes share one frozen result, so an estate's assessments take memory by kind, not by count.
 */

import { failure } from '../errors/registry.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { Assessor, RuleResult, WorkloadAssessment } from './assessment.ts';
import { complexityOf } from './complexity.ts';
import { isMeantFor, judge, prepare } from './judge.ts';
import type { PreparedRule } from './judge.ts';
import { profileOf } from './profile.ts';
import type { Profile } from './profile.ts';
import type { Rule, RuleContext } from './rule.ts';
import { RULES } from './rules/registry.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets/registry.ts';

export interface AssessorOptions {
  readonly catalog: Catalog;
  /** ISO date the estate is judged for: today, or the day of a wave. */
  readonly asOf: string;
  readonly targets?: readonly Target[];
  readonly rules?: readonly Rule[];
}

/** Outcomes that were seen, per set of rules that failed or stayed open. Past this many, results are not shared. */
const SHARED_PROFILES = 50_000;

const NOT_JUDGED = Object.freeze({
  targets: Object.freeze({}),
  bestTarget: null,
  complexity: Object.freeze({ score: 0, terms: Object.freeze([]) }),
});

/** Days that no calendar has, such as 2026-02-30, are refused too. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

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
  if (!isDay(asOf)) throw failure('IST-3003', `"${asOf}" is not a day written as YYYY-MM-DD`);
  const context: RuleContext = { catalog, asOf };
  const speaking = rules.filter((rule) => targets.some((target) => rule.severity[target.id] !== undefined));
  const prepared: readonly PreparedRule[] = speaking.map(prepare);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const meantFor = new Map<string, readonly PreparedRule[]>();
  const profiles = new Map<string, Profile>();

  const rulesFor = (workload: Workload): readonly PreparedRule[] => {
    const key = `${workload.kind} ${workload.facts.platform ?? ''}`;
    let meant = meantFor.get(key);
    if (meant === undefined) {
      meant = prepared.filter(({ rule }) => isMeantFor(rule, workload));
      meantFor.set(key, meant);
    }
    return meant;
  };

  const sharedProfile = (workload: Workload, signature: string, results: readonly RuleResult[]): Profile => {
    const key = `${workload.kind} ${workload.facts.platform ?? ''} ${signature}`;
    const known = profiles.get(key);
    if (known !== undefined) return known;
    const profile = profileOf(workload, results, targets, byId);
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
    const { tally, ...shared } = sharedProfile(workload, signature, results);
    const complexity = complexityOf(workload, tally);
    return { workloadId: workload.id, rules: results, passed: meant.length - results.length, ...shared, complexity };
  };
}
