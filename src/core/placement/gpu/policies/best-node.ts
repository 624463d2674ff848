/**
 * The node with the highest score, the first of equals. A score depends on the shape and on the node alone, so it is
 * kept until the node changes: a decision re-scores only the nodes that changed since the last demand of its shape.
 */

import type { GpuState } from '../state.ts';

export const NO_ROOM = -Infinity;

/** `score` is asked only where the shape fits. */
export function bestNodeBy(state: GpuState, score: (shape: number, node: number) => number): (shape: number) => number {
  const { nodes, shapes } = state.instance;
  const kept: (Float64Array | undefined)[] = Array.from({ length: shapes }, () => undefined);
  const seen = new Float64Array(shapes);
  const { changed, changeMask, lastChange } = state;

  const rate = (shape: number, node: number): number => (state.fits(shape, node) ? score(shape, node) : NO_ROOM);
  const scoresOf = (shape: number): Float64Array => {
    let scores = kept[shape];
    const since = seen[shape] as number;
    seen[shape] = state.changes;
    if (scores === undefined || state.changes - since > changeMask) {
      scores ??= kept[shape] = new Float64Array(nodes);
      for (let n = 0; n < nodes; n += 1) scores[n] = rate(shape, n);
      return scores;
    }
    for (let at = since; at < state.changes; at += 1) {
      const node = changed[at & changeMask] as number;
      if (lastChange[node] === at) scores[node] = rate(shape, node);
    }
    return scores;
  };

  return (shape) => {
    const scores = scoresOf(shape);
    let best = -1;
    let most = NO_ROOM;
    for (let n = 0; n < nodes; n += 1) {
      const value = scores[n] as number;
      if (value > most) {
        most = value;
        best = n;
      }
    }
    return best;
  };
}
