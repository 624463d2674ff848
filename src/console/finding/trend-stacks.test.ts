import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendStacks } from './trend-stacks.ts';

describe('stacks of a trend', () => {
  it('stand one on the other, the highest from bottom to top', () => {
    const bars = trendStacks(
      [
        { violated: 1, unknown: 2, waived: 1 },
        { violated: 0, unknown: 2, waived: 0 },
      ],
      100,
      40,
    );
    expect(bars).toEqual([
      { index: 0, state: 'violated', x: 0, y: 30, width: 48, height: 10 },
      { index: 0, state: 'unknown', x: 0, y: 10, width: 48, height: 20 },
      { index: 0, state: 'waived', x: 0, y: 0, width: 48, height: 10 },
      { index: 1, state: 'unknown', x: 50, y: 20, width: 48, height: 20 },
    ]);
  });

  it('never leave the drawing, whatever was found', () => {
    const totals = fc.record({ violated: fc.nat(), unknown: fc.nat(), waived: fc.nat() });
    fc.assert(
      fc.property(fc.array(totals, { maxLength: 200 }), (points) => {
        for (const bar of trendStacks(points, 600, 120)) {
          expect(bar.y).toBeGreaterThanOrEqual(-0.001);
          expect(bar.y + bar.height).toBeLessThanOrEqual(120.001);
          expect(bar.x + bar.width).toBeLessThanOrEqual(601);
        }
      }),
    );
  });
});
