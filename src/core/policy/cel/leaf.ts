/** The parts of an expression that are plain CEL: no logic, no quantifiers, only values compared. */

import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Names } from './names.ts';
import { readPath } from './path.ts';
import type { Bound, Path, Variables } from './path.ts';
import { run } from './run.ts';
import type { Scope } from './scope.ts';
import { environment, ExpressionProblem, typeOf } from './subset.ts';
import { unknownFor } from './truth.ts';
import type { Truth } from './truth.ts';

/** Looking through this much text counts as much as looking at one value. */
const LONG_TEXT = 256;

/**
 * Compiles a part for the CEL engine. Its attributes become plain variables, and it runs only when all of them are
 * known. A list known only in part counts as unknown, unless `takesPart` says that the caller looks at that itself.
 */
export function compileLeaf(
  node: ASTNode,
  names: Names,
  bound: readonly Bound[],
  takesPart = false,
): (scope: Scope, variables: Variables) => Truth {
  const paths: Path[] = [];
  const text = serialize(substituted(node, names, bound, paths));
  const type = typeOf(text, node);
  if (type !== 'bool' && type !== 'dyn') {
    throw new ExpressionProblem(`is ${type}, not true or false`, node.start, node.end);
  }
  const program = environment.parse(text);
  return (scope, variables) => {
    const context: Record<string, unknown> = {};
    let missing: string[] | undefined;
    for (let index = 0; index < paths.length; index++) {
      const path = paths[index];
      if (path === undefined) continue;
      const value = readPath(path, scope, variables);
      const open = takesPart || path.variable !== undefined ? undefined : scope.openBecause(path.text);
      if (value === undefined) (missing ??= []).push(path.text);
      else if (open !== undefined) (missing ??= []).push(...open);
      else {
        context[`v${index}`] = value;
        if (Array.isArray(value)) scope.spend?.(value.length);
        else if (typeof value === 'string' && value.length > LONG_TEXT) scope.spend?.(value.length / LONG_TEXT);
      }
    }
    return missing === undefined ? run(program, context, paths) : unknownFor([...new Set(missing)].sort());
  };
}

/** The part with each attribute replaced by a variable; the attributes are added to `found`. */
function substituted(node: ASTNode, names: Names, bound: readonly Bound[], found: Path[]): ASTNode {
  const each = (part: ASTNode): ASTNode => substituted(part, names, bound, found);
  const path = names.path(node, bound);
  if (path !== undefined) {
    if (names.derived(path) !== undefined) {
      throw new ExpressionProblem(`${path.text} is a condition: use it by itself`, node.start, node.end);
    }
    return rebuilt(node, 'id', `v${found.push(path) - 1}`);
  }
  switch (node.op) {
    case 'call':
      if (node.args[0] === 'has') throw new ExpressionProblem('use has() by itself', node.start, node.end);
      return rebuilt(node, 'call', [node.args[0], node.args[1].map(each)]);
    case 'rcall': {
      const [name, receiver, args] = node.args;
      if (name === 'all' || name === 'exists') {
        throw new ExpressionProblem(`use ${name}() by itself, not inside a comparison`, node.start, node.end);
      }
      return rebuilt(node, 'rcall', [name, each(receiver), args.map(each)]);
    }
    case '!_':
    case '-_':
      return rebuilt(node, node.op, each(node.args));
    default:
      return Array.isArray(node.args) ? rebuilt(node, node.op, (node.args as readonly ASTNode[]).map(each)) : node;
  }
}

/** A node as the serializer reads it: operator and operands. Source offsets of brackets cannot be relied on. */
function rebuilt(node: ASTNode, op: string, args: unknown): ASTNode {
  return { op, args, input: node.input, pos: node.pos, start: node.start, end: node.end } as unknown as ASTNode;
}
