/** The fewest moves that make room for one more demand. */

import { checkGpuProblem } from './check.ts';
import { diagnose } from './explain.ts';
import { buildInstance } from './instance.ts';
import type { GpuDemand, GpuPlacement, GpuProblem } from './problem.ts';
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
  /** Search nodes before the exact search gives way to the heuristic. */
  readonly effort?: number;
}

/**
 * `placed` says where every demand that runs is now; demands of the problem that are not in it are left aside.
 * Throws IST-5003 or IST-5031 on figures or places that cannot be.
 */
export function defragment(
  problem: Pick<GpuProblem, 'nodes' | 'demands'>,
  placed: readonly GpuPlacement[],
  request: GpuDemand,
  _options: DefragmentOptions,
): Defragmentation {
  const demands = [...problem.demands, request];
  checkGpuProblem({ nodes: problem.nodes, demands, running: placed });
  const { instance, shapeOf } = buildInstance(problem.nodes, demands);
  const state = new GpuState(instance);
  placeRunning({ nodes: problem.nodes, demands, running: placed }, state, shapeOf);
  const shape = shapeOf[demands.length - 1] ?? 0;
  for (let n = 0; n < instance.nodes; n += 1) {
    if (!state.fits(shape, n)) continue;
    const node = problem.nodes[n];
    if (node === undefined) continue;
    return {
      possible: true,
      moves: [],
      room: { node: node.id, gpus: gpusOf(tightestGpus(state, shape, n)) },
      fewest: true,
    };
  }
  const { kind, reasons } = diagnose(state, shape);
  return { possible: false, kind: kind === 'never' ? 'never' : 'moves', proved: kind === 'never', reasons };
}
