/** The attributes an expression names: checked against the vocabulary, and collected. */

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Path } from './path.ts';
import { ExpressionProblem } from './subset.ts';
import type { Expression, Vocabulary } from './vocabulary.ts';

export class Names {
  /** Paths that are read, those below derived names included. */
  readonly read = new Set<string>();
  readonly written = new Set<string>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /**
   * The attribute a chain of names stands for; undefined when the node is something else. `bound` are the variables
   * of the quantifiers around it. @throws ExpressionProblem for a name nobody knows
   */
  path(node: ASTNode, bound: readonly string[]): Path | undefined {
    const keys: string[] = [];
    let at: ASTNode = node;
    while (at.op === '.' || at.op === '[]') {
      const key = at.op === '.' ? at.args[1] : at.args[1].args;
      if (typeof key !== 'string') return undefined;
      keys.unshift(key);
      at = at.args[0];
    }
    if (at.op !== 'id') return undefined;
    const text = [at.args, ...keys].join('.');
    if (bound.includes(at.args)) return { text, variable: at.args, keys };
    if (!this.#vocabulary.knows(text)) {
      throw new ExpressionProblem(this.#vocabulary.explain(text), node.start, node.end);
    }
    this.written.add(text);
    const read = this.#vocabulary.derived(text)?.paths ?? this.#vocabulary.sources(text);
    for (const each of read) this.read.add(each);
    return { text, keys };
  }

  /** The condition a name stands for, such as providerCanRead. */
  derived(path: Path): Expression | undefined {
    return path.variable === undefined ? this.#vocabulary.derived(path.text) : undefined;
  }
}
