/** The strategy: bound and prices of capacity, a first assignment at those prices, improvement, perturbation. */

import { Relaxation } from './bound.ts';
import { construct } from './construct.ts';

import { undecided } from './core-set.ts';
import type { Problem } from './problem.ts';
import { Perturber } from './perturb.ts';
import { createRandom } from './random.ts';
import { improve } from './search.ts';
import { PlacementState } from './state.ts';
import { ascend, sampleMultipliers, WARM_LEVEL } from './subgradient.ts';

export interface SolveOptions {
  readonly seed: number;
  /** Tries of the perturbation; 0 leaves it out. */
  readonly iterations: number;
}

export interface SolveProgress {
  readonly phase: 'bound' | 'construct' | 'improve' | 'perturb';
  /** Fraction of the whole, 0 to 1, roughly. */
  readonly fraction: number;
  readonly costUsdPerMonth: number;
  readonly boundUsdPerMonth: number;
  readonly gapPct: number;
  readonly unplaced: number;
}

export interface Solution {
  /** Site index of each workload; -1: unplaced. */
  readonly assigned: Int32Array;
  /** Sum of the placed workloads' cost, without the soft cost of spread. */
  readonly costUsdPerMonth: number;
  readonly splitUsdPerMonth: number;
  /** No assignment that places these workloads, and spreads applications no more, costs less. */
  readonly boundUsdPerMonth: number;
  readonly gapPct: number;
  readonly unplaced: number;
  /** Unplaced although a site would take them: there was no room. */
  readonly unplacedForRoom: number;
  /** USD per unit of capacity, [site * resources + resource]: what one more unit would save. */
  readonly prices: Float64Array;
  readonly method: string;
}

const BOUND_ITERATIONS = 1200;
/** Multiplications that raising the bound may take: what keeps very large problems within a minute. */
const BOUND_WORK = 4e9;
/** Problems of more than twice this many workloads get their first prices from a sample of this size. */
const SAMPLE = 8_000;
const CONSTRUCTIONS = 5;
/** Rounds of improvement after construction, and after each round of perturbation. */
const FIRST_PASSES = 6;
const LATER_PASSES = 1;
/** Tries between two looks at the whole. */
const ROUND = 5_000;
/** How much worse a try may be at the start of a round, as a multiple of the gap per undecided workload. */
const HEAT = 6;
/** (cost − bound) / bound below this share counts as proved. */
const PROVED = 1e-7;

/** Yields progress a few hundred times; stop calling `next` to stop, and use `finish` for the best so far. */
export class Solver {
  readonly problem: Problem;
  readonly options: SolveOptions;
  readonly #state: PlacementState;
  readonly #relaxation: Relaxation;
  readonly #best: Int32Array;
  readonly #placeable: number;
  #bestObjective = Infinity;
  #bestUnplaced: number;
  #bound = -Infinity;

  constructor(problem: Problem, options: SolveOptions) {
    this.problem = problem;
    this.options = options;
    let highest = problem.splitUsdPerMonth;
    let placeable = 0;
    const canGo = new Uint8Array(problem.workloads);
    for (let index = 0; index < problem.cost.length; index += 1) {
      const cost = problem.cost[index] ?? Infinity;
      if (cost === Infinity) continue;
      highest = Math.max(highest, cost);
      canGo[Math.floor(index / problem.sites)] = 1;
    }
    for (const flag of canGo) placeable += flag;
    // High enough that leaving one more workload out never pays, with room for chains of moves.
    const penalty = 20 * (highest + 1);
    this.#placeable = placeable;
    this.#state = new PlacementState(problem, penalty);
    this.#relaxation = new Relaxation(problem, penalty, (workload) => canGo[workload] === 1);
    this.#best = new Int32Array(problem.workloads).fill(-1);
    this.#bestUnplaced = problem.workloads;
  }

  /** Penalties of workloads that no site takes are in the objective of every assignment: they are left out here. */
  #objective(): number {
    return this.#state.objective - (this.problem.workloads - this.#placeable) * this.#state.penalty;
  }

  #keepIfBetter(): void {
    const objective = this.#objective();
    if (objective >= this.#bestObjective - 1e-9) return;
    this.#bestObjective = objective;
    this.#bestUnplaced = this.#state.unplaced;
    this.#best.set(this.#state.assigned);
  }

  #proved(): boolean {
    return this.#bestObjective - this.#bound <= PROVED * Math.abs(this.#bestObjective);
  }

  #progress(phase: SolveProgress['phase'], fraction: number): SolveProgress {
    const penalties = (this.#bestUnplaced - (this.problem.workloads - this.#placeable)) * this.#state.penalty;
    const cost = this.#bestObjective - penalties;
    const bound = Math.min(cost, Math.max(0, this.#bound - penalties));
    return {
      phase,
      fraction,
      costUsdPerMonth: cost,
      boundUsdPerMonth: bound,
      gapPct: gapPct(cost, bound),
      unplaced: this.#bestUnplaced,
    };
  }

  *run(): Generator<SolveProgress, void, void> {
    this.#tryConstruct();
    this.#bound = this.#relaxation.evaluate();
    yield this.#progress('construct', 0.05);
    if (!this.#proved()) yield* this.#raiseBound();
    if (!this.#proved()) {
      this.#tryConstruct();
      yield this.#progress('construct', 0.6);
    }
    if (!this.#proved()) {
      this.#state.restore(this.#best);
      improve(this.#state, undecided(this.#state, this.#relaxation).workloads, this.#relaxation, FIRST_PASSES);
      this.#keepIfBetter();
      yield this.#progress('improve', 0.75);
      yield* this.#perturb();
    }
  }

  #boundIterations(): number {
    const work = this.problem.workloads * this.problem.sites * this.problem.resources.length;
    return Math.max(60, Math.min(BOUND_ITERATIONS, Math.floor(BOUND_WORK / (work + 1))));
  }

  *#raiseBound(): Generator<SolveProgress, void, void> {
    const most = this.#boundIterations();
    const every = Math.max(5, Math.floor(most / CONSTRUCTIONS));
    const large = this.problem.workloads > 2 * SAMPLE;
    if (large) {
      const { problem } = this;
      const include = (workload: number): boolean => this.#relaxation.includes(workload);
      this.#relaxation.multipliers.set(
        sampleMultipliers(problem, this.#state.penalty, include, SAMPLE, BOUND_ITERATIONS),
      );
      this.#tryConstruct();
      yield this.#progress('bound', 0.2);
    }
    const steps = ascend(this.#relaxation, () => this.#bestObjective, most, large ? WARM_LEVEL : undefined);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        this.#bound = Math.max(this.#bound, step.value);
        return;
      }
      this.#bound = Math.max(this.#bound, step.value.bound);
      if (step.value.iteration % every === 0) this.#tryConstruct();
      if (step.value.iteration % 5 === 0) yield this.#progress('bound', 0.05 + (0.5 * step.value.iteration) / most);
    }
  }

  #tryConstruct(): void {
    this.#state.restore(new Int32Array(this.problem.workloads).fill(-1));
    construct(this.#state, this.#relaxation);
    this.#keepIfBetter();
  }

  *#perturb(): Generator<SolveProgress, void, void> {
    const state = this.#state;
    const random = createRandom(this.options.seed);
    const rounds = Math.ceil(this.options.iterations / ROUND);
    for (let round = 0; round < rounds && !this.#proved(); round += 1) {
      // Small sums drift over many moves: each round starts from exact figures.
      state.restore(this.#best);
      const core = undecided(state, this.#relaxation);
      if (core.workloads.length === 0) return;
      const perturber = new Perturber(state, core, random);
      const hot = ((this.#bestObjective - this.#bound) / core.workloads.length) * HEAT;
      const tries = Math.min(ROUND, this.options.iterations - round * ROUND);
      for (let done = 0; done < tries; done += 1) perturber.try(hot * (1 - done / tries));
      improve(state, core.workloads, this.#relaxation, LATER_PASSES);
      this.#keepIfBetter();
      yield this.#progress('perturb', 0.75 + (0.2 * (round + 1)) / rounds);
    }
  }

  /** The best assignment so far with its own bound; may be called at any time. */
  finish(): Solution {
    const { problem } = this;
    const state = this.#state;
    if (this.#bestObjective === Infinity) this.#tryConstruct();
    state.restore(this.#best);
    const split = state.splitUsdPerMonth();
    let cost = 0;
    for (let workload = 0; workload < problem.workloads; workload += 1) {
      const site = this.#best[workload] ?? -1;
      if (site >= 0) cost += problem.cost[workload * problem.sites + site] ?? 0;
    }
    const unplacedForRoom = state.unplaced - (problem.workloads - this.#placeable);
    const bound = Math.min(cost, this.#boundOfPlaced(cost, split, unplacedForRoom));
    return {
      assigned: this.#best.slice(),
      costUsdPerMonth: cost,
      splitUsdPerMonth: split,
      boundUsdPerMonth: bound,
      gapPct: gapPct(cost, bound),
      unplaced: state.unplaced,
      unplacedForRoom,
      prices: this.#relaxation.multipliers.slice(),
      method: `Lagrangian bound, regret construction, moves and exchanges, ${this.options.iterations} perturbations, seed ${this.options.seed}`,
    };
  }

  /**
   * With everything placed the search's own bound holds, less the spread that was accepted. When some found no room,
   * penalties stand in it: the bound is then taken for exactly the workloads that were placed.
   */
  #boundOfPlaced(cost: number, split: number, unplacedForRoom: number): number {
    let bound = 0;
    if (unplacedForRoom === 0) bound = Math.max(0, this.#bound - split);
    else {
      const placed = new Relaxation(this.problem, Infinity, (workload) => (this.#best[workload] ?? -1) >= 0);
      placed.multipliers.set(this.#relaxation.multipliers);
      for (const step of ascend(placed, () => cost + split, this.#boundIterations() / 2, WARM_LEVEL)) void step;
      bound = Math.max(0, placed.evaluate() - split);
    }
    return bound;
  }
}

/** (cost − bound) / bound in percent; 0 when both are 0. */
export function gapPct(cost: number, bound: number): number {
  if (cost <= bound || cost === 0) return 0;
  return bound > 0 ? ((cost - bound) / bound) * 100 : 100;
}

/** Runs a solver to its end, or until the signal is aborted; the best so far is kept. */
export function solvePlacement(
  problem: Problem,
  options: SolveOptions & { readonly signal?: AbortSignal; readonly onProgress?: (progress: SolveProgress) => void },
): Solution {
  const solver = new Solver(problem, options);
  for (const progress of solver.run()) {
    options.onProgress?.(progress);
    if (options.signal?.aborted === true) break;
  }
  return solver.finish();
}
