import { describe, expect, it } from 'vitest';
import { explainDemand } from './explain-demand.ts';
import { planGpus } from './plan.ts';
import { demand, node } from './problem.fixture.ts';

describe('why here, why not elsewhere', () => {
  const problem = {
    nodes: [
      node('lean', 2, { cpuMilli: 8000 }),
      node('rich', 2, { cpuMilli: 128_000 }),
      node('other', 4, { model: 'B' }),
      node('cpu', 0),
    ],
    demands: [
      demand('whole', 2, 1000, { models: ['A'], cpuMilli: 20_000 }),
      demand('half', 1, 500, { models: ['A'] }),
      demand('huge', 8, 1000),
    ],
  };
  const plan = planGpus(problem, { mode: 'online', seed: 1, iterations: 0 });

  it('prices the place, and names the first reason per model elsewhere', () => {
    const explained = explainDemand(problem, plan.placements, 'half');
    expect(explained?.place).toEqual({ demand: 'half', node: 'lean', gpus: [0] });
    expect(explained?.lossGpus).toBeGreaterThanOrEqual(0);
    expect(explained?.why).toContain('On lean it takes');
    expect(explained?.elsewhere.map(({ model, code, nodes }) => [model, code, nodes])).toEqual([
      ['', 'model', 1],
      ['A', 'gpu-free', 1],
      ['B', 'model', 1],
    ]);
  });

  it('prices the nodes that would have room', () => {
    const alone = { ...problem, demands: problem.demands.slice(1) };
    const placements = planGpus(alone, { mode: 'online', seed: 1, iterations: 0 }).placements;
    const room = explainDemand(alone, placements, 'half')?.elsewhere.find(({ code }) => code === 'room');
    expect(room).toMatchObject({ model: 'A', nodes: 1 });
    expect(room?.extraGpus).toBeGreaterThanOrEqual(-1e-9);
  });

  it('says of what has no place what is against it everywhere', () => {
    expect(explainDemand(problem, plan.placements, 'huge')).toMatchObject({
      place: null,
      lossGpus: null,
      elsewhere: [
        { model: 'A', code: 'gpu-count', nodes: 2 },
        { model: '', code: 'gpu-count' },
        { model: 'B', code: 'gpu-count' },
      ],
    });
    expect(explainDemand(problem, plan.placements, 'nobody')).toBeUndefined();
  });
});
