/** Keeps of an object only what is read: less memory, no secret ever held, and a change elsewhere in it is no change. */

import { isRecord } from './json.ts';
import type { Json } from './json.ts';

/** A leaf keeps the whole value. "[]" stands for the members of a list. */
type Tree = Map<string, Tree | 'whole'>;

export type Picker = (object: Json) => Json;

/** Of paths like `spec.containers[].image` and `metadata.labels["a.b/c"]`, and of annotations by their full names. */
export function picker(paths: readonly string[], annotations: readonly string[] = []): Picker {
  const tree: Tree = new Map();
  for (const path of paths) grow(tree, keysOf(path));
  for (const name of annotations) grow(tree, ['metadata', 'annotations', name]);
  return (object) => {
    const picked = pick(object, tree);
    return isRecord(picked) ? picked : {};
  };
}

function keysOf(path: string): string[] {
  return [...path.matchAll(/\["([^"]+)"\]|(\[\])|[^.[\]]+/g)].map((match) => match[1] ?? match[0]);
}

function grow(tree: Tree, [key = '', ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    tree.set(key, 'whole');
    return;
  }
  const below = tree.get(key);
  if (below === 'whole') return;
  const branch: Tree = below ?? new Map();
  tree.set(key, branch);
  grow(branch, rest);
}

function pick(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    const members = tree.get('[]');
    if (members === undefined) return undefined;
    return members === 'whole' ? value : value.map((member) => pick(member, members)).filter(isRecord);
  }
  if (!isRecord(value)) return undefined;
  const kept: Record<string, unknown> = {};
  for (const [key, below] of tree) {
    if (!Object.hasOwn(value, key)) continue;
    const part = below === 'whole' ? value[key] : pick(value[key], below);
    if (part !== undefined && part !== null) kept[key] = part;
  }
  return kept;
}
