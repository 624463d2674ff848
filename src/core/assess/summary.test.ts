import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { createAssessor } from './engine.ts';
import { assessEstate, createSummary } from './summary.ts';

const estate = (facts: readonly WorkloadFacts[]) =>
  facts.map((one, index) => workloadWith({ platform: 'vsphere', ...one }, { id: `wl-${index}` }));

const full = createAssessor({ catalog, asOf: '2026-11-22' });

describe('summary', () => {
  it('counts templates and placeholders apart', () => {
    const { workloads, assessed, templates, placeholders, targets } = assessEstate(
      estate([{ template: true }, { placeholder: true }, { name: 'a' }, { name: 'b' }]),
      full,
    );
    expect({ workloads, assessed, templates, placeholders }).toEqual({
      workloads: 4,
      assessed: 2,
      templates: 1,
      placeholders: 1,
    });
    const { best: _best, ...readiness } = targets.kvm ?? { best: 0 };
    expect(Object.values(readiness).reduce((a, b) => a + b, 0)).toBe(2);
  });

  it('counts verdicts, rules and facts alike', () => {
    const assessments = estate([
      { name: 'a' },
      { name: 'b b' },
      { disks: [{ label: 'Hard disk 1', shared: true }] },
    ]).map(full);
    const counted = createSummary();
    for (const assessment of assessments) counted.add(assessment);
    const summary = counted.finish();
    const results = assessments.flatMap(({ rules }) => rules);
    expect(summary.verdicts).toEqual({
      pass: assessments.reduce((sum, { passed }) => sum + passed, 0),
      fail: results.filter(({ outcome }) => outcome === 'fail').length,
      unknown: results.filter(({ outcome }) => outcome === 'unknown').length,
    });
    expect(summary.rules.reduce((sum, { failed }) => sum + failed, 0)).toBe(summary.verdicts.fail);
    for (const { fact, verdicts, workloads } of summary.unknownAnswers) {
      expect(results.filter(({ missing }) => missing?.includes(fact) === true)).toHaveLength(verdicts);
      expect(
        assessments.filter(({ rules }) => rules.some(({ missing }) => missing?.includes(fact) === true)),
      ).toHaveLength(workloads);
    }
  });

  it('says the same in whatever order workloads come, and of stored assessments', () => {
    const facts = [
      { name: 'a' },
      { name: 'b b', cpuCount: 900 },
      { faultTolerance: true },
      { template: true },
      { cpuCount: 300 },
    ];
    const forwards = assessEstate(estate(facts), full);
    const backwards = assessEstate([...estate(facts)].reverse(), createAssessor({ catalog, asOf: '2026-11-22' }));
    expect(backwards).toEqual(forwards);
    const stored = createSummary();
    for (const workload of estate(facts)) stored.add(JSON.parse(JSON.stringify(full(workload))));
    expect(stored.finish()).toEqual(forwards);
  });

  it('is empty for an empty estate', () => {
    expect(assessEstate([], full)).toMatchObject({
      workloads: 0,
      assessed: 0,
      nowhere: 0,
      rules: [],
      unknownAnswers: [],
      obstacles: [],
    });
  });
});
