import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mibDown, mibUp, milliDown, milliUp, parseQuantity } from './quantity.ts';

describe('quantities', () => {
  test.each([
    ['1', 1],
    ['500m', 0.5],
    ['0.1', 0.1],
    ['.5', 0.5],
    ['2.', 2],
    ['62893680Ki', 62893680 * 1024],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['128M', 128e6],
    ['1.05e12', 1.05e12],
    ['1E3', 1000],
    ['1E', 1e18],
    ['2Ei', 2 * 2 ** 60],
    ['100n', 1e-7],
    ['+3k', 3000],
    [7, 7],
  ])('%s is %d', (text, amount) => expect(parseQuantity(text)).toBeCloseTo(amount, 12));

  test.each([
    '',
    ' ',
    '1 Gi',
    '1gi',
    'Gi',
    '-1',
    '1K',
    '0x10',
    'NaN',
    'Infinity',
    '1e',
    '1e9999',
    '١',
    -3,
    null,
    {},
    [],
  ])('%j is none', (value) => expect(parseQuantity(value)).toBeUndefined());

  it('reads every whole number with every suffix as that many of it', () => {
    const suffixes = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, k: 1e3, M: 1e6, G: 1e9, T: 1e12, '': 1 };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...Object.entries(suffixes)), (amount, [suffix, factor]) => {
        expect(parseQuantity(`${amount}${suffix}`)).toBe(amount * factor);
      }),
    );
  });

  it('never gives anything but a finite amount or nothing, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
        const amount = parseQuantity(value);
        expect(amount === undefined || (Number.isFinite(amount) && amount >= 0)).toBe(true);
      }),
    );
  });

  it('rounds what is asked for up and what there is down, by less than one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (cpus) => {
        expect(milliUp(cpus)).toBeGreaterThanOrEqual(milliDown(cpus));
        expect(milliUp(cpus) - milliDown(cpus)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('counts thousandths as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (milli) => {
        expect(milliUp(parseQuantity(`${milli}m`) ?? -1)).toBe(milli);
        expect(milliUp(parseQuantity(String(milli / 1000)) ?? -1)).toBe(milli);
      }),
    );
    expect(mibUp(2 ** 20 + 1)).toBe(2);
    expect(mibDown(2 ** 21 - 1)).toBe(1);
  });
});
