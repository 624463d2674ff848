/** Raises the bound of a relaxation by pricing capacity where the choices want more than there is (Polyak steps). */

import type { Relaxation } from './bound.ts';

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
/** How far the prices of a sample, or of a former problem, are from those wanted: the first hope after a warm start. */
export const WARM_LEVEL = 0.002;

export interface Ascent {
  readonly bound: number;
  readonly iteration: number;
}

/**
 * Yields after every step, and between parts of a long one. Steps aim at a level above the best bound, which is raised
 * and lowered by success. `upperBound` gives the best objective known so far and may fall while this runs.
 * When done, the relaxation holds the prices of the best bound.
 */
export function* ascend(
  relaxation: Relaxation,
  upperBound: () => number,
  iterations: number,
  firstLevel = FIRST_LEVEL,
): Generator<Ascent, number, void> {
  const { prices } = relaxation;
  const use = new Float64Array(prices.length);
  const direction = new Float64Array(prices.length);
  const best = Float64Array.from(prices);
  let bestBound = -Infinity;
  let iteration = 0;
  function* evaluate(): Generator<Ascent, number, void> {
    const steps = relaxation.pass(use);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield { bound: bestBound, iteration };
    }
  }
  let bound = yield* evaluate();
  bestBound = bound;
  let level = firstLevel * Math.abs(bound) + 1e-6;
  let waiting = 0;
  for (iteration = 1; iteration <= iterations; iteration += 1) {
    const upper = upperBound();
    if (
      (upper < Infinity && upper - bestBound <= CLOSE_ENOUGH * Math.abs(upper)) ||
      level < SMALLEST_LEVEL * Math.abs(bestBound)
    )
      break;
    const aim = Math.min(upper, bestBound + level);
    if (!stepAlong(relaxation, use, direction, aim - bound)) break;
    bound = yield* evaluate();
    waiting += 1;
    if (bound > bestBound) {
      if (bound - bestBound > level / 4) {
        waiting = 0;
        level *= GROWTH;
      }
      bestBound = bound;
      best.set(prices);
    }
    if (waiting > PATIENCE) {
      level /= 2;
      waiting = 0;
      prices.set(best);
      direction.fill(0);
      bound = yield* evaluate();
    }
    yield { bound: bestBound, iteration };
  }
  prices.set(best);
  return bestBound;
}

/** False when no limit wants another price. */
function stepAlong(relaxation: Relaxation, use: Float64Array, direction: Float64Array, rise: number): boolean {
  const { prices } = relaxation;
  const { limits, ceilings, scale } = relaxation.priced;
  let norm = 0;
  for (let index = 0; index < limits.length; index += 1) {
    const weight = scale[index] as number;
    if (weight === 0) continue;
    const excess = ((use[index] as number) - (limits[index] as number)) * Math.sqrt(weight);
    const price = prices[index] as number;
    const wanted = excess * (1 - MOMENTUM) + (direction[index] as number) * MOMENTUM;
    // A price at its end cannot go on: it does not count against the step of the others.
    const stuck = (price === 0 && wanted < 0) || (price >= (ceilings[index] as number) && wanted > 0);
    direction[index] = stuck ? 0 : wanted;
    norm += (direction[index] as number) ** 2;
  }
  if (norm === 0 || !(rise > 0)) return false;
  for (let index = 0; index < limits.length; index += 1) {
    const weight = scale[index] as number;
    if (weight === 0) continue;
    const moved = (prices[index] as number) + (rise / norm) * (direction[index] as number) * Math.sqrt(weight);
    prices[index] = Math.min(ceilings[index] as number, Math.max(0, moved));
  }
  return true;
}
