/**
 * The part of CEL that packs may use. Small on purpose: every construct here means the same in every CEL
 * implementation, and its answer can be told when some of what it reads is unknown. The rest is refused at parse.
 */

import { Environment, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';

export class ExpressionProblem extends Error {
  /** Offsets into the expression, in UTF-16 units. */
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.name = 'ExpressionProblem';
    this.start = start;
    this.end = end;
  }
}

const MAX_LENGTH = 4000;
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const QUANTIFIERS = new Set(['all', 'exists']);
const TEXT_METHODS = new Set(['startsWith', 'endsWith', 'contains']);
const FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['size', 1],
  ['has', 1],
  ['daysBetween', 2],
]);

const REFUSED: Readonly<Record<string, string>> = {
  '+': 'arithmetic is not in the subset; write the result',
  '-': 'arithmetic is not in the subset; write the result',
  '*': 'arithmetic is not in the subset; write the result',
  '/': 'arithmetic is not in the subset; write the result',
  '%': 'arithmetic is not in the subset; write the result',
  map: 'maps are not in the subset',
  '.?': 'optional access is not in the subset; what is absent is unknown already',
  '[?]': 'optional access is not in the subset; what is absent is unknown already',
};

/** Whole days from one ISO date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): bigint {
  const start = Date.parse(`${from.slice(0, 10)}T00:00:00Z`);
  const end = Date.parse(`${to.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(start) || Number.isNaN(end)) throw new RangeError('not a date; write YYYY-MM-DD');
  return BigInt(Math.floor((end - start) / 86_400_000));
}

export const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: true,
  limits: { maxAstNodes: 500, maxDepth: 40 },
}).registerFunction('daysBetween(string, string): int', daysBetween);

/** The checked syntax tree. @throws ExpressionProblem with the place */
export function parseExpression(text: string): ASTNode {
  const ast = parseSyntax(text);
  checkSubset(ast);
  return ast;
}

/** The tree of anything that is CEL, within its limits. @throws ExpressionProblem with the place */
export function parseSyntax(text: string): ASTNode {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionProblem(`longer than ${MAX_LENGTH} characters`, MAX_LENGTH, text.length);
  }
  try {
    return environment.parse(text).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const start = error.range?.start ?? 0;
    throw new ExpressionProblem(error.summary, start, error.range?.end ?? start + 1);
  }
}

/** Type of a piece of text as far as it can be told: "bool", "int", "dyn" … @throws ExpressionProblem */
export function typeOf(text: string, at: ASTNode): string {
  const result = environment.check(text);
  if (result.valid) return result.type ?? 'dyn';
  const error = result.error;
  const summary = error instanceof CelTypeError || error instanceof ParseError ? error.summary : 'cannot be typed';
  throw new ExpressionProblem(summary, at.start, at.end);
}

/** @throws ExpressionProblem for what is not in the subset */
export function checkSubset(node: ASTNode): void {
  const refused = REFUSED[node.op];
  if (refused !== undefined) throw new ExpressionProblem(refused, node.start, node.end);
  switch (node.op) {
    case 'value':
      if (!['string', 'bigint', 'number', 'boolean'].includes(typeof node.args)) {
        throw new ExpressionProblem('only text, numbers, true and false may be written', node.start, node.end);
      }
      return;
    case 'id':
      return;
    case '.':
      return checkSubset(node.args[0]);
    case '[]':
      if (node.args[1].op !== 'value' || typeof node.args[1].args !== 'string') {
        throw new ExpressionProblem('only a name in quotes may stand in brackets', node.start, node.end);
      }
      return checkSubset(node.args[0]);
    case 'list':
      return node.args.forEach(checkSubset);
    case '!_':
      return checkSubset(node.args);
    case '-_':
      if (node.args.op !== 'value') throw new ExpressionProblem('only numbers may be negative', node.start, node.end);
      return checkSubset(node.args);
    case '?:':
      return node.args.forEach(checkSubset);
    case 'call':
      return checkCall(node.args[0], node.args[1], node);
    case 'rcall':
      return checkMethod(node.args[0], node.args[1], node.args[2], node);
    default:
      if (node.op === '&&' || node.op === '||' || COMPARISONS.has(node.op)) {
        return (node.args as readonly ASTNode[]).forEach(checkSubset);
      }
      throw new ExpressionProblem(`"${node.op}" is not in the subset`, node.start, node.end);
  }
}

function checkCall(name: string, args: readonly ASTNode[], node: ASTNode): void {
  const arity = FUNCTIONS.get(name);
  if (arity === undefined) {
    const known = [...FUNCTIONS.keys()].join(', ');
    throw new ExpressionProblem(`function "${name}" is not in the subset (${known})`, node.start, node.end);
  }
  if (args.length !== arity) throw new ExpressionProblem(`${name}() takes ${arity}`, node.start, node.end);
  args.forEach(checkSubset);
}

function checkMethod(name: string, receiver: ASTNode, args: readonly ASTNode[], node: ASTNode): void {
  if (QUANTIFIERS.has(name)) {
    if (args.length !== 2 || args[0]?.op !== 'id') {
      throw new ExpressionProblem(`write list.${name}(x, condition on x)`, node.start, node.end);
    }
  } else if (!TEXT_METHODS.has(name)) {
    const known = [...QUANTIFIERS, ...TEXT_METHODS].join(', ');
    throw new ExpressionProblem(`method "${name}" is not in the subset (${known})`, node.start, node.end);
  } else if (args.length !== 1) {
    throw new ExpressionProblem(`${name}() takes one text`, node.start, node.end);
  }
  checkSubset(receiver);
  args.forEach(checkSubset);
}
