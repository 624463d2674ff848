import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { checkPlacements } from '../check-plan.fixture.ts';
import { buildInstance } from '../instance.ts';
import { noneArrived, placeArrivals } from '../online.ts';
import { anyProblem, demand, node } from '../problem.fixture.ts';
import type { GpuDemand, GpuNode } from '../problem.ts';
import { gpusOf, GpuState } from '../state.ts';
import { typicalDemand } from '../typical.ts';
import { POLICIES, policyNamed } from './registry.ts';

/** Where the policy puts the demands one after the other: "node:gpus", or "-". */
function placed(policy: string, nodes: readonly GpuNode[], demands: readonly GpuDemand[]): string[] {
  const { instance, shapeOf } = buildInstance(nodes, demands);
  const state = new GpuState(instance);
  const chooser = policyNamed(policy)?.create({
    state,
    typical: typicalDemand(instance, shapeOf),
    random: createRandom(1),
  });
  const arrivals = noneArrived(shapeOf);
  if (chooser !== undefined) placeArrivals(state, chooser, arrivals, 0, shapeOf.length);
  return [...arrivals.node].map((n, i) => (n < 0 ? '-' : `${nodes[n]?.id}:${gpusOf(arrivals.gpus[i] ?? 0).join('+')}`));
}

describe('published policies, by hand', () => {
  const big = node('big', 8, { cpuMilli: 128_000 });
  const small = node('small', 2, { cpuMilli: 64_000 });

  it('best-fit: least left over; the score is cut to whole numbers and the first of equals wins', () => {
    // big: 100 − 50 × (124/128 + 7.5/8) = 4.7; small: 100 − 50 × (60/128 + 1.5/8) = 67.2.
    expect(placed('best-fit', [big, small], [demand('d', 1, 500)])).toEqual(['small:0']);
    // 0.005 of a GPU more room is less than one point: equal scores, the first.
    const twins = [node('first', 2), node('second', 2, { cpuMilli: 64_100 })];
    expect(placed('best-fit', twins, [demand('d', 1, 500)])).toEqual(['first:0']);
    expect(placed('best-fit', twins.toReversed(), [demand('d', 1, 500)])).toEqual(['second:0']);
  });

  it('dot-prod: least in the direction of what is asked, so the smaller node', () => {
    // big: 100 × (1 − (1 × 4/128 + 1 × 0.5/8) / 2) = 95.3; small: 100 × (1 − (0.5 × 4/128 + 0.25 × 0.5/8) / 2) = 98.4.
    expect(placed('dot-prod', [big, small], [demand('d', 1, 500)])).toEqual(['small:0']);
  });

  it('gpu-clustering: beside its own class before an empty node, an empty node before others', () => {
    const nodes = [node('n1', 4), node('n2', 4)];
    const part = demand('part', 1, 500);
    const whole = demand('whole', 1, 1000);
    expect(placed('gpu-clustering', nodes, [part, { ...whole, id: 'w' }, { ...whole, id: 'w2' }, part])).toEqual([
      'n1:0',
      'n2:0',
      'n2:1',
      'n1:0',
    ]);
  });

  it('gpu-packing: a GPU in use, then a free one of a node in use, then a free node with few GPUs', () => {
    const nodes = [node('n4', 4), node('n2', 2)];
    const parts = [demand('a', 1, 600), demand('b', 1, 600), demand('c', 1, 400), demand('d', 1, 1000)];
    // Free nodes: max(33 − 4, 4) = 29 against max(33 − 2, 2) = 31.
    expect(placed('gpu-packing', nodes, parts)).toEqual(['n2:0', 'n2:1', 'n2:0', 'n4:0']);
  });

  it('fgd: does not open a node that whole-GPU demands need while a hole fits', () => {
    const nodes = [node('n1', 1), node('n2', 2)];
    const list = [demand('a', 1, 500), demand('w', 1, 1000), demand('b', 1, 500), demand('w2', 1, 1000)];
    expect(placed('fgd', nodes, list).map((place) => place !== '-')).toEqual([true, true, true, true]);
  });

  it('bid-price: spends cores where the GPUs do not need them', () => {
    // Per GPU the rich node has 32 cores and the poor one 8: what needs 20 must find the rich one free.
    const nodes = [node('poor', 2, { cpuMilli: 16_000 }), node('rich', 2, { cpuMilli: 64_000 })];
    const lean = demand('lean', 1, 1000, { cpuMilli: 4000 });
    const hungry = demand('hungry', 1, 1000, { cpuMilli: 20_000 });
    const list = [lean, { ...lean, id: 'lean-2' }, hungry, { ...hungry, id: 'hungry-2' }];
    expect(placed('bid-price', nodes, list)).toEqual(['poor:0', 'poor:1', 'rich:0', 'rich:1']);
  });

  it('bid-price: puts together what leaves no hole', () => {
    const nodes = [node('n1', 1), node('n2', 1)];
    const list = [demand('a', 1, 650), demand('b', 1, 810), demand('c', 1, 350), demand('d', 1, 190)];
    expect(placed('bid-price', nodes, list)).toEqual(['n1:0', 'n2:0', 'n1:0', 'n2:0']);
  });
});

describe.each(POLICIES.map(({ name }) => name))('%s', (name) => {
  it('places whatever fits somewhere, and never over a capacity', () => {
    fc.assert(
      fc.property(anyProblem({ nodes: 6, demands: 25 }), ({ nodes, demands }) => {
        const { instance, shapeOf } = buildInstance(nodes, demands);
        const state = new GpuState(instance);
        const chooser = policyNamed(name)?.create({
          state,
          typical: typicalDemand(instance, shapeOf),
          random: createRandom(7),
        });
        const arrivals = noneArrived(shapeOf);
        if (chooser === undefined) throw new Error(`${name} is not in the registry`);
        for (let i = 0; i < demands.length; i += 1) {
          const anywhere = nodes.some((_, n) => state.fits(shapeOf[i] ?? 0, n));
          placeArrivals(state, chooser, arrivals, i, i + 1);
          expect((arrivals.node[i] ?? -1) >= 0).toBe(anywhere);
        }
        const placements = demands.flatMap(({ id }, i) => {
          const at = nodes[arrivals.node[i] ?? -1];
          return at === undefined ? [] : [{ demand: id, node: at.id, gpus: gpusOf(arrivals.gpus[i] ?? 0) }];
        });
        const checked = checkPlacements(nodes, demands, placements);
        expect(checked.wrong).toEqual([]);
        expect(checked.allocatedMilli).toBe(state.allocatedMilli);
      }),
      { numRuns: name === 'bid-price' ? 20 : 60 },
    );
  });
});
