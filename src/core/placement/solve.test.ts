import fc from 'fast-check';
import * as highsModule from 'highs';
import type { LegacyHighs } from 'highs';
import { describe, expect, test } from 'vitest';
import { checkAssignment } from './check-assignment.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import type { ProblemShape } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import { Relaxation } from './bound.ts';
import { createRandom } from './random.ts';
import { solvePlacement, Solver } from './solve.ts';

// The package's types describe its CommonJS build; loaded as a module its loader is the default export.
const { default: loadHighs } = highsModule as unknown as { default: () => Promise<LegacyHighs> };
const highs = await loadHighs();
const ITERATIONS = 3000;

function primalOf(column: object | undefined): number {
  return column !== undefined && 'Primal' in column ? Number(column.Primal) : 0;
}

/** The exact optimum by HiGHS: least unplaced first, then least cost and spread. */
function optimum(problem: Problem): { objective: number; unplaced: number } {
  const objective: string[] = [];
  const rows: string[] = [];
  const binary: string[] = [];
  const penalty = 1e5;
  for (let i = 0; i < problem.workloads; i += 1) {
    const terms = [`u${i}`];
    objective.push(`${penalty} u${i}`);
    binary.push(`u${i}`);
    for (let j = 0; j < problem.sites; j += 1) {
      const cost = problem.cost[i * problem.sites + j] ?? Infinity;
      if (cost === Infinity) continue;
      objective.push(`${cost} x${i}_${j}`);
      terms.push(`x${i}_${j}`);
      binary.push(`x${i}_${j}`);
      const group = problem.group[i] ?? -1;
      if (group >= 0 && problem.splitUsdPerMonth > 0) rows.push(`x${i}_${j} - g${group}_${j} <= 0`);
    }
    rows.push(`${terms.join(' + ')} = 1`);
  }
  for (let at = 0; at < problem.limit.length; at += 1) {
    const limit = problem.limit[at] ?? Infinity;
    const [j, k] = [Math.floor(at / problem.resources.length), at % problem.resources.length];
    const terms: string[] = [];
    for (let i = 0; i < problem.workloads; i += 1) {
      const need = problem.need[i * problem.resources.length + k] ?? 0;
      if (need > 0 && problem.cost[i * problem.sites + j] !== Infinity) terms.push(`${need} x${i}_${j}`);
    }
    if (limit < Infinity && terms.length > 0) rows.push(`${terms.join(' + ')} <= ${limit}`);
  }
  if (problem.splitUsdPerMonth > 0) {
    for (let group = 0; group < problem.groups.length; group += 1) {
      // s ≥ number of sites used − 1, and s ≥ 0 by default.
      const used = problem.siteIds.map((_, j) => `g${group}_${j}`);
      objective.push(`${problem.splitUsdPerMonth} s${group}`);
      rows.push(`${used.join(' + ')} - s${group} <= 1`);
      binary.push(...used);
    }
  }
  const text = `Minimize\n obj: ${objective.join(' + ')}\nSubject To\n ${rows.map((row, n) => `r${n}: ${row}`).join('\n ')}\nBinary\n ${binary.join(' ')}\nEnd\n`;
  const solved = highs.solve(text, { mip_rel_gap: 0 });
  let unplaced = 0;
  for (let i = 0; i < problem.workloads; i += 1) unplaced += Math.round(primalOf(solved.Columns[`u${i}`]));
  return { objective: solved.ObjectiveValue - unplaced * penalty, unplaced };
}

describe('against HiGHS on small random instances', () => {
  const shapes: ProblemShape[] = [];
  for (let seed = 1; seed <= 24; seed += 1) {
    shapes.push({
      workloads: 6 + (seed % 9),
      sites: 2 + (seed % 3),
      seed,
      tightness: 0.5 + 0.1 * (seed % 5),
      groupSize: seed % 4 === 0 ? 3 : 0,
      splitUsdPerMonth: seed % 4 === 0 ? 20 : 0,
    });
  }
  const results = shapes.map((shape) => {
    const problem = randomProblem(shape);
    const solution = solvePlacement(problem, { seed: 1, iterations: ITERATIONS });
    return { shape, exact: optimum(problem), solution, checked: checkAssignment(problem, solution.assigned) };
  });

  test.each(results)('seed $shape.seed: sound', ({ exact, solution, checked }) => {
    expect(checked.violations).toEqual([]);
    expect(solution.costUsdPerMonth).toBeCloseTo(checked.costUsdPerMonth, 6);
    expect(solution.unplaced).toBe(checked.unplaced);
    expect(solution.unplaced).toBeGreaterThanOrEqual(exact.unplaced);
    const objective = checked.costUsdPerMonth + checked.splitUsdPerMonth;
    if (solution.unplaced !== exact.unplaced) return;
    expect(objective).toBeGreaterThanOrEqual(exact.objective - 1e-4);
    expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(solution.costUsdPerMonth);
    if (solution.unplaced === 0)
      expect(solution.boundUsdPerMonth + checked.splitUsdPerMonth).toBeLessThanOrEqual(exact.objective + 1e-4);
  });

  test('as many are placed as can be, and nearly always at the least cost', () => {
    const placed = results.filter(({ exact, solution }) => solution.unplaced === exact.unplaced);
    expect(placed.length).toBeGreaterThanOrEqual(results.length - 1);
    const equal = placed.filter(
      ({ exact, checked }) => checked.costUsdPerMonth + checked.splitUsdPerMonth <= exact.objective + 1e-3,
    );
    expect(equal.length).toBeGreaterThanOrEqual(Math.floor(placed.length * 0.9));
  });
});

describe('Relaxation', () => {
  test('whatever the multipliers, it is below the cost of every assignment that keeps the capacities', () => {
    const shapes = fc.record({
      workloads: fc.integer({ min: 1, max: 20 }),
      sites: fc.integer({ min: 1, max: 5 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      groupSize: fc.constantFrom(0, 4),
      splitUsdPerMonth: fc.constantFrom(0, 15),
    });
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (shape, prices) => {
          const problem = randomProblem(shape);
          const solution = solvePlacement(problem, { seed: 3, iterations: 200 });
          const placed = (workload: number): boolean => (solution.assigned[workload] ?? -1) >= 0;
          const relaxation = new Relaxation(problem, Infinity, placed);
          for (const [at, limit] of problem.limit.entries())
            if (limit < Infinity && limit > 0)
              relaxation.multipliers[at] = ((prices[at % prices.length] ?? 0) * 100) / limit;
          const bound = relaxation.evaluate();
          expect(bound).toBeLessThanOrEqual(solution.costUsdPerMonth + solution.splitUsdPerMonth + 1e-6);
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('solvePlacement', () => {
  test('no hard constraint is broken and the bound holds, on anything', () => {
    const shapes = fc.record({
      workloads: fc.integer({ min: 0, max: 60 }),
      sites: fc.integer({ min: 0, max: 8 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      tightness: fc.constantFrom(0, 0.2, 0.7, 1.5),
      infeasibleShare: fc.constantFrom(0, 0.3, 0.9, 1),
      elasticShare: fc.constantFrom(0, 0.3, 1),
      groupSize: fc.constantFrom(0, 5),
      splitUsdPerMonth: fc.constantFrom(0, 10, 1000),
    });
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = randomProblem(shape);
        const solution = solvePlacement(problem, { seed: 1, iterations: 300 });
        const checked = checkAssignment(problem, solution.assigned);
        expect(checked.violations).toEqual([]);
        expect(solution.costUsdPerMonth).toBeCloseTo(checked.costUsdPerMonth, 6);
        expect(solution.splitUsdPerMonth).toBeCloseTo(checked.splitUsdPerMonth, 6);
        expect(solution.unplaced).toBe(checked.unplaced);
        expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(solution.costUsdPerMonth);
        expect(solution.gapPct).toBeGreaterThanOrEqual(0);
        // Of a few large machines one may truly not fit, and few allowed sites may be full: then this says nothing.
        if (shape.tightness > 1 && shape.splitUsdPerMonth === 0 && shape.infeasibleShare === 0 && shape.workloads >= 20)
          expect(solution.unplacedForRoom).toBeLessThanOrEqual(problem.workloads / 4);
      }),
      { numRuns: 120 },
    );
  });

  test('with room for everybody the cheapest site of each is proved best', () => {
    const problem = randomProblem({ workloads: 200, sites: 6, seed: 5, elasticShare: 1 });
    const solution = solvePlacement(problem, { seed: 1, iterations: 0 });
    let least = 0;
    for (let row = 0; row < problem.workloads; row += 1) {
      const costs = problem.cost.slice(row * problem.sites, (row + 1) * problem.sites);
      const best = Math.min(...costs);
      if (best < Infinity) least += best;
    }
    expect(solution.costUsdPerMonth).toBeCloseTo(least, 6);
    expect(solution.gapPct).toBe(0);
  });

  test('equal costs: everybody stays where it is', () => {
    const base = randomProblem({ workloads: 50, sites: 4, seed: 9, elasticShare: 1, infeasibleShare: 0 });
    const solution = solvePlacement(
      { ...base, cost: new Float64Array(base.cost.length).fill(10) },
      { seed: 1, iterations: 100 },
    );
    expect([...solution.assigned]).toEqual([...base.current]);
  });

  test('the same seed gives the same bytes; another seed an answer as sound', () => {
    const problem = randomProblem({ workloads: 300, sites: 6, seed: 4, groupSize: 4, splitUsdPerMonth: 5 });
    const run = (seed: number): string => {
      const { assigned, ...rest } = solvePlacement(problem, { seed, iterations: 4000 });
      return JSON.stringify({ ...rest, assigned: [...assigned], prices: [...rest.prices] });
    };
    expect(run(7)).toBe(run(7));
    const other = solvePlacement(problem, { seed: 8, iterations: 4000 });
    expect(checkAssignment(problem, other.assigned).violations).toEqual([]);
  });

  test('a larger instance ends within half a percent of its bound', () => {
    const problem = randomProblem({ workloads: 2000, sites: 10, seed: 6 });
    const solution = solvePlacement(problem, { seed: 1, iterations: 5000 });
    expect(checkAssignment(problem, solution.assigned).violations).toEqual([]);
    expect(solution.gapPct).toBeLessThan(0.5);
  });

  test('prices from a sample serve the whole: more than twice the sample size', () => {
    const problem = randomProblem({ workloads: 17_000, sites: 5, seed: 2 });
    const solution = solvePlacement(problem, { seed: 1, iterations: 1000 });
    expect(checkAssignment(problem, solution.assigned).violations).toEqual([]);
    expect(solution.gapPct).toBeLessThan(0.5);
  });

  test('stopping early keeps the best so far, whenever it is', () => {
    const problem = randomProblem({ workloads: 150, sites: 6, seed: 12 });
    const whole = solvePlacement(problem, { seed: 1, iterations: 2000 });
    for (const after of [0, 1, 2, 10, 50]) {
      const stop = new AbortController();
      let seen = 0;
      const onProgress = (): void => {
        seen += 1;
        if (seen > after) stop.abort();
      };
      const solution = solvePlacement(problem, { seed: 1, iterations: 2000, signal: stop.signal, onProgress });
      const checked = checkAssignment(problem, solution.assigned);
      expect(checked.violations).toEqual([]);
      expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(checked.costUsdPerMonth);
      expect(solution.unplaced).toBeGreaterThanOrEqual(whole.unplaced);
    }
  });

  test('the bound of a search that was stopped holds for what a whole search finds', () => {
    for (const shape of [
      { elasticShare: 1, splitUsdPerMonth: 25, groupSize: 5 },
      { tightness: 2, infeasibleShare: 0 },
    ]) {
      const problem = randomProblem({ workloads: 200, sites: 7, seed: 3, infeasibleShare: 0.1, ...shape });
      const whole = solvePlacement(problem, { seed: 1, iterations: 2000 });
      expect(whole.unplaced).toBe(0);
      for (const after of [0, 1, 2, 3, 5, 10]) {
        const solver = new Solver(problem, { seed: 1, iterations: 2000 });
        const steps = solver.run();
        for (let done = 0; done < after; done += 1) steps.next();
        const stopped = solver.finish();
        const soft = whole.splitUsdPerMonth - stopped.splitUsdPerMonth;
        expect(stopped.boundUsdPerMonth, `after ${after}`).toBeLessThanOrEqual(
          whole.costUsdPerMonth + Math.max(0, soft) + 1e-6,
        );
      }
    }
  });

  test('a solver that never ran still answers', () => {
    const problem = randomProblem({ workloads: 20, sites: 3, seed: 1 });
    const solution = new Solver(problem, { seed: 1, iterations: 10 }).finish();
    expect(checkAssignment(problem, solution.assigned).violations).toEqual([]);
  });

  test('progress never loses ground once nothing more can be placed', () => {
    const problem = randomProblem({ workloads: 200, sites: 6, seed: 3 });
    let cost = Infinity;
    let unplaced = Infinity;
    solvePlacement(problem, {
      seed: 1,
      iterations: 6000,
      onProgress: (progress) => {
        expect(progress.unplaced).toBeLessThanOrEqual(unplaced);
        if (progress.unplaced === unplaced) expect(progress.costUsdPerMonth).toBeLessThanOrEqual(cost + 1e-6);
        expect(progress.boundUsdPerMonth).toBeLessThanOrEqual(progress.costUsdPerMonth);
        ({ unplaced, costUsdPerMonth: cost } = progress);
      },
    });
    expect(cost).toBeLessThan(Infinity);
  });
});

describe('createRandom', () => {
  test('stays in range and repeats with its seed', () => {
    const [a, b] = [createRandom(42), createRandom(42)];
    for (let n = 0; n < 1000; n += 1) {
      const value = a.next();
      expect(value).toBe(b.next());
      expect(value >= 0 && value < 1).toBe(true);
    }
    expect(createRandom(1).next()).not.toBe(createRandom(2).next());
  });
});
