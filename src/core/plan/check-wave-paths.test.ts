import { describe, expect, it } from 'vitest';
import { closed, judgeOf, packOf } from '../policy/paths/paths.fixture.ts';
import { sitesFileSchema } from '../policy/site.ts';
import { PATH_KEEPS_RULES } from './check-wave-paths.ts';
import { readPlan, writePlan } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { planningInput, sites, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

function planned(hops: readonly unknown[]): Plan {
  const base = sites();
  const file = sitesFileSchema.parse({
    ...base,
    sites: base.sites.map((site) => ({ ...site, attributes: closed('DE') })),
    paths: { hops },
  });
  const input = planningInput({ workloads: [workload('a'), workload('b')] });
  return planWaves({ ...input, sites: file, paths: judgeOf(file, [packOf('site.country in eu27')]) });
}
const checkOf = (plan: Plan, text: string) => plan.waves[0]?.checks.find(({ check }) => check.includes(text));

describe('the path check of a wave', () => {
  it('holds where every hop keeps the rules, and the plan carries the path once', () => {
    const plan = planned([]);
    expect(checkOf(plan, PATH_KEEPS_RULES)).toEqual({ check: PATH_KEEPS_RULES, ok: true, detail: 'along one path' });
    expect(plan.paths).toHaveLength(1);
    expect(plan.paths?.[0]).toMatchObject({ method: 'forklift-vddk', verdict: 'allowed', toSiteId: 'fra-ocp' });
    expect(plan.waves.flatMap(({ moves }) => moves.map(({ path }) => path))).toEqual(
      Array.from({ length: 2 }, () => plan.paths?.[0]?.id),
    );
  });

  it('names workload, hop and rule where one breaks a rule', () => {
    const plan = planned([{ role: 'conversion', countries: ['US'] }]);
    expect(checkOf(plan, PATH_KEEPS_RULES)).toMatchObject({
      ok: false,
      detail: 'a at conversion (US): p/r, b at conversion (US): p/r',
    });
  });

  it('tells what is not known apart', () => {
    const plan = planned([{ role: 'staging', attributes: { operator: { name: 'x' } } }]);
    expect(checkOf(plan, PATH_KEEPS_RULES)?.ok).toBe(true);
    expect(checkOf(plan, 'every path passes')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('a at staging (unknown)'),
    });
  });

  it('counts in the wave’s risk, and the forecast takes the way that is taken', () => {
    const [good, bad] = [planned([]), planned([{ role: 'conversion', countries: ['US'] }])];
    expect(bad.waves[0]?.riskScore).toBeGreaterThan(good.waves[0]?.riskScore ?? 100);
    const other = planned([
      { role: 'conversion', methods: ['forklift-vddk'], countries: ['US'] },
      { role: 'staging', countries: ['DE'] },
      { role: 'conversion', methods: ['image-convert'], countries: ['DE'] },
    ]);
    expect(other.paths?.[0]).toMatchObject({
      method: 'image-convert',
      because: 'forklift-vddk breaks p/r at conversion',
    });
    expect(other.waves[0]?.reasons.join(' ')).toContain('2 by image-convert');
  });

  it('survives being written and read, and changes the digest', () => {
    const plan = planned([]);
    expect(readPlan(writePlan(plan))).toEqual(plan);
    expect(planned([{ role: 'conversion', countries: ['US'] }]).digest).not.toBe(plan.digest);
  });
});
