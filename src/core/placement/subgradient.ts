/** Raises the bound of a relaxation by pricing capacity where the choices want more than there is (Polyak steps). */

import { Relaxation } from './bound.ts';
import type { Problem } from './problem.ts';

/** First hoped-for rise, as a share of the bound without prices. */
const FIRST_LEVEL = 0.05;
/** The hope is halved this many steps after the last good rise. */
const PATIENCE = 8;
/** After a good rise the next hope is a little higher. */
const GROWTH = 1.2;
/** Ends when the hoped-for rise falls below this share of the bound. */
const SMALLEST_LEVEL = 2e-6;
/** Share of the previous direction that is kept, against zig-zag. */
const MOMENTUM = 0.4;
const CLOSE_ENOUGH = 1e-7;

export interface Ascent {
  readonly bound: number;
  readonly iteration: number;
}

/**
 * One step per `next()`. Steps aim at a level above the best bound, which is raised and lowered by success.
 * `upperBound` gives the best objective known so far and may fall while this runs.
 * When done, the relaxation holds the multipliers of the best bound.
 */
export function* ascend(
  relaxation: Relaxation,
  upperBound: () => number,
  iterations: number,
  firstLevel = FIRST_LEVEL,
): Generator<Ascent, number, void> {
  const { problem, multipliers } = relaxation;
  const use = new Float64Array(multipliers.length);
  const direction = new Float64Array(multipliers.length);
  const best = Float64Array.from(multipliers);
  let bound = relaxation.evaluate(use);
  let bestBound = bound;
  let level = firstLevel * Math.abs(bound) + 1e-6;
  let waiting = 0;
  for (let iteration = 1; iteration <= iterations; iteration += 1) {
    const upper = upperBound();
    if (
      (upper < Infinity && upper - bestBound <= CLOSE_ENOUGH * Math.abs(upper)) ||
      level < SMALLEST_LEVEL * Math.abs(bestBound)
    )
      break;
    const aim = Math.min(upper, bestBound + level);
    if (!stepAlong(problem.limit, multipliers, use, direction, aim - bound)) break;
    bound = relaxation.evaluate(use);
    waiting += 1;
    if (bound > bestBound) {
      if (bound - bestBound > level / 4) {
        waiting = 0;
        level *= GROWTH;
      }
      bestBound = bound;
      best.set(multipliers);
    }
    if (waiting > PATIENCE) {
      level /= 2;
      waiting = 0;
      multipliers.set(best);
      direction.fill(0);
      bound = relaxation.evaluate(use);
    }
    yield { bound: bestBound, iteration };
  }
  multipliers.set(best);
  return relaxation.evaluate();
}

/** How far the multipliers of a sample are from those of the whole: the first hope after a warm start. */
export const WARM_LEVEL = 0.002;

/**
 * Multipliers from about `size` of the workloads, with capacities scaled to what the sample needs of the whole.
 * Any multipliers give a valid bound, so a sample is as good a start as any, and far cheaper than the whole.
 */
export function sampleMultipliers(
  problem: Problem,
  penalty: number,
  include: (workload: number) => boolean,
  size: number,
  iterations: number,
): Float64Array {
  const stride = Math.ceil(problem.workloads / size);
  const sampled = (workload: number): boolean => {
    const group = problem.group[workload] ?? -1;
    return (group < 0 ? workload : group) % stride === 0 && include(workload);
  };
  const resources = problem.resources.length;
  const whole = new Float64Array(resources);
  const part = new Float64Array(resources);
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    const inside = sampled(workload);
    for (let k = 0; k < resources; k += 1) {
      const need = problem.need[workload * resources + k] ?? 0;
      whole[k] = (whole[k] ?? 0) + need;
      if (inside) part[k] = (part[k] ?? 0) + need;
    }
  }
  const limit = problem.limit.map((value, at) => {
    const total = whole[at % resources] ?? 0;
    return value === Infinity || total === 0 ? value : (value * (part[at % resources] ?? 0)) / total;
  });
  const relaxation = new Relaxation({ ...problem, limit }, penalty, sampled);
  for (const step of ascend(relaxation, () => Infinity, iterations)) void step;
  return relaxation.multipliers;
}

/** Works in shares of each limit, so that cores and mebibytes weigh alike. False when no capacity wants another price. */
function stepAlong(
  limits: Float64Array,
  multipliers: Float64Array,
  use: Float64Array,
  direction: Float64Array,
  scale: number,
): boolean {
  let norm = 0;
  for (let index = 0; index < limits.length; index += 1) {
    const limit = limits[index] ?? Infinity;
    if (limit === Infinity || limit === 0) continue;
    const excess = (use[index] ?? 0) / limit - 1;
    const price = multipliers[index] ?? 0;
    const wanted = excess * (1 - MOMENTUM) + (direction[index] ?? 0) * MOMENTUM;
    // A price that is zero already cannot fall: it does not count against the step of the others.
    direction[index] = price === 0 && wanted < 0 ? 0 : wanted;
    norm += (direction[index] ?? 0) ** 2;
  }
  if (norm === 0 || !(scale > 0)) return false;
  for (let index = 0; index < limits.length; index += 1) {
    const limit = limits[index] ?? Infinity;
    if (limit === Infinity || limit === 0) continue;
    const moved = (multipliers[index] ?? 0) + ((scale / norm) * (direction[index] ?? 0)) / limit;
    multipliers[index] = Math.max(0, moved);
  }
  return true;
}
