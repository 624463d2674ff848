import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlacements } from './check-plan.fixture.ts';
import { defragment } from './defragment.ts';
import { planGpus } from './plan.ts';
import { anyProblem, demand, node } from './problem.fixture.ts';
import type { GpuDemand, GpuNode, GpuPlacement } from './problem.ts';

/** All ways to put the demand on a node. */
function places({ gpuCount }: GpuDemand, { id, gpus }: GpuNode, name: string): GpuPlacement[] {
  const choose = (count: number, from: number): number[][] =>
    count === 0
      ? [[]]
      : Array.from({ length: gpus - from }, (_, i) => from + i).flatMap((g) =>
          choose(count - 1, g + 1).map((rest) => [g, ...rest]),
        );
  return choose(gpuCount, 0).map((chosen) => ({ demand: name, node: id, gpus: chosen }));
}

/** Fewest moves by trying all lists of moves, each demand once; Infinity above the limit. */
function fewestMoves(
  nodes: readonly GpuNode[],
  demands: readonly GpuDemand[],
  placed: readonly GpuPlacement[],
  limit: number,
): number {
  const request = demands.at(-1);
  const valid = (now: readonly GpuPlacement[], extra: readonly GpuDemand[] = []): boolean =>
    checkPlacements(nodes, [...demands, ...extra], now).wrong.length === 0;
  const roomIn = (now: readonly GpuPlacement[]): boolean =>
    request !== undefined &&
    nodes.some((each) => places(request, each, request.id).some((place) => valid([...now, place])));
  let layer = [{ now: placed, moved: new Set<string>() }];
  for (let moves = 0; moves <= limit; moves += 1) {
    if (layer.some(({ now }) => roomIn(now))) return moves;
    if (moves === limit) break;
    layer = layer.flatMap(({ now, moved }) =>
      now
        .filter((place) => !moved.has(place.demand))
        .flatMap((place) => {
          const mover = demands.find(({ id }) => id === place.demand);
          if (mover === undefined) return [];
          // While it moves it holds both places.
          const copy = { ...mover, id: 'copy' };
          return nodes
            .flatMap((each) => places(copy, each, 'copy'))
            .filter((to) => valid([...now, to], [copy]))
            .map((to) => ({
              now: [...now.filter((each) => each !== place), { ...to, demand: place.demand }],
              moved: new Set([...moved, place.demand]),
            }));
        }),
    );
  }
  return Infinity;
}

describe('defragmenting', () => {
  it('moves nobody when there is room', () => {
    expect(defragment({ nodes: [node('n', 2)], demands: [] }, [], demand('r', 2, 1000), { maxMoves: 3 })).toEqual({
      possible: true,
      moves: [],
      room: { node: 'n', gpus: [0, 1] },
      fewest: true,
    });
  });

  it('moves the one that is in the way', () => {
    const demands = [demand('a', 1, 300), demand('b', 1, 600)];
    const placed = [
      { demand: 'a', node: 'n1', gpus: [0] },
      { demand: 'b', node: 'n2', gpus: [0] },
    ];
    const nodes = [node('n1', 1), node('n2', 1)];
    expect(defragment({ nodes, demands }, placed, demand('r', 1, 1000), { maxMoves: 5 })).toEqual({
      possible: true,
      moves: [{ demand: 'a', from: { node: 'n1', gpus: [0] }, to: { node: 'n2', gpus: [0] } }],
      room: { node: 'n1', gpus: [0] },
      fewest: true,
    });
  });

  it('makes room for the one that has to make room', () => {
    const a = demand('a', 1, 1000, { models: ['A'] });
    const demands = [a, demand('b', 1, 1000)];
    const nodes = [node('n1', 1), node('n2', 1), node('n3', 1, { model: 'B' })];
    const placed = [
      { demand: 'a', node: 'n1', gpus: [0] },
      { demand: 'b', node: 'n2', gpus: [0] },
    ];
    const request = demand('r', 1, 1000, { models: ['A'], cpuMilli: 60_000 });
    const small = [node('n1', 1), node('n2', 1, { cpuMilli: 8000 }), ...nodes.slice(2)];
    const answer = defragment({ nodes: small, demands }, placed, request, { maxMoves: 5 });
    expect(answer).toMatchObject({
      possible: true,
      fewest: true,
      moves: [
        { demand: 'b', to: { node: 'n3' } },
        { demand: 'a', to: { node: 'n2' } },
      ],
      room: { node: 'n1' },
    });
    expect(defragment({ nodes: small, demands }, placed, request, { maxMoves: 1 })).toMatchObject({
      possible: false,
      kind: 'moves',
      proved: true,
    });
  });

  it('says never when the empty nodes are too small', () => {
    expect(defragment({ nodes: [node('n', 2)], demands: [] }, [], demand('r', 3, 1000), { maxMoves: 3 })).toMatchObject(
      {
        possible: false,
        kind: 'never',
        proved: true,
        reasons: [{ code: 'gpu-count' }],
      },
    );
    expect(defragment({ nodes: [], demands: [] }, [], demand('r', 0, 0), { maxMoves: 3 })).toMatchObject({
      kind: 'never',
      reasons: [{ code: 'no-nodes' }],
    });
  });

  it('finds the fewest moves, each with room when its turn comes', () => {
    const MOST = 3;
    fc.assert(
      fc.property(
        anyProblem({ nodes: 3, demands: 5 }),
        fc.constantFrom(demand('r', 1, 1000), demand('r', 2, 1000), demand('r', 1, 500, { cpuMilli: 11_000 })),
        fc.nat(50),
        ({ nodes, demands }, request, seed) => {
          const plan = planGpus({ nodes, demands }, { mode: 'online', policy: 'random', seed, iterations: 0 });
          const answer = defragment({ nodes, demands }, plan.placements, request, { maxMoves: MOST });
          const all = [...demands, request];
          const fewest = fewestMoves(nodes, all, plan.placements, MOST);
          if (!answer.possible) {
            expect(fewest).toBe(Infinity);
            expect(answer.proved).toBe(true);
            return;
          }
          expect(answer.fewest).toBe(true);
          expect(answer.moves.length).toBe(fewest);
          let now = plan.placements;
          for (const { demand: id, from, to } of answer.moves) {
            const at = now.find((place) => place.demand === id);
            expect(at).toEqual({ demand: id, ...from });
            const mover = demands.find((each) => each.id === id);
            const copy = mover === undefined ? [] : [{ ...mover, id: 'copy' }];
            expect(checkPlacements(nodes, [...all, ...copy], [...now, { demand: 'copy', ...to }]).wrong).toEqual([]);
            now = [...now.filter((place) => place !== at), { demand: id, ...to }];
          }
          expect(checkPlacements(nodes, all, [...now, { demand: 'r', ...answer.room }]).wrong).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
