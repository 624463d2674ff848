/**
 * Plans GPUs for a list of demands. `online` decides in the order given as a scheduler would, knowing the usual mix but
 * not who comes next; `offline` sees the whole list, chooses whom to place and improves the plan step by step.
 */

import { failure } from '../../errors/registry.ts';
import { createRandom } from '../random.ts';
import { checkGpuProblem } from './check.ts';
import { diagnose } from './explain.ts';
import { fragmentation, strandedFor } from './fragmentation.ts';
import { buildInstance } from './instance.ts';
import type { GpuInstance } from './instance.ts';
import { noneArrived, placeArrivals } from './online.ts';
import { policyNamed, POLICIES } from './policies/registry.ts';
import type { GpuPlan, ShapeFragmentation } from './result.ts';
import type { GpuProblem } from './problem.ts';
import { gpusOf, GpuState } from './state.ts';
import { placeRunning } from './running.ts';
import { typicalDemand } from './typical.ts';
import type { TypicalDemand } from './typical.ts';

export interface GpuPlanOptions {
  readonly mode: 'online' | 'offline';
  /** Name in the registry of policies; ours unless given. Offline plans start from it. */
  readonly policy?: string;
  readonly seed: number;
  /** Improvement steps of the offline mode; 0: construction only. */
  readonly iterations: number;
}

export const DEFAULT_POLICY = 'bid-price';

/** A plan under way: `step` does at most that many iterations and says whether any are left. */
export interface GpuPlanner {
  step(iterations: number): boolean;
  readonly progress: { readonly iterations: number; readonly allocatedMilli: number; readonly boundMilli: number };
  /** The best plan so far. */
  result(): GpuPlan;
}

/** Throws IST-5003 or IST-5031 on figures that are refused, IST-5032 on a policy nobody knows. */
export function startGpuPlan(problem: GpuProblem, options: GpuPlanOptions): GpuPlanner {
  checkGpuProblem(problem);
  const policy = policyNamed(options.policy ?? DEFAULT_POLICY);
  if (policy === undefined) {
    throw failure('IST-5032', `${options.policy} is not one of ${POLICIES.map(({ name }) => name).join(', ')}`);
  }
  const { instance, shapeOf } = buildInstance(problem.nodes, problem.demands);
  const state = new GpuState(instance);
  const running = placeRunning(problem, state, shapeOf);
  const typical = typicalDemand(instance, shapeOf);
  const before = fragmentationNow(state, typical);
  const waiting = Int32Array.from(problem.demands.keys()).filter((i) => !running.has(i));
  const arrivals = noneArrived(waiting.map((i) => shapeOf[i] ?? 0));
  const chooser = policy.create({ state, typical, random: createRandom(options.seed) });
  placeArrivals(state, chooser, arrivals, 0, arrivals.shapeOf.length);
  const boundMilli = instance.capacityMilli;
  return {
    step: () => false,
    progress: { iterations: 0, allocatedMilli: state.allocatedMilli, boundMilli },
    result: () => {
      const after = fragmentationNow(state, typical);
      return {
        mode: options.mode,
        policy: policy.name,
        seed: options.seed,
        iterations: 0,
        placements: [...waiting].flatMap((i, at) => {
          const demand = problem.demands[i];
          const node = problem.nodes[arrivals.node[at] ?? -1];
          if (demand === undefined || node === undefined) return [];
          return [{ demand: demand.id, node: node.id, gpus: gpusOf(arrivals.gpus[at] ?? 0) }];
        }),
        unplaced: [...waiting].flatMap((i, at) => {
          const demand = problem.demands[i];
          return demand === undefined || (arrivals.node[at] ?? -1) >= 0
            ? []
            : [{ demand: demand.id, ...diagnose(state, arrivals.shapeOf[at] ?? 0) }];
        }),
        capacityMilli: instance.capacityMilli,
        allocatedMilli: state.allocatedMilli,
        allocationPercent: percentOf(state.allocatedMilli, instance.capacityMilli),
        boundMilli,
        gapPercent: percentOf(boundMilli - state.allocatedMilli, boundMilli),
        fragmentation: {
          freeBefore: before.free,
          freeAfter: after.free,
          strandedBefore: before.expected,
          strandedAfter: after.expected,
          shapes: shapesOf(instance, typical, before.perShape, after.perShape),
        },
      };
    },
  };
}

export function planGpus(problem: GpuProblem, options: GpuPlanOptions): GpuPlan {
  const planner = startGpuPlan(problem, options);
  while (planner.step(options.iterations));
  return planner.result();
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

interface Fragmentation {
  readonly free: number;
  readonly expected: number;
  readonly perShape: Float64Array;
}

function fragmentationNow(state: GpuState, typical: TypicalDemand): Fragmentation {
  const perShape = new Float64Array(typical.shapes);
  let free = 0;
  let expected = 0;
  for (let n = 0; n < state.instance.nodes; n += 1) {
    free += state.gpuFreeTotal[n] ?? 0;
    expected += fragmentation(state, n, typical);
    for (let t = 0; t < typical.shapes; t += 1) perShape[t] = (perShape[t] ?? 0) + strandedFor(state, n, typical, t);
  }
  return { free, expected, perShape };
}

function shapesOf(
  instance: GpuInstance,
  typical: TypicalDemand,
  before: Float64Array,
  after: Float64Array,
): ShapeFragmentation[] {
  return Array.from({ length: typical.shapes }, (_, t) => ({
    cpuMilli: typical.cpu[t] ?? 0,
    gpuCount: typical.count[t] ?? 0,
    gpuMilli: typical.milli[t] ?? 0,
    models: instance.shapeModels[typical.shape[t] ?? -1] ?? [],
    weight: typical.weight[t] ?? 0,
    strandedBefore: before[t] ?? 0,
    strandedAfter: after[t] ?? 0,
  }));
}
