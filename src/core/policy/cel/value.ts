/** Expressions that give a value to show: an attribute, the size of a list, the elements that fit a condition. */

import type { ASTNode } from '@marcbachmann/cel-js';
import { boundTo, Compiler } from './expression.ts';
import { Names } from './names.ts';
import { readPath } from './path.ts';
import type { Bound, Variables } from './path.ts';
import type { Scope } from './scope.ts';
import { checkSubset, ExpressionProblem, parseSyntax } from './subset.ts';
import { checkTypes } from './types.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ValueExpression {
  /** Undefined: nobody said. */
  read(scope: Scope): unknown;
}

type Read = (scope: Scope, variables: Variables) => unknown;

/** @throws ExpressionProblem with the place in the text */
export function compileValue(text: string, vocabulary: Vocabulary): ValueExpression {
  const read = value(parseSyntax(text), new Names(vocabulary), vocabulary, []);
  return { read: (scope) => read(scope, {}) };
}

function value(node: ASTNode, names: Names, vocabulary: Vocabulary, bound: readonly Bound[]): Read {
  const path = names.path(node, bound);
  if (path !== undefined) return (scope, variables) => readPath(path, scope, variables);
  if (node.op === 'call' && node.args[0] === 'size' && node.args[1].length === 1) {
    const [of] = node.args[1].map((arg) => value(arg, names, vocabulary, bound));
    return (scope, variables) => {
      const found = of?.(scope, variables);
      return Array.isArray(found) || typeof found === 'string' ? found.length : undefined;
    };
  }
  const [name, receiver, args] = node.op === 'rcall' ? node.args : [];
  const [variable, body] = args ?? [];
  if ((name !== 'filter' && name !== 'map') || receiver === undefined || variable?.op !== 'id' || body === undefined) {
    const fits = 'write a fact, size(list), list.filter(x, condition) or list.map(x, x.member)';
    throw new ExpressionProblem(`cannot be shown: ${fits}`, node.start, node.end);
  }
  const list = value(receiver, names, vocabulary, bound);
  const inner = [...bound, boundTo(variable.args, listBelow(receiver, names, bound))];
  const each = name === 'map' ? value(body, names, vocabulary, inner) : test(body, names, vocabulary, inner);
  return (scope, variables) => {
    const items = list(scope, variables);
    if (!Array.isArray(items)) return undefined;
    scope.spend?.(items.length);
    const read = (item: unknown): unknown => each(scope, { ...variables, [variable.args]: item });
    return name === 'map' ? items.map(read) : items.filter((item) => read(item) === true);
  };
}

function test(node: ASTNode, names: Names, vocabulary: Vocabulary, bound: readonly Bound[]): Read {
  checkSubset(node);
  checkTypes(node, names, vocabulary, bound);
  return new Compiler(names).condition(node, bound);
}

/** The list with a name that a chain of filters starts from. */
function listBelow(node: ASTNode, names: Names, bound: readonly Bound[]): ReturnType<Names['path']> {
  return node.op === 'rcall' && node.args[0] === 'filter'
    ? listBelow(node.args[1], names, bound)
    : names.path(node, bound);
}
