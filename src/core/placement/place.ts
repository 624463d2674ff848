/** Where everything should run: builds the problem, solves it, explains every decision. */

import { buildProblem } from './build.ts';
import type { PreparedPlacement } from './build.ts';
import { RESOURCES } from './capacity.ts';
import { explainWorkload } from './explain.ts';
import type { PlacementInput } from './input.ts';
import type { Assignment, PlacementResult, SiteUsage } from './result.ts';
import { Solver } from './solve.ts';
import type { Solution, SolveProgress } from './solve.ts';
import { PlacementState } from './state.ts';
import type { Problem } from './problem.ts';
import { contract, expand } from './units.ts';
import { placementWarnings } from './warnings.ts';

export interface PlaceOptions {
  readonly seed?: number;
  /** Tries of the perturbation; 20,000 unless given. The same figure gives the same result on every machine. */
  readonly iterations?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
}

const DEFAULT_ITERATIONS = 20_000;
/** Above this many (workload, site) pairs only the nearest sites are listed for each workload. */
const MOST_CANDIDATES = 300_000;
const NEAREST = 4;

/** The whole placement in one call. Aborting the signal keeps the best plan found so far. */
export function place(input: PlacementInput, options: PlaceOptions = {}): PlacementResult {
  const steps = placeInSteps(input, options);
  for (;;) {
    const step = steps.next(options.signal?.aborted === true);
    if (step.done === true) return step.value;
    options.onProgress?.(step.value);
  }
}

/** The same in steps of some milliseconds to some seconds, for a caller that must breathe in between; pass true to stop. */
export function* placeInSteps(
  input: PlacementInput,
  options: Pick<PlaceOptions, 'seed' | 'iterations'> = {},
): Generator<SolveProgress, PlacementResult, boolean | undefined> {
  const prepared = buildProblem(input);
  const search = contract(prepared.problem, prepared.units);
  const solver = new Solver(search, {
    seed: options.seed ?? 1,
    iterations: options.iterations ?? DEFAULT_ITERATIONS,
  });
  for (const progress of solver.run()) {
    const stop = yield progress;
    if (stop === true) break;
  }
  return describePlacement(prepared, search, solver.finish());
}

/** `search`: the problem over units, which `found` solves. */
function describePlacement(prepared: PreparedPlacement, search: Problem, found: Solution): PlacementResult {
  const { problem } = prepared;
  const solution = expand(found, problem, prepared.units);
  const state = new PlacementState(search, 0);
  state.restore(found.assigned);
  const tooMany = problem.workloads * problem.sites > MOST_CANDIDATES;
  const assignments: Assignment[] = [];
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    assignments.push(explainWorkload(prepared, state, workload, tooMany ? NEAREST : Infinity));
  }
  const current = currentUsdPerMonth(prepared, solution);
  const warnings = placementWarnings(prepared, solution, assignments, current);
  if (tooMany)
    warnings.push(
      `Only the ${NEAREST} nearest sites are listed beside each chosen one; explain a workload to see all.`,
    );
  return {
    generation: prepared.input.generation,
    assignments,
    sites: siteUsage(prepared, state.load, solution.assigned),
    totalUsdPerMonth: solution.costUsdPerMonth,
    currentUsdPerMonth: current,
    migrationUsdOneOff: assignments.reduce((sum, assignment) => sum + (assignment.cost?.migrationUsdOneOff ?? 0), 0),
    boundUsdPerMonth: solution.boundUsdPerMonth,
    gapPct: solution.gapPct,
    method: solution.method,
    unplaced: solution.unplaced,
    warnings,
  };
}

/** What the placed workloads cost where they run now; null when that is not known for every one of them. */
function currentUsdPerMonth(prepared: PreparedPlacement, solution: Solution): number | null {
  const { problem } = prepared;
  let total = 0;
  for (let row = 0; row < problem.workloads; row += 1) {
    if ((solution.assigned[row] ?? -1) < 0) continue;
    const workload = prepared.workloads[row];
    const site = prepared.sites[problem.current[row] ?? -1];
    if (workload === undefined || site === undefined) return null;
    const price = prepared.pricer.price(workload, site, true, 'ready', 0);
    if ('unknown' in price) return null;
    total += price.totalUsdPerMonth;
  }
  return problem.workloads === 0 ? null : total;
}

function siteUsage(prepared: PreparedPlacement, load: Float64Array, assigned: Int32Array): SiteUsage[] {
  const { problem } = prepared;
  const usage = problem.siteIds.map((siteId, site) => {
    const resources: Record<string, { used: number; limit: number | null }> = {};
    for (const [k, resource] of RESOURCES.entries()) {
      const limit = problem.limit[site * RESOURCES.length + k] ?? Infinity;
      resources[resource] = {
        used: load[site * RESOURCES.length + k] ?? 0,
        limit: limit === Infinity ? null : limit,
      };
    }
    return { siteId, workloads: 0, resources, costUsdPerMonth: 0 };
  });
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    const site = assigned[workload] ?? -1;
    const entry = usage[site];
    if (entry === undefined) continue;
    entry.workloads += 1;
    entry.costUsdPerMonth += problem.cost[workload * problem.sites + site] ?? 0;
  }
  return usage;
}
