/** Where everything should run: builds the problem, solves it, explains every decision. */

import { buildProblem } from './build.ts';
import type { PreparedPlacement } from './build.ts';
import { describePlacement } from './describe.ts';
import type { PlacementOutcome } from './describe.ts';
import type { MipSolve } from './exact.ts';
import type { PlacementInput } from './input.ts';
import type { PlacementResult } from './result.ts';
import { Solver } from './solve.ts';
import type { WarmStart } from './solution.ts';
import type { SolveProgress } from './solve.ts';

export interface PlaceOptions {
  readonly seed?: number;
  /** Tries of the perturbation; 60,000 unless given. The same figure gives the same result on every machine. */
  readonly iterations?: number;
  /** Proves small problems (HiGHS, brought by the caller). */
  readonly exact?: MipSolve;
  /** What a former placement gives this one. */
  readonly warm?: (prepared: PreparedPlacement) => WarmStart;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
}

export const DEFAULT_ITERATIONS = 60_000;

/** The whole placement in one call. Aborting the signal keeps the best plan found so far. */
export function place(input: PlacementInput, options: PlaceOptions = {}): PlacementResult {
  const steps = placeInSteps(input, options);
  for (;;) {
    const step = steps.next(options.signal?.aborted === true);
    if (step.done === true) return step.value;
    options.onProgress?.(step.value);
  }
}

type Steps<T> = Generator<SolveProgress, T, boolean | undefined>;

/** The same in steps of some milliseconds to some seconds, for a caller that must breathe in between; pass true to stop. */
export function* placeInSteps(
  input: PlacementInput,
  options: Omit<PlaceOptions, 'signal' | 'onProgress'> = {},
): Steps<PlacementResult> {
  const { whole, prepared, assignment } = yield* solveInSteps(input, options);
  return { ...whole, assignments: prepared.workloads.map((_, row) => assignment(row)) };
}

/** The same, with assignments made one by one when they are asked for: a million of them do not fit at once. */
export function* solveInSteps(
  input: PlacementInput,
  options: Omit<PlaceOptions, 'signal' | 'onProgress'> = {},
): Steps<PlacementOutcome> {
  const prepared = buildProblem(input);
  const solver = new Solver(prepared.search, {
    seed: options.seed ?? 1,
    iterations: options.iterations ?? DEFAULT_ITERATIONS,
    ...(options.exact !== undefined && { exact: { solve: options.exact } }),
    ...(options.warm !== undefined && { warm: options.warm(prepared) }),
  });
  for (const progress of solver.run()) {
    const stop = yield progress;
    if (stop === true) break;
  }
  return describePlacement(prepared, solver.finish());
}
