import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitRate, median } from './measured.ts';
import type { MeasuredMove } from './measured.ts';

const PRIOR = { low: 40, likely: 74, high: 200 };
const WEIGHT = 4;

const moves = (rates: readonly number[]): MeasuredMove[] =>
  rates.map((mibps, nth) => ({
    id: `m${nth}`,
    method: 'forklift-vddk',
    fromSiteId: 'fra',
    toSiteId: 'ocp',
    giB: 100,
    seconds: (100 * 1024) / mibps,
  }));
const width = ({ low, high }: { low: number; high: number }): number => high / low;

describe('a rate corrected by measured moves', () => {
  it('is the published one while nothing was measured', () => {
    expect(fitRate(PRIOR, [], [], WEIGHT)).toEqual({ rate: PRIOR, here: 0, elsewhere: 0 });
  });

  it('counts the published figure as four moves: four measured ones meet it half-way, on a scale of ratios', () => {
    const { rate, here } = fitRate(PRIOR, moves([150, 150, 150, 150]), [], WEIGHT);
    expect(rate.likely).toBeCloseTo(Math.sqrt(74 * 150), 6);
    expect(here).toBe(4);
  });

  it('comes to rest at what is measured', () => {
    const { rate } = fitRate(PRIOR, moves(Array.from({ length: 400 }, (_, nth) => 20 + (nth % 3))), [], WEIGHT);
    expect(rate.likely).toBeGreaterThan(20);
    expect(rate.likely).toBeLessThan(22);
    expect(width(rate)).toBeLessThan(1.4);
  });

  it('is hardly moved by a few that went wrong', () => {
    const good = Array.from({ length: 20 }, (_, nth) => 95 + nth / 2);
    const clean = fitRate(PRIOR, moves(good), [], WEIGHT).rate;
    const spoilt = fitRate(PRIOR, moves([...good, 0.1, 0.2, 5000, 0.05]), [], WEIGHT).rate;
    expect(Math.abs(spoilt.likely / clean.likely - 1)).toBeLessThan(0.03);
    // A mean of these rates would be 303 MiB/s, and one of their logarithms 33.
    expect(spoilt.likely).toBeGreaterThan(90);
  });

  it('leaves out copies too small to measure throughput, and ones that took no time', () => {
    const tiny = moves([500]).map((move) => ({ ...move, giB: 0.1, seconds: 0.2 }));
    const broken = moves([500]).map((move) => ({ ...move, seconds: 0 }));
    expect(fitRate(PRIOR, [...tiny, ...broken], [], WEIGHT)).toEqual({ rate: PRIOR, here: 0, elsewhere: 0 });
  });

  it('learns from other lines, and more from its own', () => {
    const elsewhere = fitRate(PRIOR, [], moves([20, 20, 20, 20]), WEIGHT);
    const both = fitRate(PRIOR, moves([100, 100, 100, 100]), moves([20, 20, 20, 20]), WEIGHT);
    expect(elsewhere.rate.likely).toBeLessThan(PRIOR.likely);
    expect(both.rate.likely).toBeGreaterThan(elsewhere.rate.likely);
    expect([both.here, both.elsewhere]).toEqual([4, 4]);
  });

  it('narrows with every further move that agrees', () => {
    let before = width(PRIOR);
    for (const count of [1, 2, 3, 5, 10, 50]) {
      const now = width(fitRate(PRIOR, moves(Array.from({ length: count }, () => 80)), [], WEIGHT).rate);
      expect(now).toBeLessThan(before);
      before = now;
    }
  });

  it('stays in order, and between what was published and what was measured', () => {
    const rates = fc.array(fc.double({ min: 1, max: 2000, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rates, (list) => {
        const { rate } = fitRate(PRIOR, moves(list), [], WEIGHT);
        expect(rate.low).toBeLessThan(rate.likely);
        expect(rate.likely).toBeLessThan(rate.high);
        const [least, most] = [Math.min(74, median(list)), Math.max(74, median(list))];
        // The median of logarithms is the logarithm of the median only for odd counts: allow the middle pair.
        const middle = list.toSorted((a, b) => a - b).slice((list.length - 1) >> 1, (list.length >> 1) + 1);
        expect(rate.likely).toBeGreaterThanOrEqual(Math.min(least, ...middle) * (1 - 1e-9));
        expect(rate.likely).toBeLessThanOrEqual(Math.max(most, ...middle) * (1 + 1e-9));
      }),
    );
  });
});
