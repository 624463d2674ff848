/** Small GPU problems for tests. */

import fc from 'fast-check';
import type { GpuDemand, GpuNode, GpuProblem } from './problem.ts';

export function node(id: string, gpus: number, more: Partial<GpuNode> = {}): GpuNode {
  return { id, cpuMilli: 64_000, memoryMiB: 262_144, gpus, model: gpus > 0 ? 'A' : '', ...more };
}

export function demand(id: string, gpuCount: number, gpuMilli: number, more: Partial<GpuDemand> = {}): GpuDemand {
  return { id, cpuMilli: 4000, memoryMiB: 8192, gpuCount, gpuMilli, models: [], ...more };
}

const anyModel = fc.constantFrom('A', 'B', 'C');

const anyNode = fc
  .record({
    cpuMilli: fc.constantFrom(0, 8000, 16_000, 32_000),
    memoryMiB: fc.constantFrom(8192, 65_536),
    gpus: fc.integer({ min: 0, max: 4 }),
    model: anyModel,
  })
  .map((figures) => (figures.gpus === 0 ? { ...figures, model: '' } : figures));

const anyDemand = fc
  .record({
    cpuMilli: fc.constantFrom(0, 1000, 4000, 11_000, 40_000),
    memoryMiB: fc.constantFrom(0, 1024, 16_384),
    gpuCount: fc.constantFrom(0, 1, 1, 1, 1, 2, 3, 8),
    gpuMilli: fc.constantFrom(50, 100, 250, 330, 470, 500, 810, 1000),
    models: fc.array(anyModel, { maxLength: 2 }),
  })
  .map((figures) => {
    if (figures.gpuCount === 0) return { ...figures, gpuMilli: 0 };
    return figures.gpuCount > 1 && figures.gpuMilli !== 500 ? { ...figures, gpuMilli: 1000 } : figures;
  });

export function anyProblem(most: { nodes: number; demands: number }): fc.Arbitrary<GpuProblem> {
  return fc
    .record({
      nodes: fc.array(anyNode, { maxLength: most.nodes }),
      demands: fc.array(anyDemand, { maxLength: most.demands }),
    })
    .map(({ nodes, demands }) => ({
      nodes: nodes.map((figures, n) => ({ id: `node-${n}`, ...figures })),
      demands: demands.map((figures, i) => ({ id: `demand-${i}`, ...figures })),
    }));
}
