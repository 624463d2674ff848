import { describe, expect, it } from 'vitest';
import { ageDays, certainty, figureTrust, isStale, listCertainty, listTrust } from './certainty.ts';
import type { PriceList } from './price-list.ts';
import { addRanges, around, exactly, scaleRange } from './range.ts';
import type { Spread } from './uncertainty.ts';

const RANGE = { low: 1, likely: 2, high: 4 };

it('ranges add their ends, and turn around when they are taken off', () => {
  expect(exactly(3)).toEqual({ low: 3, likely: 3, high: 3 });
  expect(around(200, 10)).toEqual({ low: 180, likely: 200, high: expect.closeTo(220, 9) });
  expect(around(200, 10, 50)).toEqual({ low: 180, likely: 200, high: 300 });
  expect(addRanges([RANGE, exactly(10), RANGE])).toEqual({ low: 12, likely: 14, high: 18 });
  expect(addRanges([])).toEqual(exactly(0));
  expect(scaleRange(RANGE, 3)).toEqual({ low: 3, likely: 6, high: 12 });
  expect(scaleRange(RANGE, -3)).toEqual({ low: -12, likely: -6, high: -3 });
  expect(scaleRange(RANGE, 0)).toEqual(exactly(0));
});

describe('how sure a price is', () => {
  const spread: Spread = { verified: 1, partly: 5, secondary: 10, derived: 15, own: 250, given: 2, migrationHours: 30 };
  const list = { asOf: '2026-01-01', builtIn: false } as PriceList;

  it('is by who vouches for it; a word nobody knows is unverified, and nothing costs less than nothing', () => {
    expect(certainty(100, 'list', spread)).toEqual({ low: 98, likely: 100, high: 102 });
    expect(certainty(100, 'derived', spread)).toEqual({ low: 85, likely: 100, high: expect.closeTo(115, 9) });
    for (const conf of ['own', 'hearsay'])
      expect(certainty(100, conf, spread)).toEqual({ low: 0, likely: 100, high: 350 });
  });

  it('is less once the list is older than ninety days', () => {
    expect(ageDays(list, '2026-04-01')).toBe(90);
    expect([ageDays(list, undefined), ageDays({ asOf: 'May' }, '2026-04-01')]).toEqual([undefined, undefined]);
    expect(['2026-04-01', '2026-04-02', undefined].map((day) => isStale(list, day))).toEqual([false, true, false]);
    expect(['2026-04-01', '2026-04-02'].map((day) => listTrust(list, day))).toEqual(['given', 'partly']);
    expect(listTrust({ ...list, builtIn: true }, '2026-04-02')).toBe('secondary');
    expect(listCertainty(100, list, '2026-04-02', spread)).toEqual({ low: 95, likely: 100, high: 105 });
    expect(listCertainty(100, list, '2026-04-02', { ...spread, partly: 120 }).low).toBe(0);
  });

  it('of a figure that is from a list, is that of the list', () => {
    expect(figureTrust('list', list, '2026-04-02')).toBe('partly');
    expect(figureTrust('verified', list, '2026-04-02')).toBe('verified');
    expect(figureTrust('hearsay', list, '2026-04-02')).toBe('own');
  });
});
