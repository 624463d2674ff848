/** Answers are shared between workloads to spare memory. What is said of one must not depend on which others were judged. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { createAssessor, createJudge } from './engine.ts';
import type { Rule } from './rule.ts';
import { assessmentOf } from './shape.ts';
import { kvm } from './targets/kvm.ts';
import { azureVm } from './targets/azure-vm.ts';
import { stay } from './targets/stay.ts';
import { fail, pass, unknown } from './verdict.ts';

function rule(id: string, rest: Partial<Rule>): Rule {
  return {
    id,
    label: id,
    description: 'A test rule.',
    remedy: 'Nothing.',
    severity: { kvm: 'warning', 'azure-vm': 'blocker' },
    source: { ref: 'test', date: '2026-11-22' },
    fixHours: 1,
    needs: [],
    evaluate: () => pass,
    ...rest,
  };
}

const RULES: readonly Rule[] = [
  rule('needs', { needs: ['firmware', 'tpm'], evaluate: ({ tpm }) => (tpm === true ? fail('TPM') : pass) }),
  rule('open', {
    needs: ['cpuCount'],
    evaluate: ({ cpuCount = 0 }) =>
      cpuCount === 1
        ? unknown(['disks'])
        : cpuCount === 2
          ? unknown(['disks', 'nics'])
          : cpuCount === 3
            ? unknown(['disks'], 'in other words')
            : pass,
  }),
  rule('vsphere', { platforms: ['vsphere'], evaluate: ({ name }) => (name === 'a' ? fail('a') : pass) }),
  rule('settled', { settledOn: ['kvm'], severity: { kvm: 'blocker' }, evaluate: () => fail('never tried') }),
  rule('template', { needs: ['template'], evaluate: () => fail('It is one.') }),
];
const options = { catalog, asOf: '2026-11-22', rules: RULES, targets: [stay, kvm, azureVm] };

const some = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const machine = fc
  .record({
    name: some('a', 'b'),
    platform: some('vsphere', 'kvm', 'hyperv'),
    firmware: some('efi' as const),
    tpm: some(true, false),
    cpuCount: some(1, 2, 3, 4),
    template: some(true, false, false),
    placeholder: some(true, false, false),
  })
  .map((facts): WorkloadFacts => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));
const estate = fc
  .array(machine, { minLength: 1, maxLength: 12 })
  .map((machines) => machines.map((facts, index) => workloadWith(facts, { id: `wl-${index}` })));
const alone = (workload: Workload) => createAssessor(options)(workload);

describe('an assessor that has judged others', () => {
  it('says of each workload what one that judges it alone would say', () => {
    fc.assert(
      fc.property(estate, (workloads) => {
        expect(workloads.map(createAssessor(options))).toEqual(workloads.map(alone));
      }),
    );
  });

  it('says the same in shapes, which name kind and platform', () => {
    fc.assert(
      fc.property(estate, (workloads) => {
        const judged = workloads.map(createJudge(options));
        expect(judged.map(assessmentOf)).toEqual(workloads.map(alone));
        judged.forEach(({ shape }, index) => {
          const { kind, facts } = workloads[index] ?? workloadWith({});
          expect([shape.kind, shape.platform]).toEqual([kind, facts.platform]);
          expect('platform' in shape).toBe('platform' in facts);
        });
      }),
    );
  });

  it('has one shape for what is answered alike, and another for what is not', () => {
    const judge = createJudge(options);
    const shapeOf = (facts: WorkloadFacts, kind: Workload['kind'] = 'vm') => judge(workloadWith(facts, { kind })).shape;
    const plain = shapeOf({ platform: 'hyperv', cpuCount: 1 });
    expect(shapeOf({ platform: 'hyperv', cpuCount: 1, name: 'b' })).toBe(plain);
    // Why an answer is open is a workload's own.
    expect(shapeOf({ platform: 'hyperv', cpuCount: 3 })).toBe(plain);
    expect(shapeOf({ platform: 'hyperv', cpuCount: 2 })).not.toBe(plain);
    expect(shapeOf({ platform: 'ovirt', cpuCount: 1 })).not.toBe(plain);
    expect(shapeOf({ cpuCount: 1 })).not.toBe(plain);
    expect(shapeOf({ platform: 'hyperv', cpuCount: 1, placeholder: true })).not.toBe(plain);
    expect(shapeOf({ platform: 'hyperv', cpuCount: 1 }, 'ai')).not.toBe(plain);
  });

  it('gives what is set apart no complexity, and says so of nothing else', () => {
    const assess = createAssessor(options);
    const facts: WorkloadFacts = { platform: 'vsphere', name: 'a', criticality: 'high' };
    expect(assess(workloadWith({ ...facts, template: true })).complexity).toEqual({ score: 0, terms: [] });
    const plain = assess(workloadWith({ ...facts, template: false }));
    expect(plain.complexity.score).toBeGreaterThan(0);
    expect('skipped' in plain).toBe(false);
  });
});
