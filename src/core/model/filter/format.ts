/** Writes a filter so that reading it again gives the same filter. */

import type { FilterAst, FilterValue } from './ast.ts';

const PLAIN = /^[\p{L}\p{N}_.:\-/@%+*$#]+$/u;
const RESERVED = /^(and|or|not|in|has|is)$/i;

const quote = (text: string): string => `"${text.replaceAll(/[\\"]/g, (char) => `\\${char}`)}"`;
const word = (text: string): string => (PLAIN.test(text) && !RESERVED.test(text) ? text : quote(text));
const value = (literal: FilterValue): string =>
  typeof literal === 'number' ? plainNumber(literal) : word(String(literal));

/** Without an exponent, which the language does not know. */
function plainNumber(literal: number): string {
  const text = String(literal);
  if (!/e/i.test(text)) return text;
  return literal.toFixed(20).replace(/\.?0+$/, '');
}

/** Field path; the name of a tag is quoted when it is not a plain word. */
function path(field: string): string {
  if (PLAIN.test(field)) return field;
  const dot = field.indexOf('.') + 1;
  return field.slice(0, dot) + quote(field.slice(dot));
}

function inner(ast: FilterAst): string {
  const brackets = ast.type === 'and' || ast.type === 'or';
  return brackets ? `(${formatFilter(ast)})` : formatFilter(ast);
}

export function formatFilter(ast: FilterAst): string {
  switch (ast.type) {
    case 'all':
      return '';
    case 'and':
      return ast.terms.map((term) => (term.type === 'or' ? inner(term) : formatFilter(term))).join(' and ');
    case 'or':
      return ast.terms.map(formatFilter).join(' or ');
    case 'not':
      return `not ${inner(ast.term)}`;
    case 'compare':
      return `${path(ast.field)} ${ast.op} ${value(ast.value)}`;
    case 'match':
      return `${path(ast.field)} ${ast.negated ? '!~' : '~'} ${quote(ast.pattern)}`;
    case 'in':
      return `${path(ast.field)} ${ast.negated ? 'not in' : 'in'} (${ast.values.map(value).join(', ')})`;
    case 'has':
      return `${path(ast.field)} has ${word(ast.value)}`;
    default:
      return `${path(ast.field)} is ${ast.known ? 'known' : 'unknown'}`;
  }
}
