import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalIn } from './numbers.ts';

const decimal = (text: string): number => decimalIn(Buffer.from(text), 0, Buffer.byteLength(text));

describe('decimalIn', () => {
  test('gives exactly what Number() gives', () => {
    const texts = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.stringMatching(/^-?\d{1,18}(\.\d{1,18})?$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(decimal(text)).toBe(Number(text));
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['', 'abc', '1.2.3', '--1', ' '])('gives NaN for "%s"', (text) => {
    expect(decimal(text)).toBeNaN();
  });
});
