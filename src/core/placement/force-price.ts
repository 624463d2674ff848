/** What it would cost to have a unit at a site that the plan does not give it. */

import { cents } from './cents.ts';
import { Displacement } from './displace.ts';
import { solveExact } from './exact.ts';
import type { MipSolve } from './exact.ts';
import { createForceBound } from './force-bound.ts';
import type { ForcePrices } from './force-bound.ts';
import { bestForced } from './force-exact.ts';
import { scanPairs } from './penalty.ts';
import type { Problem } from './problem.ts';
import { runThrough } from './run-through.ts';
import { compileSides } from './sides.ts';
import { PlacementState } from './state.ts';

/** See Candidate for what each figure says. */
export interface ForcePrice {
  readonly extraUsdPerMonth: number;
  readonly extraIs: 'exact' | 'at-most';
  readonly extraAtLeastUsdPerMonth?: number;
  readonly extraUnplaced?: number;
}

export interface ForceOptions {
  /** Prices of the plan's bound (`pricesOf`, `capPricesOf`); absent: small problems make their own. */
  readonly prices?: ForcePrices;
  /** Proves small problems (HiGHS, brought by the caller). */
  readonly solve?: MipSolve;
  /** False: no plans are tried out, however few there are. */
  readonly exact?: boolean;
}

/** Units up to which all plans are tried, as far as that goes. */
const FEW = 40;
/** Bounds that meet within this share prove the figure. */
const SAME = 1e-7;

/**
 * Prepares the answer for units and sites of one plan; undefined where the unit cannot be at all, and everywhere when
 * the plan has somebody where it is forbidden or has no price: nothing can be compared with it then. `plan`: site of
 * each unit, or -1.
 */
export function createForcePrice(
  problem: Problem,
  plan: Int32Array,
  options: ForceOptions = {},
): (unit: number, site: number) => ForcePrice | undefined {
  const sides = compileSides(problem);
  const { penalty } = runThrough(scanPairs(problem, sides));
  const state = new PlacementState(problem, penalty, sides);
  state.restore(plan);
  const { objective, unplaced } = state;
  if (!Number.isFinite(objective)) return () => undefined;
  const displacement = new Displacement(state);
  let atLeast: ReturnType<typeof createForceBound> | undefined;
  return (unit, site) => {
    if (plan[unit] === site) return { extraUsdPerMonth: 0, extraIs: 'exact' };
    const found = displacement.force(unit, site);
    const few = options.exact !== false && problem.workloads <= FEW;
    // Below any plan: everybody without a place.
    const limit = found === Infinity ? problem.workloads * penalty : objective + found;
    const tried = few ? bestForced(problem, penalty, unit, site, limit) : undefined;
    const best = tried ?? proved(problem, penalty, unit, site, limit, options);
    if (found === Infinity && best === undefined) return undefined;
    const change = best === undefined ? found : best - objective;
    const more = Math.round(change / penalty);
    const usd = change - more * penalty;
    const lost = more === 0 ? {} : { extraUnplaced: more };
    if (best !== undefined) return { extraUsdPerMonth: cents(usd), extraIs: 'exact', ...lost };
    atLeast ??= createForceBound(problem, penalty, objective, options.prices);
    const least = atLeast(unit, site);
    const met = change - least <= SAME * Math.max(1, Math.abs(objective - unplaced * penalty));
    return {
      extraUsdPerMonth: cents(usd),
      extraIs: met ? 'exact' : 'at-most',
      // Below nothing it says nothing: the gap of the whole plan is in it.
      ...(met || more !== 0 || least < 0.005 ? {} : { extraAtLeastUsdPerMonth: Math.min(cents(usd), cents(least)) }),
      ...lost,
    };
  };
}

/** The same by a mixed-integer solver, where the caller brings one and it gets that far. */
function proved(
  problem: Problem,
  penalty: number,
  unit: number,
  site: number,
  atMost: number,
  { solve, exact }: ForceOptions,
): number | undefined {
  if (solve === undefined || exact === false) return undefined;
  const found = solveExact(holding(problem, unit, site), solve, penalty);
  if (found === null || !found.proved || found.assigned === null || found.assigned[unit] !== site) return undefined;
  const state = new PlacementState(problem, penalty);
  state.restore(found.assigned);
  // What HiGHS takes for within its tolerance may be above a limit by ours.
  if (state.overfull() || !Number.isFinite(state.objective)) return undefined;
  return Math.min(atMost, state.objective);
}

function holding(problem: Problem, unit: number, site: number): Problem {
  const cost = problem.cost.slice();
  for (let other = 0; other < problem.sites; other += 1)
    if (other !== site) cost[unit * problem.sites + other] = Infinity;
  return { ...problem, cost };
}
