/** A plan in the words of the problem: who runs where, why the others do not, and what is left in what pieces. */

import { diagnose } from './explain.ts';
import { fragmentation, strandedFor } from './fragmentation.ts';
import type { GpuProblem } from './problem.ts';
import type { GpuPlacement } from './problem.ts';
import type { GpuPlan, GpuUnplaced } from './result.ts';
import { gpusOf } from './state.ts';
import type { GpuState } from './state.ts';
import type { TypicalDemand } from './typical.ts';

export interface Fragmentation {
  readonly free: number;
  readonly stranded: number;
  readonly perShape: Float64Array;
}

export interface PlannedState {
  readonly mode: GpuPlan['mode'];
  readonly policy: string;
  readonly seed: number;
  readonly iterations: number;
  readonly state: GpuState;
  readonly typical: TypicalDemand;
  readonly before: Fragmentation;
  /** Demands that were to be placed, by index, with shape, node or −1, and GPUs. */
  readonly waiting: Int32Array;
  readonly shapes: Int32Array;
  readonly node: Int32Array;
  readonly gpus: Int32Array;
  readonly boundMilli: number;
}

export function reportPlan(problem: GpuProblem, planned: PlannedState): GpuPlan {
  const { state, typical, before, boundMilli } = planned;
  const { instance } = state;
  const placements: GpuPlacement[] = [];
  const unplaced: GpuUnplaced[] = [];
  const diagnosed = new Map<number, Omit<GpuUnplaced, 'demand'>>();
  for (const [at, index] of planned.waiting.entries()) {
    const demand = problem.demands[index];
    if (demand === undefined) continue;
    const node = problem.nodes[planned.node[at] ?? -1];
    if (node !== undefined) {
      placements.push({ demand: demand.id, node: node.id, gpus: gpusOf(planned.gpus[at] ?? 0) });
      continue;
    }
    const shape = planned.shapes[at] ?? 0;
    const why = diagnosed.get(shape) ?? diagnose(state, shape);
    diagnosed.set(shape, why);
    unplaced.push({ demand: demand.id, ...why });
  }
  const after = measureFragmentation(state, typical);
  return {
    mode: planned.mode,
    policy: planned.policy,
    seed: planned.seed,
    iterations: planned.iterations,
    placements,
    unplaced,
    capacityMilli: instance.capacityMilli,
    allocatedMilli: state.allocatedMilli,
    allocationPercent: percentOf(state.allocatedMilli, instance.capacityMilli),
    boundMilli,
    gapPercent: percentOf(boundMilli - state.allocatedMilli, boundMilli),
    fragmentation: {
      freeBefore: before.free,
      freeAfter: after.free,
      strandedBefore: before.stranded,
      strandedAfter: after.stranded,
      shapes: Array.from({ length: typical.shapes }, (_, t) => ({
        cpuMilli: typical.cpu[t] ?? 0,
        gpuCount: typical.count[t] ?? 0,
        gpuMilli: typical.milli[t] ?? 0,
        models: instance.shapeModels[typical.shape[t] ?? -1] ?? [],
        weight: typical.weight[t] ?? 0,
        strandedBefore: before.perShape[t] ?? 0,
        strandedAfter: after.perShape[t] ?? 0,
      })),
    },
  };
}

export function measureFragmentation(state: GpuState, typical: TypicalDemand): Fragmentation {
  const perShape = new Float64Array(typical.shapes);
  let free = 0;
  let stranded = 0;
  for (let n = 0; n < state.instance.nodes; n += 1) {
    free += state.gpuFreeTotal[n] ?? 0;
    stranded += fragmentation(state, n, typical);
    for (let t = 0; t < typical.shapes; t += 1) perShape[t] = (perShape[t] ?? 0) + strandedFor(state, n, typical, t);
  }
  return { free, stranded, perShape };
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}
