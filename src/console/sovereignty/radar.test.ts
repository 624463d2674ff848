import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorAt, pointAt, polygonOf, ringOf } from './radar.ts';

describe('a radar chart', () => {
  it.each([
    { axis: 0, expected: { x: 0, y: -100 }, reason: 'the first axis points up' },
    { axis: 1, expected: { x: 100, y: 0 }, reason: 'the next is clockwise' },
    { axis: 2, expected: { x: 0, y: 100 }, reason: 'down' },
    { axis: 3, expected: { x: -100, y: 0 }, reason: 'left' },
  ])('$reason', ({ axis, expected }) => {
    expect(pointAt(axis, 4, 4, 4, 100)).toEqual(expected);
  });

  it('is at the middle for level 0, and never outside its radius', () => {
    expect(pointAt(3, 8, 0, 4, 100)).toEqual({ x: 0, y: 0 });
    fc.assert(
      fc.property(fc.nat(7), fc.integer({ min: 0, max: 4 }), (axis, level) => {
        const { x, y } = pointAt(axis, 8, level, 4, 100);
        expect(Math.abs(Math.hypot(x, y) - level * 25)).toBeLessThan(0.2);
      }),
    );
  });

  it('has one corner per objective, and a hole where the lowest levels are', () => {
    expect(polygonOf([4, 4, 4, 4], 4, 10)).toBe('0,-10 10,0 0,10 -10,0');
    expect(ringOf([0, 0, 0, 0], [4, 4, 4, 4], 4, 10)).toBe('M0,-10L10,0L0,10L-10,0ZM0,0L0,0L0,0L0,0Z');
  });

  it('writes labels away from the middle', () => {
    expect([pointAt(0, 4, 4, 4, 10), pointAt(1, 4, 4, 4, 10), pointAt(3, 4, 4, 4, 10)].map(anchorAt)).toEqual([
      'middle',
      'start',
      'end',
    ]);
  });
});
