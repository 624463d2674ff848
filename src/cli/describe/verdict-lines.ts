/** What `describe` says of one rule that failed or stayed open: evidence, the targets it weighs on, and the remedy. */

import type { z } from 'zod';
import type { workloadAssessmentSchema } from '../../api/assessments.ts';

type RuleResult = z.infer<typeof workloadAssessmentSchema>['rules'][number];

export type DescribedRule = Pick<
  RuleResult,
  'ruleId' | 'label' | 'outcome' | 'evidence' | 'remedy' | 'missing' | 'severity'
>;

/** "blocks azure-vm, kvm; warns on stay": in the order of the targets, of those the workload is judged for. */
function weighsOn({ outcome, severity }: DescribedRule, targets: readonly string[]): string {
  const would = outcome === 'unknown';
  const words = [
    ['blocker', would ? 'could block' : 'blocks'],
    ['warning', would ? 'could warn on' : 'warns on'],
    ['info', 'to know on'],
  ] as const;
  const parts = words.flatMap(([weight, verb]) => {
    const on = targets.filter((target) => severity[target] === weight);
    return on.length === 0 ? [] : [`${verb} ${on.join(', ')}`];
  });
  return parts.join('; ');
}

function answer({ outcome, ruleId, label, evidence, missing }: DescribedRule): string {
  if (outcome === 'fail') return `  ✗ ${ruleId}  ${label}: ${evidence ?? ''}`;
  if (missing.length === 0) return `  ? ${ruleId}  ${label}: ${evidence ?? 'cannot be told'}`;
  const facts = missing.map(({ fact, from }) => `${fact} (${from.join(' or ') || 'no source tells it'})`);
  return `  ? ${ruleId}  ${label}: needs ${facts.join(', ')}`;
}

/** @param targets ids of the targets the workload is judged for. */
export function verdictLines(rule: DescribedRule, targets: readonly string[]): string[] {
  const weight = weighsOn(rule, targets);
  return [
    answer(rule),
    ...(weight === '' ? [] : [`      ${weight}`]),
    ...(rule.outcome === 'fail' ? [`      fix: ${rule.remedy}`] : []),
  ];
}
