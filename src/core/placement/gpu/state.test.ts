import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildInstance } from './instance.ts';
import { tightestGpus } from './policies/gpus.ts';
import { anyProblem, demand, node } from './problem.fixture.ts';
import { CLASSES, gpusOf, GpuState, maskOf } from './state.ts';

describe('GPU state', () => {
  it('asks for cores, memory, model and enough GPUs with enough share', () => {
    const nodes = [node('n', 2, { cpuMilli: 10_000, memoryMiB: 1000 })];
    const small = { cpuMilli: 1000, memoryMiB: 10 };
    const demands = [
      demand('fits', 2, 1000, small),
      demand('cores', 1, 100, { ...small, cpuMilli: 10_001 }),
      demand('memory', 1, 100, { ...small, memoryMiB: 1001 }),
      demand('gpus', 3, 1000, small),
      demand('model', 1, 100, { ...small, models: ['B'] }),
      demand('no GPU, model ignored', 0, 0, { ...small, models: ['B'] }),
    ];
    const { instance, shapeOf } = buildInstance(nodes, demands);
    const state = new GpuState(instance);
    expect(Array.from(shapeOf, (shape) => state.fits(shape, 0))).toEqual([true, false, false, false, false, true]);
  });

  it('takes the same for demands that ask for the same', () => {
    const { instance, shapeOf } = buildInstance(
      [],
      [
        demand('a', 1, 500, { models: ['V', 'W', 'W'] }),
        demand('b', 1, 500, { models: ['W', 'V'] }),
        demand('c', 1, 500),
        demand('d', 1, 500, { models: ['V|W'] }),
      ],
    );
    expect([...shapeOf]).toEqual([0, 0, 1, 2]);
    expect(instance.shapes).toBe(3);
  });

  it('reads masks back', () => {
    expect(gpusOf(maskOf([0, 3, 29]))).toEqual([0, 3, 29]);
    expect(gpusOf(0)).toEqual([]);
  });

  it('is after any sequence of applying and undoing what adding up gives', () => {
    const steps = fc.array(fc.record({ demand: fc.nat(), node: fc.nat(), undo: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(anyProblem({ nodes: 4, demands: 8 }), steps, ({ nodes, demands }, sequence) => {
        fc.pre(nodes.length > 0 && demands.length > 0);
        const { instance, shapeOf } = buildInstance(nodes, demands);
        const state = new GpuState(instance);
        const held: { shape: number; node: number; gpus: number }[] = [];
        for (const step of sequence) {
          if (step.undo) {
            const last = held.splice(step.demand % Math.max(1, held.length), 1)[0];
            if (last !== undefined) state.undo(last.shape, last.node, last.gpus);
            continue;
          }
          const shape = shapeOf[step.demand % demands.length] ?? 0;
          const on = step.node % nodes.length;
          if (!state.fits(shape, on)) continue;
          const gpus = tightestGpus(state, shape, on);
          state.apply(shape, on, gpus);
          held.push({ shape, node: on, gpus });
        }
        const again = new GpuState(instance);
        for (const { shape, node: on, gpus } of held) again.apply(shape, on, gpus);
        const read = (of: GpuState): unknown => [
          of.cpuFree,
          of.memoryFree,
          of.gpuFree,
          of.gpuFreeTotal,
          of.gpuDemands,
          of.hosted,
          of.allocatedMilli,
        ];
        expect(read(state)).toEqual(read(again));
        for (const figures of [state.cpuFree, state.memoryFree, state.gpuFree]) {
          expect(figures.every((free) => free >= 0)).toBe(true);
        }
        for (let n = 0; n < nodes.length; n += 1) {
          const gpus = state.gpuFree.subarray(instance.gpuStart[n], instance.gpuStart[n + 1]);
          expect(gpus.reduce((sum, free) => sum + free, 0)).toBe(state.gpuFreeTotal[n]);
          const classes = state.hosted.subarray(n * CLASSES, (n + 1) * CLASSES);
          expect(classes.reduce((sum, count) => sum + count, 0)).toBe(state.gpuDemands[n]);
        }
      }),
    );
  });
});
