/** A figure with its uncertainty. Sums add the ends, which is the widest the total can be: nothing is assumed independent. */

export interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export const exactly = (value: number): Range => ({ low: value, likely: value, high: value });

/** `likely` less `downPct` to plus `upPct`; equal ends when only one is given. */
export function around(likely: number, downPct: number, upPct = downPct): Range {
  return { low: likely * (1 - downPct / 100), likely, high: likely * (1 + upPct / 100) };
}

export function addRanges(ranges: Iterable<Range>): Range {
  let low = 0;
  let likely = 0;
  let high = 0;
  for (const range of ranges) {
    low += range.low;
    likely += range.likely;
    high += range.high;
  }
  return { low, likely, high };
}

/** Multiplied by a factor of either sign: a negative one turns the ends around. */
export function scaleRange({ low, likely, high }: Range, factor: number): Range {
  return factor < 0
    ? { low: high * factor, likely: likely * factor, high: low * factor }
    : { low: low * factor, likely: likely * factor, high: high * factor };
}
