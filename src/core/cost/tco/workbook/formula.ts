/** Formulas of a model as formulas of a workbook. */

import { COUNT_DIGITS } from '../expression.ts';
import type { Expression } from '../expression.ts';

export interface CellNames {
  /** Name or cell of an input. */
  input(id: string): string;
  /** Cell of a series in the month at hand, or the range of all months. */
  series(id: string): string;
}

const SIGNS = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

/**
 * `arrays`: leaves may be ranges, as within SUMPRODUCT. MAX and MIN would give one number for a whole range, so that the
 * greater or lesser of two is written as half of sum and distance.
 */
export function cellFormula(expression: Expression, names: CellNames, arrays = false): string {
  if (typeof expression === 'number') return String(expression);
  if ('input' in expression) return names.input(expression.input);
  if ('series' in expression) return names.series(expression.series);
  const { op } = expression;
  const parts = expression.of.map((part) => cellFormula(part, names, arrays));
  const [a = '0', b = '0'] = parts;
  if (op === 'up') return `ROUNDUP(ROUND(${a},${COUNT_DIGITS}),0)`;
  if (op === 'max') return arrays ? `((${a})+(${b})+ABS((${a})-(${b})))/2` : `MAX(${a},${b})`;
  if (op === 'min') return arrays ? `((${a})+(${b})-ABS((${a})-(${b})))/2` : `MIN(${a},${b})`;
  return `(${parts.join(SIGNS[op])})`;
}
