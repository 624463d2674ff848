import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { buildProblem } from './build.ts';
import type { PreparedPlacement } from './build.ts';
import { limits } from './capacity.ts';
import { checkAssignment } from './check-assignment.fixture.ts';
import { drill } from './drill.ts';
import type { DrillOptions, DrillResult } from './drill.ts';
import { place } from './place.ts';
import { inputsWith, machine, machines, OWN_COST, ownSite } from './place.fixture.ts';
import type { InputChange } from './place.fixture.ts';
import { assignedFrom } from './stored-plan.ts';

const inputOf = inputsWith(await loadCatalog());

const dear = (usd: number): Record<string, unknown> => ({ cost: { ...OWN_COST, usdPerCoreMonth: usd } });
/** Room for 16, 12 and 6 machines of four processors; with the reserve 20, 15 and 7. */
const SITES = [
  ownSite('a', 20, { zone: 'north', attributes: { country: 'DE', operator: { name: 'Nordwerk' } } }),
  ownSite('b', 15, { zone: 'north', ...dear(12), attributes: { country: 'NO' } }),
  ownSite('c', 7.5, { zone: 'south', ...dear(16), attributes: { country: 'DE' } }),
];

interface Case {
  readonly prepared: PreparedPlacement;
  readonly assigned: Int32Array;
}

function planned(count: number, change: InputChange = {}, sites: readonly unknown[] = SITES): Case {
  const criticality = (index: number): { criticality?: 'mission-critical' } =>
    index === 1 ? { criticality: 'mission-critical' } : {};
  const input = inputOf(machines(count, criticality), sites, change);
  const plan = place(input, { iterations: 200 });
  const siteOf = new Map(plan.assignments.map(({ workloadId, siteId }) => [workloadId, siteId]));
  const prepared = buildProblem(input);
  return { prepared, assigned: assignedFrom(prepared, (id) => siteOf.get(id)) };
}

function run({ prepared, assigned }: Case, lost: readonly string[], options: DrillOptions = {}): DrillResult {
  return drill(prepared, assigned, lost, { iterations: 200, ...options });
}

/** What the drill says against an independent count of what it did. */
function check({ prepared, assigned }: Case, result: DrillResult, options: DrillOptions = {}): void {
  const { problem, sites } = prepared;
  const after = result.outcome.assigned;
  const limit = limits(sites, problem.resources, options.useReserve ?? true);
  expect(checkAssignment({ ...problem, limit }, after).violations).toEqual([]);
  const lost = new Set(result.lostSites);
  for (const [row, site] of after.entries()) {
    expect(lost.has(problem.siteIds[site] ?? '')).toBe(false);
    const before = assigned[row] ?? -1;
    if (before < 0) expect(site).toBe(-1);
    else if (!lost.has(problem.siteIds[before] ?? '') && options.moveSurvivors !== true) expect(site).toBe(before);
  }
}

describe('drill', () => {
  test('the struck go where there is room, and it says what that costs and what is left', () => {
    const plan = planned(12);
    const result = run(plan, ['site/a']);
    check(plan, result);
    expect(result).toMatchObject({ lostSites: ['a'], struck: 12, rescued: 12, stranded: 0, moved: 0, survives: true });
    expect(result.addedUsdPerMonth).toBeGreaterThan(0);
    expect(result.verdict).toMatch(
      /^Survives: all 12 workloads find another place, at \$[\d,]+ a month more, with the reserve of the others in use\.$/,
    );
    const { whole, assignment } = result.outcome;
    expect(whole.totalUsdPerMonth - (whole.currentUsdPerMonth ?? 0)).toBeCloseTo(result.addedUsdPerMonth, 6);
    expect(whole.sites.find(({ siteId }) => siteId === 'b')).toMatchObject({
      workloads: 12,
      resources: { vcpu: { limit: 60 } },
    });
    expect(assignment(0)).toMatchObject({ fromSiteId: 'a', siteId: 'b', moves: true });
    expect(assignment(0).candidates[0]).toMatchObject({
      siteId: 'a',
      feasible: false,
      reasons: [{ kind: 'lost', what: 'site/a' }],
    });
  });

  test('a zone takes all of its sites; without room it does not survive, and every reason is given', () => {
    const plan = planned(12);
    const result = run(plan, ['zone/NORTH']);
    check(plan, result);
    expect(result).toMatchObject({ lostSites: ['a', 'b'], rescued: 7, stranded: 5, survives: false });
    expect(result.verdict).toMatch(
      /^Does not survive: 5 of 12 workloads find no other place, (none of them|of which) mission-critical/,
    );
    const stranded = result.outcome.assigned.indexOf(-1);
    expect(result.outcome.assignment(stranded).candidates.map(({ reasons }) => reasons[0])).toEqual([
      { kind: 'lost', what: 'zone/NORTH' },
      { kind: 'lost', what: 'zone/NORTH' },
      { kind: 'capacity', resource: 'vcpu' },
    ]);
    expect(result.outcome.whole.diagnoses[0]).toMatchObject({
      workloads: 5,
      siteId: 'c',
      relax: [{ what: 'vCPU at c + 18' }],
    });
  });

  test('the reserve can be left alone', () => {
    const plan = planned(12);
    const result = run(plan, ['zone/north'], { useReserve: false });
    check(plan, result, { useReserve: false });
    expect(result).toMatchObject({ rescued: 6, stranded: 6 });
    expect(result.verdict).not.toContain('reserve');
  });

  test.each([
    { lost: 'country/de', sites: ['a', 'c'] },
    { lost: 'operator/nordwerk', sites: ['a'] },
    { lost: 'zone/south', sites: ['c'] },
  ])('$lost', ({ lost, sites }) => {
    expect(run(planned(3), [lost]).lostSites).toEqual(sites);
  });

  test.each(['site/x', 'operator/Azure', 'a', 'planet/earth'])('%s is refused with what there is', (lost) => {
    expect(() => run(planned(1), [lost])).toThrow(expect.objectContaining({ code: 'IST-5008' }));
  });

  test('a site where nothing runs is no loss', () => {
    expect(run(planned(2), ['site/c'])).toMatchObject({
      struck: 0,
      survives: true,
      verdict: 'Survives: nothing runs there.',
    });
  });

  test('law, pins and rules hold in a disaster too; survivors count for them', () => {
    const pins = [{ match: 'vm-1', notSites: ['b', 'c'], reason: 'contract' }];
    const rules = [{ kind: 'apart', id: 'two', match: 'vm-2|vm-3', reason: 'pair' }];
    const plan = planned(3, { file: { pins, placement: { rules } } });
    const result = run(plan, ['site/a']);
    check(plan, result);
    expect(result.stranded).toBe(1);
    expect(result.strandedMissionCritical).toBe(1);
    expect(result.verdict).toContain('of which mission-critical 1');
    const where = (row: number): string | null => result.outcome.assignment(row).siteId;
    expect(new Set([where(1), where(2)])).toEqual(new Set(['b', 'c']));
  });

  test('survivors make room when they may, and only then', () => {
    // vm-1 may only go to a or b; b is full of those who could be at c.
    const sites = [ownSite('a', 2.5), ownSite('b', 1.25), ownSite('c', 5, dear(90))];
    const file = {
      pins: [
        { match: 'vm-1', notSites: ['c'], reason: 'law' },
        { match: 'vm-2', notSites: ['a'], reason: 'x' },
      ],
    };
    const plan = planned(2, { file }, sites);
    expect([...plan.assigned]).toEqual([0, 1]);
    const still = run(plan, ['site/a'], { useReserve: false });
    expect(still).toMatchObject({ stranded: 1, moved: 0 });
    const moving = run(plan, ['site/a'], { useReserve: false, moveSurvivors: true });
    check(plan, moving, { useReserve: false, moveSurvivors: true });
    expect(moving).toMatchObject({ stranded: 0, moved: 1, survives: true });
    expect(run(planned(6), ['site/c'], { moveSurvivors: true }).moved).toBe(0);
  });

  test('never breaks what is hard, whatever is lost, and says the same again', () => {
    const rules = [
      { kind: 'apart', id: 'apart', match: 'vm-1|vm-2|vm-3', over: 'zone', atMost: 2, reason: 'x' },
      { kind: 'latency', id: 'near', atMostMs: 5, reason: 'x' },
      { kind: 'share', id: 'share', over: 'zone', atMostPct: 90, usdPerMonth: 3, reason: 'x' },
    ];
    const sites = SITES.map((site, index) => ({ ...site, latencyMs: index === 0 ? { b: 2, c: 30 } : {} }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.uniqueArray(fc.constantFrom('site/a', 'site/b', 'zone/south', 'country/DE'), { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 3 }),
        (count, lost, useReserve, moveSurvivors, calls) => {
          const dependencies = calls.map(([from, to]) => ({
            fromWorkloadId: machine(from + 1).id,
            toWorkloadId: machine(to + 1).id,
            confidencePct: 90,
            evidence: 'x',
            sourceId: 's',
          }));
          const plan = planned(count, { dependencies, file: { placement: { rules } } }, sites);
          const options = { useReserve, moveSurvivors };
          const result = run(plan, lost, options);
          check(plan, result, options);
          expect(result.rescued + result.stranded).toBeGreaterThanOrEqual(result.struck);
          expect([...run(plan, lost, options).outcome.assigned]).toEqual([...result.outcome.assigned]);
          expect(result.outcome.whole.boundUsdPerMonth).toBeLessThanOrEqual(
            result.outcome.whole.totalUsdPerMonth + 1e-6,
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});
