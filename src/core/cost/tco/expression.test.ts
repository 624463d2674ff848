import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  atLeastZero,
  atMost,
  divide,
  evaluate,
  evaluateRange,
  formulaText,
  input,
  inputsOf,
  multiply,
  roundUp,
  series,
  seriesOf,
  subtract,
  withoutInputs,
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

describe('each operator', () => {
  const at = { input: (id: string) => ({ a: 7, b: 2 })[id] ?? 0, series: () => 5 };
  const name = (id: string): string => id;
  const [a, b] = [input('a'), input('b')];

  it.each([
    { of: add(a, b, series('s')), is: 14, text: 'a + b + s' },
    { of: subtract(a, b), is: 5, text: 'a − b' },
    { of: subtract(a, subtract(b, 1)), is: 6, text: 'a − (b − 1)' },
    { of: multiply(a, b, 3), is: 42, text: 'a × b × 3' },
    { of: divide(a, b), is: 3.5, text: 'a / b' },
    { of: divide(divide(a, b), 2), is: 1.75, text: undefined },
    { of: roundUp(divide(a, b)), is: 4, text: 'round up(a / b)' },
    { of: atLeastZero(subtract(b, a)), is: 0, text: 'greater of(b − a; 0)' },
    { of: atLeastZero(a), is: 7, text: 'greater of(a; 0)' },
    { of: atMost(a, 3), is: 3, text: 'lesser of(a; 3)' },
    { of: atMost(b, 3), is: 2, text: undefined },
  ])('$text is $is', ({ of, is, text }) => {
    expect(evaluate(of, at)).toBe(is);
    if (text !== undefined) expect(formulaText(of, name)).toBe(text);
  });

  it('the ends of a range are the least and the most it can be', () => {
    const ranges = {
      input: (id: string) => (id === 'a' ? { low: 6, likely: 7, high: 9 } : { low: -1, likely: 2, high: 4 }),
      series: () => 5,
    };
    const whole = (of: Expression) => evaluateRange(of, ranges);
    expect(whole(add(a, b))).toEqual({ low: 5, likely: 9, high: 13 });
    expect(whole(subtract(a, b))).toEqual({ low: 2, likely: 5, high: 10 });
    expect(whole(multiply(a, b))).toEqual({ low: -9, likely: 14, high: 36 });
    expect(whole(divide(b, a))).toEqual({ low: -1 / 6, likely: 2 / 7, high: 4 / 6 });
    expect(whole(atMost(a, 8))).toEqual({ low: 6, likely: 7, high: 8 });
    expect(whole(atLeastZero(b))).toEqual({ low: 0, likely: 2, high: 4 });
    expect(whole(roundUp(divide(a, 4)))).toEqual({ low: 2, likely: 2, high: 3 });
    expect(whole(series('s'))).toEqual({ low: 5, likely: 5, high: 5 });
    expect(seriesOf(add(series('s'), multiply(a, series('t')), series('s'), 3))).toEqual(['s', 't']);
  });
});

describe('whatever the inputs are', () => {
  const known = (expression: Expression) => withoutInputs(expression, (id) => (id === 'none' ? 0 : 3));
  const [a, none, three] = [input('a'), series('none'), series('three')];

  it('nothing times any figure is nothing, and what has no input is computed', () => {
    expect(known(multiply(a, none))).toBe(0);
    expect(known(multiply(none, a, a))).toBe(0);
    expect(known(divide(none, a))).toBe(0);
    expect(known(add(multiply(a, none), multiply(three, roundUp(none))))).toBe(0);
    expect(known(subtract(three, 1))).toBe(2);
    expect(known(atLeastZero(subtract(none, three)))).toBe(0);
    expect(known(roundUp(divide(three, 2)))).toBe(2);
    expect(known(multiply(subtract(three, 3), a))).toBe(0);
    expect(known(7)).toBe(7);
  });

  it('all else is for the inputs to say', () => {
    expect(known(a)).toBeNull();
    expect(known(add(none, a))).toBeNull();
    expect(known(multiply(three, a))).toBeNull();
    expect(known(divide(three, a))).toBeNull();
    expect(known(divide(a, three))).toBeNull();
    expect(known(subtract(none, a))).toBeNull();
    expect(known(roundUp(multiply(three, a)))).toBeNull();
  });
});
