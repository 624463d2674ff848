import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { buildProblem } from './build.ts';
import { checkAssignment } from './check-assignment.fixture.ts';
import { explainOne } from './explain-one.ts';
import { createForcePrice } from './force-price.ts';
import { place } from './place.ts';
import { candidateOf, inputsWith, machine, ownSite } from './place.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import { solvePlacement } from './solve.ts';
import { assignedFrom } from './stored-plan.ts';

const inputOf = inputsWith(await loadCatalog());

/** Fewest without a place, then least objective, over every assignment that has the unit at the site. */
function bruteForce(problem: Problem, unit: number, site: number): { unplaced: number; objective: number } | undefined {
  const choices = problem.sites + 1;
  let best: { unplaced: number; objective: number } | undefined;
  for (let code = 0; code < choices ** problem.workloads; code += 1) {
    let rest = code;
    const assigned = problem.workloadIds.map(() => {
      const choice = (rest % choices) - 1;
      rest = Math.floor(rest / choices);
      return choice;
    });
    if (assigned[unit] !== site) continue;
    const { violations, unplaced, objective } = checkAssignment(problem, assigned);
    if (violations.length > 0) continue;
    if (best === undefined || unplaced < best.unplaced || (unplaced === best.unplaced && objective < best.objective))
      best = { unplaced, objective };
  }
  return best;
}

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  workloads: fc.integer({ min: 1, max: 5 }),
  sites: fc.integer({ min: 1, max: 3 }),
  tightness: fc.constantFrom(0.8, 1.1, 1.6),
  splitUsdPerMonth: fc.constantFrom(0, 20),
  groupSize: fc.constantFrom(0, 2),
  apartCaps: fc.integer({ min: 0, max: 1 }),
  shareCaps: fc.integer({ min: 0, max: 1 }),
  links: fc.integer({ min: 0, max: 2 }),
  preferenceClasses: fc.integer({ min: 0, max: 1 }),
});

describe('the price of forcing', () => {
  test('is the difference of the best forced plan, and the estimates are on either side of it', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = randomProblem({ elasticShare: 0, ...shape });
        const plan = solvePlacement(problem, { seed: 1, iterations: 300 }).assigned;
        const before = checkAssignment(problem, plan);
        const exactly = createForcePrice(problem, plan);
        const roughly = createForcePrice(problem, plan, { exact: false });
        for (let unit = 0; unit < problem.workloads; unit += 1) {
          for (let site = 0; site < problem.sites; site += 1) {
            const best = bruteForce(problem, unit, site);
            const exact = exactly(unit, site);
            if (plan[unit] === site) {
              expect(exact).toEqual({ extraUsdPerMonth: 0, extraIs: 'exact' });
              continue;
            }
            expect(exact === undefined).toBe(best === undefined);
            if (best === undefined || exact === undefined) continue;
            const truth = best.objective - before.objective;
            expect(exact.extraIs).toBe('exact');
            expect(exact.extraUnplaced ?? 0).toBe(best.unplaced - before.unplaced);
            expect(exact.extraUsdPerMonth).toBeCloseTo(truth, 1);
            const rough = roughly(unit, site);
            if (rough === undefined) continue;
            expect(rough.extraUnplaced ?? 0).toBeGreaterThanOrEqual(exact.extraUnplaced ?? 0);
            if ((rough.extraUnplaced ?? 0) !== (exact.extraUnplaced ?? 0)) continue;
            expect(rough.extraUsdPerMonth).toBeGreaterThanOrEqual(exact.extraUsdPerMonth - 0.011);
            if (rough.extraIs === 'exact') expect(rough.extraUsdPerMonth).toBeCloseTo(exact.extraUsdPerMonth, 1);
            expect(rough.extraAtLeastUsdPerMonth ?? -Infinity).toBeLessThanOrEqual(truth + 0.011);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('counts who is pushed out: with room for one, forcing one in costs what the other pays elsewhere', () => {
    const sites = [
      ownSite('near', 2),
      ownSite('far', 400, { cost: { ...(ownSite('x', 1)['cost'] as object), usdPerCoreMonth: 80 } }),
    ];
    const workloads = [machine(1, { cpuCount: 6 }), machine(2, { cpuCount: 4 })];
    const plan = place(inputOf(workloads, sites));
    expect(plan.assignments.map(({ siteId }) => siteId)).toEqual(['near', 'far']);
    const prepared = buildProblem(inputOf(workloads, sites));
    const assigned = assignedFrom(
      prepared,
      (id) => plan.assignments.find(({ workloadId }) => workloadId === id)?.siteId,
    );
    const second = explainOne(prepared, assigned, machine(2).id);
    const forced = place(
      inputOf(workloads, sites, { file: { pins: [{ match: 'vm-2', sites: ['near'], reason: 'x' }] } }),
    );
    expect(candidateOf(second, 'near')).toMatchObject({
      reasons: [{ kind: 'capacity', resource: 'vcpu' }],
      extraIs: 'exact',
    });
    expect(candidateOf(second, 'near').extraUsdPerMonth).toBeCloseTo(
      forced.totalUsdPerMonth - plan.totalUsdPerMonth,
      1,
    );
    expect(() => explainOne(prepared, assigned, 'wl-none')).toThrow(expect.objectContaining({ code: 'IST-5005' }));
  });

  test('a larger problem: the figure is a plan that exists, and says what it is worth', () => {
    const problem = randomProblem({ workloads: 150, sites: 6, seed: 5, tightness: 0.8 });
    const solution = solvePlacement(problem, { seed: 1, iterations: 2_000 });
    const price = createForcePrice(problem, solution.assigned, {
      prices: { prices: solution.prices, capPrices: solution.capPrices },
    });
    for (let unit = 0; unit < 150; unit += 50) {
      for (let site = 0; site < 6; site += 1) {
        const found = price(unit, site);
        if (found === undefined || solution.assigned[unit] === site || found.extraUnplaced !== undefined) continue;
        const cost = problem.cost.slice();
        for (let other = 0; other < 6; other += 1) if (other !== site) cost[unit * 6 + other] = Infinity;
        const forced = solvePlacement({ ...problem, cost }, { seed: 1, iterations: 500 });
        if (forced.unplaced > 0) continue;
        const truth = { least: forced.boundUsdPerMonth, most: forced.costUsdPerMonth };
        expect(found.extraUsdPerMonth).toBeGreaterThanOrEqual(truth.least - solution.costUsdPerMonth - 0.02);
        expect(found.extraAtLeastUsdPerMonth ?? -Infinity).toBeLessThanOrEqual(
          truth.most - solution.costUsdPerMonth + 0.02,
        );
      }
    }
  });

  test('says nothing against a plan that has somebody where a new law forbids it', () => {
    const problem = randomProblem({ workloads: 4, sites: 3, seed: 3, tightness: 2, infeasibleShare: 0 });
    const plan = solvePlacement(problem, { seed: 1, iterations: 100 }).assigned;
    const cost = problem.cost.slice();
    cost[plan[0] ?? 0] = Infinity;
    const price = createForcePrice({ ...problem, cost }, plan);
    for (let unit = 0; unit < 4; unit += 1)
      for (let site = 0; site < 3; site += 1) if (plan[unit] !== site) expect(price(unit, site)).toBeUndefined();
    const sites = [ownSite('a', 40), ownSite('b', 40)];
    const policy: Parameters<typeof buildProblem>[0]['policy'] = ({ facts }, site) =>
      facts.name === 'vm-1' && site === 'b'
        ? { verdict: 'fail', violated: ['new-law'], unknown: [] }
        : { verdict: 'pass', violated: [], unknown: [] };
    const prepared = buildProblem(inputOf([machine(1), machine(2)], sites, { policy }));
    for (const id of [machine(1).id, machine(2).id]) {
      for (const { extraUsdPerMonth } of explainOne(prepared, Int32Array.of(1, 0), id).candidates)
        expect(Number.isFinite(extraUsdPerMonth ?? 0)).toBe(true);
    }
  });

  test('a proof that is over a limit by our own count is none', () => {
    const problem = randomProblem({
      workloads: 50,
      sites: 1,
      seed: 4,
      elasticShare: 0,
      tightness: 0.5,
      infeasibleShare: 0,
    });
    const plan = solvePlacement(problem, { seed: 1, iterations: 100 }).assigned;
    const unit = plan.indexOf(-1);
    // A solver that claims that all of them fit.
    const Columns = Object.fromEntries(Array.from({ length: 50 }, (_, row) => [`x${row}_0`, { Primal: 1 }]));
    const found = createForcePrice(problem, plan, {
      solve: () => ({ Status: 'Optimal', ObjectiveValue: 0, Columns }),
    })(unit, 0);
    expect(found?.extraIs).not.toBe('exact');
    expect(found?.extraUnplaced ?? 0).toBeGreaterThanOrEqual(0);
  });
});
