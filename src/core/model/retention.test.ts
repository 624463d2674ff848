import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generationsToDrop, STANDARD_RETENTION } from './retention.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const MINUTE = 60_000;

/** One generation a minute, the newest now. */
const everyMinute = (count: number, reason = 'sync vc') =>
  Array.from({ length: count }, (_none, index) => ({
    number: index + 1,
    createdAt: new Date(NOW.getTime() - (count - 1 - index) * MINUTE).toISOString(),
    reason,
  }));
const kept = (count: number, reason?: string): number =>
  count - generationsToDrop(everyMinute(count, reason), NOW).length;

describe('generationsToDrop', () => {
  test('one a minute for a year leaves some hundreds', () => {
    expect(kept(100)).toBe(100);
    // Two hours of minutes and the hours of a day.
    expect(kept(24 * 60)).toBe(120 + 23);
    expect(kept(365 * 24 * 60)).toBeLessThan(120 + 72 + 90 + 12);
  });

  test('the last of each hour stays', () => {
    const dropped = new Set(generationsToDrop(everyMinute(24 * 60), NOW));
    const left = everyMinute(24 * 60).filter(({ number }) => !dropped.has(number));
    const old = left.filter(({ createdAt }) => NOW.getTime() - Date.parse(createdAt) >= 121 * MINUTE);
    expect(new Set(old.map(({ createdAt }) => createdAt.slice(14, 16)))).toEqual(new Set(['59']));
  });

  test('what people imported or decided is never thinned out, nor are the newest', () => {
    expect(kept(10_000, 'import rvtools a.xlsx')).toBe(10_000);
    const old = everyMinute(15).map((each) => ({ ...each, createdAt: '2024-01-01T00:00:00.000Z' }));
    expect(generationsToDrop(old, NOW)).toEqual([]);
  });

  test('thinning out again drops nothing more, and the newest stays always', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 * 24 * 60 }), { minLength: 1, maxLength: 200 }), (ages) => {
        const all = ages
          .sort((a, b) => b - a)
          .map((age, index) => ({
            number: index + 1,
            createdAt: new Date(NOW.getTime() - age * MINUTE).toISOString(),
            reason: 'sync vc',
          }));
        const dropped = new Set(generationsToDrop(all, NOW, { ...STANDARD_RETENTION, newest: 1 }));
        const left = all.filter(({ number }) => !dropped.has(number));
        expect(left.at(-1)?.number).toBe(all.length);
        expect(generationsToDrop(left, NOW, { ...STANDARD_RETENTION, newest: 1 })).toEqual([]);
      }),
    );
  });
});
