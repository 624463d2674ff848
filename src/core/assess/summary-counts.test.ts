import { describe, expect, it } from 'vitest';
import type { TargetAssessment } from './readiness.ts';
import { failed, open, shapeWith } from './shape.fixture.ts';
import { createSummary } from './summary.ts';
import type { AssessmentSummary } from './summary.ts';
import type { Readiness } from './verdict.ts';

const judged = (readiness: Readiness, rest: Partial<TargetAssessment> = {}): TargetAssessment => ({
  readiness,
  blockers: [],
  warnings: [],
  unknowns: [],
  openAside: [],
  fixHours: 0,
  ...rest,
});

const first = shapeWith({
  passed: 3,
  rules: [failed('a'), failed('b'), open('c', 'tpm', 'disks'), open('d', 'tpm')],
  targets: {
    stay: judged('ready'),
    kvm: judged('conditional', { warnings: ['a', 'b'] }),
    'azure-vm': judged('not-ready', { blockers: ['a'], warnings: ['b'] }),
    hyperv: judged('unknown', { unknowns: ['c'] }),
  },
  bestTarget: 'kvm',
});
const blocked = shapeWith({
  passed: 1,
  rules: [failed('a'), open('b', 'firmware')],
  targets: {
    stay: judged('ready'),
    kvm: judged('not-ready', { blockers: ['a', 'b'] }),
    'azure-vm': judged('not-ready', { blockers: ['a'], warnings: ['b'] }),
  },
});
const tied = shapeWith({
  targets: { kvm: judged('ready'), 'azure-vm': judged('ready') },
  equallyGood: ['kvm', 'azure-vm'],
});

const counted = (former?: AssessmentSummary) => {
  const summary = createSummary(former);
  summary.add(first, 2);
  summary.add(blocked, 3);
  summary.add(tied);
  summary.add(shapeWith({ skipped: 'template' }), 4);
  summary.add(shapeWith({ skipped: 'placeholder' }), 5);
  summary.add(shapeWith({ targets: { stay: judged('not-ready') } }));
  return summary;
};
const none = { ready: 0, conditional: 0, unknown: 0, 'not-ready': 0, best: 0 };

describe('what a summary counts', () => {
  it('is each workload once, under all that its shape says', () => {
    expect(counted().finish()).toEqual({
      workloads: 16,
      assessed: 7,
      templates: 4,
      placeholders: 5,
      verdicts: { pass: 9, fail: 7, unknown: 7 },
      targets: {
        stay: { ...none, ready: 5, 'not-ready': 1 },
        kvm: { ...none, conditional: 2, 'not-ready': 3, ready: 1, best: 3 },
        'azure-vm': { ...none, 'not-ready': 5, ready: 1, best: 1 },
        hyperv: { ...none, unknown: 2 },
      },
      // Who can go somewhere is not counted, nor who is judged for staying alone.
      nowhere: 3,
      rules: [
        { ruleId: 'a', failed: 5, unknown: 0 },
        { ruleId: 'b', failed: 2, unknown: 3 },
        { ruleId: 'c', failed: 0, unknown: 2 },
        { ruleId: 'd', failed: 0, unknown: 2 },
      ],
      unknownAnswers: [
        { fact: 'tpm', verdicts: 4, workloads: 2 },
        { fact: 'firmware', verdicts: 3, workloads: 3 },
        { fact: 'disks', verdicts: 2, workloads: 2 },
      ],
      obstacles: [
        { target: 'azure-vm', blockers: ['a'], warnings: ['b'], workloads: 5 },
        { target: 'kvm', blockers: ['a', 'b'], warnings: [], workloads: 3 },
        { target: 'kvm', blockers: [], warnings: ['a', 'b'], workloads: 2 },
      ],
    });
  });

  it('goes on from a former one, and what is taken away was never there', () => {
    const once = counted().finish();
    const twice = counted(once).finish();
    expect(twice.workloads).toBe(32);
    expect(twice.targets.kvm?.best).toBe(6);
    expect(twice.obstacles.map(({ workloads }) => workloads)).toEqual([10, 6, 4]);
    expect(once.targets.kvm?.best).toBe(3);
    const less = createSummary(once);
    for (const [shape, many] of [
      [first, 2],
      [tied, 1],
    ] as const)
      less.add(shape, -many);
    const left = less.finish();
    expect(Object.keys(left.targets)).toEqual(['stay', 'kvm', 'azure-vm']);
    expect(left.rules.map(({ ruleId }) => ruleId)).toEqual(['a', 'b']);
    expect(left.unknownAnswers).toEqual([{ fact: 'firmware', verdicts: 3, workloads: 3 }]);
    expect(left.obstacles.map(({ target, workloads }) => [target, workloads])).toEqual([
      ['azure-vm', 3],
      ['kvm', 3],
    ]);
  });

  it('is nothing of a shape that comes and goes', () => {
    const summary = createSummary();
    summary.add(first, 2);
    summary.add(first, -2);
    expect(summary.finish()).toEqual(createSummary().finish());
  });

  it('can be asked for twice, and go on after', () => {
    const summary = counted();
    const before = summary.finish();
    expect(summary.finish()).toEqual(before);
    summary.add(blocked);
    const after = summary.finish();
    expect(after.nowhere).toBe(before.nowhere + 1);
    expect(before.nowhere).toBe(3);
    expect(before.obstacles[0]?.workloads).toBe(5);
  });

  it('lists by count, then by name', () => {
    const summary = createSummary();
    for (const id of ['b', 'a', 'c']) summary.add(shapeWith({ rules: [open(id, 'tpm')] }));
    summary.add(shapeWith({ rules: [open('y', 'disks'), open('x', 'os')] }));
    summary.add(shapeWith({ rules: [failed('z')] }));
    const { rules, unknownAnswers } = summary.finish();
    expect(rules.map(({ ruleId }) => ruleId)).toEqual(['z', 'a', 'b', 'c', 'x', 'y']);
    expect(unknownAnswers.map(({ fact }) => fact)).toEqual(['tpm', 'disks', 'os']);
  });
});
