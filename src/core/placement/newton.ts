/**
 * Prices by Newton's method on the smooth bound, at falling temperatures. Ten to forty passes come nearer to the best
 * prices than a thousand subgradient steps, and because the mixtures keep the limits, so nearly do the choices.
 */

import type { Relaxation } from './bound.ts';
import { solveFree } from './cholesky.ts';
import { SmoothDual } from './smooth-dual.ts';

export interface NewtonOptions {
  /** First and last temperature, as shares of the mean cost of a choice. */
  readonly first: number;
  readonly last: number;
  /** Most passes over all workloads. */
  readonly passes: number;
}

const COOLING = 0.5;
const MOST_STEPS = 7;
/** A temperature is left when a step promises less than this share of the bound. */
const ENOUGH = 2e-6;

/** Sets the relaxation's prices; yields between parts of a pass. Returns the passes it took. */
export function* newton(relaxation: Relaxation, options: NewtonOptions): Generator<void, number, void> {
  const dual = new SmoothDual(relaxation);
  const { covariance } = dual;
  const { prices, priced } = relaxation;
  const count = relaxation.lists.rows.length;
  const size = covariance.dense.length;
  if (count === 0 || prices.length === 0) return 0;
  const gradient = new Float64Array(size);
  const step = new Float64Array(size);
  const damping = new Float64Array(size);
  const free = new Uint8Array(size);
  const factor = new Float64Array(size * size);
  const former = new Float64Array(prices.length);
  const slope = new Float64Array(prices.length);
  let passes = 0;
  const start = yield* dual.evaluate(1e-9, false);
  const mean = Math.max(1e-6, (Math.abs(start) + pricedValue(relaxation)) / count);
  let damp = 1e-3;
  for (let share = options.first; ; share = Math.max(options.last, share * COOLING)) {
    const temperature = share * mean;
    let value = yield* dual.evaluate(temperature, true);
    passes += 1;
    for (let steps = 0; steps < MOST_STEPS && passes < options.passes; steps += 1) {
      for (let at = 0; at < prices.length; at += 1)
        slope[at] = (dual.use[at] as number) - (priced.limits[at] as number);
      former.set(prices);
      for (let i = 0; i < size; i += 1) {
        const at = covariance.dense[i] as number;
        const g = slope[at] as number;
        const price = prices[at] as number;
        gradient[i] = g;
        free[i] = (price <= 0 && g <= 0) || (price >= (priced.ceilings[at] as number) && g >= 0) ? 0 : 1;
        damping[i] =
          dampingOf(priced.scale[at] as number, mean, damp) * temperature +
          1e-12 * (covariance.matrix[i * size + i] as number);
      }
      const solved = solveFree(covariance.matrix, damping, gradient, free, factor, step);
      if (!solved) {
        damp *= 10;
        if (damp > 1e6) break;
        continue;
      }
      let promise = 0;
      for (let at = 0; at < prices.length; at += 1) {
        const scale = priced.scale[at] as number;
        if (scale === 0) continue;
        const i = covariance.denseOf[at] as number;
        // A small limit answers for itself alone; half a step, because those it competes with move too.
        const change =
          i >= 0
            ? (step[i] as number) * temperature
            : (0.5 * (slope[at] as number) * temperature) /
              ((covariance.diagonal[at] as number) + dampingOf(scale, mean, damp) * temperature);
        const moved = Math.min(priced.ceilings[at] as number, Math.max(0, (former[at] as number) + change));
        prices[at] = moved;
        promise += (moved - (former[at] as number)) * (slope[at] as number);
      }
      if (promise <= ENOUGH * 0.1 * mean * count) {
        prices.set(former);
        break;
      }
      const next = yield* dual.evaluate(temperature, true);
      passes += 1;
      if (next >= value + 1e-3 * promise) {
        damp = Math.max(1e-7, damp / 5);
        const gained = next - value;
        value = next;
        if (gained < ENOUGH * mean * count) break;
      } else {
        prices.set(former);
        damp = Math.max(1e-6, damp) * 10;
        yield* dual.evaluate(temperature, true);
        passes += 1;
      }
    }
    if (share <= options.last || passes >= options.passes) return passes;
  }
}

/** Keeps a price from moving, for each whole limit that is wanted too much, by more than about 1/damp of a mean cost. */
function dampingOf(scale: number, mean: number, damp: number): number {
  return damp / (scale * mean);
}

function pricedValue(relaxation: Relaxation): number {
  let total = 0;
  for (let at = 0; at < relaxation.prices.length; at += 1) {
    const price = relaxation.prices[at] as number;
    if (price > 0) total += price * (relaxation.priced.limits[at] as number);
  }
  return total;
}
