/** The strategy: bound and prices, a first assignment at those prices, improvement, perturbation. */

import { Relaxation } from './bound.ts';
import { boundOfPlaced } from './bound-of-placed.ts';
import { bundlesOf } from './bundles.ts';
import { cheapestWithRoom, construct } from './construct.ts';
import { undecided } from './core-set.ts';
import type { CoreSet } from './core-set.ts';
import { newton } from './newton.ts';
import { describeSolution } from './describe-solution.ts';
import { solveExact } from './exact.ts';
import type { ExactLimits, MipSolve } from './exact.ts';
import { scanPairs } from './penalty.ts';
import type { Problem } from './problem.ts';
import { Perturber } from './perturb.ts';
import { createRandom } from './random.ts';
import { runThrough } from './run-through.ts';
import { samplePrices } from './sample.ts';
import { improve } from './search.ts';
import { compileSides } from './sides.ts';
import { gapPct } from './solution.ts';
import type { Solution, SolveProgress, WarmStart } from './solution.ts';
import { PlacementState } from './state.ts';
import { ascend } from './subgradient.ts';

export { gapPct } from './solution.ts';
export type { Solution, SolveProgress } from './solution.ts';

export interface SolveOptions {
  readonly seed: number;
  /** Tries of the perturbation; 0 leaves it out. */
  readonly iterations: number;
  /** A former solution of nearly the same problem: a tenth of the work and of the tries is done then. */
  readonly warm?: WarmStart;
  /** Proves small problems; see exact.ts. Without it they are solved like large ones. */
  readonly exact?: { readonly solve: MipSolve; readonly limits?: ExactLimits };
}

/** Subgradient steps before Newton's method, after it, and for the bound of what was placed when some was not. */
const FAR_STEPS = 250;
const POLISH_STEPS = 60;
const POLISH_LEVEL = 1e-4;
const PLACED_STEPS = 200;
/** Problems of more than twice this many workloads get their first prices from a sample of this size. */
const SAMPLE = 8_000;
/** Candidate sites kept per workload of a large problem. */
const KEEP = 10;
/** Rounds of improvement after construction, and after each round of perturbation. */
const FIRST_PASSES = 6;
const LATER_PASSES = 1;
/** Rounds of tries, with a look at the whole between them. */
const MOST_ROUNDS = 3;
const SMALLEST_ROUND = 5_000;
/** Tries between two breaths. */
const BREATH = 2_000;
/** Undecided workloads for each priced capacity that the tries work on. */
const CORE_PER_LIMIT = 4;
/** How much worse a try may be at the start of a round, as a multiple of the gap per undecided workload. */
const HEAT = 0.6;
/** And at most this share of what a workload costs. */
const HOTTEST = 0.02;
/** (cost − bound) / bound below this share counts as proved. */
const PROVED = 1e-7;
const EXACT_SLIP = 1e-6;
const WARM_SHARE = 1 / 20;
/** Misplaced workloads looked at when most are known to stand well. */
const MOST_MISPLACED = 400;

/** Yields progress, often; stop calling `next` to stop, and use `finish` for the best so far. */
export class Solver {
  readonly problem: Problem;
  readonly options: SolveOptions;
  readonly #state: PlacementState;
  readonly #relaxation: Relaxation;
  readonly #best: Int32Array;
  readonly #placeable: number;
  readonly #large: boolean;
  readonly #grouped: boolean;
  readonly #bundles: readonly Int32Array[];
  #bestObjective = Infinity;
  #bestUnplaced: number;
  #bound = -Infinity;
  /** Bound for exactly the workloads placed in #best, when some found no room. */
  #boundOfBest = -Infinity;
  /** What the method says of the exact solver. */
  #exactly = '';
  /** Of a warm start: worked out once. */
  #core: CoreSet | null = null;

  constructor(problem: Problem, options: SolveOptions) {
    this.problem = problem;
    this.options = options;
    const sides = compileSides(problem);
    const { penalty, canGo, placeable } = runThrough(scanPairs(problem, sides));
    this.#placeable = placeable;
    this.#grouped = problem.splitUsdPerMonth > 0 && problem.groups.length > 0;
    this.#large = problem.workloads > 2 * SAMPLE;
    this.#state = new PlacementState(problem, penalty, sides);
    this.#relaxation = new Relaxation(problem, penalty, (workload) => canGo[workload] === 1, {
      sides,
      ...(this.#large ? { keep: KEEP } : {}),
    });
    this.#bundles = bundlesOf(problem);
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
    this.#boundOfBest = -Infinity;
  }

  #proved(): boolean {
    return this.#bestObjective - this.#bound <= PROVED * Math.abs(this.#bestObjective);
  }

  #progress(phase: SolveProgress['phase'], fraction: number): SolveProgress {
    const penalties = (this.#bestUnplaced - (this.problem.workloads - this.#placeable)) * this.#state.penalty;
    const cost = this.#bestObjective - penalties;
    const bound = Math.min(cost, Math.max(0, this.#bound - penalties));
    const unplaced = this.#bestUnplaced;
    return { phase, fraction, costUsdPerMonth: cost, boundUsdPerMonth: bound, gapPct: gapPct(cost, bound), unplaced };
  }

  /** Passes steps of another kernel on as progress. */
  *#through<T>(
    steps: Generator<unknown, T, void>,
    phase: SolveProgress['phase'],
    fraction: number,
  ): Generator<SolveProgress, T, void> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield this.#progress(phase, fraction);
    }
  }

  *run(): Generator<SolveProgress, void, void> {
    yield* this.#begin();
    yield this.#progress('construct', 0.1);
    if (!this.#proved()) yield* this.#raiseBound();
    if (!this.#proved() && this.options.warm === undefined) yield* this.#tryConstruct(0.6);
    if (!this.#proved()) {
      // A state taken over is the best there is.
      if (this.options.warm === undefined) yield* this.#through(this.#state.restoreInSteps(this.#best), 'improve', 0.6);
      yield* this.#through(this.#improve(), 'improve', 0.65);
      this.#keepIfBetter();
      yield this.#progress('improve', 0.75);
      yield* this.#perturb();
    }
    if (!this.#proved() && this.options.exact !== undefined) yield* this.#prove(this.options.exact);
    if (this.#unplacedForRoom() > 0 && this.#boundOfBest === -Infinity)
      yield* this.#through(this.#raiseBoundOfBest(PLACED_STEPS), 'bound', 0.97);
  }

  /** First prices, bound and assignment. */
  *#begin(): Generator<SolveProgress, void, void> {
    const { warm } = this.options;
    const relaxation = this.#relaxation;
    if (warm !== undefined) {
      relaxation.prices.set(warm.prices);
      if (warm.capPrices.length === relaxation.prices.length - warm.prices.length)
        relaxation.prices.set(warm.capPrices, warm.prices.length);
    } else if (this.#large) yield* this.#through(samplePrices(relaxation, SAMPLE), 'bound', 0.05);
    this.#bound = yield* this.#through(relaxation.select(), 'bound', 0.08);
    if (warm === undefined) yield* this.#tryConstruct(0.1);
    else yield* this.#through(this.#takeOver(warm.assigned), 'construct', 0.1);
  }

  /** The former assignment as far as it is still allowed; the others go where there is room. */
  *#takeOver(assigned: Int32Array): Generator<void, void, void> {
    const state = this.#state;
    state.clear();
    const waiting: number[] = [];
    for (let workload = 0; workload < this.problem.workloads; workload += 1) {
      if (workload % 50_000 === 49_999) yield;
      const site = assigned[workload] ?? -1;
      if (site >= 0 && state.fits(workload, site)) state.move(workload, site);
      else if (this.#relaxation.includes(workload)) waiting.push(workload);
    }
    for (const workload of waiting) {
      const site = cheapestWithRoom(state, this.#relaxation, workload);
      if (site >= 0) state.move(workload, site);
    }
    this.#keepIfBetter();
  }

  /**
   * Steps far from the best prices, Newton's method near them. Over the candidate lists of a large problem both only
   * estimate: the bound is what all pairs say.
   */
  *#raiseBound(): Generator<SolveProgress, void, void> {
    const warm = this.options.warm !== undefined;
    if (!this.#large && !warm) yield* this.#ascend(FAR_STEPS);
    const near = warm || this.#large;
    const first = warm ? 0.0006 : near ? 0.002 : 0.015;
    const before = this.#relaxation.prices.slice();
    const passes = warm ? 4 : near ? 12 : 50;
    yield* this.#through(newton(this.#relaxation, { first, last: 0.0003, passes }), 'bound', 0.45);
    const bound = yield* this.#through(this.#relaxation.select(), 'bound', 0.55);
    if (bound < this.#bound) this.#relaxation.prices.set(before);
    this.#bound = Math.max(this.#bound, bound);
    // The steps see groups less well than Newton's method does.
    if (!near && !this.#grouped) yield* this.#ascend(POLISH_STEPS, POLISH_LEVEL);
  }

  *#ascend(most: number, level?: number): Generator<SolveProgress, void, void> {
    const steps = ascend(this.#relaxation, () => this.#bestObjective, most, level);
    for (;;) {
      const step = steps.next();
      if (step.done === true) break;
      this.#bound = Math.max(this.#bound, step.value.bound);
      yield this.#progress('bound', 0.1 + (0.3 * step.value.iteration) / most);
    }
  }

  *#tryConstruct(fraction: number): Generator<SolveProgress, void, void> {
    this.#state.clear();
    yield* this.#through(construct(this.#state, this.#relaxation), 'construct', fraction);
    this.#keepIfBetter();
  }

  *#improve(): Generator<void, void, void> {
    const state = this.#state;
    if (this.options.warm === undefined) {
      const core = yield* undecided(state, this.#relaxation);
      yield* improve(state, core.workloads, this.#relaxation, this.#bundles, FIRST_PASSES);
      return;
    }
    const core = yield* undecided(state, this.#relaxation, CORE_PER_LIMIT);
    this.#core = core;
    yield* improve(state, core.workloads, this.#relaxation, this.#bundles, 1, misplacedOf(core));
  }

  *#perturb(): Generator<SolveProgress, void, void> {
    const state = this.#state;
    const random = createRandom(this.options.seed);
    const warm = this.options.warm !== undefined;
    const iterations = warm ? this.options.iterations * WARM_SHARE : this.options.iterations;
    const rounds = Math.min(MOST_ROUNDS, Math.ceil(iterations / SMALLEST_ROUND));
    for (let round = 0; round < rounds && !this.#proved(); round += 1) {
      const fraction = 0.75 + (0.2 * (round + 1)) / rounds;
      // Small sums drift over many moves: each round starts from exact figures.
      if (!warm) yield* this.#through(state.restoreInSteps(this.#best), 'perturb', fraction);
      const core =
        this.#core ?? (yield* this.#through(undecided(state, this.#relaxation, CORE_PER_LIMIT), 'perturb', fraction));
      if (core.workloads.length === 0) return;
      const perturber = new Perturber(state, core, random);
      const gap = (this.#bestObjective - this.#bound) / core.workloads.length;
      const mean = this.#bestObjective / Math.max(1, this.#placeable);
      const hot = Math.min(HEAT * gap, HOTTEST * mean);
      const tries = Math.ceil(iterations / rounds);
      for (let done = 0; done < tries; done += 1) {
        perturber.try(hot * (1 - done / tries) ** 2);
        if (done % BREATH === BREATH - 1) yield this.#progress('perturb', fraction);
      }
      this.#keepIfBetter();
      if (warm) return;
      yield* this.#through(
        improve(state, core.workloads, this.#relaxation, this.#bundles, LATER_PASSES, misplacedOf(core)),
        'perturb',
        fraction,
      );
      this.#keepIfBetter();
      yield this.#progress('perturb', fraction);
    }
  }

  *#prove(exact: NonNullable<SolveOptions['exact']>): Generator<SolveProgress, void, void> {
    yield this.#progress('exact', 0.96);
    const state = this.#state;
    const found = solveExact(this.problem, exact.solve, state.penalty, exact.limits);
    if (found === null) {
      this.#exactly = ', not proved by HiGHS (too large or not solved)';
      return;
    }
    const hopeless = (this.problem.workloads - this.#placeable) * state.penalty;
    this.#bound = Math.max(this.#bound, found.bound - hopeless);
    if (found.assigned !== null) {
      state.restore(found.assigned);
      // The solver's tolerances are wider than ours.
      if (!state.overfull()) this.#keepIfBetter();
    }
    this.#exactly = found.proved ? ', proved by HiGHS' : ', not proved by HiGHS within its limits';
    // Within its tolerances of its optimum: that is it.
    if (found.proved && this.#bestObjective - this.#bound <= EXACT_SLIP * Math.abs(this.#bestObjective) + EXACT_SLIP)
      this.#bound = this.#bestObjective;
    if (found.proved) this.#boundOfBest = this.#bound - this.#unplacedForRoom() * state.penalty;
    yield this.#progress('exact', 0.97);
  }

  #unplacedForRoom(): number {
    return this.#bestUnplaced - (this.problem.workloads - this.#placeable);
  }

  /** See bound-of-placed.ts. */
  *#raiseBoundOfBest(steps: number): Generator<void, void, void> {
    this.#boundOfBest = yield* boundOfPlaced(this.#relaxation, this.#best, this.#bestObjective, steps);
  }

  /** The best assignment so far with its own bound; may be called at any time. */
  finish(): Solution {
    const state = this.#state;
    if (this.#bestObjective === Infinity) runThrough(this.#tryConstruct(0));
    state.restore(this.#best);
    const unplacedForRoom = this.#unplacedForRoom();
    if (unplacedForRoom > 0 && this.#boundOfBest === -Infinity) runThrough(this.#raiseBoundOfBest(0));
    const { warm, iterations, seed } = this.options;
    return describeSolution(state, this.#relaxation, {
      bound: unplacedForRoom > 0 ? this.#boundOfBest : this.#bound,
      unplacedForRoom,
      method: `Lagrangian bound, regret construction, moves and exchanges, ${iterations} perturbations, seed ${seed}${warm === undefined ? '' : ', from the former placement'}${this.#exactly}`,
    });
  }
}

function misplacedOf(core: CoreSet): Int32Array {
  return Int32Array.from(core.workloads.subarray(0, Math.min(core.misplaced, MOST_MISPLACED)));
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
