/** Which attributes an expression cannot do without: while one of them is absent, no others settle the answer. */

import type { ASTNode } from '@marcbachmann/cel-js';
import type { Names } from './names.ts';
import type { Bound } from './path.ts';

/** Paths as written. A term of an "and" or "or" may be decided by the others, so only what all terms need counts. */
export function alwaysRead(node: ASTNode, names: Names, bound: readonly Bound[]): ReadonlySet<string> {
  switch (node.op) {
    case '&&':
    case '||':
      return shared(node.args.map((term) => alwaysRead(term, names, bound)));
    case '?:': {
      const [test, ...branches] = node.args;
      const inBoth = shared(branches.map((branch) => alwaysRead(branch, names, bound)));
      return new Set([...alwaysRead(test, names, bound), ...inBoth]);
    }
    case '!_':
      return alwaysRead(node.args, names, bound);
    case 'call':
      return node.args[0] === 'has' ? new Set() : readBy(node, names, bound);
    case 'rcall':
      // What the condition on elements reads is not asked of an empty list.
      return readBy(node.args[0] === 'all' || node.args[0] === 'exists' ? node.args[1] : node, names, bound);
    default:
      return readBy(node, names, bound);
  }
}

function readBy(node: ASTNode, names: Names, bound: readonly Bound[]): ReadonlySet<string> {
  const path = names.path(node, bound);
  if (path !== undefined) {
    const plain = path.variable === undefined && names.derived(path) === undefined;
    return new Set(plain ? [path.text] : []);
  }
  const found = new Set<string>();
  for (const part of operands(node.args)) for (const text of readBy(part, names, bound)) found.add(text);
  return found;
}

/** Nodes among the operands of a node: names of methods and plain values are none. */
function operands(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(operands);
  return args !== null && typeof args === 'object' && 'op' in args ? [args as ASTNode] : [];
}

function shared(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = sets;
  return new Set([...first].filter((one) => others.every((set) => set.has(one))));
}
