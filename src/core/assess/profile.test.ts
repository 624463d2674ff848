import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileOf, scalesOf } from './profile.ts';
import type { JudgedTarget, WeighingRule } from './profile.ts';
import type { ShapeResult } from './shape.ts';
import type { Severity, TargetId } from './verdict.ts';

const target = (id: TargetId, rest: Partial<JudgedTarget> = {}): JudgedTarget => ({
  id,
  kinds: ['vm'],
  moves: id !== 'stay',
  ...rest,
});
const TARGETS = [target('stay'), target('kvm', { platform: 'kvm' }), target('azure-vm', { platform: 'azure' })];

const rule = (
  id: string,
  severity: Partial<Record<TargetId, Severity>>,
  fixHours = 1,
  rest: Partial<WeighingRule> = {},
): WeighingRule => ({ id, severity, fixHours, ...rest });
const failed = (ruleId: string): ShapeResult => ({ ruleId, outcome: 'fail' });
const open = (ruleId: string): ShapeResult => ({ ruleId, outcome: 'unknown', missing: ['tpm'] });

const profile = (
  rules: readonly WeighingRule[],
  results: readonly ShapeResult[],
  platform?: string,
  targets: readonly JudgedTarget[] = TARGETS,
) => profileOf({ kind: 'vm', facts: platform === undefined ? {} : { platform } }, results, scalesOf(rules, targets));

describe('readiness for a target', () => {
  const rules = [
    rule('block', { kvm: 'blocker' }, 8),
    rule('warn', { kvm: 'warning' }, 3),
    rule('info', { kvm: 'info' }, 100),
    rule('elsewhere', { 'azure-vm': 'blocker' }, 50),
    rule('inside', { kvm: 'blocker' }, 20, { openWeighs: 'info' }),
  ];
  const kvm = (...results: readonly ShapeResult[]) => profile(rules, results).targets.kvm;
  const nothing = { blockers: [], warnings: [], unknowns: [], openAside: [], fixHours: 0 };

  it.each<{ reason: string; results: readonly ShapeResult[]; says: object }>([
    { reason: 'nothing speaks', results: [], says: { ...nothing, readiness: 'ready' } },
    {
      reason: 'only info, and what is for others',
      results: [failed('info'), open('info'), failed('elsewhere')],
      says: { ...nothing, readiness: 'ready' },
    },
    {
      reason: 'a warning fails',
      results: [failed('warn')],
      says: { ...nothing, readiness: 'conditional', warnings: ['warn'], fixHours: 3 },
    },
    {
      reason: 'a warning is open',
      results: [open('warn')],
      says: { ...nothing, readiness: 'conditional', unknowns: ['warn'] },
    },
    {
      reason: 'a blocker is open',
      results: [open('block'), failed('warn')],
      says: { ...nothing, readiness: 'unknown', unknowns: ['block'], warnings: ['warn'], fixHours: 3 },
    },
    {
      reason: 'a blocker fails',
      results: [failed('block'), failed('warn'), open('warn')],
      says: {
        readiness: 'not-ready',
        blockers: ['block'],
        warnings: ['warn'],
        unknowns: ['warn'],
        openAside: [],
        fixHours: 11,
      },
    },
    {
      reason: 'what only a look inside tells is open',
      results: [open('inside')],
      says: { ...nothing, readiness: 'ready', openAside: ['inside'] },
    },
    {
      reason: 'what only a look inside tells fails',
      results: [failed('inside')],
      says: { ...nothing, readiness: 'not-ready', blockers: ['inside'], fixHours: 20 },
    },
    {
      reason: 'a rule that is not known any more',
      results: [failed('gone'), open('gone')],
      says: { ...nothing, readiness: 'ready' },
    },
  ])('$reason', ({ results, says }) => {
    const answer = kvm(...results);
    expect(answer).toEqual(says);
    expect(Object.isFrozen(answer)).toBe(true);
  });

  it('is judged for targets that take this kind only', () => {
    const targets = [target('openshift-container', { kinds: ['container'] }), target('kvm', { kinds: ['ai', 'vm'] })];
    expect(Object.keys(profile(rules, [], undefined, targets).targets)).toEqual(['kvm']);
  });
});

describe('the best move', () => {
  const best = (rules: readonly WeighingRule[], results: readonly ShapeResult[], platform?: string) => {
    const { bestTarget, equallyGood } = profile(rules, results, platform);
    return bestTarget ?? equallyGood;
  };

  it('is the ready one, however little work the conditional one takes', () => {
    expect(best([rule('w', { kvm: 'warning' }, 0)], [failed('w')])).toBe('azure-vm');
    expect(best([rule('w', { 'azure-vm': 'warning' }, 0)], [failed('w')])).toBe('kvm');
    // The open answer that is aside counts as work on neither side.
    const aside = rule('aside', { kvm: 'warning' }, 9, { openWeighs: 'info' });
    expect(best([aside], [open('aside')])).toEqual(['kvm', 'azure-vm']);
  });

  it('is the one with less work at worst, then with fewer open questions', () => {
    const rules = [
      rule('a', { 'azure-vm': 'warning' }, 4),
      rule('k', { kvm: 'warning' }, 5),
      rule('o', { kvm: 'warning' }, 5),
    ];
    expect(best(rules, [failed('a'), failed('k')])).toBe('azure-vm');
    expect(best(rules, [failed('a'), open('o')])).toBe('azure-vm');
    const even = [rule('a', { 'azure-vm': 'warning' }, 4), rule('k', { kvm: 'warning' }, 4)];
    expect(best(even, [failed('a'), open('k')])).toBe('azure-vm');
    expect(best(even, [open('a'), failed('k')])).toBe('kvm');
    expect(best(even, [open('a'), open('k')])).toEqual(['kvm', 'azure-vm']);
    expect(best(even, [failed('a'), failed('k')])).toEqual(['kvm', 'azure-vm']);
  });

  it('is none that is blocked, open or where it is already', () => {
    const rules = [rule('b', { kvm: 'blocker' })];
    expect(best(rules, [failed('b')])).toBe('azure-vm');
    expect(best(rules, [open('b')])).toBe('azure-vm');
    expect(best([], [], 'kvm')).toBe('azure-vm');
    expect(best(rules, [failed('b')], 'azure')).toEqual([]);
    const anywhere = [target('hyperv')];
    expect(profile([], [], undefined, anywhere).bestTarget).toBe('hyperv');
    expect(profile([], [], 'kvm', anywhere).bestTarget).toBe('hyperv');
  });

  it('does not depend on the order of targets', () => {
    const severity = fc.constantFrom<Severity>('blocker', 'warning', 'info');
    const some = fc.record({
      severity: fc.dictionary(fc.constantFrom<TargetId>('kvm', 'azure-vm', 'hyperv'), severity),
      hours: fc.integer({ min: 0, max: 3 }),
      failed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), (drawn) => {
        const rules = drawn.map((one, index) => rule(`r${index}`, one.severity, one.hours));
        const results = drawn.map((one, index) => (one.failed ? failed(`r${index}`) : open(`r${index}`)));
        const all = [target('kvm'), target('azure-vm'), target('hyperv')];
        const forwards = profile(rules, results, undefined, all);
        const backwards = profile(rules, results, undefined, all.toReversed());
        expect(backwards.bestTarget).toBe(forwards.bestTarget);
        expect(backwards.equallyGood.toReversed()).toEqual(forwards.equallyGood);
        const candidates = all.filter(({ id }) =>
          ['ready', 'conditional'].includes(forwards.targets[id]?.readiness ?? ''),
        );
        expect(forwards.bestTarget !== null || forwards.equallyGood.length > 1).toBe(candidates.length > 0);
      }),
    );
  });
});

describe('where a workload is already', () => {
  it('does not weigh what only matters on the way there', () => {
    const rules = [
      rule('on the way', { kvm: 'blocker', 'azure-vm': 'warning' }, 4, { settledAtHome: true }),
      rule('always', { kvm: 'warning' }, 1),
    ];
    const answers = [failed('on the way'), failed('always')];
    expect(profile(rules, answers, 'kvm').targets.kvm).toMatchObject({
      readiness: 'conditional',
      blockers: [],
      fixHours: 1,
    });
    expect(profile(rules, answers, 'kvm').targets['azure-vm']).toMatchObject({ warnings: ['on the way'] });
    expect(profile(rules, answers, 'vsphere').targets.kvm).toMatchObject({ readiness: 'not-ready', fixHours: 5 });
    expect(profile(rules, answers).targets.kvm).toMatchObject({ readiness: 'not-ready' });
    expect(profile(rules, [open('on the way')], 'kvm').targets.kvm).toMatchObject({ readiness: 'ready', unknowns: [] });
  });

  const clusters = [
    target('stay', { kinds: ['vm', 'container'] }),
    target('openshift-container', { kinds: ['vm', 'container'], platform: 'openshift' }),
    target('aks-container', { kinds: ['vm', 'container'], platform: 'aks' }),
  ];
  const warn = (id: TargetId, hours: number) => rule(id, { [id]: 'warning' }, hours);
  const best = (kind: 'vm' | 'container', rules: readonly WeighingRule[], platform = 'openshift') => {
    const results = rules.map(({ id }) => failed(id));
    const { bestTarget, equallyGood } = profileOf({ kind, facts: { platform } }, results, scalesOf(rules, clusters));
    return bestTarget ?? equallyGood;
  };

  it('competes for containers, as staying', () => {
    expect(best('container', [])).toEqual(['stay', 'aks-container']);
    expect(best('container', [warn('aks-container', 1)])).toBe('stay');
    expect(best('container', [warn('openshift-container', 1)])).toBe('aks-container');
    expect(best('container', [warn('openshift-container', 1), warn('aks-container', 2)])).toBe('stay');
    expect(best('container', [warn('openshift-container', 2), warn('aks-container', 2)])).toEqual([
      'stay',
      'aks-container',
    ]);
    const blocked = [rule('all', { 'aks-container': 'blocker' })];
    expect(best('container', blocked)).toBe('stay');
    expect(best('container', [rule('all', { 'aks-container': 'blocker', 'openshift-container': 'blocker' })])).toEqual(
      [],
    );
    expect(best('container', [rule('home', { 'openshift-container': 'blocker' }), warn('aks-container', 1)])).toBe(
      'aks-container',
    );
  });

  it('does not compete for machines, nor what is on no such platform', () => {
    expect(best('vm', [warn('aks-container', 1)])).toBe('aks-container');
    expect(best('container', [], 'kubernetes')).toEqual(['openshift-container', 'aks-container']);
  });
});

describe('what complexity counts', () => {
  const rules = [
    rule('both', { kvm: 'warning', 'azure-vm': 'blocker' }),
    rule('other way', { kvm: 'blocker', 'azure-vm': 'warning' }),
    rule('one', { 'azure-vm': 'warning' }),
    rule('staying', { stay: 'blocker' }),
    rule('info', { kvm: 'info' }),
  ];

  it('is each failure once, at its worst over the moves, and every open answer', () => {
    const answers = [failed('both'), failed('other way'), failed('one'), failed('staying'), failed('info')];
    const { tally } = profile(rules, answers);
    expect(tally).toEqual({ failedBlockers: 2, failedWarnings: 1, open: 0 });
    expect(profile(rules, [open('both'), open('info'), failed('one')]).tally).toEqual({
      failedBlockers: 0,
      failedWarnings: 1,
      open: 2,
    });
    expect(profile(rules, []).tally).toEqual({ failedBlockers: 0, failedWarnings: 0, open: 0 });
  });

  it('leaves targets out that do not take this kind', () => {
    const targets = [target('kvm'), target('azure-vm', { kinds: ['container'] })];
    expect(profile(rules, [failed('both'), failed('one')], undefined, targets).tally).toEqual({
      failedBlockers: 0,
      failedWarnings: 1,
      open: 0,
    });
  });
});
