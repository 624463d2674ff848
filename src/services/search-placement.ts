/** Runs the search for a placement: says how far it is, ends early when asked, never holds the loop for long. */

import { setImmediate as breathe } from 'node:timers/promises';
import type { PlacementOutcome } from '../core/placement/describe.ts';
import type { PlacementInput } from '../core/placement/input.ts';
import { solveInSteps } from '../core/placement/place.ts';
import type { SolveProgress } from '../core/placement/solve.ts';
import { throwIfCancelled } from './context.ts';
import type { JobContext } from './durable-job.ts';
import { exactSolver } from './exact-solver.ts';

export interface SearchOptions {
  readonly seed: number;
  readonly iterations?: number;
  /** Ends the search after so long. What it finds by then depends on the machine: not reproducible. */
  readonly seconds?: number;
}

export interface SearchEnd<Found = PlacementOutcome> {
  readonly found: Found;
  /** Of the search, by the wall. */
  readonly seconds: number;
  readonly stopped: 'no' | 'by a person' | 'by time';
}

/** Stopping keeps the best plan so far; a cancelled context throws IST-7010. */
export async function searchPlacement(
  context: JobContext,
  input: PlacementInput,
  search: SearchOptions,
): Promise<SearchEnd> {
  const exact = await exactSolver(input.workloads.length * input.sites.sites.length);
  const steps = solveInSteps(input, { ...stepOptions(search), ...(exact !== undefined && { exact }) });
  return runSearch(context, input, search, steps);
}

/** Without the limit in seconds, which is kept here. */
export function stepOptions({ seed, iterations }: SearchOptions): { seed: number; iterations?: number } {
  return { seed, ...(iterations !== undefined && { iterations }) };
}

/** Takes the steps of any search over sites. `input`: what it is about, for those who watch. */
export async function runSearch<Found>(
  context: JobContext,
  input: Pick<PlacementInput, 'workloads' | 'sites'>,
  { seconds: limit = Infinity }: SearchOptions,
  steps: Generator<SolveProgress, Found, boolean | undefined>,
): Promise<SearchEnd<Found>> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const size = { workloads: input.workloads.length, sites: input.sites.sites.length };
  context.figures?.(size);
  let stopped: SearchEnd['stopped'] = 'no';
  for (;;) {
    if (stopped === 'no')
      stopped = context.stopping?.() === true ? 'by a person' : seconds() >= limit ? 'by time' : 'no';
    const step = steps.next(stopped !== 'no');
    if (step.done === true) return { found: step.value, seconds: seconds(), stopped };
    throwIfCancelled(context);
    const { phase, fraction, costUsdPerMonth, boundUsdPerMonth, gapPct, unplaced } = step.value;
    context.progress(0.2 + 0.6 * fraction, PHASES[phase] ?? 'searching');
    if (Number.isFinite(costUsdPerMonth)) {
      context.figures?.({ ...size, costUsdPerMonth, boundUsdPerMonth, gapPct, unplaced, seconds: seconds() });
    }
    await breathe();
  }
}

const PHASES: Readonly<Record<string, string>> = {
  bound: 'raising the bound',
  construct: 'placing',
  improve: 'improving',
  perturb: 'improving',
  exact: 'proving',
};
