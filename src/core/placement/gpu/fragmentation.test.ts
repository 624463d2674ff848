import { describe, expect, it } from 'vitest';
import { fragmentation, strandedFor } from './fragmentation.ts';
import { buildInstance } from './instance.ts';
import { demand, node } from './problem.fixture.ts';
import { GpuState } from './state.ts';
import { typicalDemand } from './typical.ts';

describe('fragmentation', () => {
  // Three quarters ask for half a GPU, one quarter for a whole one of model A.
  const list = [
    demand('h1', 1, 500),
    demand('h2', 1, 500),
    demand('h3', 1, 500),
    demand('w', 1, 1000, { models: ['A'], cpuMilli: 8000 }),
  ];
  const nodes = [node('n', 2), node('other', 1, { model: 'B' }), node('starved', 1, { cpuMilli: 3000 })];
  const { instance, shapeOf } = buildInstance(nodes, list);
  const typical = typicalDemand(instance, shapeOf, 1);

  it('weighs shapes by how often they are asked for', () => {
    expect([...typical.milli]).toEqual([500, 1000]);
    expect([...typical.weight]).toEqual([0.75, 0.25]);
  });

  it('counts the free share that a shape cannot use', () => {
    const state = new GpuState(instance);
    expect(fragmentation(state, 0, typical)).toBe(0);
    // Model B: not for the whole ones.
    expect(fragmentation(state, 1, typical)).toBe(250);
    // Too few cores for both.
    expect(fragmentation(state, 2, typical)).toBe(1000);
    // 500 left on one of two GPUs: nothing is lost for halves, for whole ones these 500.
    state.apply(shapeOf[0] ?? 0, 0, 1);
    expect(strandedFor(state, 0, typical, 0)).toBe(0);
    expect(strandedFor(state, 0, typical, 1)).toBe(500);
    expect(fragmentation(state, 0, typical)).toBe(125);
  });

  it('covers 95 % with the most frequent shapes', () => {
    const many = [...Array.from({ length: 96 }, (_, i) => demand(`m${i}`, 1, 500)), demand('rare', 1, 300)];
    const built = buildInstance([], many);
    expect([...typicalDemand(built.instance, built.shapeOf).weight]).toEqual([1]);
  });
});
