/** Runs the cases that stand inside a rule, by the way the engine asks it. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Workload } from '../../model/workload.ts';
import { isMeantFor, judge, prepare } from '../judge.ts';
import type { RuleContext } from '../rule.ts';
import type { RuleTest, UserRuleDefinition } from './rule-schema.ts';
import type { UserRule } from './user-rule.ts';

export interface RuleTestResult {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: RuleTest['expect'];
  readonly got: RuleTest['expect'];
  /** What differs, in words; empty when it is as expected. */
  readonly differences: readonly string[];
}

export function runRuleTests(rule: UserRule, definition: UserRuleDefinition): readonly RuleTestResult[] {
  return (definition.tests ?? []).map((test) => runTest(rule, test));
}

function runTest(rule: UserRule, test: RuleTest): RuleTestResult {
  const workload: Workload = {
    id: 'wl-test',
    kind: test.kind,
    identity: {},
    facts: test.facts,
    observations: [],
    provenance: {},
    conflicts: [],
  };
  const result = judge(prepare(rule), workload, new TestContext(test.asOf ?? rule.source.date));
  const got = isMeantFor(rule, workload) ? (result?.outcome ?? 'pass') : 'not-asked';
  const differences: string[] = [];
  if (got !== test.expect) {
    const evidence = result?.evidence === undefined ? '' : `: ${result.evidence}`;
    const missing =
      result?.missing === undefined || result.missing.length === 0 ? '' : ` (${result.missing.join(', ')})`;
    const why = result?.why === undefined ? '' : `: ${result.why}`;
    const more = got === 'not-asked' ? '' : `${missing}${evidence}${why}`;
    differences.push(`expected ${test.expect}, got ${got}${more}`);
  } else {
    const missing = [...(result?.missing ?? [])].sort().join(', ');
    const wanted = test.missing === undefined ? undefined : [...test.missing].sort().join(', ');
    if (wanted !== undefined && wanted !== missing) differences.push(`expected missing ${wanted}, got ${missing}`);
    if (test.evidence !== undefined && test.evidence !== result?.evidence)
      differences.push(`expected evidence "${test.evidence}", got "${result?.evidence ?? ''}"`);
  }
  return { name: test.name, ok: differences.length === 0, expected: test.expect, got, differences };
}

class TestContext implements RuleContext {
  readonly asOf: string;

  constructor(asOf: string) {
    this.asOf = asOf;
  }

  get catalog(): Catalog {
    throw new Error('users’ rules read no catalogue');
  }
}
