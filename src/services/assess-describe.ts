/** What people are told of an assessment as a whole. */

import type { AssessmentSummaryDocument } from '../api/assessments.ts';
import { rankedFixSets } from '../core/assess/fix-sets.ts';
import { topFixes } from '../core/assess/fixes.ts';
import type { Rule } from '../core/assess/rule.ts';
import type { AssessmentSummary } from '../core/assess/summary.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import { answeredBy } from '../providers/registry.ts';

const FIXES_SHOWN = 10;
const SETS_SHOWN = 20;

export interface AboutAssessment {
  readonly generation: number;
  readonly asOf: string;
  readonly rules: readonly Rule[];
  readonly rulesVersion: string;
  /** Of the machines that were judged. */
  readonly platforms: ReadonlySet<string>;
}

export function describeAssessment(
  summary: AssessmentSummary,
  { generation, asOf, rules, rulesVersion, platforms }: AboutAssessment,
): Omit<AssessmentSummaryDocument, 'id' | 'createdAt'> {
  const counts = new Map(summary.rules.map((rule) => [rule.ruleId, rule]));
  const answers = new Map(summary.unknownAnswers.map((answer) => [answer.fact, answer]));
  return {
    generation,
    asOf,
    rulesVersion,
    assessed: summary.assessed,
    notAssessed: { templates: summary.templates, placeholders: summary.placeholders },
    targets: TARGETS.map(({ id, title }) => {
      const {
        ready = 0,
        conditional = 0,
        unknown = 0,
        'not-ready': notReady = 0,
        best = 0,
      } = summary.targets[id] ?? {};
      return { id, title, counts: { ready, conditional, unknown, 'not-ready': notReady }, best };
    }),
    rules: rules.flatMap((rule) => {
      const counted = counts.get(rule.id);
      if (counted === undefined) return [];
      const { id: ruleId, label, remedy, source, severity } = rule;
      const { failed: fail, unknown } = counted;
      return [{ ruleId, label, fail, unknown, source: source.ref, remedy, severity: { ...severity } }];
    }),
    topFixes: topFixes(summary, { limit: FIXES_SHOWN, rules }).map((fix) => ({ ...fix })),
    fixSets: rankedFixSets(summary.obstacles, { rules, limit: SETS_SHOWN }).map((set) => ({
      ...set,
      fixes: set.fixes.map((fix) => ({ ...fix })),
    })),
    unknowns: answeredBy([...answers.keys()], platforms).map(({ fact, from }) => {
      const { verdicts = 0, workloads = 0 } = answers.get(fact) ?? {};
      return { fact, from: [...from], verdicts, workloads };
    }),
  };
}
