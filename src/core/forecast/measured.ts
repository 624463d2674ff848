/**
 * The rate of a way of moving over a line, corrected by moves that were made (A7). Rates are compared as logarithms,
 * because twice as fast and half as fast are equally far off.
 *
 *   likely = exp((k × ln prior + n × median(ln measured)) / (k + n))       k: weight of the prior, in moves
 *   spread = between × k / (k + n) + (k × within + n × MAD²) / (k + n)     half the prior's variance each
 *   low, high = likely × exp(∓1.2816 × √spread): nine in ten moves are faster than low, one in ten faster than high
 *
 * The median and the MAD (median absolute deviation × 1.4826) make single moves that went wrong count like any other.
 * Moves of the same kind over other lines correct the published figure first, those over this line come on top.
 */

import type { Range } from '../cost/range.ts';

export interface MeasuredMove {
  readonly id: string;
  readonly method: string;
  readonly fromSiteId: string | null;
  readonly toSiteId: string | null;
  readonly giB: number;
  /** Of copying alone, without preparation, conversion and checks. */
  readonly seconds: number;
}

export interface FittedRate {
  /** MiB/s; low is the slowest. */
  readonly rate: Range;
  /** Measured moves over this line, and of the same kind over others. */
  readonly here: number;
  readonly elsewhere: number;
}

/** Quantile of the normal distribution that nine in ten stay below. */
const Z90 = 1.2815515655446004;
const MAD_TO_SIGMA = 1.4826;
/** Below this many, how far measured moves lie apart says nothing. */
const LEAST_FOR_SPREAD = 3;
/** Smaller copies measure start-up, not throughput. */
export const SMALLEST_GIB = 1;

export const rateOf = ({ giB, seconds }: Pick<MeasuredMove, 'giB' | 'seconds'>): number => (giB * 1024) / seconds;

export const isUsable = (move: Pick<MeasuredMove, 'giB' | 'seconds'>): boolean =>
  move.giB >= SMALLEST_GIB && move.seconds > 0;

export function fitRate(
  prior: Range,
  here: readonly MeasuredMove[],
  elsewhere: readonly MeasuredMove[],
  weight: number,
): FittedRate {
  const [own, others] = [here.filter(isUsable), elsewhere.filter(isUsable)];
  const fit = corrected(corrected(belief(prior), others.map(rateOf), weight), own.map(rateOf), weight);
  const reach = Z90 * Math.sqrt(fit.between + fit.within);
  const likely = Math.exp(fit.mean);
  const rate =
    own.length + others.length === 0
      ? prior
      : { low: likely * Math.exp(-reach), likely, high: likely * Math.exp(reach) };
  return { rate, here: own.length, elsewhere: others.length };
}

interface Belief {
  /** Of the logarithm of the rate. */
  readonly mean: number;
  /** Variance from line to line, and from move to move on one line. */
  readonly between: number;
  readonly within: number;
}

function belief({ low, likely, high }: Range): Belief {
  const sigma = Math.log(high / low) / (2 * Z90);
  return { mean: Math.log(likely), between: sigma ** 2 / 2, within: sigma ** 2 / 2 };
}

function corrected(before: Belief, rates: readonly number[], weight: number): Belief {
  const count = rates.length;
  if (count === 0) return before;
  const logs = rates.map(Math.log);
  const middle = median(logs);
  const spread = MAD_TO_SIGMA * median(logs.map((each) => Math.abs(each - middle)));
  const share = count / (weight + count);
  return {
    mean: (1 - share) * before.mean + share * middle,
    between: (1 - share) * before.between,
    within: count < LEAST_FOR_SPREAD ? before.within : (1 - share) * before.within + share * spread ** 2,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
