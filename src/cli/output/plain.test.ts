import { expect, it } from 'vitest';
import { plainText } from './plain.ts';

it.each([
  ['two\n\tlines\r\nthree', 'two\n\tlines\r\nthree'],
  ['re\u001b[31mports', 'reports'],
  ['over\r\u001b[2K\u0007written', 'over[2Kwritten'],
  ['\u009b31mc1', '31mc1'],
  ['Zürich ✗ 東京', 'Zürich ✗ 東京'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text, false)).toBe(shown);
});

it('lets colours through where they are shown', () => {
  expect(plainText('\u001b[1;31mred\u001b[0m \u001b[2J', true)).toBe('\u001b[1;31mred\u001b[0m [2J');
});
