import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOND_SHARE, bondGroups } from './bonds.ts';
import type { WeightedEdge } from './bonds.ts';
import { settledGroups } from './settle.ts';
import { finished } from './steps.ts';

/** The same in so many words: all pairs are looked at again after each join. */
function slowly(count: number, edges: readonly WeightedEdge[], labels: readonly number[]): number[] {
  const settled = finished(settledGroups(count, edges, labels));
  let groups = [...new Set(settled)].map((group) => [...settled.keys()].filter((node) => settled[node] === group));
  const weightOf = (of: readonly number[], and: readonly number[]): number =>
    edges
      .filter(({ a, b }) => (of.includes(a) && and.includes(b)) || (of.includes(b) && and.includes(a)))
      .reduce((sum, { weight }) => sum + weight, 0);
  const strength = (of: readonly number[]): number =>
    edges.reduce((sum, { a, b, weight }) => sum + weight * (Number(of.includes(a)) + Number(of.includes(b))), 0);
  const labelled = (of: readonly number[]): boolean => of.some((node) => labels[node] !== -1);
  for (;;) {
    let best: { share: number; x: number[]; y: number[] } | undefined;
    for (const [index, x] of groups.entries())
      for (const y of groups.slice(index + 1)) {
        if (labelled(x) && labelled(y)) continue;
        const share = weightOf(x, y) / Math.min(strength(x), strength(y));
        if (share >= BOND_SHARE && (best === undefined || share > best.share)) best = { share, x, y };
      }
    if (best === undefined) break;
    const { x, y } = best;
    groups = [...groups.filter((group) => group !== x && group !== y), [...x, ...y]];
  }
  return Array.from({ length: count }, (_, node) => Math.min(...(groups.find((group) => group.includes(node)) ?? [])));
}

/** Weights are multiples of 1/64, no two alike: sums are exact, whatever their order, and equal bonds are rare. */
const graph = fc
  .record({
    count: fc.integer({ min: 2, max: 14 }),
    pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 30 }),
    weights: fc.shuffledSubarray(
      Array.from({ length: 30 }, (_, i) => 1024 + 2 ** (i % 10) * (1 + Math.floor(i / 10) * 0.125) + i / 64),
      { minLength: 30, maxLength: 30 },
    ),
    labels: fc.array(fc.constantFrom(-1, -1, -1, -1, 0, 1), { minLength: 14, maxLength: 14 }),
  })
  .map(({ count, pairs, weights, labels }) => ({
    count,
    labels: labels.slice(0, count),
    edges: pairs
      .map(([a, b], i) => ({ a: a % count, b: b % count, weight: weights[i]! }))
      .filter(({ a, b }) => a !== b),
  }));

/** Pairs that call each other and one machine that all of them call, at the given place. */
function hub(pairs: number, place: 'first' | 'last'): { count: number; edges: WeightedEdge[] } {
  const count = 2 * pairs + 1;
  const at = (node: number): number => (place === 'first' ? node : count - 1 - node);
  const edges = Array.from({ length: pairs }, (_, i) => [2 * i + 1, 2 * i + 2] as const).flatMap(([x, y]) => [
    { a: at(x), b: at(y), weight: 1 },
    { a: at(0), b: at(x), weight: 0.6 },
    { a: at(0), b: at(y), weight: 0.6 },
  ]);
  return { count, edges };
}

describe('groups by their bonds', () => {
  it('are those of joining the strongest pair again and again', () => {
    fc.assert(
      fc.property(graph, ({ count, edges, labels }) => {
        expect([...bondGroups(count, edges, labels)]).toEqual(slowly(count, edges, labels));
      }),
    );
  });

  it.each(['first', 'last'] as const)(
    'are found with one machine that 20,000 pairs call, the %s in order',
    (place) => {
      const { count, edges } = hub(20_000, place);
      expect(new Set(bondGroups(count, edges, []))).toEqual(new Set([0]));
    },
    20_000,
  );
});
