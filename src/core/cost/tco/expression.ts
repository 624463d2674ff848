/**
 * Formulas as data: the same tree is computed here, shown to people, and written into a workbook as a live formula, so
 * that the three cannot differ. Leaves are numbers, inputs by id, and series (a figure per month) by id.
 */

import { exactly } from '../range.ts';
import type { Range } from '../range.ts';

export type Expression =
  | number
  | { readonly input: string }
  | { readonly series: string }
  | { readonly op: Operator; readonly of: readonly Expression[] };

/** `up`: rounded up to a whole number. `max`: the greater of two. `min`: the lesser of two. */
export type Operator = 'add' | 'subtract' | 'multiply' | 'divide' | 'max' | 'min' | 'up';

export const input = (id: string): Expression => ({ input: id });
export const series = (id: string): Expression => ({ series: id });
export const add = (...of: Expression[]): Expression => ({ op: 'add', of });
export const subtract = (a: Expression, b: Expression): Expression => ({ op: 'subtract', of: [a, b] });
export const multiply = (...of: Expression[]): Expression => ({ op: 'multiply', of });
export const divide = (a: Expression, b: Expression): Expression => ({ op: 'divide', of: [a, b] });
export const atLeastZero = (a: Expression): Expression => ({ op: 'max', of: [a, 0] });
export const atMost = (a: Expression, limit: Expression): Expression => ({ op: 'min', of: [a, limit] });
export const roundUp = (a: Expression): Expression => ({ op: 'up', of: [a] });

/** Counts such as 4.000000001 hosts are whole: binary fractions must not buy another. Workbooks round the same way. */
export const COUNT_DIGITS = 6;
const upwards = (value: number): number => {
  const scale = 10 ** COUNT_DIGITS;
  return Math.ceil(Math.round(value * scale) / scale);
};

/** The figure of an input, or of a series in the month that is computed. */
export interface Values {
  input(id: string): number;
  series(id: string): number;
}

export function evaluate(expression: Expression, values: Values): number {
  if (typeof expression === 'number') return expression;
  if ('input' in expression) return values.input(expression.input);
  if ('series' in expression) return values.series(expression.series);
  const { op, of } = expression;
  let result = evaluate(of[0] ?? 0, values);
  if (op === 'up') return upwards(result);
  for (let at = 1; at < of.length; at += 1) result = apply(op, result, evaluate(of[at] ?? 0, values));
  return result;
}

function apply(op: Operator, a: number, b: number): number {
  switch (op) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'min':
      return Math.min(a, b);
    default:
      return Math.max(a, b);
  }
}

/** What the result is whatever the inputs are, or null when they decide: nothing times any input is nothing. */
export function withoutInputs(expression: Expression, series: (id: string) => number): number | null {
  if (typeof expression === 'number') return expression;
  if ('input' in expression) return null;
  if ('series' in expression) return series(expression.series);
  const { op } = expression;
  const parts = expression.of.map((part) => withoutInputs(part, series));
  if (op === 'multiply' ? parts.includes(0) : op === 'divide' && parts[0] === 0) return 0;
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : evaluate({ op, of: known }, { input: () => 0, series });
}

export interface RangeValues {
  input(id: string): Range;
  series(id: string): number;
}

/** The widest the result can be when every input is anywhere within its range; `likely` is `evaluate` at the likely ones. */
export function evaluateRange(expression: Expression, values: RangeValues): Range {
  if (typeof expression === 'number') return exactly(expression);
  if ('input' in expression) return values.input(expression.input);
  if ('series' in expression) return exactly(values.series(expression.series));
  const { op, of } = expression;
  let result = evaluateRange(of[0] ?? 0, values);
  if (op === 'up') return { low: upwards(result.low), likely: upwards(result.likely), high: upwards(result.high) };
  for (let at = 1; at < of.length; at += 1) result = applyRange(op, result, evaluateRange(of[at] ?? 0, values));
  return result;
}

function applyRange(op: Operator, a: Range, b: Range): Range {
  const likely = apply(op, a.likely, b.likely);
  if (op === 'add' || op === 'max' || op === 'min')
    return { low: apply(op, a.low, b.low), likely, high: apply(op, a.high, b.high) };
  if (op === 'subtract') return { low: a.low - b.high, likely, high: a.high - b.low };
  const ends = [apply(op, a.low, b.low), apply(op, a.low, b.high), apply(op, a.high, b.low), apply(op, a.high, b.high)];
  return { low: Math.min(...ends), likely, high: Math.max(...ends) };
}

/** Ids of the inputs an expression reads, each once, in the order they are read. */
export function inputsOf(expression: Expression): readonly string[] {
  const found = new Set<string>();
  walk(expression, (leaf) => {
    if ('input' in leaf) found.add(leaf.input);
  });
  return [...found];
}

export function seriesOf(expression: Expression): readonly string[] {
  const found = new Set<string>();
  walk(expression, (leaf) => {
    if ('series' in leaf) found.add(leaf.series);
  });
  return [...found];
}

function walk(
  expression: Expression,
  visit: (leaf: Exclude<Expression, number | { readonly op: Operator }>) => void,
): void {
  if (typeof expression === 'number') return;
  if ('op' in expression) for (const part of expression.of) walk(part, visit);
  else visit(expression);
}

const SIGNS: Readonly<Record<'add' | 'subtract' | 'multiply' | 'divide', string>> = {
  add: ' + ',
  subtract: ' − ',
  multiply: ' × ',
  divide: ' / ',
};

/** In words and operators, leaves by `name`. */
export function formulaText(expression: Expression, name: (id: string) => string): string {
  if (typeof expression === 'number') return String(expression);
  if ('input' in expression) return name(expression.input);
  if ('series' in expression) return name(expression.series);
  const { op, of } = expression;
  const parts = of.map((part) => formulaText(part, name));
  if (op === 'up') return `round up(${parts.join('')})`;
  if (op === 'max') return `greater of(${parts.join('; ')})`;
  if (op === 'min') return `lesser of(${parts.join('; ')})`;
  const wrapped = of.map((part, at) => {
    const text = parts[at] ?? '';
    const isSum = typeof part === 'object' && 'op' in part && (part.op === 'add' || part.op === 'subtract');
    const isLaterDivision = at > 0 && op === 'divide' && typeof part === 'object' && 'op' in part;
    return (isSum && op !== 'add') || isLaterDivision ? `(${text})` : text;
  });
  return wrapped.join(SIGNS[op]);
}

const OPERATORS: readonly Operator[] = ['add', 'subtract', 'multiply', 'divide', 'max', 'min', 'up'];

/** An expression as it came over the wire. Throws for anything else: a workbook must not be made of what nobody computed. */
export function parseExpression(value: unknown): Expression {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const given = (value ?? {}) as Partial<Record<'input' | 'series' | 'op' | 'of', unknown>>;
  if (typeof given.input === 'string') return { input: given.input };
  if (typeof given.series === 'string') return { series: given.series };
  const op = OPERATORS.find((each) => each === given.op);
  if (op === undefined || !Array.isArray(given.of)) throw new Error(`not a formula: ${JSON.stringify(value)}`);
  return { op, of: given.of.map(parseExpression) };
}
