/** Raises the bound of a relaxation by pricing capacity where the choices want more than there is (Polyak steps). */

import type { Relaxation } from './bound.ts';

const FIRST_STEP = 1;
const SMALLEST_STEP = 0.002;
const PATIENCE = 6;
/** Share of the previous direction that is kept, against zig-zag. */
const MOMENTUM = 0.3;
const CLOSE_ENOUGH = 1e-7;

export interface Ascent {
  readonly bound: number;
  readonly iteration: number;
}

/**
 * One step per `next()`. `upperBound` gives the best objective known so far and may fall while this runs.
 * When done, the relaxation holds the multipliers of the best bound.
 */
export function* ascend(
  relaxation: Relaxation,
  upperBound: () => number,
  iterations: number,
): Generator<Ascent, number, void> {
  const { problem, multipliers } = relaxation;
  const use = new Float64Array(multipliers.length);
  const direction = new Float64Array(multipliers.length);
  const best = Float64Array.from(multipliers);
  let bestBound = relaxation.evaluate(use);
  let bound = bestBound;
  let step = FIRST_STEP;
  let waiting = 0;
  for (let iteration = 1; iteration <= iterations && step > SMALLEST_STEP; iteration += 1) {
    const distance = upperBound() - bound;
    if (upperBound() - bestBound <= CLOSE_ENOUGH * Math.abs(upperBound())) break;
    if (!stepAlong(problem.limit, multipliers, use, direction, step * distance)) break;
    bound = relaxation.evaluate(use);
    if (bound > bestBound) {
      if (bound - bestBound > CLOSE_ENOUGH * Math.abs(bestBound)) waiting = 0;
      bestBound = bound;
      best.set(multipliers);
    }
    waiting += 1;
    if (waiting > PATIENCE) {
      step /= 2;
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
