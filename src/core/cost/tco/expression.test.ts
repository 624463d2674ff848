import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  atLeastZero,
  divide,
  evaluate,
  evaluateRange,
  formulaText,
  input,
  inputsOf,
  multiply,
  roundUp,
  subtract,
} from './expression.ts';
import type { Expression } from './expression.ts';

const ids = ['a', 'b', 'c'];
const expressions = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 50 }),
    fc.constantFrom(...ids).map(input),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => add(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => subtract(a, b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => multiply(a, b)),
    fc.tuple(tie('node'), fc.integer({ min: 1, max: 9 })).map(([a, b]) => divide(a, b)),
    tie('node').map(atLeastZero),
    tie('node').map(roundUp),
  ),
})).node;
const range = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([a, b, c]): [number, number, number] => [
    Math.min(a, b, c),
    a + b + c - Math.min(a, b, c) - Math.max(a, b, c),
    Math.max(a, b, c),
  ])
  .map(([low, likely, high]) => ({ low, likely, high }));

describe('a formula', () => {
  it('lies within its range wherever its inputs lie within theirs', () => {
    fc.assert(
      fc.property(
        expressions,
        fc.record({ a: range, b: range, c: range }),
        fc.record({
          a: fc.double({ min: 0, max: 1, noNaN: true }),
          b: fc.double({ min: 0, max: 1, noNaN: true }),
          c: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (expression, ranges, at) => {
          const get = (id: string): (typeof ranges)['a'] => ranges[id as 'a'];
          const whole = evaluateRange(expression, { input: get, series: () => 0 });
          const point = evaluate(expression, {
            input: (id) => get(id).low + (get(id).high - get(id).low) * at[id as 'a'],
            series: () => 0,
          });
          const room = 1e-6 * (1 + Math.abs(point));
          expect(point).toBeGreaterThanOrEqual(whole.low - room);
          expect(point).toBeLessThanOrEqual(whole.high + room);
          expect(evaluate(expression, { input: (id) => get(id).likely, series: () => 0 })).toBeCloseTo(whole.likely, 6);
        },
      ),
    );
  });

  it('does not buy a host for a binary fraction', () => {
    const thrice = roundUp(multiply(input('a'), 3));
    expect(evaluate(thrice, { input: () => 0.1 + 0.2, series: () => 0 })).toBe(1);
    expect(evaluate(roundUp(input('a')), { input: () => 4.000_000_1, series: () => 0 })).toBe(4);
    expect(evaluate(roundUp(input('a')), { input: () => 4.001, series: () => 0 })).toBe(5);
  });

  it('is written with the brackets it needs, and no others', () => {
    const name = (id: string): string => id;
    expect(formulaText(multiply(add(input('a'), 1), input('b')), name)).toBe('(a + 1) × b');
    expect(formulaText(divide(input('a'), multiply(input('b'), 12)), name)).toBe('a / (b × 12)');
    expect(formulaText(roundUp(atLeastZero(subtract(input('a'), add(input('b'), 2)))), name)).toBe(
      'round up(greater of(a − (b + 2); 0))',
    );
    expect(inputsOf(multiply(input('b'), add(input('a'), input('b'))))).toEqual(['b', 'a']);
  });
});
