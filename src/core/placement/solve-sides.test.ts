import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Relaxation } from './bound.ts';
import { checkAssignment } from './check-assignment.fixture.ts';
import { EXACT_LIMITS, solveExact } from './exact.ts';
import { loadSolver } from './highs.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import type { ProblemShape } from './problem.fixture.ts';
import { checkProblem } from './problem.ts';
import type { Problem } from './problem.ts';
import { solvePlacement } from './solve.ts';

const solve = await loadSolver();
const PENALTY = 1e5;

const shapes = fc.record({
  workloads: fc.integer({ min: 0, max: 50 }),
  sites: fc.integer({ min: 0, max: 8 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  tightness: fc.constantFrom(0.2, 0.7, 1.5),
  infeasibleShare: fc.constantFrom(0, 0.3, 0.9),
  elasticShare: fc.constantFrom(0, 0.3, 1),
  groupSize: fc.constantFrom(0, 5),
  splitUsdPerMonth: fc.constantFrom(0, 10, 1000),
  apartCaps: fc.integer({ min: 0, max: 6 }),
  spreadCaps: fc.integer({ min: 0, max: 3 }),
  shareCaps: fc.integer({ min: 0, max: 4 }),
  links: fc.integer({ min: 0, max: 12 }),
  preferenceClasses: fc.constantFrom(0, 3),
  softShare: fc.constantFrom(0, 0.5, 1),
});

describe('with caps, links and preferences', () => {
  test('no hard constraint is broken, every figure is as the checker has it, and the bound holds', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = checkProblem(randomProblem(shape));
        const solution = solvePlacement(problem, { seed: 1, iterations: 200 });
        const checked = checkAssignment(problem, solution.assigned);
        expect(checked.violations).toEqual([]);
        expect(solution.costUsdPerMonth).toBeCloseTo(checked.costUsdPerMonth, 5);
        expect(solution.splitUsdPerMonth).toBeCloseTo(checked.splitUsdPerMonth, 6);
        expect(solution.preferenceUsdPerMonth).toBeCloseTo(checked.preferenceUsdPerMonth, 6);
        expect(solution.excessUsdPerMonth).toBeCloseTo(checked.excessUsdPerMonth, 3);
        expect(solution.brokenLinksUsdPerMonth).toBeCloseTo(checked.brokenLinksUsdPerMonth, 6);
        expect(solution.unplaced).toBe(checked.unplaced);
        expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(solution.costUsdPerMonth);
        expect(solution.prices.every((price) => price >= 0 && price < Infinity)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  test('whatever the prices, the relaxation is below the objective of every assignment that keeps what is hard', () => {
    const prices = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(shapes, prices, (shape, list) => {
        const problem = randomProblem(shape);
        const solution = solvePlacement(problem, { seed: 3, iterations: 50 });
        const placed = (workload: number): boolean => (solution.assigned[workload] ?? -1) >= 0;
        const relaxation = new Relaxation(problem, Infinity, placed);
        const { limits, ceilings } = relaxation.priced;
        for (const [at, limit] of limits.entries()) {
          if (limit === Infinity) continue;
          const price = ((list[at % list.length] ?? 0) * 100) / Math.max(1, limit);
          relaxation.prices[at] = Math.min(ceilings[at] ?? 0, price);
        }
        const { objective } = checkAssignment(problem, solution.assigned);
        const most = objective + 1e-6 * (1 + Math.abs(objective));
        expect(relaxation.evaluate()).toBeLessThanOrEqual(most);
        const steps = relaxation.select();
        let step = steps.next();
        while (step.done !== true) step = steps.next();
        expect(step.value).toBeLessThanOrEqual(most);
      }),
      { numRuns: 100 },
    );
  });
});

describe('against HiGHS', () => {
  const cases: ProblemShape[] = [];
  for (let seed = 1; seed <= 30; seed += 1) {
    cases.push({
      workloads: 6 + (seed % 9),
      sites: 2 + (seed % 3),
      seed,
      tightness: 0.7 + 0.2 * (seed % 5),
      groupSize: seed % 3 === 0 ? 3 : 0,
      splitUsdPerMonth: seed % 3 === 0 ? 20 : 0,
      apartCaps: seed % 4,
      spreadCaps: seed % 2,
      shareCaps: seed % 3,
      links: seed % 5,
      preferenceClasses: seed % 2,
    });
  }
  const results = cases.map((shape) => {
    const problem = randomProblem(shape);
    const solution = solvePlacement(problem, { seed: 1, iterations: 3000 });
    const exact = solveExact(problem, solve, PENALTY, { ...EXACT_LIMITS, nodes: 5000 });
    return { shape, problem, solution, exact, checked: checkAssignment(problem, solution.assigned) };
  });

  test.each(results)('seed $shape.seed: bound ≤ optimum ≤ ours', ({ problem, exact, solution, checked }) => {
    expect(checked.violations).toEqual([]);
    const best = optimumOf(problem, exact?.assigned ?? null);
    expect(solution.unplaced).toBeGreaterThanOrEqual(best.unplaced);
    if (solution.unplaced !== best.unplaced) return;
    expect(checked.objective).toBeGreaterThanOrEqual(best.objective - 1e-3);
    const soft = checked.objective - checked.costUsdPerMonth;
    if (solution.unplaced === 0) expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(best.objective - soft + 1e-3);
  });

  test('as many are placed as can be, and nearly always at the least objective', () => {
    const equal = results.filter(({ problem, exact, checked }) => {
      const best = optimumOf(problem, exact?.assigned ?? null);
      return checked.unplaced === best.unplaced && checked.objective <= best.objective + 1e-3;
    });
    expect(equal.length).toBeGreaterThanOrEqual(Math.floor(results.length * 0.85));
  });

  test('with HiGHS at hand a small problem is proved, and the method says so', () => {
    for (const { problem, exact } of results.slice(0, 12)) {
      const solution = solvePlacement(problem, { seed: 1, iterations: 100, exact: { solve } });
      const checked = checkAssignment(problem, solution.assigned);
      const best = optimumOf(problem, exact?.assigned ?? null);
      expect(checked.violations).toEqual([]);
      expect(checked.unplaced).toBe(best.unplaced);
      expect(checked.objective).toBeCloseTo(best.objective, 2);
      expect(solution.gapPct).toBeLessThan(1e-3);
    }
  });

  test('too large, or a solver that fails: the answer stands, and the method says that it is not proved', () => {
    const problem = randomProblem({ workloads: 40, sites: 5, seed: 1 });
    const options = { seed: 1, iterations: 200 };
    const without = solvePlacement(problem, options);
    const broken = solvePlacement(problem, {
      ...options,
      exact: {
        solve: () => {
          throw new Error('out of memory');
        },
      },
    });
    const small = solvePlacement(problem, { ...options, exact: { solve, limits: { pairs: 10, nodes: 1 } } });
    for (const solution of [broken, small]) {
      expect([...solution.assigned]).toEqual([...without.assigned]);
      expect(solution.method).toContain('not proved by HiGHS');
    }
  });
});

function optimumOf(problem: Problem, assigned: Int32Array | null): { objective: number; unplaced: number } {
  if (assigned === null) throw new Error('HiGHS did not finish');
  const { objective, unplaced, violations } = checkAssignment(problem, assigned);
  expect(violations).toEqual([]);
  return { objective, unplaced };
}
