/** Whether everybody can have a place after a loss: a search that failed to find one for somebody has proved nothing. */

import { solveExact } from './exact.ts';
import type { MipSolve } from './exact.ts';
import type { Problem } from './problem.ts';
import { PlacementState } from './state.ts';

/** Sums of many needs are not exact in binary. */
const TOLERANCE = 1e-9;
/** Workloads; far above what a solver may be wrong by, far below one. */
const SLIP = 0.01;

/**
 * True: no plan places all of `wanted` (1 for those). By counting: somebody fits nowhere even alone, or together they
 * need more of something than all the sites open to them have.
 */
export function cannotAll(problem: Problem, wanted: Uint8Array): boolean {
  const { workloads, sites, cost, need, limit } = problem;
  const width = problem.resources.length;
  const open = new Uint8Array(sites);
  const total = new Float64Array(width);
  for (let row = 0; row < workloads; row += 1) {
    if (wanted[row] !== 1) continue;
    let fits = false;
    for (let site = 0; site < sites; site += 1) {
      if (cost[row * sites + site] === Infinity) continue;
      open[site] = 1;
      let here = true;
      for (let k = 0; k < width; k += 1)
        here &&= (need[row * width + k] ?? 0) <= (limit[site * width + k] ?? 0) * (1 + TOLERANCE);
      fits ||= here;
    }
    if (!fits) return true;
    for (let k = 0; k < width; k += 1) total[k] = (total[k] ?? 0) + (need[row * width + k] ?? 0);
  }
  return total.some((sum, k) => {
    let room = 0;
    for (let site = 0; site < sites; site += 1) if (open[site] === 1) room += limit[site * width + k] ?? 0;
    return sum > room * (1 + TOLERANCE);
  });
}

/**
 * The same by a mixed-integer solver, of small problems: the fewest without a place, whatever it costs.
 * `none`: proved that no plan places all of `wanted`. `assigned`: a plan that does.
 */
export function placeAll(
  problem: Problem,
  wanted: Uint8Array,
  solve: MipSolve,
): { readonly none: boolean; readonly assigned: Int32Array | null } {
  const cost = problem.cost.map((usd) => (usd === Infinity ? Infinity : 0));
  let others = 0;
  for (let row = 0; row < problem.workloads; row += 1) {
    if (wanted[row] === 1) continue;
    others += 1;
    cost.fill(Infinity, row * problem.sites, (row + 1) * problem.sites);
  }
  const bare: Problem = {
    ...problem,
    cost,
    group: new Int32Array(problem.workloads).fill(-1),
    groups: [],
    splitUsdPerMonth: 0,
    caps: problem.caps.filter((cap) => cap.excessUsdPerMonth === Infinity && cap.tightened !== true),
    links: problem.links.filter(({ breakUsdPerMonth }) => breakUsdPerMonth === Infinity),
    preference: new Int32Array(problem.workloads).fill(-1),
    preferenceUsdPerMonth: new Float64Array(0),
  };
  const found = solveExact(bare, solve, 1);
  if (found === null) return { none: false, assigned: null };
  const { assigned } = found;
  const none = found.bound > others + SLIP;
  if (assigned?.every((site, row) => site >= 0 || wanted[row] !== 1) !== true) return { none, assigned: null };
  // What the solver takes for within its tolerance may be above a limit by ours, or above a cap stricter than its rule.
  const state = new PlacementState(problem, 1);
  state.restore(assigned);
  return { none, assigned: state.overfull() ? null : assigned };
}
