/**
 * Groups of a weighted graph. Nodes settle where most of their weight leads; then two groups become one when enough of
 * the lesser one's whole weight lies between them, the strongest bond first. Unlike modularity this does not depend on
 * the size of the graph: a small group stays one in an estate of any size. Groups with different labels never become
 * one. Ties are broken by the order of nodes, so that sorted nodes and edges give one answer.
 */

import { BondQueue } from './bond-queue.ts';
import { settledGroups } from './settle.ts';
import { finished } from './steps.ts';

/** Share of the lesser group's weight that must lie between two groups. */
export const BOND_SHARE = 0.35;
const BONDS_PER_STEP = 2000;
const NODES_PER_STEP = 5000;

export interface WeightedEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** For each node the least node of its group. `labels[n]` −1: none. Nodes of one label are one group from the start. */
export function bondGroups(count: number, edges: readonly WeightedEdge[], labels: ArrayLike<number>): Int32Array {
  return finished(bondSteps(count, edges, labels));
}

/** As bondGroups, in steps of some milliseconds. */
export function* bondSteps(
  count: number,
  edges: readonly WeightedEdge[],
  labels: ArrayLike<number>,
): Generator<void, Int32Array> {
  const groups = new Groups(count, labels, yield* settledGroups(count, edges, labels));
  for (const [index, edge] of edges.entries()) {
    groups.connect(edge);
    if (index % NODES_PER_STEP === 0) yield;
  }
  for (let node = 0; node < count; node++) {
    groups.offerAllAbove(node);
    if (node % NODES_PER_STEP === 0) yield;
  }
  for (let looked = 0; groups.joinStrongest(); looked++) if (looked % BONDS_PER_STEP === 0) yield;
  return groups.leastOfEach();
}

/**
 * Work is bounded by how often a neighbour changes its group: of two groups the one with fewer neighbours moves, so none
 * moves more often than their number can double. A bond offered stays in the queue when its groups grow: without new
 * weight between them it can only have become weaker, so it is looked at again when its turn comes.
 */
class Groups {
  readonly #parent: Int32Array;
  readonly #label: Int32Array;
  readonly #strength: Float64Array;
  /** By group: weight between it and each other group. */
  readonly #near: Map<number, number>[];
  readonly #queue = new BondQueue();

  constructor(count: number, labels: ArrayLike<number>, settled: Int32Array) {
    this.#parent = Int32Array.from({ length: count }, (_, node) => node);
    this.#label = Int32Array.from({ length: count }, (_, node) => labels[node] ?? -1);
    this.#strength = new Float64Array(count);
    this.#near = Array.from({ length: count }, () => new Map());
    // Who stands for a group need not be in it any more: the first of its members does from here on.
    const firstOf = new Map<number, number>();
    settled.forEach((group, node) => {
      const first = firstOf.get(group);
      if (first === undefined) firstOf.set(group, node);
      else this.#putUnder(node, first);
    });
  }

  connect({ a, b, weight }: WeightedEdge): void {
    const [x, y] = [this.#rootOf(a), this.#rootOf(b)];
    this.#strength[x] = this.#strengthOf(x) + weight;
    this.#strength[y] = this.#strengthOf(y) + weight;
    if (x === y) return;
    this.#bind(x, y, weight);
  }

  /** Each pair once: those of a lesser group with greater ones. */
  offerAllAbove(group: number): void {
    for (const other of this.#nearOf(group).keys()) if (group < other) this.#offer(group, other);
  }

  /** False when no bond is left. */
  joinStrongest(): boolean {
    const bond = this.#queue.pop();
    if (bond === undefined) return false;
    const { a, b, share } = bond;
    // A group that is part of another now has had its bonds offered as those of the other.
    if (this.#parent[a] !== a || this.#parent[b] !== b) return true;
    const now = this.#share(a, b);
    if (now === share) this.#join(a, b);
    // One that became stronger was offered again at once.
    else if (now < share) this.#offer(a, b);
    return true;
  }

  /** The least member stands for the group, whichever absorbed the others. */
  leastOfEach(): Int32Array {
    const least = new Int32Array(this.#parent.length).fill(-1);
    return this.#parent.map((_, node) => {
      const root = this.#rootOf(node);
      if (least[root] === -1) least[root] = node;
      return least[root] ?? node;
    });
  }

  #join(a: number, b: number): void {
    if (this.#apart(a, b)) return;
    const [stays, goes] = this.#nearOf(a).size >= this.#nearOf(b).size ? [a, b] : [b, a];
    this.#putUnder(goes, stays);
    this.#strength[stays] = this.#strengthOf(stays) + this.#strengthOf(goes);
    this.#nearOf(stays).delete(goes);
    const moved = this.#near[goes] ?? new Map<number, number>();
    this.#near[goes] = new Map();
    for (const [other, weight] of moved) {
      if (other === stays) continue;
      this.#nearOf(other).delete(goes);
      this.#bind(stays, other, weight);
    }
    for (const other of moved.keys()) if (other !== stays) this.#offer(stays, other);
  }

  #bind(x: number, y: number, weight: number): void {
    const total = (this.#nearOf(x).get(y) ?? 0) + weight;
    this.#nearOf(x).set(y, total);
    this.#nearOf(y).set(x, total);
  }

  #offer(x: number, y: number): void {
    if (this.#apart(x, y)) return;
    const share = this.#share(x, y);
    if (share >= BOND_SHARE) this.#queue.push({ a: Math.min(x, y), b: Math.max(x, y), share });
  }

  #share(x: number, y: number): number {
    return (this.#nearOf(x).get(y) ?? 0) / Math.min(this.#strengthOf(x), this.#strengthOf(y));
  }

  #apart(x: number, y: number): boolean {
    return (this.#label[x] ?? -1) >= 0 && (this.#label[y] ?? -1) >= 0;
  }

  #putUnder(node: number, root: number): void {
    this.#parent[node] = root;
    this.#label[root] = Math.max(this.#label[root] ?? -1, this.#label[node] ?? -1);
  }

  #strengthOf(group: number): number {
    return this.#strength[group] ?? 0;
  }

  #nearOf(group: number): Map<number, number> {
    return this.#near[group] ?? new Map<number, number>();
  }

  #rootOf(node: number): number {
    let root = node;
    while (this.#parent[root] !== root) root = this.#parent[root] ?? root;
    for (let at = node; at !== root;) [at, this.#parent[at]] = [this.#parent[at] ?? root, root];
    return root;
  }
}
