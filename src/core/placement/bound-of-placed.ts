/**
 * With everything placed the search's own bound holds, less the soft costs that were accepted. When some found no room,
 * penalties stand in it: the bound is then taken for exactly the workloads that were placed.
 */

import { Relaxation } from './bound.ts';
import { ascend, WARM_LEVEL } from './subgradient.ts';

/** `steps`: of raising it; 0: at the present prices. `objective`: of the assignment, a bound from above. */
export function* boundOfPlaced(
  relaxation: Relaxation,
  assigned: Int32Array,
  objective: number,
  steps: number,
): Generator<void, number, void> {
  const { priced, sides, problem, lists } = relaxation;
  const placed = new Relaxation(problem, Infinity, (workload) => (assigned[workload] ?? -1) >= 0, {
    sides,
    priced,
    keep: lists.keep,
  });
  placed.prices.set(relaxation.prices);
  const bound = yield* placed.select();
  if (steps === 0) return bound;
  for (const step of ascend(placed, () => objective, steps, WARM_LEVEL)) {
    void step;
    yield;
  }
  return Math.max(bound, yield* placed.select());
}
