import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerBound } from './bound.ts';
import { checkHosts } from './check-hosts.fixture.ts';
import { bruteForceHosts, randomHostsProblem, workedExample } from './hosts-problem.fixture.ts';
import type { HostsProblem } from './problem.ts';
import { HostsSolver, solveHosts, stepRound } from './solve.ts';

describe('solveHosts', () => {
  test('finds the optimum of the worked example', () => {
    const plan = solveHosts(workedExample(), { seed: 1, iterations: 20_000, streams: 2 });
    expect(plan.cost).toBe(2411);
    expect([...plan.assigned]).toEqual([0, 2, 1]);
  });

  test('keeps every rule, counts right, is between bound and start, and the same each time', () => {
    const shapes = fc.record({
      workloads: fc.integer({ min: 1, max: 40 }),
      hosts: fc.integer({ min: 1, max: 8 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(shapes, fc.nat(100), (shape, seed) => {
        const problem = randomHostsProblem(shape);
        const options = { seed, iterations: 8000, streams: 2 };
        const plan = solveHosts(problem, options);
        expect(checkHosts(problem, plan.assigned)).toMatchObject({ violations: [], total: plan.cost });
        expect(plan.cost).toBeLessThanOrEqual(checkHosts(problem, problem.initial).total);
        expect(plan.cost).toBeGreaterThanOrEqual(plan.bound);
        expect(solveHosts(problem, options)).toEqual(plan);
      }),
      { numRuns: 25 },
    );
  });

  test('finds the optimum of small problems', () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const problem = randomHostsProblem({ workloads: 5, hosts: 3, seed });
      expect(solveHosts(problem, { seed: 1, iterations: 60_000, streams: 2 }).cost).toBe(bruteForceHosts(problem));
    }
  });

  test('streams on their own, joined at round ends, give what the reference run gives', () => {
    const problem = randomHostsProblem({ workloads: 30, hosts: 6, seed: 7 });
    const round = 20_000;
    const iterations = 50_000;
    const reference = solveHosts(problem, { seed: 3, iterations, streams: 2, round });
    const solvers = [1, 0].map((stream) => new HostsSolver(problem, { seed: 3, stream, streams: 2 })).reverse();
    const best = problem.initial.slice();
    let cost = Infinity;
    const collect = (): void => {
      for (const solver of solvers) {
        if (solver.bestCost < cost) solver.best(best);
        cost = Math.min(cost, solver.bestCost);
      }
    };
    collect();
    for (let done = 0; done < iterations; done += round) {
      if (done > 0) for (const solver of solvers) solver.adopt(best, cost);
      const until = Math.min(done + round, iterations);
      for (const solver of solvers.toReversed()) stepRound(solver, done, until, iterations);
      collect();
    }
    expect(cost).toBe(reference.cost);
    expect(best).toEqual(reference.assigned);
  });

  test('stopping at any moment gives a plan that keeps every rule', () => {
    const problem = randomHostsProblem({ workloads: 30, hosts: 6, seed: 11 });
    const solver = new HostsSolver(problem, { seed: 5, stream: 0, streams: 1 });
    const best = problem.initial.slice();
    for (let done = 0; done < 1; done += 0.01) {
      solver.setHorizon(done);
      solver.step(500);
      solver.best(best);
      expect(checkHosts(problem, best)).toMatchObject({ violations: [], total: solver.bestCost });
    }
    expect(solver.iterations).toBeGreaterThanOrEqual(50_000);
  });

  test.each<[string, Partial<HostsProblem>]>([
    ['no capacity left', { capacity: Float64Array.of(18, 210, 0, 0, 0, 0, 10, 20) }],
    ['nothing needs anything', { need: new Float64Array(6) }],
    ['moving is far too dear', { moveCost: new Float64Array(3).fill(1e9) }],
    ['no costs at all', { loadWeight: new Float64Array(2), balances: [] }],
  ])('stays on a plan that keeps the rules: %s', (_, change) => {
    const problem = { ...workedExample(), ...change };
    const plan = solveHosts(problem, { seed: 1, iterations: 5000, streams: 1 });
    const start = checkHosts(problem, problem.initial);
    expect(checkHosts(problem, plan.assigned)).toMatchObject({ violations: start.violations, total: plan.cost });
    expect(plan.cost).toBeLessThanOrEqual(start.total);
    expect(lowerBound(problem)).toBeLessThanOrEqual(plan.cost);
  });

  test('one host and no workloads at all', () => {
    const one = randomHostsProblem({ workloads: 6, hosts: 1, seed: 3 });
    expect(solveHosts(one, { seed: 1, iterations: 2000, streams: 1 }).assigned).toEqual(one.initial);
    const none = { ...workedExample(), workloads: 0, need: new Float64Array(0), initial: new Int32Array(0) };
    const empty = { ...none, service: new Int32Array(0), moveCost: new Float64Array(0), spreadMin: new Int32Array(2) };
    expect(solveHosts(empty, { seed: 1, iterations: 100, streams: 1 }).assigned).toHaveLength(0);
  });
});
