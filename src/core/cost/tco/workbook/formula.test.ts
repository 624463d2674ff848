import { expect, it } from 'vitest';
import { add, atLeastZero, atMost, divide, input, multiply, roundUp, series, subtract } from '../expression.ts';
import type { Expression } from '../expression.ts';
import { cellFormula } from './formula.ts';

const names = { input: (id: string) => `i_${id}`, series: (id: string) => `${id}!G3` };
const [a, b] = [input('a'), series('b')];

it.each<[Expression, string, string]>([
  [7, '7', '7'],
  [add(a, b, 1), '(i_a+b!G3+1)', '(i_a+b!G3+1)'],
  [subtract(a, b), '(i_a-b!G3)', '(i_a-b!G3)'],
  [multiply(a, b), '(i_a*b!G3)', '(i_a*b!G3)'],
  [divide(a, add(b, 2)), '(i_a/(b!G3+2))', '(i_a/(b!G3+2))'],
  [roundUp(b), 'ROUNDUP(ROUND(b!G3,6),0)', 'ROUNDUP(ROUND(b!G3,6),0)'],
  [atLeastZero(b), 'MAX(b!G3,0)', '((b!G3)+(0)+ABS((b!G3)-(0)))/2'],
  [atMost(b, a), 'MIN(b!G3,i_a)', '((b!G3)+(i_a)-ABS((b!G3)-(i_a)))/2'],
  [roundUp(atMost(b, 3)), 'ROUNDUP(ROUND(MIN(b!G3,3),6),0)', 'ROUNDUP(ROUND(((b!G3)+(3)-ABS((b!G3)-(3)))/2,6),0)'],
])('%j in a cell, and over a whole row at once', (expression, cell, row) => {
  expect(cellFormula(expression, names)).toBe(cell);
  expect(cellFormula(expression, names, true)).toBe(row);
});
