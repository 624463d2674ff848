/**
 * Three-valued evaluation, as SQL does with null: a comparison with an unknown field is unknown, and so is its
 * negation; "unknown or true" is true, "unknown and false" is false. A row matches only when the answer is true.
 */

import type { Field, FieldValue, WorkloadRow } from '../field.ts';
import { findField } from '../fields.ts';
import { versionKey } from '../version-key.ts';
import type { CompareOp, FilterAst, FilterValue } from './ast.ts';
import { compilePattern } from './safe-regex.ts';

export type Truth = true | false | undefined;
export type RowTest = (row: WorkloadRow) => Truth;
export type FieldFinder = (path: string) => Field | undefined;

function ordered(order: number, op: CompareOp): Truth {
  if (Number.isNaN(order)) return undefined;
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** A day compares with the day of a time; a time compares with the instant. */
function compareDates(value: string, literal: string): number {
  if (literal.length === 10) {
    const day = value.slice(0, 10);
    return day === literal ? 0 : day < literal ? -1 : 1;
  }
  return Date.parse(value) - Date.parse(literal);
}

/** Releases named by years ("2016") and by numbers ("10", "8.6") are equal or not, but neither is the older one. */
function versionOrder(value: string, literal: string, op: CompareOp): number {
  const [left, right] = [versionKey(value), versionKey(literal)];
  const equality = op === '=' || op === '!=';
  return equality || namedByYear(left) === namedByYear(right) ? left - right : Number.NaN;
}

const namedByYear = (key: number): boolean => key >= versionKey('1900');

/** Order of a field's value against a literal; NaN when they cannot be compared. */
function order(field: Field, value: FieldValue, literal: FilterValue, op: CompareOp): number {
  if (field.type === 'version') return versionOrder(String(value), String(literal), op);
  if (field.type === 'number') return Number(value) - Number(literal);
  if (field.type === 'date') return compareDates(String(value), String(literal));
  if (field.type === 'boolean') return value === literal ? 0 : 1;
  return String(value).toLowerCase() === String(literal).toLowerCase() ? 0 : 1;
}

function strings(value: FieldValue): readonly string[] {
  return typeof value === 'object' ? value : [String(value)];
}

/** Holds for the value; when only a choice of values is known, holds if it does for each of them. */
function testValue(field: Field, test: (value: FieldValue) => Truth): RowTest {
  return (row) => {
    const value = field.read(row);
    if (value !== undefined) return test(value);
    const possible = field.readPossible?.(row);
    if (possible === undefined || possible.length === 0) return undefined;
    const answers = new Set(possible.map(test));
    return answers.size === 1 ? answers.values().next().value : undefined;
  };
}

/**
 * Some element of a list fits. One that fits decides; that none does is known only of a complete list, or when all
 * that are asked for are known not to belong to it. `wanted` is undefined when any element could fit.
 */
function testSome(
  field: Field,
  fits: (value: FieldValue) => boolean,
  wanted: readonly string[] | undefined,
  negated: boolean,
): RowTest {
  const asked = wanted?.map((element) => element.toLowerCase());
  const test = testValue(field, (value) => fits(value) !== negated);
  return (row) => {
    const vouched = field.readVouched?.(row);
    if (vouched === undefined) return test(row);
    const value = field.read(row);
    if (value === undefined) return undefined;
    if (fits(value)) return !negated;
    const known = new Set(vouched.map((element) => element.toLowerCase()));
    return asked?.every((element) => known.has(element)) === true ? negated : undefined;
  };
}

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function compileAll(terms: readonly FilterAst[], decisive: boolean, find: FieldFinder): RowTest {
  const tests = terms.map((term) => compileFilter(term, find));
  return (row) => {
    let answer: Truth = !decisive;
    for (const test of tests) {
      const truth = test(row);
      if (truth === decisive) return decisive;
      if (truth === undefined) answer = undefined;
    }
    return answer;
  };
}

/**
 * Prepares a filter for many rows. A store that keeps values in another form than rows passes its own `find`, so that
 * the meaning of every operator stays here.
 */
export function compileFilter(ast: FilterAst, find: FieldFinder = findField): RowTest {
  switch (ast.type) {
    case 'all':
      return () => true;
    case 'and':
      return compileAll(ast.terms, false, find);
    case 'or':
      return compileAll(ast.terms, true, find);
    case 'not': {
      const test = compileFilter(ast.term, find);
      return (row) => not(test(row));
    }
    default:
      return compilePredicate(ast, find);
  }
}

type Predicate = Exclude<FilterAst, { type: 'all' | 'and' | 'or' | 'not' }>;

function compilePredicate(ast: Predicate, find: FieldFinder): RowTest {
  const field = find(ast.field);
  if (field === undefined) throw new TypeError(`no such field: ${ast.field}`);
  switch (ast.type) {
    case 'compare':
      return testValue(field, (value) => ordered(order(field, value, ast.value, ast.op), ast.op));
    case 'match': {
      const matches = compilePattern(ast.pattern);
      return testSome(field, (value) => strings(value).some(matches), undefined, ast.negated);
    }
    case 'in': {
      const wanted = ast.values.map(String);
      const isList = field.type === 'list';
      const fits = (value: FieldValue): boolean =>
        isList
          ? wanted.some((each) => contains(value, each))
          : ast.values.some((each) => order(field, value, each, '=') === 0);
      return testSome(field, fits, wanted, ast.negated);
    }
    case 'has':
      return testSome(field, (value) => contains(value, ast.value), [ast.value], false);
    default:
      return (row) => (field.read(row) !== undefined) === ast.known;
  }
}

function contains(value: FieldValue, wanted: string): boolean {
  const lower = wanted.toLowerCase();
  return strings(value).some((element) => element.toLowerCase() === lower);
}

const compiled = new WeakMap<FilterAst, RowTest>();

/** Whether a row matches; the filter is prepared once and remembered. */
export function matches(ast: FilterAst, row: WorkloadRow): boolean {
  let test = compiled.get(ast);
  if (test === undefined) {
    test = compileFilter(ast);
    compiled.set(ast, test);
  }
  return test(row) === true;
}
