/** Findings by label: what people read first, with the rules behind it and how many workloads it is about. */

import type { Rule } from './rule.ts';
import type { AssessmentShape } from './shape.ts';

export interface LabelRule {
  readonly ruleId: string;
  readonly failed: number;
  readonly unknown: number;
}

export interface LabelGroup {
  readonly label: string;
  /** Workloads on which at least one of its rules fails. */
  readonly failed: number;
  /** Workloads on which none fails and at least one is open. */
  readonly unknown: number;
  /** Those that failed or stayed open somewhere, most failures first. */
  readonly rules: readonly LabelRule[];
}

/** Most failing workloads first. A rule that is not among `rules` any more goes by its id. */
export function groupByLabel(
  shapes: Iterable<readonly [AssessmentShape, number]>,
  rules: readonly Pick<Rule, 'id' | 'label'>[],
): readonly LabelGroup[] {
  const labels = new Map(rules.map(({ id, label }) => [id, label]));
  const groups = new Map<
    string,
    { failed: number; unknown: number; rules: Map<string, { failed: number; unknown: number }> }
  >();
  for (const [shape, workloads] of shapes) {
    if (shape.skipped !== undefined) continue;
    const worst = new Map<string, 'fail' | 'unknown'>();
    for (const { ruleId, outcome } of shape.rules) {
      const label = labels.get(ruleId) ?? ruleId;
      const group = groups.get(label) ?? { failed: 0, unknown: 0, rules: new Map() };
      groups.set(label, group);
      const rule = group.rules.get(ruleId) ?? { failed: 0, unknown: 0 };
      group.rules.set(ruleId, rule);
      rule[outcome === 'fail' ? 'failed' : 'unknown'] += workloads;
      if (worst.get(label) !== 'fail') worst.set(label, outcome);
    }
    for (const [label, outcome] of worst) {
      const group = groups.get(label);
      if (group !== undefined) group[outcome === 'fail' ? 'failed' : 'unknown'] += workloads;
    }
  }
  return [...groups]
    .map(([label, { failed, unknown, rules: each }]) => ({
      label,
      failed,
      unknown,
      rules: [...each].map(([ruleId, counts]) => ({ ruleId, ...counts })).sort(byCounts((one) => one.ruleId)),
    }))
    .sort(byCounts((one) => one.label));
}

const byCounts =
  <T extends { readonly failed: number; readonly unknown: number }>(name: (one: T) => string) =>
  (a: T, b: T): number =>
    b.failed - a.failed || b.unknown - a.unknown || (name(a) < name(b) ? -1 : 1);
