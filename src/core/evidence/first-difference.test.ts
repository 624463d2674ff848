import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { firstDifference } from './first-difference.ts';

describe('the first difference', () => {
  it.each([
    { a: { x: 1 }, b: { x: 2 }, where: 'x', reason: 'a member' },
    { a: { x: [{ y: 'p' }] }, b: { x: [{ y: 'q' }] }, where: 'x[0].y', reason: 'deep inside' },
    { a: [1], b: [1, 2], where: '[1]', reason: 'one more' },
    { a: { x: 1, y: 2 }, b: { y: 3 }, where: 'x', reason: 'the first by name' },
    { a: { digest: 'p', x: 1 }, b: { digest: 'q', x: 2 }, where: 'x', reason: 'what a digest only follows from' },
    { a: { x: {} }, b: { x: [] }, where: 'x', reason: 'another kind' },
  ])('names $reason', ({ a, b, where }) => expect(firstDifference(a, b)?.where).toBe(where));

  it('is there exactly when the canonical JSON differs', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        expect(firstDifference(a, b) === undefined).toBe(canonicalJson(a) === canonicalJson(b));
        expect(firstDifference(a, structuredClone(a))).toBeUndefined();
      }),
    );
  });
});
