import { expect, it } from 'vitest';
import { lineOf, spanOfLine } from './lines.ts';

it.each([
  { where: 'sites[0].id (line 3)', expected: 3, reason: 'a path with a line' },
  { where: 'line 12, column 1', expected: 12, reason: 'a syntax error' },
  { where: 'sites', expected: undefined, reason: 'something that is not there has no line' },
  { where: 'sites[1].baseline', expected: undefined, reason: 'a word that ends in "line"' },
])('reads the line of $where: $reason', ({ where, expected }) => {
  expect(lineOf(where)).toBe(expected);
});

it.each([
  { line: 1, expected: 'a: 1', reason: 'the first' },
  { line: 2, expected: '', reason: 'an empty one' },
  { line: 3, expected: 'b: 22', reason: 'the last' },
  { line: 9, expected: 'b: 22', reason: 'past the end, after the reader deleted lines' },
])('spans line $line: $reason', ({ line, expected }) => {
  const text = 'a: 1\n\nb: 22';
  const { start, end } = spanOfLine(text, line);
  expect(text.slice(start, end)).toBe(expected);
});
