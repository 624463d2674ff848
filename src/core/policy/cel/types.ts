/**
 * Checks types before anything runs, where the vocabulary knows them: comparing a number with a text is a mistake to
 * correct, not an answer that is always unknown.
 */

import type { ASTNode } from '@marcbachmann/cel-js';
import { suggestion } from '../did-you-mean.ts';
import type { Names } from './names.ts';
import { ExpressionProblem } from './subset.ts';
import type { Bound, Path } from './path.ts';
import type { ValueType, Vocabulary } from './vocabulary.ts';

const FLAG: ValueType = { is: 'flag' };
const NUMBER: ValueType = { is: 'number' };
const TEXT: ValueType = { is: 'text' };
const ORDERED = new Set(['<', '<=', '>', '>=']);

/** Does nothing for a vocabulary that knows no types. @throws ExpressionProblem with the place and what would fit */
export function checkTypes(ast: ASTNode, names: Names, vocabulary: Vocabulary, bound: readonly Bound[] = []): void {
  const { typeOf } = vocabulary;
  if (typeOf !== undefined) new TypeCheck(names, typeOf).condition(ast, bound);
}

class TypeCheck {
  readonly #names: Names;
  readonly #typeOf: (path: string) => ValueType | undefined;

  constructor(names: Names, typeOf: (path: string) => ValueType | undefined) {
    this.#names = names;
    this.#typeOf = typeOf;
  }

  /** A part that has to be true or false. */
  condition(node: ASTNode, bound: readonly Bound[]): void {
    const type = this.#typed(node, bound);
    if (type === undefined || type.is === 'flag') return;
    const path = this.#names.path(node, bound);
    const fix = path === undefined ? '' : `: compare it, such as ${path.text} ${example(type)}`;
    throw problem(`${this.#word(node, type, bound)}, not true or false${fix}`, node);
  }

  /** Undefined: its type cannot be told. */
  #typed(node: ASTNode, bound: readonly Bound[]): ValueType | undefined {
    const path = this.#names.path(node, bound);
    if (path !== undefined) return this.#known(path, node);
    switch (node.op) {
      case 'value':
        return literal(node.args);
      case '-_':
        return NUMBER;
      case 'list': {
        const types = node.args.map((item) => this.#typed(item, bound));
        const [first] = types;
        return first === undefined ? undefined : { is: 'list', of: plain(first) };
      }
      case '&&':
      case '||':
        for (const term of node.args) this.condition(term, bound);
        return FLAG;
      case '!_':
        this.condition(node.args, bound);
        return FLAG;
      case '?:':
        for (const part of node.args) this.condition(part, bound);
        return FLAG;
      case 'in':
        return this.#membership(node.args[0], node.args[1], bound);
      case 'call':
        return this.#call(node.args[0], node.args[1], bound);
      case 'rcall':
        return this.#method(node.args[0], node.args[1], node.args[2], bound);
      default:
        return Array.isArray(node.args) && node.args.length === 2
          ? this.#comparison(node, node.args as unknown as readonly [ASTNode, ASTNode], bound)
          : undefined;
    }
  }

  #known(path: Path, node: ASTNode): ValueType | undefined {
    const type = this.#typeOf(path.text);
    if (type?.is === 'map') throw problem(`${path.text} holds names: write ${path.text}["name"]`, node);
    if (type?.is === 'group') throw problem(`${path.text} has members: write ${path.text}.<member>`, node);
    return type;
  }

  #comparison(node: ASTNode, [left, right]: readonly [ASTNode, ASTNode], bound: readonly Bound[]): ValueType {
    const [a, b] = [this.#typed(left, bound), this.#typed(right, bound)];
    if (a === undefined || b === undefined) return FLAG;
    if (a.is !== b.is) {
      const both = `${this.#word(left, a, bound)} and ${this.#word(right, b, bound)}`;
      const hint = a.is === 'number' || b.is === 'number' ? '. Write the number without quotes and unit' : '';
      throw problem(`${both}: they never compare${hint}`, right);
    }
    if (a.is === 'list') throw problem('lists are looked into, not compared: use in, all() or exists()', node);
    if (ORDERED.has(node.op) && a.is === 'flag') throw problem('true and false have no order', node);
    if (!ORDERED.has(node.op)) {
      this.#possible(a, right);
      this.#possible(b, left);
    }
    return FLAG;
  }

  #membership(item: ASTNode, list: ASTNode, bound: readonly Bound[]): ValueType {
    const [a, b] = [this.#typed(item, bound), this.#typed(list, bound)];
    if (b !== undefined && b.is !== 'list') {
      const instead = b.is === 'text' ? '; to look into a text use contains()' : '';
      throw problem(`${this.#word(list, b, bound)}, not a list${instead}`, list);
    }
    if (a === undefined || b === undefined) return FLAG;
    if (b.of.is === 'group') throw problem('its elements have members: use exists(x, x.<member> == …)', list);
    if (a.is !== b.of.is) {
      throw problem(`${this.#word(item, a, bound)}, but the list holds ${PLURAL[b.of.is]}`, item);
    }
    this.#possible(b.of, item);
    if (list.op === 'list') for (const each of list.args) this.#possible(a, each);
    return FLAG;
  }

  /** A text written out has to be one that the other side can have. */
  #possible(type: ValueType, written: ASTNode): void {
    if (type.is !== 'text' || type.values === undefined || written.op !== 'value') return;
    const value = String(written.args);
    if (type.values.includes(value)) return;
    const near = suggestion(value, type.values);
    throw problem(`"${value}" is none of its values: ${type.values.join(', ')}.${near}`, written);
  }

  #call(name: string, args: readonly ASTNode[], bound: readonly Bound[]): ValueType {
    const [first] = args;
    if (name === 'has') return FLAG;
    if (name === 'size') {
      const type = first && this.#typed(first, bound);
      if (first !== undefined && type !== undefined && type.is !== 'list' && type.is !== 'text') {
        throw problem(`size() takes a list or a text; ${this.#word(first, type, bound)}`, first);
      }
      return NUMBER;
    }
    for (const arg of args) this.#text(arg, `${name}() takes dates as text`, bound);
    return NUMBER;
  }

  #method(name: string, receiver: ASTNode, args: readonly ASTNode[], bound: readonly Bound[]): ValueType {
    if (name !== 'all' && name !== 'exists') {
      const instead = this.#typed(receiver, bound)?.is === 'list' ? '; use "x" in the list, or exists()' : '';
      this.#text(receiver, `${name}() is for texts${instead}`, bound);
      for (const arg of args) this.#text(arg, `${name}() takes a text`, bound);
      return FLAG;
    }
    const type = this.#typed(receiver, bound);
    if (type !== undefined && type.is !== 'list') {
      throw problem(`${name}() is for lists; ${this.#word(receiver, type, bound)}`, receiver);
    }
    const [variable, body] = args;
    if (variable?.op !== 'id' || body === undefined) return FLAG;
    const path = this.#names.path(receiver, bound);
    const element = path === undefined ? {} : { element: `${path.text}[]` };
    this.condition(body, [...bound, { name: variable.args, ...element }]);
    return FLAG;
  }

  #text(node: ASTNode, wants: string, bound: readonly Bound[]): void {
    const type = this.#typed(node, bound);
    if (type === undefined || type.is === 'text') return;
    throw problem(`${wants}; ${this.#word(node, type, bound)}`, node);
  }

  #word(node: ASTNode, type: ValueType, bound: readonly Bound[]): string {
    const path = this.#names.path(node, bound);
    const shown = path?.text ?? (node.op === 'value' ? JSON.stringify(String(node.args)) : 'this');
    return `${node.op === 'value' && type.is !== 'text' ? String(node.args) : shown} is ${SINGULAR[type.is]}`;
  }
}

const SINGULAR = {
  text: 'text',
  number: 'a number',
  flag: 'true or false',
  list: 'a list',
  map: 'a set of names',
  group: 'a group',
} as const;
const PLURAL = {
  text: 'texts',
  number: 'numbers',
  flag: 'true and false',
  list: 'lists',
  map: 'names',
  group: 'groups',
} as const;

function literal(value: unknown): ValueType | undefined {
  if (typeof value === 'string') return TEXT;
  if (typeof value === 'boolean') return FLAG;
  return typeof value === 'bigint' || typeof value === 'number' ? NUMBER : undefined;
}

/** Without the values it may have: one text says nothing about the others in its list. */
const plain = (type: ValueType): ValueType => (type.is === 'text' ? TEXT : type);

function example(type: ValueType): string {
  if (type.is === 'number') return '> 1';
  if (type.is === 'text') return `== "${type.values?.[0] ?? '…'}"`;
  return '…';
}

const problem = (message: string, node: ASTNode): ExpressionProblem =>
  new ExpressionProblem(message, node.start, node.end);
