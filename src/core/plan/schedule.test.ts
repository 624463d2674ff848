import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { sites } from './plan.fixture.ts';
import { formatDay, parseDay, scheduleWaves, waveDays } from './schedule.ts';

const settings = (waves: Parameters<typeof sites>[0]) => sites(waves).waves;

describe('scheduleWaves', () => {
  it('gives no dates when no start is set', () => {
    expect(scheduleWaves([1, 2], settings({}))).toEqual([
      { startsOn: null, delayedBy: [] },
      { startsOn: null, delayedBy: [] },
    ]);
  });

  it('keeps the days between waves and waits for a long wave to end', () => {
    const starts = scheduleWaves([10, 24 * 9.5, 1], settings({ startDate: '2027-01-11', daysBetweenWaves: 7 }));
    expect(starts.map((start) => start.startsOn)).toEqual(['2027-01-11', '2027-01-18', '2027-01-28']);
  });

  it('moves a wave past every blackout that any of its days would touch, and names them', () => {
    const blackouts = [
      { from: '2026-12-20', to: '2027-01-06', reason: 'year end' },
      { from: '2027-01-08', to: '2027-01-09', reason: 'audit' },
    ];
    const [start] = scheduleWaves([30], settings({ startDate: '2026-12-20', blackouts }));
    expect(start).toEqual({
      startsOn: '2027-01-10',
      delayedBy: ['year end (2026-12-20 to 2027-01-06)', 'audit (2027-01-08 to 2027-01-09)'],
    });
  });

  it.each([
    { reason: 'no date', waves: { startDate: 'soon' } },
    { reason: 'a day that does not exist', waves: { startDate: '2027-02-30' } },
    { reason: 'a month that does not exist', waves: { startDate: '2027-13-01' } },
    {
      reason: 'a blackout that ends before it begins',
      waves: { blackouts: [{ from: '2027-02-02', to: '2027-02-01', reason: 'x' }] },
    },
    {
      reason: 'blackouts without a gap',
      waves: { startDate: '2027-01-01', blackouts: [{ from: '2027-01-01', to: '2099-01-01', reason: 'never' }] },
    },
  ])('refuses $reason', ({ waves }) => {
    expect(() => scheduleWaves([1], settings(waves))).toThrow(expect.objectContaining({ code: 'IST-6004' }));
  });

  it('never lets waves overlap or touch a blackout', () => {
    const day = fc.integer({ min: parseDay('2027-01-01', ''), max: parseDay('2027-12-31', '') });
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 12 }),
        day,
        fc.array(fc.tuple(day, fc.integer({ min: 0, max: 40 })), { maxLength: 6 }),
        (hours, begin, windows) => {
          const blackouts = windows.map(([from, days]) => ({
            from: formatDay(from),
            to: formatDay(from + days),
            reason: 'b',
          }));
          const starts = scheduleWaves(hours, settings({ startDate: formatDay(begin), blackouts }));
          let free = begin;
          starts.forEach((start, i) => {
            const from = parseDay(start.startsOn ?? '', '');
            const to = from + waveDays(hours[i] ?? 0) - 1;
            expect(from).toBeGreaterThanOrEqual(free);
            expect(windows.some(([first, days]) => from <= first + days && to >= first)).toBe(false);
            free = to + 1;
          });
        },
      ),
    );
  });
});
