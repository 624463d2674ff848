/** The fewest moves that make room for one more demand. */

import { checkGpuProblem } from './check.ts';
import { diagnose } from './explain.ts';
import { Assignment } from './assignment.ts';
import { leastEvictions } from './evictions.ts';
import { buildInstance } from './instance.ts';
import type { GpuInstance } from './instance.ts';
import { RoomSearch } from './make-room.ts';
import type { SearchMove } from './make-room.ts';
import type { GpuDemand, GpuNode, GpuPlacement, GpuProblem } from './problem.ts';
import type { GpuUnplaced } from './result.ts';
import { placeRunning } from './running.ts';
import { gpusOf, GpuState } from './state.ts';
import { tightestGpus } from './policies/gpus.ts';

export interface GpuMove {
  readonly demand: string;
  readonly from: { readonly node: string; readonly gpus: readonly number[] };
  readonly to: { readonly node: string; readonly gpus: readonly number[] };
}

export type Defragmentation =
  | {
      readonly possible: true;
      /** In this order each has room when its turn comes, while its own old place is still taken. */
      readonly moves: readonly GpuMove[];
      /** Where the request goes afterwards. */
      readonly room: { readonly node: string; readonly gpus: readonly number[] };
      /** True when fewer moves are proved impossible. */
      readonly fewest: boolean;
    }
  | {
      readonly possible: false;
      /** `never`: not on empty nodes either; `moves`: not within the moves allowed, or none was found. */
      readonly kind: 'never' | 'moves';
      /** True when it is proved, not merely not found. */
      readonly proved: boolean;
      readonly reasons: GpuUnplaced['reasons'];
    };

export interface DefragmentOptions {
  readonly maxMoves: number;
  /** Steps of the exact search after which only a heuristic goes on; 50,000 unless given. */
  readonly effort?: number;
}

const EFFORT = 50_000;
const EFFORT_PER_NODE = 5000;
/** The heuristic's steps per number of moves, and at least per node; targets it tries per demand that moves. */
const QUICK_EFFORT = 10_000;
const QUICK_EFFORT_PER_NODE = 50;
const FEW_TARGETS = 3;

/**
 * `placed` says where every demand that runs is now; demands of the problem that are not in it are left aside. Each
 * demand moves at most once, and `fewest` and `proved` are about such plans. `maxMoves` is a whole number.
 * Throws IST-5003 or IST-5031 on figures or places that cannot be.
 */
export function defragment(
  problem: Pick<GpuProblem, 'nodes' | 'demands'>,
  placed: readonly GpuPlacement[],
  request: GpuDemand,
  options: DefragmentOptions,
): Defragmentation {
  const demands = [...problem.demands, request];
  checkGpuProblem({ nodes: problem.nodes, demands, running: placed });
  const { instance, shapeOf } = buildInstance(problem.nodes, demands);
  const assignment = runningAssignment(problem.nodes, demands, placed, instance, shapeOf);
  const { state } = assignment;
  const shape = shapeOf[demands.length - 1] ?? 0;
  const { kind, reasons } = diagnose(state, shape);
  const targets = targetsOf(assignment, shape);
  const least = targets[0]?.least ?? Infinity;
  if (least === Infinity) return { possible: false, kind: 'never', proved: true, reasons };

  const search = new RoomSearch(assignment);
  let effort = options.effort ?? EFFORT;
  let proved = true;
  for (let budget = least; budget <= options.maxMoves; budget += 1) {
    const near = targets.filter((target) => target.least <= budget);
    let quick = QUICK_EFFORT;
    const perNode = Math.max(QUICK_EFFORT_PER_NODE, Math.floor(QUICK_EFFORT / near.length));
    let cut = false;
    for (const { node } of near) {
      if (quick <= 0) break;
      const limits = { effort: Math.min(quick, perNode), targets: FEW_TARGETS };
      if (search.find(shape, node, budget, limits)) {
        return found(problem.nodes, demands, assignment, search.moves, shape, node, proved);
      }
      quick -= search.spent;
    }
    for (const { node } of near) {
      if (search.find(shape, node, budget, { effort: Math.min(effort, EFFORT_PER_NODE), targets: Infinity })) {
        return found(problem.nodes, demands, assignment, search.moves, shape, node, proved);
      }
      effort -= search.spent;
      cut ||= search.cut;
    }
    if (cut) proved = false;
  }
  return { possible: false, kind: kind === 'never' ? 'never' : 'moves', proved, reasons };
}

/** Nodes where it could ever run, those where the fewest must leave first, of these the emptiest. */
function targetsOf(assignment: Assignment, shape: number): { node: number; least: number }[] {
  const { state } = assignment;
  return Array.from({ length: state.instance.nodes }, (_, node) => ({
    node,
    least: state.fits(shape, node) ? 0 : Math.max(1, leastEvictions(assignment, shape, node)),
  }))
    .filter(({ least }) => least < Infinity)
    .sort(
      (a, b) =>
        a.least - b.least || (state.gpuFreeTotal[b.node] ?? 0) - (state.gpuFreeTotal[a.node] ?? 0) || a.node - b.node,
    );
}

function runningAssignment(
  nodes: readonly GpuNode[],
  demands: readonly GpuDemand[],
  placed: readonly GpuPlacement[],
  instance: GpuInstance,
  shapeOf: Int32Array,
): Assignment {
  // Tried on one state, so that places that cannot be are refused by name; then held in another.
  const places = placeRunning({ nodes, demands, running: placed }, new GpuState(instance), shapeOf);
  const assignment = new Assignment(new GpuState(instance), shapeOf);
  for (const [demand, { node, gpus }] of places) assignment.place(demand, node, gpus);
  return assignment;
}

function found(
  nodes: readonly GpuNode[],
  demands: readonly GpuDemand[],
  assignment: Assignment,
  moves: readonly SearchMove[],
  shape: number,
  node: number,
  fewest: boolean,
): Defragmentation {
  const nodeId = (n: number): string => nodes[n]?.id ?? '';
  return {
    possible: true,
    fewest,
    moves: moves.map(({ demand, fromNode, fromGpus, toNode, toGpus }) => ({
      demand: demands[demand]?.id ?? '',
      from: { node: nodeId(fromNode), gpus: gpusOf(fromGpus) },
      to: { node: nodeId(toNode), gpus: gpusOf(toGpus) },
    })),
    room: { node: nodeId(node), gpus: gpusOf(tightestGpus(assignment.state, shape, node)) },
  };
}
