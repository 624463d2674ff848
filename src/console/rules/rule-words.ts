/** Rules in words, and which of them a search is about. Pure. */

import type { RuleDocument } from '../../api/rules.ts';
import { shortTarget } from '../shared/titles.ts';
import type { RuleSearch } from '../shell/search.ts';

const ORIGINS = { shipped: 'shipped', folder: 'rules folder', applied: 'applied' } as const;

export const originText = ({ origin, file }: Pick<RuleDocument, 'origin' | 'file'>): string => file ?? ORIGINS[origin];

/** "blocker: KVM, Hyper-V; warning: Stay" */
export function severityText({ severity }: Pick<RuleDocument, 'severity'>): string {
  return (['blocker', 'warning', 'info'] as const)
    .flatMap((weight) => {
      const targets = Object.keys(severity).filter((target) => severity[target] === weight);
      return targets.length === 0 ? [] : [`${weight}: ${targets.map(shortTarget).join(', ')}`];
    })
    .join('; ');
}

/** Every word has to stand somewhere in what names the rule. */
export function fits(rule: RuleDocument, { q = '', of }: RuleSearch): boolean {
  if (of === 'own' && rule.origin === 'shipped') return false;
  if (of === 'faulty' && rule.sound) return false;
  const text =
    `${rule.id} ${rule.label} ${rule.source.ref} ${rule.covers.join(' ')} ${rule.facts.join(' ')}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
