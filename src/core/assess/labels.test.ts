import { describe, expect, it } from 'vitest';
import { groupByLabel } from './labels.ts';
import type { AssessmentShape } from './shape.ts';

const shape = (answers: Readonly<Record<string, 'fail' | 'unknown'>>): AssessmentShape => ({
  kind: 'vm',
  rules: Object.entries(answers).map(([ruleId, outcome]) =>
    outcome === 'fail' ? { ruleId, outcome } : { ruleId, outcome, missing: ['disks'] },
  ),
  passed: 0,
  targets: {},
  bestTarget: null,
  equallyGood: [],
});

const rules = [
  { id: 'vsphere.disk.shared', label: 'Shared disk' },
  { id: 'azure.disk.shared', label: 'Shared disk' },
  { id: 'vsphere.name', label: 'Name' },
];

describe('findings by label', () => {
  it('counts a workload once per label, as failing when any of its rules fails', () => {
    const groups = groupByLabel(
      [
        [shape({ 'vsphere.disk.shared': 'fail', 'azure.disk.shared': 'unknown' }), 5],
        [shape({ 'azure.disk.shared': 'fail', 'vsphere.disk.shared': 'fail' }), 2],
        [shape({ 'azure.disk.shared': 'unknown', 'vsphere.name': 'fail' }), 8],
      ],
      rules,
    );
    expect(groups).toEqual([
      { label: 'Name', failed: 8, unknown: 0, rules: [{ ruleId: 'vsphere.name', failed: 8, unknown: 0 }] },
      {
        label: 'Shared disk',
        failed: 7,
        unknown: 8,
        rules: [
          { ruleId: 'vsphere.disk.shared', failed: 7, unknown: 0 },
          { ruleId: 'azure.disk.shared', failed: 2, unknown: 13 },
        ],
      },
    ]);
  });

  it('keeps a rule that is gone under its id, and leaves templates out', () => {
    const template = { ...shape({ 'vsphere.name': 'fail' }), skipped: 'template' as const };
    expect(
      groupByLabel(
        [
          [shape({ 'own.gone': 'fail' }), 1],
          [template, 9],
        ],
        rules,
      ),
    ).toEqual([{ label: 'own.gone', failed: 1, unknown: 0, rules: [{ ruleId: 'own.gone', failed: 1, unknown: 0 }] }]);
  });

  it('lists most failures first, then most open ones, then by name', () => {
    const groups = groupByLabel(
      [
        [shape({ 'own.d': 'unknown', 'own.b': 'unknown', 'own.c': 'unknown', 'own.a': 'fail' }), 2],
        [shape({ 'own.d': 'unknown' }), 1],
        [shape({ 'azure.disk.shared': 'unknown' }), 1],
        [shape({ 'vsphere.disk.shared': 'unknown' }), 1],
      ],
      rules,
    );
    expect(groups.map(({ label, failed, unknown }) => [label, failed, unknown])).toEqual([
      ['own.a', 2, 0],
      ['own.d', 0, 3],
      ['Shared disk', 0, 2],
      ['own.b', 0, 2],
      ['own.c', 0, 2],
    ]);
    expect(groups[2]?.rules.map(({ ruleId }) => ruleId)).toEqual(['azure.disk.shared', 'vsphere.disk.shared']);
  });
});
