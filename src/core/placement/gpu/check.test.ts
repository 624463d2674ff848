import { describe, expect, it } from 'vitest';
import { checkGpuProblem } from './check.ts';
import { planGpus } from './plan.ts';
import { demand, node } from './problem.fixture.ts';
import type { GpuProblem } from './problem.ts';

const nodes = [node('n', 2)];

describe('input of a GPU plan', () => {
  it.each([
    ['NaN', 'IST-5003', { nodes: [node('n', 2, { cpuMilli: Number.NaN })], demands: [] }],
    ['negative', 'IST-5003', { nodes, demands: [demand('d', 1, 500, { memoryMiB: -1 })] }],
    ['infinite', 'IST-5003', { nodes, demands: [demand('d', 1, 500, { cpuMilli: Infinity })] }],
    ['no whole number', 'IST-5031', { nodes, demands: [demand('d', 1, 0.5)] }],
    ['too large', 'IST-5031', { nodes: [node('n', 31)], demands: [] }],
    ['more than a GPU', 'IST-5031', { nodes, demands: [demand('d', 1, 1001)] }],
    ['a share of no GPU', 'IST-5031', { nodes, demands: [demand('d', 0, 500)] }],
    ['no share of a GPU', 'IST-5031', { nodes, demands: [demand('d', 1, 0)] }],
    ['an id twice', 'IST-5031', { nodes: [...nodes, ...nodes], demands: [] }],
    ['an unknown demand', 'IST-5031', { nodes, demands: [], running: [{ demand: 'd', node: 'n', gpus: [] }] }],
    [
      'an unknown node',
      'IST-5031',
      { nodes, demands: [demand('d', 0, 0)], running: [{ demand: 'd', node: 'x', gpus: [] }] },
    ],
  ] satisfies [string, string, GpuProblem][])('refuses %s with %s', (_, code, problem) => {
    expect(() => checkGpuProblem(problem)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['too few GPUs', [0], 1, 'wants 2 different GPUs and holds 0'],
    ['the same GPU twice', [0, 0], 1, 'wants 2 different GPUs and holds 0, 0'],
    ['a GPU that is not there', [0, 2], 1, 'the node has no GPU 2'],
    ['more than there is', [0, 1], 2, 'GPU 0 has only 0 thousandths left for it'],
  ])('refuses running demands with %s', (_, gpus, times, message) => {
    const demands = Array.from({ length: times }, (__, i) => demand(`d${i}`, 2, 1000));
    const running = demands.map(({ id }) => ({ demand: id, node: 'n', gpus }));
    const plan = (): unknown => planGpus({ nodes, demands, running }, { mode: 'online', seed: 1, iterations: 0 });
    expect(plan).toThrow(expect.objectContaining({ code: 'IST-5031', message: expect.stringContaining(message) }));
  });

  it('names the first ten', () => {
    const demands = Array.from({ length: 12 }, (_, i) => demand(`d${i}`, 1, 500, { cpuMilli: Number.NaN }));
    expect(() => checkGpuProblem({ nodes, demands })).toThrow(
      expect.objectContaining({
        message: 'demand d0, cpuMilli: NaN is not a finite number of at least 0',
        causes: expect.objectContaining({ length: 10 }),
      }),
    );
  });
});
