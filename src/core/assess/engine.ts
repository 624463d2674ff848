/**
 * Judges one workload for every target. Each rule is evaluated once; its answer is mapped to targets by the rule's
 * severities. Equal outcomes share one frozen result, so an estate's assessments take memory by kind, not by count.
 */

import { failure } from '../errors/registry.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { isDay } from '../model/day.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { Assessor, RuleResult, WorkloadAssessment } from './assessment.ts';
import { complexityOf } from './complexity.ts';
import { codeOf, isMeantFor, judge, prepare } from './judge.ts';
import type { PreparedRule } from './judge.ts';
import { profileOf, scalesOf } from './profile.ts';
import type { RuleTally } from './complexity.ts';
import type { Rule, RuleContext } from './rule.ts';
import { RULES } from './rules/registry.ts';
import { SharedResults } from './shape.ts';
import type { AssessmentShape, Judged } from './shape.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets/registry.ts';

export interface AssessorOptions {
  readonly catalog: Catalog;
  /** ISO date the estate is judged for: today, or the day of a wave. */
  readonly asOf: string;
  readonly targets?: readonly Target[];
  readonly rules?: readonly Rule[];
}

/** Shapes that were seen, by what failed or stayed open. Past this many, they are not shared. */
const SHARED_SHAPES = 50_000;

const NOTHING = Object.freeze({});
const NO_TARGETS = Object.freeze([]);
const NO_COMPLEXITY = Object.freeze({ score: 0, terms: Object.freeze([]) });

function skippedAs(facts: WorkloadFacts): WorkloadAssessment['skipped'] {
  if (facts.template === true) return 'template';
  return facts.placeholder === true ? 'placeholder' : undefined;
}

/** What the rules said of one workload, before it is given one form or another. */
interface Answers {
  readonly shape: AssessmentShape;
  readonly results: readonly RuleResult[];
  readonly complexity: WorkloadAssessment['complexity'];
}

interface KnownShape {
  readonly shape: AssessmentShape;
  readonly tally: RuleTally;
}

function createAnswerer(options: AssessorOptions): (workload: Workload) => Answers {
  const { catalog, asOf, targets = TARGETS, rules = RULES } = options;
  if (!isDay(asOf)) throw failure('IST-3003', `"${asOf}" is not a day written as YYYY-MM-DD`);
  const context: RuleContext = { catalog, asOf };
  const speaking = rules.filter((rule) => targets.some((target) => rule.severity[target.id] !== undefined));
  const prepared: readonly PreparedRule[] = speaking.map(prepare);
  const scales = scalesOf(rules, targets);
  const meantFor = new Map<string, readonly PreparedRule[]>();
  const shapes = new Map<string, KnownShape>();
  const shared = new SharedResults();

  const rulesFor = (workload: Workload): readonly PreparedRule[] => {
    const key = `${workload.kind} ${workload.facts.platform ?? ''}`;
    let meant = meantFor.get(key);
    if (meant === undefined) {
      meant = prepared.filter(({ rule }) => isMeantFor(rule, workload));
      meantFor.set(key, meant);
    }
    return meant;
  };

  const make = (workload: Workload, results: readonly RuleResult[], asked: number): KnownShape => {
    const skipped = skippedAs(workload.facts);
    const passed = asked - results.length;
    const { platform } = workload.facts;
    const of = { kind: workload.kind, ...(platform !== undefined && { platform }) };
    const said = Object.freeze(results.map(({ ruleId, missing }) => shared.of(ruleId, missing)));
    if (skipped !== undefined) {
      const tally = { failedBlockers: 0, failedWarnings: 0, open: 0 };
      return {
        shape: Object.freeze({
          ...of,
          skipped,
          rules: said,
          passed,
          targets: NOTHING,
          bestTarget: null,
          equallyGood: NO_TARGETS,
        }),
        tally,
      };
    }
    const { tally, ...profile } = profileOf(workload, results, scales);
    return { shape: Object.freeze({ ...of, rules: said, passed, ...profile }), tally };
  };

  return (workload) => {
    const skipped = skippedAs(workload.facts);
    let meant = rulesFor(workload);
    // Of what is left out, only the rule that says why speaks.
    if (skipped !== undefined) meant = meant.filter(({ rule }) => rule.needs.includes(skipped));
    const results: RuleResult[] = [];
    let signature = `${workload.kind} ${workload.facts.platform ?? ''} ${skipped ?? ''}`;
    for (const [index, one] of meant.entries()) {
      const result = judge(one, workload, context);
      if (result === undefined) continue;
      results.push(result);
      signature += String.fromCharCode(index, codeOf(one, result));
    }
    let known = shapes.get(signature);
    if (known === undefined) {
      known = make(workload, results, meant.length);
      if (shapes.size < SHARED_SHAPES) shapes.set(signature, known);
    }
    const { shape, tally } = known;
    return { shape, results, complexity: skipped === undefined ? complexityOf(workload, tally) : NO_COMPLEXITY };
  };
}

/**
 * Builds the function that judges a workload. Pure: the same workload, catalogue, date and rules give the same answer.
 * Throws IST-3003 for a date it cannot read; the returned function throws IST-3002 when a rule itself is broken.
 */
export function createAssessor(options: AssessorOptions): Assessor {
  const answer = createAnswerer(options);
  return (workload) => {
    const { shape, results, complexity } = answer(workload);
    const { skipped, passed, targets, bestTarget, equallyGood } = shape;
    const all = { workloadId: workload.id, rules: results, passed, targets, bestTarget, equallyGood, complexity };
    return skipped === undefined ? all : { ...all, skipped };
  };
}

/** The same answers in the form that many of them are kept in: equal shapes are one object. Throws as createAssessor. */
export function createJudge(options: AssessorOptions): (workload: Workload) => Judged {
  const answer = createAnswerer(options);
  return (workload) => {
    const { shape, results, complexity } = answer(workload);
    const texts = results.map(({ evidence, why }) => evidence ?? why ?? null);
    return { workloadId: workload.id, shape, texts, complexity };
  };
}
