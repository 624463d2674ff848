/** What becomes of a plan when sites are lost: who finds another place, who does not, and what that costs. */

import { buildProblem } from './build.ts';
import type { PreparedPlacement } from './build.ts';
import { limits } from './capacity.ts';
import { describePlacement } from './describe.ts';
import type { PlacementOutcome } from './describe.ts';
import { lostSites } from './drill-lost.ts';
import { struckProblem } from './drill-problem.ts';
import { cannotAll, placeAll } from './drill-proof.ts';
import { drillFigures, drillVerdict } from './drill-verdict.ts';
import type { DrillFigures } from './drill-verdict.ts';
import type { MipSolve } from './exact.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { gapPct, Solver } from './solve.ts';
import type { Solution, SolveOptions, SolveProgress } from './solve.ts';
import { stalePairs, staleRows, staleText } from './stale-pairs.ts';
import type { StalePairs } from './stale-pairs.ts';
import { unitsAssigned } from './stored-plan.ts';

export interface DrillOptions {
  readonly seed?: number;
  readonly iterations?: number;
  /** The reserve of the surviving sites may be used; true unless given. */
  readonly useReserve?: boolean;
  /** Workloads that are not struck may be moved to make room; false unless given. */
  readonly moveSurvivors?: boolean;
  /** Proves small drills (HiGHS, brought by the caller). */
  readonly exact?: MipSolve;
}

export interface DrillResult extends DrillFigures {
  /** Sites that are lost, by id. */
  readonly lostSites: readonly string[];
  /** A plan was found that gives everybody a place. */
  readonly survives: boolean;
  /** The answer is proved; false: none was found, and that there is none is not proved. */
  readonly proved: boolean;
  /** "Survives: …", "Does not survive: …" or "Not known: …", in one sentence. */
  readonly verdict: string;
  /** Workloads that the plan has where today they may not be, or have no price: in no sum. */
  readonly notAllowed: StalePairs;
  /** Everybody afterwards, as a placement: `fromSiteId` is where the plan had them. */
  readonly outcome: PlacementOutcome;
}

const DEFAULT_ITERATIONS = 5_000;
/** What moving a survivor counts as, as a multiple of the dearest pair: it is done to save somebody, not money. */
const SURVIVOR_MOVE = 2;

/** `assigned`: the plan, site of each workload by position, or -1. Throws IST-5008 for a name nobody has. */
export function drill(
  prepared: PreparedPlacement,
  assigned: Int32Array,
  lost: readonly string[],
  options: DrillOptions = {},
): DrillResult {
  const steps = drillInSteps(prepared, assigned, lost, options);
  for (;;) {
    const step = steps.next(false);
    if (step.done === true) return step.value;
  }
}

/** The same in steps; pass true to stop and keep the best so far. */
export function* drillInSteps(
  prepared: PreparedPlacement,
  assigned: Int32Array,
  lost: readonly string[],
  options: DrillOptions = {},
): Generator<SolveProgress, DrillResult, boolean | undefined> {
  const { useReserve = true, moveSurvivors = false, exact } = options;
  const taken = lostSites(prepared.sites, lost, prepared.input.attributesOf);
  const base = useReserve ? withReserve(prepared) : prepared;
  const after = withoutSites(base, taken);
  const plan = unitsAssigned(prepared, assigned);
  const stale = staleRows(base, assigned);
  const struck = Uint8Array.from(plan, (site) => (site >= 0 && taken[site] !== undefined ? 1 : 0));
  // Who may not be where the plan has it stands still: where it should be is for a new plan to say.
  const free = Uint8Array.from(plan, (_, unit) =>
    struck[unit] === 1 || (moveSurvivors && base.units.members[unit]?.every((row) => stale[row] !== 1) === true)
      ? 1
      : 0,
  );
  const part = struckProblem(after.search, plan, free);
  const before = part.units.map((unit) => plan[unit] ?? -1);
  const hit = Uint8Array.from(part.units, (unit) => struck[unit] ?? 0);
  const problem = moveSurvivors ? holdingStill(part.problem, before, hit) : part.problem;
  const search: SolveOptions = {
    seed: options.seed ?? 1,
    iterations: options.iterations ?? DEFAULT_ITERATIONS,
    ...(exact !== undefined && { exact: { solve: exact } }),
  };
  const wanted = Uint8Array.from(before, (site) => (site >= 0 ? 1 : 0));
  const { found, none } = yield* placing(problem, wanted, search);
  const units = plan.slice();
  for (const [row, unit] of part.units.entries()) units[unit] = found.assigned[row] ?? -1;
  const usdPerMonth = Float64Array.from(assigned, (site, row) =>
    site < 0 || stale[row] === 1 ? 0 : (base.problem.cost[row * base.problem.sites + site] ?? 0),
  );
  const from = { site: assigned, usdPerMonth };
  const outcome = describePlacement({ ...after, from }, overAll(found, after.search, units));
  const notAllowed = stalePairs(prepared, stale);
  const counts = drillFigures(after, usdPerMonth, { before: assigned, after: outcome.assigned, stale }, taken);
  const survives = counts.stranded === 0;
  const proved = survives || (none && outcome.whole.diagnoses.every(({ relax }) => relax.length > 0));
  return {
    ...counts,
    survives,
    proved,
    lostSites: prepared.sites.flatMap(({ id }, index) => (taken[index] === undefined ? [] : [id])),
    verdict: drillVerdict(counts, proved, useReserve, notAllowed),
    notAllowed,
    outcome: notAllowed.workloads === 0 ? outcome : withoutStale(outcome, notAllowed),
  };
}

/** Searches; where somebody wanted finds no place, looks for a plan for all, or the proof that there is none. */
function* placing(
  problem: Problem,
  wanted: Uint8Array,
  search: SolveOptions,
): Generator<SolveProgress, { readonly found: Solution; readonly none: boolean }, boolean | undefined> {
  const solver = new Solver(problem, search);
  let stopped = yield* untilStopped(solver);
  const found = solver.finish();
  const misses = ({ assigned }: Solution): boolean => assigned.some((site, row) => site < 0 && wanted[row] === 1);
  if (stopped || !misses(found)) return { found, none: false };
  const counted = cannotAll(problem, wanted);
  if (counted || search.exact === undefined) return { found, none: counted };
  const { none, assigned } = placeAll(problem, wanted, search.exact.solve);
  if (assigned === null) return { found, none };
  const again = new Solver(problem, {
    ...search,
    warm: { assigned, prices: found.prices, capPrices: found.capPrices },
  });
  stopped = yield* untilStopped(again);
  const better = again.finish();
  if (!misses(better)) return { found: better, none: false };
  let costUsdPerMonth = 0;
  for (const [row, site] of assigned.entries())
    if (site >= 0) costUsdPerMonth += problem.cost[row * problem.sites + site] ?? 0;
  // Any plan that gives all a place is the answer, whatever is known of cheaper ones.
  return { found: { ...found, assigned, costUsdPerMonth, boundUsdPerMonth: 0 }, none: false };
}

function* untilStopped(solver: Solver): Generator<SolveProgress, boolean, boolean | undefined> {
  for (const progress of solver.run()) if ((yield progress) === true) return true;
  return false;
}

function withoutStale(outcome: PlacementOutcome, stale: StalePairs): PlacementOutcome {
  const warnings = [staleText(stale) ?? '', ...outcome.whole.warnings];
  return { ...outcome, whole: { ...outcome.whole, currentUsdPerMonth: null, warnings } };
}

/** Sites filled up to what they have: who was too large for one with its reserve kept free may go there. */
function withReserve(prepared: PreparedPlacement): PreparedPlacement {
  const { problem, search, sites } = prepared;
  if (tooLarge(problem)) return buildProblem(prepared.input, true);
  const limit = limits(sites, problem.resources, true);
  const roomy = { ...problem, limit };
  return { ...prepared, problem: roomy, search: search === problem ? roomy : { ...search, limit } };
}

function tooLarge({ reasons }: Problem): boolean {
  const ofSize = (reason: InfeasibleReason): boolean =>
    reason.kind === 'size' || ('because' in reason && ofSize(reason.because));
  return reasons.some((list) => list.some(ofSize));
}

/** Lost sites closed to everybody. */
function withoutSites(prepared: PreparedPlacement, taken: readonly (string | undefined)[]): PreparedPlacement {
  const { problem, search } = prepared;
  const reasons = [...problem.reasons];
  const codes = taken.map((what) => (what === undefined ? 0 : reasons.push([{ kind: 'lost', what }]) - 1));
  const close = (of: Problem): Problem => {
    const cost = of.cost.slice();
    const reason = of.reason.slice();
    for (const [site, code] of codes.entries()) {
      if (code === 0) continue;
      for (let at = site; at < cost.length; at += of.sites) {
        cost[at] = Infinity;
        reason[at] = code;
      }
    }
    return { ...of, cost, reason, reasons };
  };
  const closed = close(problem);
  return { ...prepared, problem: closed, search: search === problem ? closed : close(search) };
}

/** Everybody may move, and survivors do so only where it gives one of the struck a place. */
function holdingStill(whole: Problem, plan: Int32Array, struck: Uint8Array): Problem {
  const { sites } = whole;
  let dearest = 0;
  for (const usd of whole.cost) if (usd < Infinity && usd > dearest) dearest = usd;
  const moveUsd = SURVIVOR_MOVE * (dearest + 1);
  const classes = new Map<string, number>();
  const prices: number[] = [];
  const preference = Int32Array.from(plan, (home, unit) => {
    const own = whole.preference[unit] ?? -1;
    if (own < 0 && (home < 0 || struck[unit] === 1)) return -1;
    const key = `${own} ${struck[unit] === 1 ? -1 : home}`;
    let number = classes.get(key);
    if (number === undefined) {
      classes.set(key, (number = classes.size));
      for (let site = 0; site < sites; site += 1) {
        const wish = own < 0 ? 0 : (whole.preferenceUsdPerMonth[own * sites + site] ?? 0);
        prices.push(wish + (struck[unit] === 1 || home < 0 || site === home ? 0 : moveUsd));
      }
    }
    return number;
  });
  const cost = whole.cost.slice();
  // Who has no place before the loss is not looked after now.
  for (const [unit, home] of plan.entries()) if (home < 0) cost.fill(Infinity, unit * sites, (unit + 1) * sites);
  return { ...whole, cost, preference, preferenceUsdPerMonth: Float64Array.from(prices) };
}

/** The solution of the part, with those who stood still. */
function overAll(found: Solution, search: Problem, units: Int32Array): Solution {
  let cost = 0;
  let unplaced = 0;
  let unplacedForRoom = 0;
  for (const [unit, site] of units.entries()) {
    const row = unit * search.sites;
    // A survivor that may not be where the plan has it is in no sum.
    if (site >= 0) cost += search.cost[row + site] === Infinity ? 0 : (search.cost[row + site] ?? 0);
    else {
      unplaced += 1;
      if (search.reason.subarray(row, row + search.sites).includes(0)) unplacedForRoom += 1;
    }
  }
  const still = cost - found.costUsdPerMonth;
  const bound = Math.min(cost, found.boundUsdPerMonth + Math.max(0, still));
  return {
    ...found,
    assigned: units,
    costUsdPerMonth: cost,
    boundUsdPerMonth: bound,
    gapPct: gapPct(cost, bound),
    unplaced,
    unplacedForRoom,
    // Caps without a struck member are left out of the search, so that its numbers of caps are others.
    capPrices: new Float64Array(0),
  };
}
