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
});
const steps = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.boolean()), { maxLength: 60 });

describe('PlacementState', () => {
  test('after any moves and undos the objective, loads and spread are what a recomputation gives', () => {
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
          expect(state.objective - before).toBeCloseTo(delta, 6);
          if (undo) {
            state.move(workload, from);
            expect(state.objective).toBeCloseTo(before, 6);
          }
        }
        const checked = checkAssignment(problem, state.assigned);
        expect(state.unplaced).toBe(checked.unplaced);
        expect(state.splitUsdPerMonth()).toBeCloseTo(checked.splitUsdPerMonth, 6);
        const expected = checked.costUsdPerMonth + checked.splitUsdPerMonth + checked.unplaced * PENALTY;
        expect(state.objective).toBeCloseTo(expected, 4);
        const again = new PlacementState(problem, PENALTY);
        again.restore(state.assigned);
        expect([...again.load]).toEqual([...state.load]);
        expect(state.overfull()).toBe(checked.violations.some((text) => text.includes(' of ')));
      }),
      { numRuns: 150 },
    );
  });

  test('fits and fitsWithout agree with moving and looking', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = randomProblem({ ...shape, tightness: 0.4 });
        const state = new PlacementState(problem, PENALTY);
        for (let workload = 0; workload < problem.workloads; workload += 1) {
          for (let site = 0; site < problem.sites; site += 1) {
            if (!state.fits(workload, site)) continue;
            state.move(workload, site);
            expect(state.overfull()).toBe(false);
            break;
          }
        }
        for (let workload = 1; workload < problem.workloads; workload += 1) {
          const site = state.assigned[0] ?? -1;
          if (site < 0 || state.assigned[workload] === site) continue;
          const said = state.fitsWithout(workload, site, 0);
          state.move(0, -1);
          expect(state.fits(workload, site)).toBe(said);
          state.move(0, site);
        }
      }),
      { numRuns: 100 },
    );
  });
});
