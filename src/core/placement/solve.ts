/** The strategy: bound and prices, a first assignment at those prices, improvement, perturbation. */

import { Relaxation } from './bound.ts';
import { bundlesOf } from './bundles.ts';
import { cheapestWithRoom, construct } from './construct.ts';
import { undecided } from './core-set.ts';
import { newton } from './newton.ts';
import { solveExact } from './exact.ts';
import type { ExactLimits, MipSolve } from './exact.ts';
import { scanPairs } from './penalty.ts';
import type { Problem } from './problem.ts';
import { Perturber } from './perturb.ts';
import { createRandom } from './random.ts';
import { samplePrices } from './sample.ts';
import { improve } from './search.ts';
import { compileSides } from './sides.ts';
import { gapPct } from './solution.ts';
import type { Solution, SolveProgress, WarmStart } from './solution.ts';
import { PlacementState } from './state.ts';
import { ascend, WARM_LEVEL } from './subgradient.ts';

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
/** Tries between two looks at the whole. */
const ROUND = 5_000;
/** How much worse a try may be at the start of a round, as a multiple of the gap per undecided workload. */
const HEAT = 6;
/** (cost − bound) / bound below this share counts as proved. */
const PROVED = 1e-7;
/** A sum of a million products is off by far less than this share. */
const ROUNDING = 1e-9;
const EXACT_SLIP = 1e-6;
const WARM_SHARE = 1 / 20;

/** Yields progress, often; stop calling `next` to stop, and use `finish` for the best so far. */
export class Solver {
  readonly problem: Problem;
  readonly options: SolveOptions;
  readonly #state: PlacementState;
  readonly #relaxation: Relaxation;
  readonly #best: Int32Array;
  readonly #placeable: number;
  readonly #large: boolean;
  readonly #bundles: readonly Int32Array[];
  #bestObjective = Infinity;
  #bestUnplaced: number;
  #bound = -Infinity;
  /** Bound for exactly the workloads placed in #best, when some found no room. */
  #boundOfBest = -Infinity;
  /** What the method says of the exact solver. */
  #exactly = '';

  constructor(problem: Problem, options: SolveOptions) {
    this.problem = problem;
    this.options = options;
    const sides = compileSides(problem);
    const { penalty, canGo, placeable } = runThrough(scanPairs(problem, sides));
    this.#placeable = placeable;
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
    if (!this.#proved()) yield* this.#tryConstruct(0.6);
    if (!this.#proved()) {
      this.#state.restore(this.#best);
      yield* this.#through(this.#improve(FIRST_PASSES), 'improve', 0.65);
      this.#keepIfBetter();
      yield this.#progress('improve', 0.75);
      yield* this.#perturb();
    }
    if (!this.#proved() && this.options.exact !== undefined) yield* this.#prove(this.options.exact);
    if (this.#unplacedForRoom() > 0 && this.#boundOfBest === -Infinity)
      yield* this.#through(this.#raiseBoundOfBest(1), 'bound', 0.97);
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
    const temperatures = near ? { first: 0.002, last: 0.0003 } : { first: 0.015, last: 0.0003 };
    const before = this.#relaxation.prices.slice();
    const passes = near ? 12 : 50;
    yield* this.#through(newton(this.#relaxation, { ...temperatures, passes }), 'bound', 0.45);
    const bound = yield* this.#through(this.#relaxation.select(), 'bound', 0.55);
    if (bound < this.#bound) this.#relaxation.prices.set(before);
    this.#bound = Math.max(this.#bound, bound);
    if (!near) yield* this.#ascend(POLISH_STEPS, POLISH_LEVEL);
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

  *#improve(passes: number): Generator<void, void, void> {
    const core = yield* undecided(this.#state, this.#relaxation);
    yield* improve(this.#state, core.workloads, this.#relaxation, this.#bundles, passes);
  }

  *#perturb(): Generator<SolveProgress, void, void> {
    const state = this.#state;
    const random = createRandom(this.options.seed);
    const iterations = this.options.warm === undefined ? this.options.iterations : this.options.iterations * WARM_SHARE;
    const rounds = Math.ceil(iterations / ROUND);
    for (let round = 0; round < rounds && !this.#proved(); round += 1) {
      const fraction = 0.75 + (0.2 * (round + 1)) / rounds;
      // Small sums drift over many moves: each round starts from exact figures.
      state.restore(this.#best);
      const core = yield* this.#through(undecided(state, this.#relaxation), 'perturb', fraction);
      if (core.workloads.length === 0) return;
      const perturber = new Perturber(state, core, random);
      const hot = ((this.#bestObjective - this.#bound) / core.workloads.length) * HEAT;
      const tries = Math.min(ROUND, iterations - round * ROUND);
      for (let done = 0; done < tries; done += 1) perturber.try(hot * (1 - done / tries));
      this.#keepIfBetter();
      yield this.#progress('perturb', fraction);
      yield* this.#through(
        improve(state, core.workloads, this.#relaxation, this.#bundles, LATER_PASSES),
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

  /**
   * With everything placed the search's own bound holds, less the soft costs that were accepted. When some found no
   * room, penalties stand in it: the bound is then taken for exactly the workloads that were placed.
   */
  *#raiseBoundOfBest(effort: number): Generator<void, void, void> {
    const { priced, sides } = this.#relaxation;
    const placed = new Relaxation(this.problem, Infinity, (workload) => (this.#best[workload] ?? -1) >= 0, {
      sides,
      priced,
      keep: this.#relaxation.lists.keep,
    });
    placed.prices.set(this.#relaxation.prices);
    let bound = yield* placed.select();
    if (effort > 0) {
      for (const step of ascend(placed, () => this.#bestObjective, PLACED_STEPS, WARM_LEVEL)) {
        void step;
        yield;
      }
      bound = Math.max(bound, yield* placed.select());
    }
    this.#boundOfBest = bound;
  }

  /** The best assignment so far with its own bound; may be called at any time. */
  finish(): Solution {
    const { problem } = this;
    const state = this.#state;
    if (this.#bestObjective === Infinity) runThrough(this.#tryConstruct(0));
    state.restore(this.#best);
    const split = state.splitUsdPerMonth();
    const preference = state.preferenceUsdPerMonth();
    const excess = state.excessUsdPerMonth();
    const brokenLinks = state.brokenLinksUsdPerMonth();
    let cost = 0;
    for (let workload = 0; workload < problem.workloads; workload += 1) {
      const site = this.#best[workload] as number;
      if (site >= 0) cost += problem.cost[workload * problem.sites + site] as number;
    }
    const unplacedForRoom = this.#unplacedForRoom();
    if (unplacedForRoom > 0 && this.#boundOfBest === -Infinity) runThrough(this.#raiseBoundOfBest(0));
    const soft = split + preference + excess + brokenLinks;
    const bound = boundOfCost(cost, soft, unplacedForRoom > 0 ? this.#boundOfBest : this.#bound);
    return {
      assigned: this.#best.slice(),
      costUsdPerMonth: cost,
      splitUsdPerMonth: split,
      preferenceUsdPerMonth: preference,
      excessUsdPerMonth: excess,
      brokenLinksUsdPerMonth: brokenLinks,
      boundUsdPerMonth: bound,
      gapPct: gapPct(cost, bound),
      unplaced: state.unplaced,
      unplacedForRoom,
      prices: this.#relaxation.multipliers.slice(),
      capPrices: this.#relaxation.prices.slice(problem.limit.length),
      method: `Lagrangian bound, regret construction, moves and exchanges, ${this.options.iterations} perturbations, seed ${this.options.seed}${this.options.warm === undefined ? '' : ', from the former placement'}${this.#exactly}`,
    };
  }
}

/** The bound of the money alone: what is left of the objective's bound without the soft costs that were accepted. */
function boundOfCost(cost: number, soft: number, bound: number): number {
  const slip = ROUNDING * Math.abs(bound);
  // Within rounding of each other: equal.
  if (cost + soft - bound <= slip) return cost;
  return Math.max(0, Math.min(cost, bound - slip - soft));
}

function runThrough<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
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
