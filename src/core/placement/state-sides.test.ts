import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAssignment } from './check-assignment.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import { PlacementState } from './state.ts';

const PENALTY = 1e6;
const shapes = fc.record({
  workloads: fc.integer({ min: 1, max: 25 }),
  sites: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  groupSize: fc.constantFrom(0, 3),
  splitUsdPerMonth: fc.constantFrom(0, 7),
  apartCaps: fc.integer({ min: 0, max: 5 }),
  spreadCaps: fc.integer({ min: 0, max: 3 }),
  shareCaps: fc.integer({ min: 0, max: 3 }),
  links: fc.integer({ min: 0, max: 8 }),
  preferenceClasses: fc.constantFrom(0, 2),
  softShare: fc.constantFrom(0, 0.5, 1),
});
const steps = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.boolean()), { maxLength: 60 });

describe('PlacementState with caps, links and preferences', () => {
  test('after any moves and undos everything is what a recomputation gives', () => {
    fc.assert(
      fc.property(shapes, steps, (shape, moves) => {
        const problem = randomProblem({ ...shape, infeasibleShare: 0 });
        const state = new PlacementState(problem, PENALTY);
        for (const [a, b, undo] of moves) {
          const workload = a % problem.workloads;
          const site = (b % (problem.sites + 1)) - 1;
          if (site >= 0 && problem.cost[workload * problem.sites + site] === Infinity) continue;
          const before = state.objective;
          const delta = state.delta(workload, site);
          const from = state.move(workload, site);
          expect(state.objective - before).toBeCloseTo(delta, 5);
          if (undo) {
            state.move(workload, from);
            expect(state.objective).toBeCloseTo(before, 5);
          }
        }
        const checked = checkAssignment(problem, state.assigned);
        expect(state.objective).toBeCloseTo(checked.objective + checked.unplaced * PENALTY, 3);
        expect(state.splitUsdPerMonth()).toBeCloseTo(checked.splitUsdPerMonth, 6);
        expect(state.preferenceUsdPerMonth()).toBeCloseTo(checked.preferenceUsdPerMonth, 6);
        expect(state.excessUsdPerMonth()).toBeCloseTo(checked.excessUsdPerMonth, 3);
        expect(state.brokenLinksUsdPerMonth()).toBeCloseTo(checked.brokenLinksUsdPerMonth, 6);
        expect(state.overfull()).toBe(checked.violations.length > 0);
      }),
      { numRuns: 200 },
    );
  });

  test('what fits keeps everything hard, and what does not would break something', () => {
    fc.assert(
      fc.property(shapes, steps, (shape, moves) => {
        const problem = randomProblem({ ...shape, tightness: 0.8 });
        const state = new PlacementState(problem, PENALTY);
        for (const [a, b] of moves) {
          const workload = a % problem.workloads;
          const site = b % problem.sites;
          const fits = state.fits(workload, site);
          const from = state.move(workload, site);
          expect(checkAssignment(problem, state.assigned).violations.length === 0).toBe(fits);
          if (!fits) state.move(workload, from);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('canSwap and fitsWithout agree with moving and looking', () => {
    fc.assert(
      fc.property(shapes, steps, (shape, moves) => {
        const problem = randomProblem({ ...shape, tightness: 0.8 });
        const state = new PlacementState(problem, PENALTY);
        for (const [a, b] of moves) {
          if (state.fits(a % problem.workloads, b % problem.sites))
            state.move(a % problem.workloads, b % problem.sites);
        }
        for (const [a, b] of moves) {
          const [first, second] = [a % problem.workloads, b % problem.workloads];
          const [from, to] = [state.assigned[first] ?? -1, state.assigned[second] ?? -1];
          if (from < 0 || to < 0 || from === to) continue;
          const without = state.fitsWithout(first, to, second);
          const can = state.canSwap(first, second);
          state.move(second, -1);
          expect(state.fits(first, to)).toBe(without);
          state.move(first, to);
          state.move(second, from);
          expect(checkAssignment(problem, state.assigned).violations.length === 0).toBe(can);
          state.move(second, to);
          state.move(first, from);
        }
      }),
      { numRuns: 150 },
    );
  });
});
