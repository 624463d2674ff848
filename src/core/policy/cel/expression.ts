/**
 * Compiles a condition once. The logical skeleton (and, or, not, quantifiers, membership) is evaluated here with
 * three values; what stands between is plain CEL and is handed to the CEL engine when everything it reads is known.
 */

import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Expression, Vocabulary } from './vocabulary.ts';
import type { Scope } from './scope.ts';
import { readPath } from './path.ts';
import type { FoundList, FoundValue, Path, Variables } from './path.ts';
import { run } from './run.ts';
import { environment, ExpressionProblem, parseExpression, typeOf } from './subset.ts';
import { every, isUnknown, negate, some, unknownFor } from './truth.ts';
import type { Truth } from './truth.ts';

type Node = (scope: Scope, variables: Variables) => Truth;
const NO_VARIABLES: Variables = {};

/** @throws ExpressionProblem with the place in the text */
export function compileExpression(text: string, vocabulary: Vocabulary): Expression {
  const compiler = new Compiler(vocabulary);
  const node = compiler.condition(parseExpression(text), []);
  return {
    text,
    paths: [...compiler.read].sort(),
    written: [...compiler.written].sort(),
    evaluate: (scope) => node(scope, NO_VARIABLES),
  };
}

class Compiler {
  readonly read = new Set<string>();
  readonly written = new Set<string>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** A part whose answer is true, false or unknown. `bound` are the variables of the quantifiers around it. */
  condition(node: ASTNode, bound: readonly string[]): Node {
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
        return node.args[0] === 'has' ? this.#has(node.args[1][0] ?? node, bound) : this.#leaf(node, bound);
      case 'rcall':
        return node.args[0] === 'all' || node.args[0] === 'exists'
          ? this.#quantifier(node, bound)
          : this.#leaf(node, bound);
      case 'in':
        return this.#membership(node, bound);
      case '.':
      case '[]':
      case 'id':
        return this.#flag(node, bound);
      default:
        return this.#leaf(node, bound);
    }
  }

  #has(argument: ASTNode, bound: readonly string[]): Node {
    const path = this.#path(argument, bound);
    if (path === undefined) throw new ExpressionProblem('has() takes an attribute', argument.start, argument.end);
    return (scope, variables) => readPath(path, scope, variables) !== undefined;
  }

  /** An attribute that is itself the answer. */
  #flag(node: ASTNode, bound: readonly string[]): Node {
    const path = this.#path(node, bound);
    if (path === undefined) return this.#leaf(node, bound);
    const derived = path.variable === undefined ? this.#vocabulary.derived(path.text) : undefined;
    if (derived !== undefined) {
      for (const each of derived.paths) this.read.add(each);
      return (scope) => derived.evaluate(scope);
    }
    return (scope, variables) => {
      const value = readPath(path, scope, variables);
      if (value === undefined) return unknownFor([path.text]);
      if (typeof value === 'boolean') return value;
      return { missing: [], error: `${path.text} is ${JSON.stringify(value)}, not true or false` };
    };
  }

  #quantifier(node: ASTNode & { op: 'rcall' }, bound: readonly string[]): Node {
    const [name, receiver, [variable, body]] = node.args;
    if (variable?.op !== 'id' || body === undefined)
      throw new ExpressionProblem('needs x, condition', node.start, node.end);
    const list = this.#list(receiver, bound);
    const test = this.condition(body, [...bound, variable.args]);
    const combine = name === 'all' ? every : some;
    const decisive = name !== 'all';
    return (scope, variables) => {
      const found = list(scope, variables);
      if (found.problem !== undefined) return found.problem;
      const answer = combine(found.items, (item: unknown) => test(scope, { ...variables, [variable.args]: item }));
      if (found.open === undefined || answer === decisive) return answer;
      const rest = unknownFor(found.open);
      return isUnknown(answer) ? every([answer, rest], (truth) => truth) : rest;
    };
  }

  #membership(node: ASTNode & { op: 'in' }, bound: readonly string[]): Node {
    const leaf = this.#leaf(node, bound);
    const path = this.#path(node.args[1], bound);
    if (path === undefined) return leaf;
    return (scope, variables) => {
      const open = path.variable === undefined ? scope.openBecause(path.text) : undefined;
      const answer = leaf(scope, variables);
      return open !== undefined && answer === false ? unknownFor(open) : answer;
    };
  }

  /** A list with what is missing of it. */
  #list(node: ASTNode, bound: readonly string[]): (scope: Scope, variables: Variables) => FoundList {
    const path = this.#path(node, bound);
    if (path !== undefined) {
      return (scope, variables) => {
        const items = readPath(path, scope, variables);
        if (items === undefined) return { problem: unknownFor([path.text]) };
        if (!Array.isArray(items)) return { problem: { missing: [], error: `${path.text} is not a list` } };
        const open = path.variable === undefined ? scope.openBecause(path.text) : undefined;
        return open === undefined ? { items } : { items, open };
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

  #value(node: ASTNode, bound: readonly string[]): (scope: Scope, variables: Variables) => FoundValue {
    if (node.op === 'value') {
      const value = node.args;
      return () => ({ value });
    }
    const path = this.#path(node, bound);
    if (path === undefined)
      throw new ExpressionProblem('only names and plain values may be listed', node.start, node.end);
    return (scope, variables) => {
      const value = readPath(path, scope, variables);
      return value === undefined ? { missing: path.text } : { value };
    };
  }

  /** A part for the CEL engine: its attributes become plain variables, evaluated only when all of them are known. */
  #leaf(node: ASTNode, bound: readonly string[]): Node {
    const paths: Path[] = [];
    const text = serialize(this.#substitute(node, bound, paths));
    const type = typeOf(text, node);
    if (type !== 'bool' && type !== 'dyn')
      throw new ExpressionProblem(`is ${type}, not true or false`, node.start, node.end);
    const program = environment.parse(text);
    return (scope, variables) => {
      const context: Record<string, unknown> = {};
      let missing: string[] | undefined;
      for (let index = 0; index < paths.length; index++) {
        const path = paths[index];
        if (path === undefined) continue;
        const value = readPath(path, scope, variables);
        if (value === undefined) (missing ??= []).push(path.text);
        else context[`v${index}`] = value;
      }
      if (missing !== undefined) return unknownFor([...new Set(missing)].sort());
      return run(program, context, paths);
    };
  }

  /** The part as text again, with each attribute replaced by a variable; the attributes are added to `found`. */
  #substitute(node: ASTNode, bound: readonly string[], found: Path[]): ASTNode {
    const path = this.#path(node, bound);
    if (path !== undefined) {
      if (path.variable === undefined && this.#vocabulary.derived(path.text) !== undefined) {
        throw new ExpressionProblem(`${path.text} is a condition: use it by itself`, node.start, node.end);
      }
      found.push(path);
      return rebuilt(node, 'id', `v${found.length - 1}`);
    }
    if (node.op === 'call') {
      if (node.args[0] === 'has') throw new ExpressionProblem('use has() by itself', node.start, node.end);
      return rebuilt(node, 'call', [node.args[0], node.args[1].map((each) => this.#substitute(each, bound, found))]);
    }
    if (node.op === 'rcall') {
      const [name, receiver, args] = node.args;
      if (name === 'all' || name === 'exists') {
        throw new ExpressionProblem(`use ${name}() by itself, not inside a comparison`, node.start, node.end);
      }
      const newReceiver = this.#substitute(receiver, bound, found);
      return rebuilt(node, 'rcall', [name, newReceiver, args.map((each) => this.#substitute(each, bound, found))]);
    }
    if (Array.isArray(node.args)) {
      return rebuilt(
        node,
        node.op,
        (node.args as readonly ASTNode[]).map((each) => this.#substitute(each, bound, found)),
      );
    }
    return node.op === '!_' || node.op === '-_'
      ? rebuilt(node, node.op, this.#substitute(node.args, bound, found))
      : node;
  }

  /** The attribute a chain of names stands for; undefined when the node is something else. */
  #path(node: ASTNode, bound: readonly string[]): Path | undefined {
    const keys: string[] = [];
    let at: ASTNode = node;
    while (at.op === '.' || at.op === '[]') {
      const key = at.op === '.' ? at.args[1] : at.args[1].args;
      if (typeof key !== 'string') return undefined;
      keys.unshift(key);
      at = at.args[0];
    }
    if (at.op !== 'id') return undefined;
    if (bound.includes(at.args)) return { text: [at.args, ...keys].join('.'), variable: at.args, keys };
    const text = [at.args, ...keys].join('.');
    if (!this.#vocabulary.knows(text))
      throw new ExpressionProblem(this.#vocabulary.explain(text), node.start, node.end);
    this.written.add(text);
    if (this.#vocabulary.derived(text) === undefined)
      for (const each of this.#vocabulary.sources(text)) this.read.add(each);
    return { text, keys };
  }
}

/** A node as the serializer reads it: operator and operands. Source offsets of brackets cannot be relied on. */
function rebuilt(node: ASTNode, op: string, args: unknown): ASTNode {
  return { op, args, input: node.input, pos: node.pos, start: node.start, end: node.end } as unknown as ASTNode;
}
