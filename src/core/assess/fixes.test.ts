import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topFixes } from './fixes.ts';
import type { Rule } from './rule.ts';
import type { AssessmentSummary, Obstacle } from './summary.ts';

const rule = (id: string, fixHours: number): Rule => ({
  id,
  label: id,
  description: '',
  remedy: `mend ${id}`,
  severity: { 'azure-vm': 'blocker', kvm: 'blocker', stay: 'warning' },
  source: { ref: 'test', date: '2026-11-22' },
  needs: [],
  fixHours,
  evaluate: () => ({ outcome: 'pass' }),
});

const RULES = [rule('cheap', 1), rule('dear', 40), rule('other', 1)];

const summaryOf = (obstacles: readonly Obstacle[]): AssessmentSummary => ({
  workloads: 0,
  assessed: 0,
  templates: 0,
  placeholders: 0,
  verdicts: { pass: 0, fail: 0, unknown: 0 },
  targets: {},
  nowhere: 0,
  rules: [],
  unknownAnswers: [],
  obstacles,
});

const blocked = (workloads: number, ...blockers: readonly string[]): Obstacle => ({
  target: 'azure-vm',
  blockers,
  warnings: [],
  workloads,
});

const fixesFor = (obstacles: readonly Obstacle[], limit = 10) =>
  topFixes(summaryOf(obstacles), { limit, rules: RULES });

describe('top fixes', () => {
  it('puts the fix first that unblocks most for its hours', () => {
    const fixes = fixesFor([blocked(10, 'dear'), blocked(10, 'cheap')]);
    expect(fixes.map(({ ruleId, workloadsUnblocked, hours }) => [ruleId, workloadsUnblocked, hours])).toEqual([
      ['cheap', 10, 10],
      ['dear', 10, 400],
    ]);
  });

  it('counts a workload as unblocked only when its last blocker goes', () => {
    const fixes = fixesFor([blocked(5, 'cheap', 'other'), blocked(3, 'cheap')]);
    expect(
      fixes.map(({ ruleId, workloadsAffected, workloadsUnblocked }) => [ruleId, workloadsAffected, workloadsUnblocked]),
    ).toEqual([
      ['cheap', 8, 3],
      ['other', 5, 5],
    ]);
  });

  it('prefers what unblocks over what only clears warnings', () => {
    const warned: Obstacle = { target: 'azure-vm', blockers: [], warnings: ['other'], workloads: 12 };
    const fixes = fixesFor([warned, blocked(10, 'cheap')]);
    expect(
      fixes.map(({ ruleId, workloadsUnblocked, workloadsCleared }) => [ruleId, workloadsUnblocked, workloadsCleared]),
    ).toEqual([
      ['cheap', 10, 10],
      ['other', 0, 12],
    ]);
  });

  it('leaves staying out unless asked for it', () => {
    const staying: Obstacle = { target: 'stay', blockers: [], warnings: ['cheap'], workloads: 3 };
    expect(fixesFor([staying])).toEqual([]);
    expect(topFixes(summaryOf([staying]), { limit: 5, target: 'stay', rules: RULES })).toHaveLength(1);
  });

  it('after all fixes of a target every blocked workload is free, and no fix is named twice', () => {
    const sets = fc.uniqueArray(fc.constantFrom('cheap', 'dear', 'other'), { minLength: 1 });
    const obstacles = fc.uniqueArray(fc.tuple(sets, fc.integer({ min: 1, max: 50 })), {
      selector: ([set]) => [...set].sort().join(),
      maxLength: 7,
    });
    fc.assert(
      fc.property(obstacles, (groups) => {
        const fixes = fixesFor(groups.map(([set, workloads]) => blocked(workloads, ...set)));
        const total = groups.reduce((sum, [, workloads]) => sum + workloads, 0);
        expect(fixes.reduce((sum, { workloadsUnblocked }) => sum + workloadsUnblocked, 0)).toBe(total);
        expect(new Set(fixes.map(({ ruleId }) => ruleId)).size).toBe(fixes.length);
      }),
    );
  });

  it('gives no more than asked', () => {
    expect(fixesFor([blocked(1, 'cheap'), blocked(1, 'dear')], 1)).toHaveLength(1);
  });
});
