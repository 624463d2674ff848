import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { createAssessor } from './engine.ts';
import { defineRule } from './rule.ts';
import type { Rule } from './rule.ts';
import { ownExperience } from './rules/sources.ts';
import { fail, pass } from './verdict.ts';

const encrypted = (openWeighs?: 'info'): Rule =>
  defineRule({
    id: 'test.inside',
    label: 'Encrypted',
    description: 'It is encrypted.',
    remedy: 'Decrypt it.',
    severity: { 'azure-vm': 'blocker' },
    ...(openWeighs === undefined ? {} : { openWeighs }),
    source: ownExperience,
    needs: ['guestEncryption'],
    fixHours: 1,
    evaluate: ({ guestEncryption }) => (guestEncryption.length > 0 ? fail(guestEncryption.join()) : pass),
  });

function judged(rule: Rule, facts: WorkloadFacts) {
  const { rules, targets } = createAssessor({ catalog, asOf: '2026-11-22', rules: [rule] })(workloadWith(facts));
  return { outcome: rules[0]?.outcome ?? 'pass', azure: targets['azure-vm'] };
}

describe('a rule on what only a look inside the guest tells', () => {
  it('lists its open answer, which does not change readiness', () => {
    const { outcome, azure } = judged(encrypted('info'), {});
    expect(outcome).toBe('unknown');
    expect(azure).toMatchObject({ readiness: 'ready', unknowns: [] });
  });

  it('weighs a failure as its severity says', () => {
    expect(judged(encrypted('info'), { guestEncryption: ['C:'] }).azure).toMatchObject({
      readiness: 'not-ready',
      blockers: ['test.inside'],
    });
  });

  it('leaves other rules as they are', () => {
    expect(judged(encrypted(), {}).azure).toMatchObject({ readiness: 'unknown', unknowns: ['test.inside'] });
  });
});
