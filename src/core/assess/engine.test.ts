import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { IsthmusError } from '../errors/errors.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import { createAssessor } from './engine.ts';
import { defineRule } from './rule.ts';
import type { Rule } from './rule.ts';
import { fail, pass, unknown } from './verdict.ts';
import { azureVm } from './targets/azure-vm.ts';
import { kvm } from './targets/kvm.ts';
import { openshiftVirtualization } from './targets/openshift-virtualization.ts';
import { stay } from './targets/stay.ts';
import type { Severity, TargetId } from './verdict.ts';

/** Rules of a test speak on these; on a target without any rule everything would be ready. */
const TARGETS = [stay, openshiftVirtualization, azureVm, kvm];

const about = {
  label: 'Test',
  description: 'A test rule.',
  remedy: 'Nothing.',
  source: { ref: 'test', date: '2026-11-22' },
  fixHours: 2,
};

function rule(id: string, severity: Rule['severity'], rest: Partial<Rule> = {}): Rule {
  return { ...about, id, severity, needs: [], evaluate: () => fail('found'), ...rest };
}

const on = (severity: Severity, ...targets: readonly TargetId[]): Rule['severity'] =>
  Object.fromEntries(targets.map((target) => [target, severity]));

const assessWith = (rules: readonly Rule[], facts = {}) =>
  createAssessor({ catalog, asOf: '2026-11-22', rules, targets: TARGETS })(workloadWith(facts));

describe('engine', () => {
  it('never evaluates a rule whose facts are missing, and names them', () => {
    const asked: string[] = [];
    const needsTwo = rule('test.two', on('warning', 'kvm'), {
      needs: ['disks', 'firmware', 'name'],
      asksFor: ['disks[].shared', 'disks[].mode'],
      evaluate: () => {
        asked.push('evaluated');
        return pass;
      },
    });
    const { rules, passed } = assessWith([needsTwo], { name: 'web01' });
    expect(rules).toEqual([
      { ruleId: 'test.two', outcome: 'unknown', missing: ['disks[].shared', 'disks[].mode', 'firmware'] },
    ]);
    expect(passed).toBe(0);
    expect(asked).toEqual([]);
  });

  it('maps one answer to targets by severity', () => {
    const rules = [
      rule('test.a', { 'azure-vm': 'blocker', kvm: 'warning', 'openshift-virtualization': 'info' }),
      rule('test.b', on('blocker', 'openshift-virtualization'), { evaluate: () => unknown(['tpm'], 'not seen') }),
    ];
    const { targets, bestTarget } = assessWith(rules);
    expect(targets['azure-vm']).toEqual({
      readiness: 'not-ready',
      blockers: ['test.a'],
      warnings: [],
      unknowns: [],
      openAside: [],
      fixHours: 2,
    });
    expect(targets.kvm).toEqual({
      readiness: 'conditional',
      blockers: [],
      warnings: ['test.a'],
      unknowns: [],
      openAside: [],
      fixHours: 2,
    });
    expect(targets['openshift-virtualization']).toMatchObject({ readiness: 'unknown', unknowns: ['test.b'] });
    expect(targets.stay).toMatchObject({ readiness: 'ready' });
    expect(bestTarget).toBe('kvm');
  });

  it('tells moves apart by work, then open questions, and names all that nothing tells apart', () => {
    const warn = (id: string, target: TargetId, fixHours: number) => rule(id, on('warning', target), { fixHours });
    const all = [
      warn('test.a', 'azure-vm', 4),
      warn('test.k', 'kvm', 1),
      warn('test.o', 'openshift-virtualization', 1),
    ];
    expect(assessWith(all)).toMatchObject({ bestTarget: null, equallyGood: ['openshift-virtualization', 'kvm'] });
    const open = rule('test.open', on('warning', 'kvm'), { evaluate: () => unknown(['tpm']) });
    expect(assessWith([...all, open])).toMatchObject({ bestTarget: 'openshift-virtualization', equallyGood: [] });
    const openElsewhere = rule('test.open', on('warning', 'openshift-virtualization', 'kvm'), {
      evaluate: () => unknown(['tpm']),
      fixHours: 9,
    });
    expect(assessWith([...all, openElsewhere]).bestTarget).toBe('azure-vm');
    const nowhere = rule('test.all', on('blocker', 'azure-vm', 'kvm', 'openshift-virtualization'));
    expect(assessWith([nowhere])).toMatchObject({ bestTarget: null, equallyGood: [] });
  });

  it('names no move to the platform a workload is on', () => {
    const rules = [rule('test.a', on('warning', 'azure-vm', 'openshift-virtualization'))];
    expect(assessWith(rules, { platform: 'vsphere' }).bestTarget).toBe('kvm');
    expect(assessWith(rules, { platform: 'kvm' }).equallyGood).toEqual(['openshift-virtualization', 'azure-vm']);
    expect(assessWith(rules, { platform: 'kvm' }).targets.kvm?.readiness).toBe('ready');
  });

  it('leaves rules for other platforms out, and asks none of them where the platform is not told', () => {
    const ofVsphere = rule('test.vsphere', on('warning', 'kvm'), { platforms: ['vsphere'] });
    expect(assessWith([ofVsphere], { platform: 'hyperv' })).toMatchObject({ rules: [], passed: 0 });
    expect(assessWith([ofVsphere], { platform: 'vsphere' }).rules).toMatchObject([{ outcome: 'fail' }]);
    expect(assessWith([ofVsphere])).toMatchObject({ rules: [], passed: 0 });
    const settled = rule('test.settled', on('warning', 'kvm'), { settledOn: ['kvm'] });
    expect(assessWith([settled], { platform: 'kvm' })).toMatchObject({ rules: [], passed: 0 });
    expect(assessWith([settled], { platform: 'hyperv' }).rules).toMatchObject([{ outcome: 'fail' }]);
    expect(assessWith([settled]).rules).toMatchObject([{ outcome: 'fail' }]);
  });

  it('asks one question of a machine whose platform nobody states', () => {
    const { rules, targets } = createAssessor({ catalog, asOf: '2026-11-22' })(workloadWith({ name: 'web01' }));
    const asking = rules.filter(({ missing }) => missing?.includes('platform') === true);
    expect(asking.map(({ ruleId }) => ruleId)).toEqual(['common.platform.unknown']);
    expect(rules.filter(({ ruleId }) => /^(vsphere|hyperv|libvirt|azure-source)\./.test(ruleId))).toEqual([]);
    expect(targets.kvm).toMatchObject({ readiness: 'unknown' });
    expect(targets.kvm?.unknowns).toContain('common.platform.unknown');
  });

  it('does not ask rules that speak on none of the targets', () => {
    expect(assessWith([rule('test.elsewhere', on('blocker', 'hyperv'))])).toMatchObject({ rules: [], passed: 0 });
  });

  it.each(['template', 'placeholder'] as const)('sets a %s apart, with the rule that says why', (fact) => {
    const why = defineRule({
      ...about,
      id: 'test.why',
      severity: on('blocker', 'kvm'),
      needs: [fact],
      evaluate: () => fail('It is one.'),
    });
    const answer = assessWith([why, rule('test.other', on('blocker', 'kvm'))], { [fact]: true });
    expect(answer).toMatchObject({
      skipped: fact,
      targets: {},
      bestTarget: null,
      rules: [{ ruleId: 'test.why', outcome: 'fail' }],
    });
  });

  it('judges containers for staying and for other clusters, and asks what nobody told', () => {
    const assess = createAssessor({ catalog, asOf: '2026-11-22' });
    const { targets, rules, bestTarget } = assess(
      workloadWith({ platform: 'kubernetes', name: 'shop' }, { kind: 'container' }),
    );
    expect(Object.keys(targets)).toEqual(['stay', 'openshift-container', 'aks-container']);
    expect(targets['aks-container']?.readiness).toBe('unknown');
    expect(rules.every(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(bestTarget).toBeNull();
  });

  it('shares what is equal between workloads', () => {
    const assess = createAssessor({ catalog, asOf: '2026-11-22' });
    const [one, two] = ['a', 'b'].map((name) => assess(workloadWith({ platform: 'vsphere', name })));
    expect(one?.targets).toBe(two?.targets);
    expect(one?.rules[3]).toBe(two?.rules[3]);
    expect(Object.isFrozen(one?.targets['azure-vm'])).toBe(true);
  });

  it('names rule and workload when a rule is broken', () => {
    const broken = rule('test.broken', on('info', 'stay'), {
      evaluate: () => {
        throw new TypeError('no such thing');
      },
    });
    expect(() => assessWith([broken], { name: 'web01' })).toThrow(IsthmusError);
    expect(() => assessWith([broken], { name: 'web01' })).toThrow(/test\.broken.*web01/);
  });

  it.each(['', '22.11.2026', '2026-11', '2026-13-01', '2026-02-30'])('refuses "%s" as a day', (asOf) => {
    expect(() => createAssessor({ catalog, asOf })).toThrow(/YYYY-MM-DD/);
  });
});
