/**
 * Plans GPUs for a list of demands. `online` decides in the order given as a scheduler would, knowing the usual mix but
 * not who comes next; `offline` sees the whole list, chooses whom to place and improves the plan step by step.
 */

import { failure } from '../../errors/registry.ts';
import { createRandom } from '../random.ts';
import { shareBound } from './bound.ts';
import { checkGpuProblem } from './check.ts';
import { buildInstance } from './instance.ts';
import { nodeClasses } from './node-classes.ts';
import { OfflineSearch } from './offline.ts';
import { noneArrived, placeArrivals } from './online.ts';
import type { Arrivals } from './online.ts';
import { measureFragmentation, reportPlan } from './plan-report.ts';
import { policyNamed, POLICIES } from './policies/registry.ts';
import type { GpuProblem } from './problem.ts';
import type { GpuPlan } from './result.ts';
import { placeRunning } from './running.ts';
import { GpuState } from './state.ts';
import { typicalDemand } from './typical.ts';

export interface GpuPlanOptions {
  readonly mode: 'online' | 'offline';
  /** Name in the registry of policies; ours unless given. Offline plans start from it. */
  readonly policy?: string;
  readonly seed: number;
  /** Improvement steps of the offline mode; 0: construction only. The online mode has none. */
  readonly iterations: number;
}

export const DEFAULT_POLICY = 'bid-price';
/** After these a plan for some ten thousand demands hardly gets better. */
export const DEFAULT_ITERATIONS = 100_000;
const BOUND_ITERATIONS = 300;

/** A plan under way. */
export interface GpuPlanner {
  /** Does at most that many of the iterations left; false when there is nothing left to do. */
  step(iterations: number): boolean;
  readonly progress: GpuProgress;
  /** The best plan so far. */
  result(): GpuPlan;
}

export interface GpuProgress {
  readonly iterations: number;
  readonly placed: number;
  readonly allocatedMilli: number;
  /** All GPUs, or all that is asked for: what no plan can exceed. The result has a tighter one. */
  readonly limitMilli: number;
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
  const waiting = Int32Array.from(problem.demands.keys()).filter((i) => !running.has(i));
  const waitingShapes = waiting.map((i) => shapeOf[i] ?? 0);

  const typical = typicalDemand(instance, shapeOf);
  const before = measureFragmentation(state, typical);
  const classes = nodeClasses(state);
  const heldMilli = state.allocatedMilli;
  const askedMilli = waitingShapes.reduce(
    (sum, shape) => sum + (instance.shapeCount[shape] ?? 0) * (instance.shapeMilli[shape] ?? 0),
    0,
  );
  const limitMilli = Math.min(instance.capacityMilli, heldMilli + askedMilli);

  const chooser = policy.create({ state, typical, random: createRandom(options.seed) });
  let search: OfflineSearch | undefined;
  let places: Pick<Arrivals, 'node' | 'gpus'>;
  if (options.mode === 'offline') {
    search = new OfflineSearch(state, waitingShapes, chooser, createRandom(options.seed));
    places = search.assignment;
  } else {
    const arrivals = noneArrived(waitingShapes);
    placeArrivals(state, chooser, arrivals, 0, waiting.length);
    places = arrivals;
  }
  const left = (): number =>
    search === undefined || state.allocatedMilli === limitMilli ? 0 : options.iterations - search.iterations;

  return {
    step: (iterations) => {
      search?.step(Math.min(iterations, left()));
      return left() > 0;
    },
    get progress() {
      return {
        iterations: search?.iterations ?? 0,
        placed: running.size + places.node.reduce((sum, node) => sum + (node >= 0 ? 1 : 0), 0),
        allocatedMilli: state.allocatedMilli,
        limitMilli,
      };
    },
    result: () => {
      const listed = typicalDemand(instance, waitingShapes, 1);
      const supply = listed.weight.map((weight) => Math.round(weight * waiting.length));
      const reached = state.allocatedMilli - heldMilli;
      const bound = shareBound(classes, listed, supply, instance.models.length, reached, BOUND_ITERATIONS);
      return reportPlan(problem, {
        mode: options.mode,
        policy: policy.name,
        seed: options.seed,
        iterations: search?.iterations ?? 0,
        state,
        typical,
        before,
        waiting,
        shapes: waitingShapes,
        node: places.node,
        gpus: places.gpus,
        boundMilli: Math.max(state.allocatedMilli, Math.min(limitMilli, heldMilli + bound)),
      });
    },
  };
}

export function planGpus(problem: GpuProblem, options: GpuPlanOptions): GpuPlan {
  const planner = startGpuPlan(problem, options);
  while (planner.step(options.iterations));
  return planner.result();
}
