/**
 * Groups of a weighted graph. Nodes settle where most of their weight leads; then two groups become one when enough of the lesser one's whole weight lies between them, the
 * strongest bond first. Unlike modularity this does not depend on the size of the graph: a small group stays one in an
 * estate of any size. Groups with different labels never become one. Ties are broken by the order of nodes, so that
 * sorted nodes and edges give one answer.
 */

import { settledGroups } from './settle.ts';

/** Share of the lesser group's weight that must lie between two groups. */
export const BOND_SHARE = 0.35;

export interface WeightedEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

interface Bond {
  readonly a: number;
  readonly b: number;
  readonly share: number;
  /** Versions of both groups when it was computed: an older one no longer holds. */
  readonly versionA: number;
  readonly versionB: number;
}

/** For each node the least node of its group. `labels[n]` −1: none. Nodes of one label are one group from the start. */
export function bondGroups(count: number, edges: readonly WeightedEdge[], labels: ArrayLike<number>): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const label = Int32Array.from({ length: count }, (_, i) => labels[i] ?? -1);
  const version = new Int32Array(count);
  const strength = new Float64Array(count);
  const near = Array.from({ length: count }, () => new Map<number, number>());
  // Who stands for a group need not be in it any more: the first of its members does from here on.
  const settled = settledGroups(count, edges, labels);
  const firstOf = new Map<number, number>();
  settled.forEach((group, node) => {
    const first = firstOf.get(group);
    if (first === undefined) firstOf.set(group, node);
    else {
      parent[node] = first;
      label[first] = Math.max(label[first] ?? -1, label[node] ?? -1);
    }
  });
  const rootOf = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = node; at !== root;) [at, parent[at]] = [parent[at] ?? root, root];
    return root;
  };
  for (const { a, b, weight } of edges) {
    const [x, y] = [rootOf(a), rootOf(b)];
    strength[x] = (strength[x] ?? 0) + weight;
    strength[y] = (strength[y] ?? 0) + weight;
    if (x === y) continue;
    near[x]?.set(y, (near[x].get(y) ?? 0) + weight);
    near[y]?.set(x, (near[y].get(x) ?? 0) + weight);
  }
  const queue = new BondQueue();
  const offer = (x: number, y: number): void => {
    const [a, b] = x < y ? [x, y] : [y, x];
    if ((label[a] ?? -1) >= 0 && (label[b] ?? -1) >= 0) return;
    const share = (near[a]?.get(b) ?? 0) / Math.min(strength[a] ?? 1, strength[b] ?? 1);
    if (share >= BOND_SHARE) queue.push({ a, b, share, versionA: version[a] ?? 0, versionB: version[b] ?? 0 });
  };
  for (let node = 0; node < count; node++)
    for (const other of near[node]?.keys() ?? []) if (node < other) offer(node, other);

  for (let bond = queue.pop(); bond !== undefined; bond = queue.pop()) {
    const { a, b } = bond;
    if (parent[a] !== a || parent[b] !== b || version[a] !== bond.versionA || version[b] !== bond.versionB) continue;
    parent[b] = a;
    version[a] = (version[a] ?? 0) + 1;
    label[a] = Math.max(label[a] ?? -1, label[b] ?? -1);
    strength[a] = (strength[a] ?? 0) + (strength[b] ?? 0);
    const [mine, theirs] = [near[a], near[b]];
    mine?.delete(b);
    for (const [other, weight] of theirs ?? []) {
      if (other === a) continue;
      mine?.set(other, (mine.get(other) ?? 0) + weight);
      near[other]?.delete(b);
      near[other]?.set(a, mine?.get(other) ?? weight);
    }
    theirs?.clear();
    for (const other of mine?.keys() ?? []) offer(a, other);
  }
  // The least member stands for the group, whichever absorbed the others.
  const least = new Int32Array(count).fill(-1);
  return Int32Array.from({ length: count }, (_, node) => {
    const root = rootOf(node);
    if (least[root] === -1) least[root] = node;
    return least[root] ?? node;
  });
}

/** The strongest bond first; of equals the one between lesser nodes. A binary heap. */
class BondQueue {
  readonly #heap: Bond[] = [];

  push(bond: Bond): void {
    const heap = this.#heap;
    heap.push(bond);
    let at = heap.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(heap[at]!, heap[up]!)) break;
      [heap[at], heap[up]] = [heap[up]!, heap[at]!];
      at = up;
    }
  }

  pop(): Bond | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      let next = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && before(heap[child]!, heap[next]!)) next = child;
      if (next === at) return first;
      [heap[at], heap[next]] = [heap[next]!, heap[at]!];
      at = next;
    }
  }
}

function before(x: Bond, y: Bond): boolean {
  if (x.share !== y.share) return x.share > y.share;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}
