/** From a solution to what people read of it. */

import { demandOf } from '../cost/demand.ts';
import { createPricer } from '../cost/pricing.ts';
import type { PreparedPlacement } from './build.ts';
import { expand } from './contract.ts';
import { describeDiagnoses } from './describe-diagnosis.ts';
import { diagnose } from './diagnose.ts';
import { createExplainer } from './explain.ts';
import { siteUsage } from './headroom.ts';
import type { Assignment, PlacementWhole } from './result.ts';
import { ruleReport, softCosts } from './rule-report.ts';
import type { Solution } from './solve.ts';
import { PlacementState } from './state.ts';
import { placementWarnings } from './warnings.ts';

/** Above this many (workload, site) pairs only the nearest sites are listed for each workload. */
const MOST_CANDIDATES = 300_000;
const NEAREST = 4;

export interface PlacementOutcome {
  readonly prepared: PreparedPlacement;
  /** Site of each workload, by position; -1: unplaced. */
  readonly assigned: Int32Array;
  readonly whole: PlacementWhole;
  /** Of a workload by its position in `prepared.workloads`; made when asked for. */
  readonly assignment: (row: number) => Assignment;
}

/** `found`: solves `prepared.search`. */
export function describePlacement(prepared: PreparedPlacement, found: Solution): PlacementOutcome {
  const { problem } = prepared;
  const solution = expand(found, problem, prepared.units);
  const state = new PlacementState(prepared.search, 0);
  state.restore(found.assigned);
  const tooMany = problem.workloads * problem.sites > MOST_CANDIDATES;
  const current = currentUsdPerMonth(prepared, solution);
  const warnings = placementWarnings(prepared, solution, current);
  if (tooMany)
    warnings.push(
      `Only the ${NEAREST} nearest sites are listed beside each chosen one; explain a workload to see all.`,
    );
  const { broken, binding } = ruleReport(prepared, solution.assigned);
  return {
    prepared,
    assigned: solution.assigned,
    assignment: createExplainer(prepared, state, tooMany ? { candidates: NEAREST } : {}),
    whole: {
      generation: prepared.input.generation,
      sites: siteUsage(prepared, solution.assigned, solution.prices),
      totalUsdPerMonth: solution.costUsdPerMonth,
      currentUsdPerMonth: current,
      migrationUsdOneOff: migrationUsdOneOff(prepared, solution.assigned),
      boundUsdPerMonth: solution.boundUsdPerMonth,
      gapPct: solution.gapPct,
      method: solution.method,
      unplaced: solution.unplaced,
      soft: softCosts(problem, solution.assigned),
      brokenRules: broken,
      bindingRules: binding,
      diagnoses: solution.unplaced === 0 ? [] : describeDiagnoses(prepared, diagnose(prepared.search, found)),
      warnings,
    },
  };
}

function migrationUsdOneOff(prepared: PreparedPlacement, assigned: Int32Array): number {
  let total = 0;
  for (const [row, site] of assigned.entries()) {
    const workload = prepared.workloads[row];
    const before = (prepared.from?.site ?? prepared.problem.current)[row];
    if (workload === undefined || site < 0 || before === site) continue;
    const demand = demandOf(workload);
    if (!('unknown' in demand))
      total += prepared.pricer.migrationUsd(workload, demand, false, prepared.classes.at(row, site, false).conditions);
  }
  return total;
}

/** What the placed workloads cost where they run now, or where the plan has them; null when that is not known for every one of them. */
function currentUsdPerMonth(prepared: PreparedPlacement, solution: Solution): number | null {
  const { problem, input, from } = prepared;
  if (from !== undefined)
    return from.usdPerMonth.reduce((sum, usd, row) => sum + ((solution.assigned[row] ?? -1) < 0 ? 0 : usd), 0);
  const today = input.today;
  const pricer =
    today === undefined ? prepared.pricer : createPricer(input.catalog, input.prices, today.sites.placement);
  const siteNow = new Map((today?.sites.sites ?? []).map((site) => [site.id, site]));
  let total = 0;
  for (const [row, assigned] of solution.assigned.entries()) {
    if (assigned < 0) continue;
    const workload = prepared.workloads[row];
    if (workload === undefined) return null;
    const site =
      today === undefined ? prepared.sites[problem.current[row] ?? -1] : siteNow.get(today.siteOf(workload) ?? '');
    if (site === undefined) return null;
    const demand = demandOf(workload);
    const quote = 'unknown' in demand ? demand : pricer.quote(demand, site, true);
    if (!('runUsdPerMonth' in quote)) return null;
    total += quote.runUsdPerMonth + quote.licenceUsdPerMonth;
  }
  return problem.workloads === 0 ? null : total;
}
