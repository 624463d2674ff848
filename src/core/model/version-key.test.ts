import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { versionKey } from './version-key.ts';

describe('versionKey', () => {
  test.each([
    { reason: 'a second release comes after the first', less: '2012', more: '2012r2' },
    { reason: 'and before the next product', less: '2012r2', more: '2016' },
    { reason: 'minor numbers count, they are not decimals', less: '8.9', more: '8.10' },
    { reason: 'major outranks minor', less: '7.9', more: '8.0' },
    { reason: 'blank before R2 is the same release', less: '2012', more: '2012 R2' },
    { reason: 'service packs count as minor', less: '15', more: '15 SP5' },
    { reason: 'builds count as third', less: '10.0.17763', more: '10.0.20348' },
    { reason: 'half-year channels', less: '11 22h2', more: '11 23h2' },
  ])('$reason: $less < $more', ({ less, more }) => {
    expect(versionKey(less)).toBeLessThan(versionKey(more));
  });

  test('no number, no key', () => {
    expect(versionKey('xp')).toBeNaN();
    expect(versionKey('')).toBeNaN();
  });

  test('orders any three numbers as a person does', () => {
    const part = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (a, b) => {
        const index = a.findIndex((value, at) => value !== b[at]);
        const expected = index < 0 ? 0 : Math.sign((a[index] ?? 0) - (b[index] ?? 0));
        expect(Math.sign(versionKey(a.join('.')) - versionKey(b.join('.')))).toBe(expected);
      }),
    );
  });
});
