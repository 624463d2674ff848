/** Bars of a chart over checks, stacked by state. Pure, so that it can be tested without a page. */

export const TREND_STATES = ['violated', 'unknown', 'waived'] as const;
type TrendState = (typeof TREND_STATES)[number];

export type TrendTotals = Readonly<Record<TrendState, number>>;

export interface TrendBar {
  /** Position of the check. */
  readonly index: number;
  readonly state: TrendState;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 2;
const WIDEST_PX = 48;

/** From the bottom up: violated, unknown, waived. The highest stack fills the height. */
export function trendStacks(points: readonly TrendTotals[], width: number, height: number): readonly TrendBar[] {
  const sumOf = (totals: TrendTotals): number => TREND_STATES.reduce((sum, state) => sum + totals[state], 0);
  const highest = Math.max(1, ...points.map(sumOf));
  const step = width / Math.max(1, points.length);
  const wide = Math.max(1, Math.min(WIDEST_PX, step - GAP_PX));
  return points.flatMap((totals, index) => {
    let below = 0;
    return TREND_STATES.flatMap((state) => {
      const tall = (totals[state] / highest) * height;
      const bar = { index, state, x: index * step, y: height - below - tall, width: wide, height: tall };
      below += tall;
      return tall === 0 ? [] : [bar];
    });
  });
}
