import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkHosts } from './check-hosts.fixture.ts';
import { FastRandom } from './fast-random.ts';
import { randomHostsProblem } from './hosts-problem.fixture.ts';
import { HostsState } from './state.ts';
import { Strategy } from './strategy.ts';

const shapes = fc.record({
  workloads: fc.integer({ min: 1, max: 40 }),
  hosts: fc.integer({ min: 1, max: 8 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

test.each([
  ['melting and cooling, capacities at a price', 0],
  ['improving the present plan', Infinity],
])('the best is always a plan that keeps every rule and its cost is exact: %s', (_, thoroughFrom) => {
  fc.assert(
    fc.property(shapes, fc.nat(100), fc.nat(3), fc.constantFrom(0, 0.3), (shape, seed, stream, late) => {
      const problem = randomHostsProblem(shape);
      const state = new HostsState(problem);
      const strategy = new Strategy(state, new FastRandom(seed, stream), stream);
      strategy.cooling.thoroughFrom = thoroughFrom;
      const best = new Int32Array(problem.workloads);
      for (let step = 0; step <= 40; step += 1) {
        strategy.run(400, late + ((1 - late) * step) / 40, step * 400);
        strategy.best.copy(best);
        expect(checkHosts(problem, best)).toMatchObject({ violations: [], total: strategy.best.cost });
        // The present assignment may pass capacities while cooling; its cost is exact all the same.
        expect(checkHosts(problem, state.assigned).total).toBe(state.cost);
      }
      expect(checkHosts(problem, state.assigned).violations).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
