/** What becomes of a plan when sites are lost: who finds another place, who does not, and what that costs. */

import type { PreparedPlacement } from './build.ts';
import { limits } from './capacity.ts';
import { describePlacement } from './describe.ts';
import type { PlacementOutcome } from './describe.ts';
import { lostSites } from './drill-lost.ts';
import { struckProblem } from './drill-problem.ts';
import type { Problem } from './problem.ts';
import { gapPct, Solver } from './solve.ts';
import type { Solution, SolveProgress } from './solve.ts';
import { unitsAssigned } from './stored-plan.ts';

export interface DrillOptions {
  readonly seed?: number;
  readonly iterations?: number;
  /** The reserve of the surviving sites may be used; true unless given. */
  readonly useReserve?: boolean;
  /** Workloads that are not struck may be moved to make room; false unless given. */
  readonly moveSurvivors?: boolean;
}

export interface DrillResult {
  /** Sites that are lost, by id. */
  readonly lostSites: readonly string[];
  readonly survives: boolean;
  /** "Survives: …" or "Does not survive: …", in one sentence. */
  readonly verdict: string;
  /** Workloads that were at the lost sites. */
  readonly struck: number;
  readonly rescued: number;
  readonly stranded: number;
  readonly strandedMissionCritical: number;
  /** Survivors that had to move, when they may. */
  readonly moved: number;
  /** What everybody with a place costs afterwards, less what the same cost before. */
  readonly addedUsdPerMonth: number;
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
  const { useReserve = true, moveSurvivors = false } = options;
  const taken = lostSites(prepared.sites, lost, prepared.input.attributesOf);
  const after = withoutSites(prepared, taken, useReserve);
  const plan = unitsAssigned(prepared, assigned);
  const struck = Uint8Array.from(plan, (site) => (site >= 0 && taken[site] !== undefined ? 1 : 0));
  const part = moveSurvivors ? undefined : struckProblem(after.search, plan, struck);
  const problem = part?.problem ?? holdingStill(after.search, plan, struck);
  const solver = new Solver(problem, { seed: options.seed ?? 1, iterations: options.iterations ?? DEFAULT_ITERATIONS });
  for (const progress of solver.run()) {
    const stop = yield progress;
    if (stop === true) break;
  }
  const found = solver.finish();
  const units = plan.slice();
  if (part === undefined) units.set(found.assigned);
  else for (const [row, unit] of part.units.entries()) units[unit] = found.assigned[row] ?? -1;
  const usdPerMonth = Float64Array.from(assigned, (site, row) =>
    site < 0 ? 0 : (prepared.problem.cost[row * prepared.problem.sites + site] ?? 0),
  );
  const from = { site: assigned, usdPerMonth };
  const outcome = describePlacement({ ...after, from }, overAll(found, after.search, units));
  return summary(prepared, assigned, taken, outcome, useReserve);
}

/** Limits of the drill, and lost sites closed to everybody. */
function withoutSites(
  prepared: PreparedPlacement,
  taken: readonly (string | undefined)[],
  useReserve: boolean,
): PreparedPlacement {
  const { problem, search, sites } = prepared;
  const limit = limits(sites, problem.resources, useReserve);
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
    return { ...of, limit, cost, reason, reasons };
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
    if (site >= 0) cost += search.cost[row + site] ?? 0;
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

function summary(
  { problem, workloads, sites }: PreparedPlacement,
  before: Int32Array,
  taken: readonly (string | undefined)[],
  outcome: PlacementOutcome,
  useReserve: boolean,
): DrillResult {
  const counts = { struck: 0, rescued: 0, stranded: 0, strandedMissionCritical: 0, moved: 0, addedUsdPerMonth: 0 };
  for (const [row, from] of before.entries()) {
    if (from < 0) continue;
    const to = outcome.assigned[row] ?? -1;
    const struck = taken[from] !== undefined;
    if (struck) counts.struck += 1;
    if (struck && to >= 0) counts.rescued += 1;
    if (!struck && to !== from) counts.moved += 1;
    if (to < 0) {
      counts.stranded += 1;
      if (workloads[row]?.facts.criticality === 'mission-critical') counts.strandedMissionCritical += 1;
    } else {
      const row0 = row * problem.sites;
      counts.addedUsdPerMonth += (problem.cost[row0 + to] ?? 0) - (problem.cost[row0 + from] ?? 0);
    }
  }
  const survives = counts.stranded === 0;
  return {
    ...counts,
    survives,
    lostSites: sites.flatMap(({ id }, index) => (taken[index] === undefined ? [] : [id])),
    verdict: verdictOf(counts, useReserve),
    outcome,
  };
}

function verdictOf(
  {
    struck,
    stranded,
    strandedMissionCritical: critical,
    addedUsdPerMonth: added,
  }: Omit<DrillResult, 'verdict' | 'survives' | 'lostSites' | 'outcome'>,
  useReserve: boolean,
): string {
  const reserve = useReserve ? ', with the reserve of the others in use' : '';
  if (struck === 0) return 'Survives: nothing runs there.';
  if (stranded === 0) {
    const money = `$${Math.abs(Math.round(added)).toLocaleString('en-US')} a month ${added < 0 ? 'less' : 'more'}`;
    return `Survives: all ${struck} workloads find another place, at ${money}${reserve}.`;
  }
  const of = critical === 0 ? 'none of them mission-critical' : `of which mission-critical ${critical}`;
  return `Does not survive: ${stranded} of ${struck} workloads find no other place, ${of}${reserve}.`;
}
