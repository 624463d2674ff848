import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { waveSpans } from './wave-spans.ts';

it('puts waves end to end, in proportion to their hours', () => {
  expect(waveSpans([{ hoursHigh: 1 }, { hoursHigh: 3 }])).toEqual([
    { startPct: 0, widthPct: 25 },
    { startPct: 25, widthPct: 75 },
  ]);
});

it('draws nothing where there is nothing to copy', () => {
  expect(waveSpans([{ hoursHigh: 0 }])).toEqual([{ startPct: 0, widthPct: 0 }]);
});

it('never leaves the line', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ hoursHigh: fc.float({ min: 0, max: 1e6, noNaN: true }) })), (waves) => {
      for (const { startPct, widthPct } of waveSpans(waves)) {
        expect(startPct).toBeGreaterThanOrEqual(0);
        expect(startPct + widthPct).toBeLessThanOrEqual(100.0001);
      }
    }),
  );
});
