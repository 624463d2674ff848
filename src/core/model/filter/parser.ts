/** Reads filter text. Grammar: or < and < not < (…) | field operator value; an optional "where" in front. */

import type { Field } from '../field.ts';
import { findField, nearestFields } from '../fields.ts';
import type { IsthmusError } from '../../errors/errors.ts';
import type { CompareOp, FilterAst } from './ast.ts';
import { FilterProblem, filterFailure } from './problem.ts';
import { compilePattern } from './safe-regex.ts';
import { Scanner } from './scanner.ts';
import type { Token } from './scanner.ts';
import { literal } from './values.ts';

const MAX_LENGTH = 4000;
const MAX_DEPTH = 50;
const RESERVED = new Set(['and', 'or', 'not', 'in', 'has', 'is']);
/** People write "64 GB" as often as "64GB". */
const UNIT = /^([kmgtp]i?b?|[kmg]hz|pct|%|days?|usd)$/i;
const OPERATOR_HINT = 'one of = != < <= > >= ~ !~ in, not in, has, is known, is unknown';

class Parser {
  readonly #scanner: Scanner;
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  filter(): FilterAst {
    this.#takeWord('where');
    if (this.#scanner.peek().kind === 'end') return { type: 'all' };
    const ast = this.#either();
    const rest = this.#scanner.peek();
    if (rest.kind === ')') throw new FilterProblem('IST-2001', 'this bracket was never opened', rest.start, rest.end);
    if (rest.kind !== 'end')
      throw new FilterProblem('IST-2001', `expected "and" or "or" before "${rest.text}"`, rest.start, rest.end);
    return ast;
  }

  #either(): FilterAst {
    return this.#chain('or', () => this.#chain('and', () => this.#term()));
  }

  #chain(type: 'and' | 'or', part: () => FilterAst): FilterAst {
    const terms: FilterAst[] = [];
    do {
      const term = part();
      if (term.type === type) terms.push(...term.terms);
      else terms.push(term);
    } while (this.#takeWord(type));
    return terms.length === 1 && terms[0] !== undefined ? terms[0] : { type, terms };
  }

  #term(): FilterAst {
    const token = this.#scanner.peek();
    if (isWord(token, 'not') || token.kind === '(') {
      this.#scanner.next();
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH)
        throw new FilterProblem(
          'IST-2005',
          `more than ${MAX_DEPTH} brackets or "not" inside each other`,
          token.start,
          token.end,
        );
      const inner = token.kind === '(' ? this.#bracket(token) : ({ type: 'not', term: this.#term() } as const);
      this.#depth -= 1;
      return inner;
    }
    return this.#predicate();
  }

  #bracket(open: Token): FilterAst {
    const inner = this.#either();
    const close = this.#scanner.next();
    if (close.kind === ')') return inner;
    if (close.kind === 'end') throw new FilterProblem('IST-2001', 'this bracket is not closed', open.start, open.end);
    throw new FilterProblem('IST-2001', `expected "and", "or" or ")" before "${close.text}"`, close.start, close.end);
  }

  #predicate(): FilterAst {
    const token = this.#scanner.next();
    const field = fieldOf(token);
    const path = field.path;
    const operator = this.#scanner.peek();
    if (operator.kind === 'operator') {
      this.#scanner.next();
      if (operator.text === '~' || operator.text === '!~') return this.#match(field, operator);
      return this.#compare(field, operator);
    }
    if (this.#takeWord('in')) return { type: 'in', field: path, negated: false, values: this.#list(field) };
    if (this.#takeWord('has')) return this.#has(field, operator);
    if (this.#takeWord('is')) return this.#known(field);
    if (isWord(operator, 'not')) {
      this.#scanner.next();
      const following = this.#scanner.next();
      if (isWord(following, 'in')) return { type: 'in', field: path, negated: true, values: this.#list(field) };
      throw new FilterProblem('IST-2001', 'expected "in" after "not"', following.start, following.end);
    }
    const ends = operator.kind === 'end' || operator.kind === ')' || isWord(operator, 'and') || isWord(operator, 'or');
    if (ends && field.type === 'boolean') return { type: 'compare', field: path, op: '=', value: true };
    throw new FilterProblem(
      'IST-2001',
      `expected an operator after ${path}: ${OPERATOR_HINT}`,
      operator.start,
      Math.max(operator.end, operator.start + 1),
    );
  }

  #compare(field: Field, operator: Token): FilterAst {
    const op = operator.text as CompareOp;
    const ordered = field.type === 'number' || field.type === 'date' || field.type === 'version';
    if (field.type === 'list')
      throw new FilterProblem(
        'IST-2003',
        `${field.path} is a list; write ${field.path} has <value>`,
        operator.start,
        operator.end,
        ['has'],
      );
    if (!ordered && op !== '=' && op !== '!=') {
      throw new FilterProblem(
        'IST-2003',
        `${field.path} is ${field.type === 'text' ? 'text' : 'true or false'} and has no order; use = != ~ in`,
        operator.start,
        operator.end,
      );
    }
    return { type: 'compare', field: field.path, op, value: literal(field, this.#value(field)) };
  }

  #match(field: Field, operator: Token): FilterAst {
    if (field.type !== 'text' && field.type !== 'list' && field.type !== 'version') {
      throw new FilterProblem(
        'IST-2003',
        `${field.path} is a ${field.type}, and patterns are for text`,
        operator.start,
        operator.end,
      );
    }
    const pattern = this.#scanner.nextPattern();
    if (pattern.kind === 'end' || pattern.text === '')
      throw new FilterProblem('IST-2001', 'expected a pattern', pattern.start, pattern.start + 1);
    compilePattern(pattern.text, pattern.start, pattern.end);
    return { type: 'match', field: field.path, negated: operator.text === '!~', pattern: pattern.text };
  }

  #has(field: Field, operator: Token): FilterAst {
    if (field.type !== 'list')
      throw new FilterProblem('IST-2003', `${field.path} is not a list; use =`, operator.start, operator.end, ['=']);
    return { type: 'has', field: field.path, value: String(literal(field, this.#value(field))) };
  }

  #known(field: Field): FilterAst {
    const negated = this.#takeWord('not');
    const token = this.#scanner.next();
    if (isWord(token, 'known')) return { type: 'known', field: field.path, known: !negated };
    if (isWord(token, 'unknown')) return { type: 'known', field: field.path, known: negated };
    throw new FilterProblem(
      'IST-2001',
      'expected "known" or "unknown" after "is"',
      token.start,
      Math.max(token.end, token.start + 1),
      ['is known', 'is unknown'],
    );
  }

  #list(field: Field) {
    const open = this.#scanner.next();
    if (open.kind !== '(')
      throw new FilterProblem('IST-2001', 'expected "(" after "in"', open.start, Math.max(open.end, open.start + 1));
    const values = [];
    for (;;) {
      values.push(literal(field, this.#value(field)));
      const token = this.#scanner.next();
      if (token.kind === ')') return values;
      if (token.kind !== ',')
        throw new FilterProblem(
          'IST-2001',
          'expected "," or ")" in the list',
          token.start,
          Math.max(token.end, token.start + 1),
        );
    }
  }

  #value(field: Field): Token {
    const token = this.#scanner.next();
    const word = token.kind === 'word' && !RESERVED.has(token.text.toLowerCase());
    if (word && field.unit !== undefined && UNIT.test(this.#scanner.peek().text)) {
      const unit = this.#scanner.next();
      return { kind: 'word', text: token.text + unit.text, start: token.start, end: unit.end };
    }
    if (token.kind === 'string' || word) return token;
    const after = token.kind === 'word' ? `; put "${token.text}" in quotes if it is the value` : '';
    throw new FilterProblem(
      'IST-2001',
      `expected a value for ${field.path}${after}`,
      token.start,
      Math.max(token.end, token.start + 1),
    );
  }

  #takeWord(word: string): boolean {
    if (!isWord(this.#scanner.peek(), word)) return false;
    this.#scanner.next();
    return true;
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function fieldOf(token: Token): Field {
  if (token.kind === 'word' && !RESERVED.has(token.text.toLowerCase())) {
    const field = findField(token.text);
    if (field !== undefined) return field;
    const near = nearestFields(token.text);
    const search = near.length === 0 ? `; to look for a name write: name ~ ${token.text}` : '';
    throw new FilterProblem('IST-2002', `there is no field "${token.text}"${search}`, token.start, token.end, near);
  }
  const found = token.kind === 'end' ? 'the end' : `"${token.text}"`;
  throw new FilterProblem(
    'IST-2001',
    `expected a field name, found ${found}`,
    token.start,
    Math.max(token.end, token.start + 1),
  );
}

/** The filter, or the problem with its place: for editors that check while someone types. */
export function tryParseFilter(text: string): { readonly ast: FilterAst } | { readonly problem: FilterProblem } {
  try {
    if (text.length > MAX_LENGTH)
      throw new FilterProblem('IST-2005', `the filter has ${text.length} characters`, MAX_LENGTH, MAX_LENGTH + 1);
    return { ast: new Parser(text).filter() };
  } catch (error) {
    if (error instanceof FilterProblem) return { problem: error };
    throw error;
  }
}

/** Throws IST-2001 … IST-2005 with column, caret and suggestion. */
export function parseFilter(text: string): FilterAst {
  const result = tryParseFilter(text);
  if ('ast' in result) return result.ast;
  const error: IsthmusError = filterFailure(result.problem, text);
  throw error;
}
