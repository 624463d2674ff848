import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  it('is what the reference implementation writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2 })), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(object));
      }),
    );
  });

  it.each([
    { value: { b: 1, a: undefined }, text: '{"b":1}', reason: 'what has no form is left out of objects' },
    { value: [undefined, 1], text: '[null,1]', reason: 'and is null in lists' },
    { value: -0, text: '0', reason: 'there is one zero' },
    { value: 1e21, text: '1e+21', reason: 'numbers as ECMAScript writes them' },
    {
      value: { '\u20ac': 1, '\ud83d\ude00': 2, '\ufb33': 3 },
      text: '{"\u20ac":1,"\ud83d\ude00":2,"\ufb33":3}',
      reason: 'names by code unit',
    },
    { value: new Date(0), text: '"1970-01-01T00:00:00.000Z"', reason: 'a date is its text' },
  ])('$reason', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
    expect(canonicalJson(value)).toBe(canonicalize(value));
  });

  it.each([NaN, Infinity, [-Infinity], undefined, Symbol('x')])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
