import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlacements } from './check-plan.fixture.ts';
import { planGpus, startGpuPlan } from './plan.ts';
import type { GpuPlanOptions } from './plan.ts';
import { anyProblem, demand, node } from './problem.fixture.ts';
import type { GpuProblem } from './problem.ts';

const OFFLINE: GpuPlanOptions = { mode: 'offline', seed: 1, iterations: 300 };
const ONLINE: GpuPlanOptions = { mode: 'online', seed: 1, iterations: 0 };

/** The most GPU share that any placement allocates: every demand on every node and GPU, or nowhere. */
function mostShare({ nodes, demands }: GpuProblem): number {
  const cpu = nodes.map(({ cpuMilli }) => cpuMilli);
  const memory = nodes.map(({ memoryMiB }) => memoryMiB);
  const free = nodes.map(({ gpus }) => Array.from({ length: gpus }, () => 1000));
  const best = (i: number): number => {
    const wanted = demands[i];
    if (wanted === undefined) return 0;
    let most = best(i + 1);
    for (const [n, { model }] of nodes.entries()) {
      if ((cpu[n] ?? 0) < wanted.cpuMilli || (memory[n] ?? 0) < wanted.memoryMiB) continue;
      if (wanted.gpuCount > 0 && wanted.models.length > 0 && !wanted.models.includes(model)) continue;
      cpu[n] = (cpu[n] ?? 0) - wanted.cpuMilli;
      memory[n] = (memory[n] ?? 0) - wanted.memoryMiB;
      const gpus = free[n] ?? [];
      const take = (left: number, from: number): void => {
        if (left === 0) {
          most = Math.max(most, wanted.gpuCount * wanted.gpuMilli + best(i + 1));
          return;
        }
        for (let g = from; g < gpus.length; g += 1) {
          if ((gpus[g] ?? 0) < wanted.gpuMilli) continue;
          gpus[g] = (gpus[g] ?? 0) - wanted.gpuMilli;
          take(left - 1, g + 1);
          gpus[g] = (gpus[g] ?? 0) + wanted.gpuMilli;
        }
      };
      take(wanted.gpuCount, 0);
      cpu[n] = (cpu[n] ?? 0) + wanted.cpuMilli;
      memory[n] = (memory[n] ?? 0) + wanted.memoryMiB;
    }
    return most;
  };
  return best(0);
}

describe('GPU plans', () => {
  it('choose, of a queue that does not fit, what fills the GPUs', () => {
    const problem = {
      nodes: [node('n', 2)],
      demands: [
        demand('a', 1, 810),
        demand('b', 1, 810),
        demand('c', 1, 650),
        demand('d', 1, 350),
        demand('e', 1, 1000),
      ],
    };
    const plan = planGpus(problem, OFFLINE);
    expect(plan.placements.map(({ demand }) => demand)).toEqual(['c', 'd', 'e']);
    expect(plan).toMatchObject({ allocatedMilli: 2000, allocationPercent: 100, boundMilli: 2000, gapPercent: 0 });
    expect(plan.unplaced.map(({ demand, kind }) => [demand, kind])).toEqual([
      ['a', 'full'],
      ['b', 'full'],
    ]);
    expect(planGpus(problem, ONLINE).placements.map(({ demand }) => demand)).toEqual(['a', 'b']);
  });

  it('place nothing over a capacity; the bound is above every plan and the best one', () => {
    fc.assert(
      fc.property(anyProblem({ nodes: 3, demands: 6 }), fc.nat(100), (problem, seed) => {
        const most = mostShare(problem);
        for (const options of [
          { ...OFFLINE, seed },
          { ...ONLINE, seed },
          { ...ONLINE, policy: 'fgd' },
        ]) {
          const plan = planGpus(problem, options);
          const { wrong, allocatedMilli } = checkPlacements(problem.nodes, problem.demands, plan.placements);
          expect(wrong).toEqual([]);
          expect(plan.allocatedMilli).toBe(allocatedMilli);
          expect(plan.boundMilli).toBeGreaterThanOrEqual(most);
          expect(plan.allocatedMilli).toBeLessThanOrEqual(most);
          expect(plan.placements.length + plan.unplaced.length).toBe(problem.demands.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are the same bytes for the same seed and iterations, in steps of any size', () => {
    fc.assert(
      fc.property(anyProblem({ nodes: 5, demands: 20 }), fc.integer({ min: 1, max: 50 }), (problem, size) => {
        const planner = startGpuPlan(problem, { ...OFFLINE, iterations: 120 });
        while (planner.step(size));
        expect(planner.result()).toEqual(planGpus(problem, { ...OFFLINE, iterations: 120 }));
      }),
      { numRuns: 15 },
    );
  });

  it('leave running demands where they are', () => {
    const problem = {
      nodes: [node('n1', 1), node('n2', 1)],
      demands: [demand('runs', 1, 600), demand('a', 1, 1000), demand('b', 1, 400)],
      running: [{ demand: 'runs', node: 'n2', gpus: [0] }],
    };
    for (const options of [ONLINE, OFFLINE]) {
      const plan = planGpus(problem, options);
      expect(plan.placements).toEqual([
        { demand: 'a', node: 'n1', gpus: [0] },
        { demand: 'b', node: 'n2', gpus: [0] },
      ]);
      expect(plan).toMatchObject({ allocatedMilli: 2000, boundMilli: 2000 });
      expect(plan.fragmentation).toMatchObject({ freeBefore: 1400, freeAfter: 0, strandedAfter: 0 });
    }
  });

  it('stand up to nothing, to no GPU, and to demands larger than any node', () => {
    for (const options of [ONLINE, OFFLINE]) {
      expect(planGpus({ nodes: [], demands: [] }, options)).toMatchObject({
        placements: [],
        unplaced: [],
        capacityMilli: 0,
        allocationPercent: null,
        gapPercent: null,
      });
      expect(planGpus({ nodes: [], demands: [demand('d', 1, 500)] }, options).unplaced).toEqual([
        { demand: 'd', kind: 'never', reasons: [{ code: 'no-nodes', nodes: 0, text: 'there are no nodes' }] },
      ]);
      const noGpu = planGpus({ nodes: [node('n', 0)], demands: [demand('g', 1, 500), demand('c', 0, 0)] }, options);
      expect(noGpu.placements).toEqual([{ demand: 'c', node: 'n', gpus: [] }]);
      expect(noGpu.unplaced).toEqual([
        { demand: 'g', kind: 'never', reasons: [{ code: 'gpu-count', nodes: 1, text: '1 node: fewer than 1 GPUs' }] },
      ]);
      const large = planGpus(
        {
          nodes: [node('n', 8)],
          demands: [demand('d', 2_000_000_000, 1000), demand('z', 1, 200, { cpuMilli: 0, memoryMiB: 0 })],
        },
        options,
      );
      expect(large.placements.map(({ demand }) => demand)).toEqual(['z']);
      expect(large.unplaced[0]).toMatchObject({ demand: 'd', kind: 'never', reasons: [{ code: 'gpu-count' }] });
    }
  });

  it('say per node the first reason against, most frequent first', () => {
    const problem = {
      nodes: [node('b', 1, { model: 'B' }), node('full', 1), node('small', 1, { cpuMilli: 1000 }), node('full-2', 1)],
      demands: [demand('r1', 1, 700), demand('r2', 1, 700), demand('d', 1, 500, { models: ['A'] })],
      running: [
        { demand: 'r1', node: 'full', gpus: [0] },
        { demand: 'r2', node: 'full-2', gpus: [0] },
      ],
    };
    expect(planGpus(problem, ONLINE).unplaced).toEqual([
      {
        demand: 'd',
        kind: 'full',
        reasons: [
          { code: 'gpu-free', nodes: 2, text: '2 nodes: not 1 × 50 % of a GPU free' },
          { code: 'cpu-size', nodes: 1, text: '1 node: fewer than 4 cores even when empty' },
          { code: 'model', nodes: 1, text: '1 node: GPU model is not one of A' },
        ],
      },
    ]);
  });

  it('refuse a policy nobody knows', () => {
    expect(() => planGpus({ nodes: [], demands: [] }, { ...ONLINE, policy: 'best' })).toThrow(
      expect.objectContaining({ code: 'IST-5032' }),
    );
  });
});
