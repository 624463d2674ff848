/** Table tests for readiness rules: each case is one machine, what the rule says of it, and why that is right. */

import { describe, expect, it } from 'vitest';
import { createAssessor } from '../../src/core/assess/engine.ts';
import type { RuleResult } from '../../src/core/assess/assessment.ts';
import type { Rule } from '../../src/core/assess/rule.ts';
import type { FactPath } from '../../src/core/assess/verdict.ts';
import { workloadWith } from '../../src/core/model/workload.fixture.ts';
import type { WorkloadFacts } from '../../src/core/model/workload.ts';
import { catalog } from './catalog.ts';

export interface RuleCase {
  readonly reason: string;
  readonly facts: WorkloadFacts;
  /** Words the evidence must hold when the rule fails; the facts that must be named when it is open; or a pass. */
  readonly says: { readonly fails: string } | { readonly asks: readonly FactPath[] } | 'pass' | 'not applicable';
  readonly asOf?: string;
}

const recorded = new Map<string, readonly RuleCase[]>();

/** Cases of every rule whose table was loaded, by the rule's id: scripts/write-forklift-doc.ts names them. */
export const recordedCases: ReadonlyMap<string, readonly RuleCase[]> = recorded;

/** What one rule says of one machine: its result, "pass", or "not applicable". */
export function ask(rule: Rule, facts: WorkloadFacts, asOf = '2026-11-22'): RuleResult | 'pass' | 'not applicable' {
  // A rule that is not for virtual machines is asked about the kind it is for.
  const kind = rule.kinds?.includes('vm') === false ? rule.kinds[0] : undefined;
  const { rules, passed } = createAssessor({ catalog, asOf, rules: [rule] })(
    workloadWith(facts, kind === undefined ? {} : { kind }),
  );
  return rules[0] ?? (passed === 1 ? 'pass' : 'not applicable');
}

function wanted(rule: Rule, says: RuleCase['says']): unknown {
  if (typeof says === 'string') return says;
  const evidence: unknown = expect.stringContaining('fails' in says ? says.fails : '');
  const answer = 'fails' in says ? { outcome: 'fail', evidence } : { outcome: 'unknown', missing: says.asks };
  return expect.objectContaining({ ruleId: rule.id, ...answer });
}

/** Runs the cases and insists that the table shows the rule failing, passing and staying open. */
export function describeRule(rule: Rule, platform: string, cases: readonly RuleCase[]): void {
  recorded.set(rule.id, [...(recorded.get(rule.id) ?? []), ...cases]);
  describe(`rule ${rule.id}`, () => {
    it.each(cases)('$reason', ({ facts, says, asOf }) => {
      expect(ask(rule, { platform, ...facts }, asOf)).toEqual(wanted(rule, says));
    });

    it('is shown failing, passing and open', () => {
      const kinds = cases.map(({ says }) => (typeof says === 'string' ? says : 'fails' in says ? 'fails' : 'asks'));
      expect(kinds).toEqual(expect.arrayContaining(['pass', 'fails', 'asks']));
    });
  });
}
