import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion, hashOf, randomFor } from './random.ts';

describe('randomFor', () => {
  test('gives a fixed stream for its three parts', () => {
    const draw = (seed: number, name: string, index: number) => {
      const random = randomFor(seed, name, index);
      return Array.from({ length: 4 }, () => random.between(0, 999));
    };
    expect(draw(7, 'disks', 3)).toEqual(draw(7, 'disks', 3));
    expect(draw(7, 'disks', 3)).not.toEqual(draw(8, 'disks', 3));
    expect(draw(7, 'disks', 3)).not.toEqual(draw(7, 'nics', 3));
    expect(draw(7, 'disks', 3)).not.toEqual(draw(7, 'disks', 4));
  });

  test('draws evenly', () => {
    const random = randomFor(1, 'even');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 20_000; i++) {
      const bucket = random.between(0, 9);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test('never picks what has no weight, and stays within bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, span) => {
        const random = randomFor(seed, 'property');
        const value = random.between(low, low + span);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(low + span);
        expect(random.weighted([{ weight: 0 }, { weight: 1, name: 'only' }, { weight: 0 }])).toHaveProperty(
          'name',
          'only',
        );
        expect(Math.abs(random.around(0, 1))).toBeLessThanOrEqual(2.5);
        expect(random.hex(13)).toMatch(/^[0-9a-f]{13}$/);
      }),
    );
  });

  test('refuses to pick from nothing', () => {
    expect(() => randomFor(1, 'none').pick([])).toThrow(RangeError);
  });
});

test('hashOf differs with each of its parts', () => {
  expect(new Set([hashOf(1, 'a'), hashOf(2, 'a'), hashOf(1, 'b'), hashOf(1, 'a', 1)]).size).toBe(4);
});

describe('apportion', () => {
  test('parts add up and lie within one of the exact share', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }),
        (total, shares) => {
          const parts = apportion(total, shares);
          const sum = shares.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          parts.forEach((part, i) => expect(Math.abs(part - (total * (shares[i] ?? 0)) / sum)).toBeLessThan(1.000001));
        },
      ),
    );
  });
});
