/** The limits that a relaxation prices instead of enforcing: capacities first, then the slots of linear caps. */

import type { Problem } from './problem.ts';
import type { Sides } from './sides.ts';

export interface PricedLimits {
  /** [site * resources + resource], then one per slot; Infinity: not priced. */
  readonly limits: Float64Array;
  /** Highest sensible price: what a unit above a soft cap costs; Infinity for hard limits. */
  readonly ceilings: Float64Array;
  /** How far a price moves for a unit of excess, relative to the others: workloads at stake / (usual use)². */
  readonly scale: Float64Array;
}

export function pricedLimits(problem: Problem, sides: Sides | null): PricedLimits {
  const capacities = problem.limit.length;
  const slots = sides?.slots ?? 0;
  const limits = new Float64Array(capacities + slots);
  const ceilings = new Float64Array(capacities + slots).fill(Infinity);
  limits.set(problem.limit);
  if (sides !== null) {
    limits.set(sides.most, capacities);
    ceilings.set(sides.excess, capacities);
  }
  return { limits, ceilings, scale: scales(problem, sides, limits) };
}

/** Works in shares of each limit, so that cores and mebibytes weigh alike, and by how many workloads a price moves. */
export function scales(problem: Problem, sides: Sides | null, limits: Float64Array): Float64Array {
  const capacities = problem.limit.length;
  const scale = new Float64Array(limits.length);
  const perSite = Math.max(1, problem.workloads / Math.max(1, problem.sites));
  for (let at = 0; at < limits.length; at += 1) {
    const limit = limits[at] ?? Infinity;
    if (limit === Infinity) continue;
    if (at < capacities) {
      if (limit > 0) scale[at] = perSite / (limit * limit);
      continue;
    }
    const weight = sides?.meanWeight[at - capacities] ?? 0;
    const usual = Math.max(limit, weight);
    if (usual > 0 && weight > 0) scale[at] = Math.max(1, limit / weight) / (usual * usual);
  }
  return scale;
}
