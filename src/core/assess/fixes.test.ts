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

  it('weighs a fix by its share in each workload and by its hours', () => {
    // cheap: 10 alone; other: 6 with dear, of which it is half.
    const shared = fixesFor([blocked(6, 'dear', 'other'), blocked(10, 'cheap')]);
    expect(shared.map(({ ruleId }) => ruleId)).toEqual(['cheap', 'other', 'dear']);
    const many = fixesFor([blocked(3, 'cheap'), blocked(4, 'other'), blocked(2, 'cheap', 'dear')]);
    // "cheap" is worth 3 and half of 2 for its 5 hours, "other" 4 for 4.
    expect(many[0]?.ruleId).toBe('other');
    expect(many[1]).toMatchObject({ ruleId: 'cheap', workloadsAffected: 5, workloadsUnblocked: 3 });
    const free = [rule('free', 0), rule('cheap', 1)];
    const first = topFixes(summaryOf([blocked(2, 'cheap'), blocked(1, 'free')]), { limit: 9, rules: free });
    expect(first.map(({ ruleId, hours }) => [ruleId, hours])).toEqual([
      ['free', 0],
      ['cheap', 2],
    ]);
  });

  it('shares what a warning is worth among all that stand in the way', () => {
    const warned = (workloads: number, ruleId: string, ...blockers: readonly string[]): Obstacle => ({
      target: 'azure-vm',
      blockers,
      warnings: [ruleId],
      workloads,
    });
    // 12 workloads warned by "other" and blocked by "dear" count half of what 7 warned by "cheap" alone do.
    const fixes = fixesFor([warned(12, 'other', 'dear'), warned(7, 'cheap')]);
    expect(fixes.map(({ ruleId, workloadsCleared }) => [ruleId, workloadsCleared])).toEqual([
      ['dear', 0],
      ['other', 12],
      ['cheap', 7],
    ]);
    const alone = fixesFor([warned(7, 'cheap'), warned(6, 'other', 'cheap')]);
    expect(
      alone.map(({ ruleId, workloadsCleared, workloadsUnblocked }) => [ruleId, workloadsUnblocked, workloadsCleared]),
    ).toEqual([
      ['cheap', 6, 7],
      ['other', 0, 6],
    ]);
  });

  it('clears a workload only when its last blocker and warning go', () => {
    const both: Obstacle = { target: 'azure-vm', blockers: ['cheap'], warnings: ['other', 'dear'], workloads: 4 };
    expect(fixesFor([both]).map(({ ruleId, workloadsCleared }) => [ruleId, workloadsCleared])).toEqual([
      ['cheap', 0],
      ['other', 0],
      ['dear', 4],
    ]);
  });

  it('names rules by id where they are worth the same, and rounds hours', () => {
    const rules = [rule('b', 0.26), rule('a', 0.26)];
    for (const ids of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const fixes = topFixes(summaryOf(ids.map((id) => blocked(1, id))), { limit: 5, rules });
      expect(fixes.map(({ ruleId, hours }) => [ruleId, hours])).toEqual([
        ['a', 0.3],
        ['b', 0.3],
      ]);
    }
  });

  it('ends at a rule that is gone or does not speak on the target', () => {
    expect(fixesFor([blocked(9, 'gone'), blocked(1, 'dear')])).toEqual([]);
    expect(fixesFor([{ ...blocked(9, 'cheap'), target: 'hyperv' }])).toEqual([]);
    expect(fixesFor([])).toEqual([]);
  });

  it('ranks each target by itself and takes the best of all', () => {
    const kvm = (workloads: number, ...ids: readonly string[]): Obstacle => ({
      ...blocked(workloads, ...ids),
      target: 'kvm',
    });
    const estate = [kvm(5, 'cheap'), blocked(8, 'cheap'), kvm(2, 'other'), blocked(5, 'other')];
    const named = (limit: number, rest = {}) =>
      topFixes(summaryOf(estate), { limit, rules: RULES, ...rest }).map(
        ({ target, ruleId, workloadsUnblocked: freed }) => [target, ruleId, freed],
      );
    const all = [
      ['azure-vm', 'cheap', 8],
      ['azure-vm', 'other', 5],
      ['kvm', 'cheap', 5],
      ['kvm', 'other', 2],
    ];
    expect(named(9)).toEqual(all);
    expect(named(4)).toEqual(all);
    expect(named(3)).toEqual(all.slice(0, 3));
    expect(named(9, { target: 'kvm' })).toEqual(all.slice(2));
    expect(named(1, { target: 'stay' })).toEqual([]);
  });
});
