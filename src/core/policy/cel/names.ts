/** The attributes an expression names: checked against the vocabulary, and collected. */

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Bound, Path } from './path.ts';
import { ExpressionProblem } from './subset.ts';
import type { Expression, Vocabulary } from './vocabulary.ts';

export class Names {
  /** Paths that are read, those below derived names included. */
  readonly read = new Set<string>();
  readonly written = new Set<string>();
  /** Members of list elements. */
  readonly elements = new Set<string>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /**
   * The attribute a chain of names stands for; undefined when the node is something else. `bound` are the variables
   * of the quantifiers around it. @throws ExpressionProblem for a name nobody knows
   */
  path(node: ASTNode, bound: readonly Bound[]): Path | undefined {
    const keys: string[] = [];
    let at: ASTNode = node;
    while (at.op === '.' || at.op === '[]') {
      const key = at.op === '.' ? at.args[1] : at.args[1].args;
      if (typeof key !== 'string') return undefined;
      keys.unshift(key);
      at = at.args[0];
    }
    if (at.op !== 'id') return undefined;
    const name = at.args;
    const variable = bound.findLast((one) => one.name === name);
    if (variable !== undefined) {
      const text = [variable.element ?? name, ...keys].join('.');
      if (variable.element !== undefined) this.#element(text, node);
      return { text, variable: name, keys };
    }
    const text = [name, ...keys].join('.');
    if (!this.#vocabulary.knows(text)) {
      throw new ExpressionProblem(this.#vocabulary.explain(text), node.start, node.end);
    }
    // A condition with a name has no value of its own that a finding could show: what it looks at has.
    const derived = this.#vocabulary.derived(text);
    for (const each of derived?.written ?? [text]) this.written.add(each);
    for (const each of derived?.paths ?? this.#vocabulary.sources(text)) this.read.add(each);
    return { text, keys };
  }

  #element(text: string, node: ASTNode): void {
    const { typeOf } = this.#vocabulary;
    if (typeOf !== undefined && typeOf(text) === undefined) {
      throw new ExpressionProblem(this.#vocabulary.explain(text), node.start, node.end);
    }
    this.elements.add(text);
  }

  /** The condition a name stands for, such as providerCanRead. */
  derived(path: Path): Expression | undefined {
    return path.variable === undefined ? this.#vocabulary.derived(path.text) : undefined;
  }

  refusesHas(path: Path): string | undefined {
    return this.#vocabulary.refusesHas?.(path.text);
  }
}
