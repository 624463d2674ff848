import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilterProblem } from './problem.ts';
import { compilePattern } from './safe-regex.ts';

describe('compilePattern', () => {
  test.each([
    ['web', 'my-WEB-01', true],
    ['^web', 'my-web', false],
    ['web$', 'my-web', true],
    ['^$', '', true],
    ['^$', 'a', false],
    ['a.c', 'xABCx', true],
    ['^(db|web)-\\d{2}$', 'db-07', true],
    ['^(db|web)-\\d{2}$', 'db-7', false],
    ['a{2,}', 'baab', true],
    ['^a{1,3}$', 'aaaa', false],
    ['^[^0-9]+$', 'abc', true],
    ['^[^0-9]+$', 'ab1', false],
    ['[]x]', ']', true],
    ['[a-]', '-', true],
    ['\\.local$', 'srv.local', true],
    ['\\.local$', 'srvxlocal', false],
    ['(?:ab)+c', 'xababc', true],
    ['^a|b$', 'cb', true],
    ['()', '', true],
    ['\\S\\s\\W', 'a .', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(compilePattern(pattern)(text)).toBe(expected);
  });

  test.each([
    '(a',
    'a)',
    '[a',
    '*a',
    'a**',
    '(?=a)',
    '(?i)a',
    '\\1',
    '\\b',
    'a{3,1}',
    'a{x',
    'a{101}',
    '[[:alpha:]]',
    '[z-a]',
    '((a{100}){100}){100}',
    'a\\',
  ])('refuses %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(FilterProblem);
  });

  test('a pattern that backtracks for ever elsewhere is linear here', () => {
    expect(compilePattern('^(a|a)*(a+)+$')(`${'a'.repeat(5000)}b`)).toBe(false);
  });

  test('agrees with the platform on patterns both know', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(ab)',
      '\\d',
      'a*',
      'b+',
      '(?:a|bc)?',
      'c{1,2}',
      '1',
    );
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), fc.array(piece, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '$'))
      .map(([from, middle, to]) => from + middle.join('') + to);
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc1]{0,8}$/), (source, text) => {
        expect(compilePattern(source)(text)).toBe(new RegExp(source, 'is').test(text));
      }),
      { numRuns: 1000 },
    );
  });
});
