import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerBound } from './bound.ts';
import { checkHosts } from './check-hosts.fixture.ts';
import { randomHostsProblem, workedExample } from './hosts-problem.fixture.ts';
import { HostsState } from './state.ts';

const shapes = fc.record({
  workloads: fc.integer({ min: 1, max: 14 }),
  hosts: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});
const steps = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.boolean(), fc.boolean()), { maxLength: 60 });

/** What distinguishes one state from another, for comparing. */
function facts(state: HostsState) {
  const { cost, room, ease, tilt, movedOf, mostMoved } = state;
  const { zoneCount, zonesUsed, nearCount, conflictBits } = state.rules;
  return { cost, room, ease, tilt, zoneCount, zonesUsed, nearCount, movedOf, mostMoved, conflictBits };
}

describe('HostsState', () => {
  test('the worked example costs what its description says', () => {
    for (const [assigned, cost] of [
      [[0, 3, 0], 4200],
      [[0, 2, 0], 3510],
      [[0, 2, 1], 2411],
    ] as const) {
      const problem = workedExample();
      expect(checkHosts(problem, assigned)).toMatchObject({ violations: [], total: cost });
      const state = new HostsState(problem);
      state.restore(Int32Array.from(assigned));
      expect(state.cost).toBe(cost);
    }
  });

  test('after any moves, swaps and undos everything is what a recomputation and the checker give', () => {
    fc.assert(
      fc.property(shapes, steps, (shape, moves) => {
        const problem = randomHostsProblem(shape);
        const state = new HostsState(problem);
        for (const [a, b, swap, undo] of moves) {
          const workload = a % problem.workloads;
          const other = b % problem.workloads;
          const before = state.cost;
          const from = state.assigned[workload] ?? 0;
          const to = state.assigned[other] ?? 0;
          if (swap && from !== to) {
            const trial = Int32Array.from(state.assigned);
            trial[workload] = to;
            trial[other] = from;
            const rules = checkHosts(problem, trial).violations.filter((text) => !text.startsWith('capacity'));
            // Judged one after the other, so it may refuse what is allowed, never the reverse.
            if (!state.swapKeepsRules(workload, other)) continue;
            expect(rules).toEqual([]);
            const verdict = checkHosts(problem, trial);
            if (verdict.violations.length > 0) continue;
            expect(before + state.swapBalanceDelta(workload, other)).not.toBeNaN();
            state.swapFor(workload, other, verdict.total - before);
            continue;
          }
          const host = b % problem.hosts;
          const trial = Int32Array.from(state.assigned);
          trial[workload] = host;
          const verdict = checkHosts(problem, trial);
          expect(state.canMove(workload, host)).toBe(verdict.violations.length === 0);
          if (verdict.violations.length > 0) continue;
          expect(before + state.delta(workload, host)).toBe(verdict.total);
          state.move(workload, host);
          if (undo) {
            state.move(workload, from);
            expect(state.cost).toBe(before);
          }
        }
        expect(checkHosts(problem, state.assigned)).toMatchObject({ violations: [], total: state.cost });
        expect(lowerBound(problem)).toBeLessThanOrEqual(state.cost);
        const again = new HostsState(problem);
        again.restore(state.assigned);
        expect(facts(again)).toEqual(facts(state));
      }),
      { numRuns: 300 },
    );
  });
});
