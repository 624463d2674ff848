/** What `describe` says of one rule that failed or stayed open: evidence, the targets it weighs on, and the remedy. */

import type { z } from 'zod';
import type { workloadAssessmentSchema } from '../../api/assessments.ts';

type RuleResult = z.infer<typeof workloadAssessmentSchema>['rules'][number];

export type DescribedRule = Pick<
  RuleResult,
  'ruleId' | 'label' | 'outcome' | 'evidence' | 'remedy' | 'missing' | 'severity'
>;

export type WeighedTarget = Pick<
  z.infer<typeof workloadAssessmentSchema>['targets'][number],
  'id' | 'blockers' | 'warnings' | 'unknowns' | 'openAside'
>;

/**
 * "blocks azure-vm, kvm; warns on stay": in the order of the targets, of those the workload is judged for. A rule may be
 * settled on the one whose platform the workload is on.
 */
function weighsOn({ ruleId, outcome, severity }: DescribedRule, targets: readonly WeighedTarget[]): string {
  const would = outcome === 'unknown';
  const words = [
    ['blocker', would ? 'could block' : 'blocks'],
    ['warning', would ? 'could warn on' : 'warns on'],
    ['info', 'to know on'],
  ] as const;
  const parts = words.flatMap(([weight, verb]) => {
    const on = targets.filter(({ id, blockers, warnings, unknowns, openAside }) => {
      const weighs = [blockers, warnings, unknowns, openAside].some((ids) => ids.includes(ruleId));
      return severity[id] === weight && (weight === 'info' || weighs);
    });
    return on.length === 0 ? [] : [`${verb} ${on.map(({ id }) => id).join(', ')}`];
  });
  return parts.join('; ');
}

function answer({ outcome, ruleId, label, evidence, missing }: DescribedRule): string {
  if (outcome === 'fail') return `  ✗ ${ruleId}  ${label}: ${evidence ?? ''}`;
  if (missing.length === 0) return `  ? ${ruleId}  ${label}: ${evidence ?? 'cannot be told'}`;
  const facts = missing.map(({ fact, from }) => `${fact} (${from.join(' or ') || 'no source tells it'})`);
  return `  ? ${ruleId}  ${label}: needs ${facts.join(', ')}`;
}

/** @param targets those the workload is judged for. */
export function verdictLines(rule: DescribedRule, targets: readonly WeighedTarget[]): string[] {
  const weight = weighsOn(rule, targets);
  return [
    answer(rule),
    ...(weight === '' ? [] : [`      ${weight}`]),
    ...(rule.outcome === 'fail' ? [`      fix: ${rule.remedy}`] : []),
  ];
}
