import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { IsthmusError } from '../errors/errors.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { codeOf, isMeantFor, judge, prepare } from './judge.ts';
import type { Rule } from './rule.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { FactPath, Verdict } from './verdict.ts';

const context = { catalog, asOf: '2026-11-22' };

function rule(rest: Partial<Rule> = {}): Rule {
  return {
    id: 'test.rule',
    label: 'Test',
    description: 'A test rule.',
    remedy: 'Nothing.',
    severity: { kvm: 'warning' },
    source: { ref: 'test', date: '2026-11-22' },
    fixHours: 1,
    needs: [],
    evaluate: () => pass,
    ...rest,
  };
}

const ask = (of: Rule, facts: WorkloadFacts = {}) => judge(prepare(of), workloadWith(facts), context);

describe('one rule asked about one workload', () => {
  it('gives nothing for a pass, the evidence of a failure, and what an open answer asks for', () => {
    expect(ask(rule())).toBeUndefined();
    expect(ask(rule({ evaluate: () => fail('two disks') }))).toEqual({
      ruleId: 'test.rule',
      outcome: 'fail',
      evidence: 'two disks',
    });
    const open = ask(rule({ evaluate: () => unknown(['tpm']) }));
    expect(open).toEqual({ ruleId: 'test.rule', outcome: 'unknown', missing: ['tpm'] });
    expect(open).not.toHaveProperty('why');
    expect(ask(rule({ evaluate: () => unknown(['tpm', 'disks'], 'nobody looked') }))).toEqual({
      ruleId: 'test.rule',
      outcome: 'unknown',
      missing: ['tpm', 'disks'],
      why: 'nobody looked',
    });
  });

  it('names what it looks at inside a fact that is missing, and no other fact', () => {
    const asksFor: readonly FactPath[] = ['disks[].shared', 'os.id', 'os', 'firmware'];
    const of = rule({ needs: ['disks', 'os', 'name', 'firmware'], asksFor });
    expect(ask(of)).toMatchObject({ missing: ['disks[].shared', 'os.id', 'os', 'name', 'firmware'] });
    expect(ask(of, { disks: [], firmware: 'efi', name: 'a' })).toMatchObject({ missing: ['os.id', 'os'] });
    // The name of one fact may begin with that of another.
    expect(ask(rule({ needs: ['tpm'], asksFor: ['disks[].shared'] }))).toMatchObject({ missing: ['tpm'] });
    expect(ask(rule({ needs: ['tpm', 'os'] }), { os: {} })).toMatchObject({ missing: ['tpm'] });
  });

  it('takes a fact that is false, zero or empty as stated', () => {
    const of = rule({ needs: ['tpm', 'cpuCount', 'disks', 'name'] });
    expect(ask(of, { tpm: false, cpuCount: 0, disks: [], name: '' })).toBeUndefined();
  });

  it('gives the workload to the rule, with the day and what is known only in part', () => {
    const seen: unknown[] = [];
    const of = rule({
      evaluate: (...given) => {
        seen.push(...given);
        return pass;
      },
    });
    const workload = workloadWith({ name: 'a' }, { open: { roles: ['sql-server'] } });
    judge(prepare(of), workload, context);
    expect(seen).toEqual([{ name: 'a' }, context, { roles: ['sql-server'] }]);
  });
});

describe('answers that are the same for many', () => {
  const answering = (verdicts: Readonly<Record<string, Verdict>>) => {
    const prepared = prepare(rule({ needs: ['name'], evaluate: ({ name }) => verdicts[name ?? ''] ?? pass }));
    return { prepared, of: (name: string) => judge(prepared, workloadWith({ name }), context) };
  };

  it('are one object, that nobody can change', () => {
    const verdicts = () => ({ one: unknown(['tpm']), two: unknown(['tpm', 'disks'], 'x') });
    const { of, prepared } = answering({ ...verdicts(), again: verdicts().two });
    expect(of('one')).toBe(of('one'));
    expect(of('again')).toBe(of('two'));
    expect(Object.isFrozen(of('two'))).toBe(true);
    expect(Object.isFrozen(of('two')?.missing)).toBe(true);
    const nameless = () => judge(prepared, workloadWith({}), context);
    expect(nameless()).toBe(nameless());
  });

  it('are told apart by each fact they ask for and by their words', () => {
    const { of } = answering({
      tpm: unknown(['tpm']),
      both: unknown(['tpm', 'disks']),
      other: unknown(['tpm', 'firmware']),
      why: unknown(['tpm'], 'no one looked'),
      'why not': unknown(['tpm'], 'it was hidden'),
      'both why': unknown(['tpm', 'disks'], 'no one looked'),
    });
    expect(of('tpm')).toEqual({ ruleId: 'test.rule', outcome: 'unknown', missing: ['tpm'] });
    expect(of('both')?.missing).toEqual(['tpm', 'disks']);
    expect(of('other')?.missing).toEqual(['tpm', 'firmware']);
    expect(of('why')?.why).toBe('no one looked');
    expect(of('why not')?.why).toBe('it was hidden');
    expect(of('both why')).toMatchObject({ missing: ['tpm', 'disks'], why: 'no one looked' });
    expect(of('both')?.why).toBeUndefined();
  });

  it('share their list of facts whatever their words, and have a number by it', () => {
    const { prepared, of } = answering({
      fails: fail('found'),
      a: unknown(['tpm'], 'a'),
      b: unknown(['tpm'], 'b'),
      c: unknown(['disks']),
    });
    const code = (name: string): number => {
      const result = of(name);
      if (result === undefined) throw new Error('it passed');
      return codeOf(prepared, result);
    };
    expect(of('a')?.missing).toBe(of('b')?.missing);
    expect([code('fails'), code('a'), code('b'), code('c')]).toEqual([0, 1, 1, 2]);
    expect(code('a')).toBe(1);
  });

  it('are kept for a thousand different ones, and right beyond', () => {
    let count = 0;
    const prepared = prepare(rule({ evaluate: () => unknown(['tpm'], `reason ${count}`) }));
    const next = () => judge(prepared, workloadWith({}), context);
    for (; count < 1000; count += 1) next();
    expect(next()).toMatchObject({ why: 'reason 1000' });
    expect(next()).not.toBe(next());
    count = 999;
    expect(next()).toBe(next());
    expect(prepared.open.size).toBe(1000);
  });
});

describe('a rule that is broken', () => {
  it.each([
    [new TypeError('no such thing'), 'no such thing'],
    ['thrown text', 'thrown text'],
  ])('names itself and the workload, and why: %s', (cause, message) => {
    const broken = rule({
      evaluate: () => {
        throw cause;
      },
    });
    let error: unknown;
    try {
      ask(broken);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(IsthmusError);
    expect(error).toMatchObject({ cause, causes: [{ where: 'test.rule', message }] });
    expect((error as Error).message).toContain('rule test.rule broke on workload wl-0000000000000001 (unnamed)');
    expect(() => ask(broken, { name: 'web01' })).toThrow('(web01)');
  });
});

describe('whom a rule is meant for', () => {
  const meant = (of: Partial<Rule>, platform?: string, kind: 'vm' | 'container' = 'vm') =>
    isMeantFor(rule(of), workloadWith(platform === undefined ? {} : { platform }, { kind }));

  it('is virtual machines unless it names kinds', () => {
    expect([meant({}), meant({}, 'kvm', 'container')]).toEqual([true, false]);
    expect(meant({ kinds: ['container'] }, 'kubernetes', 'container')).toBe(true);
    expect(meant({ kinds: ['container'] }, 'kvm')).toBe(false);
  });

  it('is workloads of its platforms, of which one without a platform is none', () => {
    const of = { platforms: ['vsphere', 'kvm'] };
    expect([meant(of, 'kvm'), meant(of, 'hyperv'), meant(of)]).toEqual([true, false, false]);
    expect([meant({}, 'kvm'), meant({})]).toEqual([true, true]);
  });

  it('is none that runs where running answers it', () => {
    const of = { settledOn: ['kvm'] };
    expect([meant(of, 'kvm'), meant(of, 'hyperv'), meant(of)]).toEqual([false, true, true]);
    expect(meant({ ...of, platforms: ['kvm', 'hyperv'] }, 'kvm')).toBe(false);
    expect(meant({ ...of, platforms: ['hyperv'] }, 'vsphere')).toBe(false);
  });
});
