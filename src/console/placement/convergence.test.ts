import { expect, it } from 'vitest';
import { searchFigures, searchLines, withPoint } from './convergence.ts';
import type { SearchPoint } from './convergence.ts';

const figures = (seconds: number, cost: number, bound: number) =>
  searchFigures({ figures: { seconds, costUsdPerMonth: cost, boundUsdPerMonth: bound, gapPct: 1 } });

it('reads what a search reports, and takes what it does not report for unknown', () => {
  expect(searchFigures({ figures: {} })).toEqual({
    cost: undefined,
    bound: undefined,
    isMoney: true,
    gapPct: undefined,
    seconds: undefined,
    unplaced: undefined,
    workloads: undefined,
    sites: undefined,
  });
});

it('keeps one point for each time, and no more than can be drawn', () => {
  let points: readonly SearchPoint[] = [];
  for (let second = 0; second < 1000; second += 1) {
    points = withPoint(points, figures(second, 2000 - second, second + 1));
    points = withPoint(points, figures(second, 1, 1));
  }
  expect(points.length).toBeLessThanOrEqual(240);
  expect(points.at(-1)).toEqual({ seconds: 999, cost: 1001, bound: 1000 });
  expect(points.every(({ seconds, bound }) => seconds + 1 === bound)).toBe(true);
});

it('draws nothing of one point, and stays within its frame', () => {
  expect(searchLines([{ seconds: 1, cost: 2, bound: 1 }], 100, 50)).toBeUndefined();
  const lines = searchLines(
    [
      { seconds: 0, cost: 1e9, bound: 5 },
      { seconds: 5, cost: 12, bound: 9 },
      { seconds: 10, cost: 10, bound: 10 },
    ],
    100,
    50,
  );
  const numbers =
    String(lines?.gap)
      .match(/[\d.]+/g)
      ?.map(Number) ?? [];
  expect(numbers.length).toBe(12);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(100);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
});
