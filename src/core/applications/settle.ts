/**
 * First groups of a graph: each node, in order, joins the group that most of its weight leads to, again and again until
 * none changes. Finds tiers that all call each other, where no single pair stands out. Groups are not merged here.
 */

import type { WeightedEdge } from './bonds.ts';

/** Enough for all but odd graphs, which are then taken as they are. */
const MOST_ROUNDS = 30;
/** Neighbours looked at in one step. */
const LOOKS_PER_STEP = 50_000;

/**
 * For each node a node that stands for its group. Nodes with a label (not −1) form one group each and never leave it.
 * In steps of some milliseconds.
 */
export function* settledGroups(
  count: number,
  edges: readonly WeightedEdge[],
  labels: ArrayLike<number>,
): Generator<void, Int32Array> {
  const near = Array.from({ length: count }, (): (readonly [number, number])[] => []);
  for (const { a, b, weight } of edges) {
    if (a === b) continue;
    near[a]?.push([b, weight]);
    near[b]?.push([a, weight]);
  }
  const group = Int32Array.from({ length: count }, (_, node) => node);
  const firstOf = new Map<number, number>();
  for (let node = 0; node < count; node++) {
    const label = labels[node] ?? -1;
    if (label < 0) continue;
    group[node] = firstOf.get(label) ?? node;
    if (!firstOf.has(label)) firstOf.set(label, node);
  }
  const weights = new Map<number, number>();
  let looks = 0;
  for (let round = 0, changed = true; changed && round < MOST_ROUNDS; round++) {
    changed = false;
    for (let node = 0; node < count; node++) {
      if ((labels[node] ?? -1) >= 0) continue;
      looks += 1 + (near[node]?.length ?? 0);
      if (looks > LOOKS_PER_STEP) {
        looks = 0;
        yield;
      }
      weights.clear();
      for (const [other, weight] of near[node] ?? []) {
        const of = group[other] ?? other;
        weights.set(of, (weights.get(of) ?? 0) + weight);
      }
      const own = group[node] ?? node;
      const best = heaviest(weights, own);
      if (best === own) continue;
      group[node] = best;
      changed = true;
    }
  }
  return group;
}

/** Of equals its own, else the least. */
function heaviest(weights: ReadonlyMap<number, number>, own: number): number {
  let best = own;
  let most = weights.get(own) ?? 0;
  for (const [group, weight] of weights) {
    if (weight > most || (weight === most && best !== own && group < best)) [best, most] = [group, weight];
  }
  return best;
}
