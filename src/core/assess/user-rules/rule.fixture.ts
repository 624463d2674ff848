/** Rules for tests, written as a user writes them. */

import { stringify } from 'yaml';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import type { Verdict } from '../verdict.ts';
import { parseRules } from './parse-rules.ts';
import type { ParsedRule } from './rule-reader.ts';

export const SOURCE = { ref: 'handbook 4.2', date: '2026-11-01' };

/** A rule with this condition; `more` replaces or adds members. */
export function ruleText(fails: string, more: Readonly<Record<string, unknown>> = {}): string {
  const base = { id: 'user.x', label: 'X', description: 'It is X.', remedy: 'Mend it.', severity: 'blocker' };
  return stringify({ ...base, fails, source: SOURCE, ...more });
}

export function onlyRule(text: string): ParsedRule {
  const [rule, ...others] = parseRules(text, 'x.yaml');
  if (rule === undefined || others.length > 0) throw new Error(`not one rule: ${others.length + 1}`);
  return rule;
}

export function soundRule(fails: string, more?: Readonly<Record<string, unknown>>): ParsedRule['rule'] {
  const { rule, problems } = onlyRule(ruleText(fails, more));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return rule;
}

/** What a rule with this condition says of these facts, past the engine's look at what it needs. */
export function verdictOf(fails: string, facts: WorkloadFacts, open?: Workload['open']): Verdict {
  const context = { asOf: '2026-11-22' } as Parameters<ParsedRule['rule']['evaluate']>[1];
  return soundRule(fails).evaluate(facts, context, open);
}
