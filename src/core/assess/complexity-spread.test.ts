import { describe, expect, it } from 'vitest';
import { complexitySpread } from './complexity-spread.ts';
import { COMPLEXITY_TERMS } from './complexity.ts';
import type { RunRows } from './run.ts';

/** One list of points per workload, in the order of the terms. */
function rowsOf(points: readonly (readonly number[])[]): RunRows {
  const flat = points.flatMap((one) => COMPLEXITY_TERMS.map((_, index) => one[index] ?? 0));
  return {
    ids: points.map((_, index) => `wl-${index}`),
    shapes: new Uint32Array(points.length),
    points: Uint8Array.from(flat),
    digests: new Uint8Array(points.length * 16),
  };
}

describe('how complexity is spread', () => {
  it('counts workloads by score and points by term', () => {
    const { scores, median, terms } = complexitySpread(
      rowsOf([[8, 3], [16], [0, 3], [32, 24, 10, 15, 5, 8, 6, 24, 12]]),
    );
    expect(scores).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(median).toBe(11);
    expect(terms.slice(0, 2)).toEqual([
      { term: 'blockers to clear', workloads: 3, points: 56 },
      { term: 'warnings to handle', workloads: 3, points: 30 },
    ]);
  });

  it('leaves out what is not judged, and has no middle without workloads', () => {
    expect(complexitySpread(rowsOf([[8], [255]]))).toMatchObject({
      median: 8,
      scores: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
    expect(complexitySpread(rowsOf([]))).toEqual({ scores: Array(10).fill(0), median: null, terms: [] });
  });
});
