/**
 * Compiles a condition once. The logical skeleton (and, or, not, quantifiers, membership) is evaluated here with
 * three values; what stands between is plain CEL and is handed to the CEL engine when everything it reads is known.
 */

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Expression, Vocabulary } from './vocabulary.ts';
import { BudgetSpent } from './scope.ts';
import type { Scope } from './scope.ts';
import { readPath } from './path.ts';
import type { Bound, FoundList, FoundValue, Path, Variables } from './path.ts';
import { compileLeaf } from './leaf.ts';
import { Names } from './names.ts';
import { alwaysRead } from './always-read.ts';
import { ExpressionProblem, parseExpression } from './subset.ts';
import { every, isUnknown, negate, some, unknownFor } from './truth.ts';
import type { Truth } from './truth.ts';
import { checkTypes } from './types.ts';

type Node = (scope: Scope, variables: Variables) => Truth;
const NO_VARIABLES: Variables = {};

/** @throws ExpressionProblem with the place in the text */
export function compileExpression(text: string, vocabulary: Vocabulary): Expression {
  const names = new Names(vocabulary);
  const ast = parseExpression(text);
  checkTypes(ast, names, vocabulary);
  const node = new Compiler(names).condition(ast, []);
  return {
    text,
    paths: [...names.read].sort(),
    written: [...names.written].sort(),
    needs: [...alwaysRead(ast, names, [])].sort(),
    elements: [...names.elements].sort(),
    evaluate(scope) {
      try {
        return node(scope, NO_VARIABLES);
      } catch (error) {
        if (error instanceof BudgetSpent) return { missing: [], error: error.message };
        throw error;
      }
    },
  };
}

/** Of which nothing is known, not even whether something is known. */
const NOTHING: Scope = { read: () => undefined, openBecause: () => undefined, holds: () => unknownFor([]) };
const EXAMPLES_KEPT = 100;

/** A variable that stands for the elements of a list with a name, or of one written out. */
export const boundTo = (name: string, list: Path | undefined): Bound =>
  list === undefined ? { name } : { name, element: `${list.text}[]` };

export class Compiler {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  /** A part whose answer is true, false or unknown. `bound` are the variables of the quantifiers around it. */
  condition(node: ASTNode, bound: readonly Bound[]): Node {
    switch (node.op) {
      case '&&':
      case '||': {
        const terms = node.args.map((term) => this.condition(term, bound));
        const combine = node.op === '&&' ? every : some;
        return (scope, variables) => combine(terms, (term) => term(scope, variables));
      }
      case '!_': {
        const inner = this.condition(node.args, bound);
        return (scope, variables) => negate(inner(scope, variables));
      }
      case '?:': {
        const [test, whenTrue, whenFalse] = node.args.map((part) => this.condition(part, bound)) as [Node, Node, Node];
        return (scope, variables) => {
          const truth = test(scope, variables);
          if (isUnknown(truth)) return truth;
          return truth ? whenTrue(scope, variables) : whenFalse(scope, variables);
        };
      }
      case 'call':
        return node.args[0] === 'has'
          ? this.#has(node.args[1][0] ?? node, bound)
          : compileLeaf(node, this.#names, bound);
      case 'rcall':
        return node.args[0] === 'all' || node.args[0] === 'exists'
          ? this.#quantifier(node, bound)
          : compileLeaf(node, this.#names, bound);
      case 'in':
        return this.#membership(node, bound);
      case '.':
      case '[]':
      case 'id':
        return this.#flag(node, bound);
      default:
        return compileLeaf(node, this.#names, bound);
    }
  }

  #has(argument: ASTNode, bound: readonly Bound[]): Node {
    const path = this.#names.path(argument, bound);
    if (path === undefined || this.#names.derived(path) !== undefined) {
      throw new ExpressionProblem('has() takes an attribute', argument.start, argument.end);
    }
    const refused = this.#names.refusesHas(path);
    if (refused !== undefined) throw new ExpressionProblem(refused, argument.start, argument.end);
    return (scope, variables) =>
      path.variable === undefined && scope.holds !== undefined
        ? scope.holds(path.text)
        : readPath(path, scope, variables) !== undefined;
  }

  /** An attribute that is itself the answer. */
  #flag(node: ASTNode, bound: readonly Bound[]): Node {
    const path = this.#names.path(node, bound);
    if (path === undefined) return compileLeaf(node, this.#names, bound);
    const derived = this.#names.derived(path);
    if (derived !== undefined) return (scope) => derived.evaluate(scope);
    return (scope, variables) => {
      const value = readPath(path, scope, variables);
      if (value === undefined) return unknownFor([path.text]);
      if (typeof value === 'boolean') return value;
      return { missing: [], error: `${path.text} is ${JSON.stringify(value)}, not true or false` };
    };
  }

  #quantifier(node: ASTNode & { op: 'rcall' }, bound: readonly Bound[]): Node {
    const [name, receiver, [variable, body]] = node.args;
    if (variable?.op !== 'id' || body === undefined)
      throw new ExpressionProblem('needs x, condition', node.start, node.end);
    const list = this.#list(receiver, bound);
    const of = this.#names.path(receiver, bound);
    const test = this.condition(body, [...bound, boundTo(variable.args, of)]);
    const combine = name === 'all' ? every : some;
    const decisive = name !== 'all';
    // What decides nothing while all else is unknown decides nothing whatever else is known: asked once per example.
    const settled = new Map<unknown, boolean>();
    const harmless = (item: unknown, scope: Scope): boolean => {
      const nothing = scope.spend === undefined ? NOTHING : { ...NOTHING, spend: scope.spend.bind(scope) };
      const known = settled.get(item) ?? test(nothing, { [variable.args]: item }) === !decisive;
      if (settled.size < EXAMPLES_KEPT) settled.set(item, known);
      return known;
    };
    return (scope, variables) => {
      const found = list(scope, variables);
      if (found.problem !== undefined) return found.problem;
      const testItem = (item: unknown): Truth => test(scope, { ...variables, [variable.args]: item });
      scope.spend?.(found.items.length);
      const answer = combine(found.items, testItem);
      if (found.open === undefined || answer === decisive) return answer;
      if (found.rest?.every((item) => harmless(item, scope) || testItem(item) === !decisive) === true) return answer;
      const rest = unknownFor(found.open);
      return isUnknown(answer) ? every([answer, rest], (truth) => truth) : rest;
    };
  }

  #membership(node: ASTNode & { op: 'in' }, bound: readonly Bound[]): Node {
    const leaf = compileLeaf(node, this.#names, bound, true);
    const path = this.#names.path(node.args[1], bound);
    if (path === undefined) return leaf;
    const [left] = node.args;
    const wanted = left.op === 'value' || this.#names.path(left, bound) ? this.#value(left, bound) : undefined;
    return (scope, variables) => {
      const answer = leaf(scope, variables);
      if (answer !== false || path.variable !== undefined) return answer;
      const open = scope.openBecause(path.text);
      if (open === undefined) return answer;
      const rest = wanted && scope.mayAlsoHold?.(path.text);
      return rest?.includes(wanted?.(scope, variables).value) === false ? answer : unknownFor(open);
    };
  }

  /** A list with what is missing of it. */
  #list(node: ASTNode, bound: readonly Bound[]): (scope: Scope, variables: Variables) => FoundList {
    const path = this.#names.path(node, bound);
    if (path !== undefined) {
      return (scope, variables) => {
        const items = readPath(path, scope, variables);
        if (items === undefined) return { problem: unknownFor([path.text]) };
        if (!Array.isArray(items)) return { problem: { missing: [], error: `${path.text} is not a list` } };
        const open = path.variable === undefined ? scope.openBecause(path.text) : undefined;
        return open === undefined ? { items } : { items, open, rest: scope.mayAlsoHold?.(path.text) };
      };
    }
    if (node.op !== 'list') throw new ExpressionProblem('all() and exists() need a list', node.start, node.end);
    const items = node.args.map((item) => this.#value(item, bound));
    return (scope, variables) => {
      const values = items.map((item) => item(scope, variables));
      const missing = values.flatMap((value) => (value.missing === undefined ? [] : [value.missing]));
      if (missing.length > 0) return { problem: unknownFor(missing.sort()) };
      return { items: values.map((value) => value.value) };
    };
  }

  #value(node: ASTNode, bound: readonly Bound[]): (scope: Scope, variables: Variables) => FoundValue {
    if (node.op === 'value') {
      const value = node.args;
      return () => ({ value });
    }
    const path = this.#names.path(node, bound);
    if (path === undefined)
      throw new ExpressionProblem('only names and plain values may be listed', node.start, node.end);
    return (scope, variables) => {
      const value = readPath(path, scope, variables);
      return value === undefined ? { missing: path.text } : { value };
    };
  }
}
