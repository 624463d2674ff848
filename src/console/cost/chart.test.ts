import { describe, expect, it } from 'vitest';
import { byGroup, chartOf, niceStep, tornadoBars } from './chart.ts';

describe('the chart of what paths have cost so far', () => {
  it('begins in the corner and ends at its last month', () => {
    const { lines, yTicks, xTicks } = chartOf([{ id: 'stay', title: 'Stay', values: [100, 200, 300] }], 3, 300, 100);
    expect(lines[0]).toEqual({ id: 'stay', title: 'Stay', d: 'M0 100L100 66.7L200 33.3L300 0', endX: 300, endY: 0 });
    expect(yTicks.map(({ value }) => value)).toEqual([0, 100, 200, 300]);
    expect(xTicks).toEqual([{ at: 0, value: 0 }]);
  });

  it('has round steps', () => {
    expect([7, 1234, 0, 45_000_000].map((to) => niceStep(to, 4))).toEqual([2, 500, 1, 20_000_000]);
  });
});

describe('the bars of a tornado', () => {
  it('lie around the likely value, the widest filling its half', () => {
    expect(
      tornadoBars(100, [
        { input: 'a', atLow: 80, atHigh: 120 },
        { input: 'b', atLow: 110, atHigh: 95 },
      ]),
    ).toEqual([
      { input: 'a', left: 0, width: 100 },
      { input: 'b', left: 37.5, width: 37.5 },
    ]);
  });
});

describe('money by group', () => {
  it('leaves out what is nothing, and counts a line without a price as none', () => {
    const line = (pathId: string, group: string, likely: number | null) => ({
      pathId,
      group,
      usd: likely === null ? null : { likely },
    });
    expect(
      byGroup(
        [line('a', 'people', 5), line('b', 'people', 9), line('a', 'compute', null), line('b', 'storage', 20)],
        ['a', 'b'],
      ),
    ).toEqual([
      { group: 'storage', usd: [0, 20] },
      { group: 'people', usd: [5, 9] },
    ]);
  });
});
