/** Says for each workload where it goes, what that costs, and for each other site what speaks against it. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { PreparedPlacement } from './build.ts';
import { cents } from './cents.ts';
import type { ForcePrice } from './force-price.ts';
import { obstacleTo } from './obstacles.ts';
import type { Assignment, Candidate, CostBreakdown } from './result.ts';
import type { PlacementState } from './state.ts';
import { createWhy } from './why.ts';

export interface ExplainOptions {
  /** How many sites to list beside the chosen one; the cheapest first kept. Absent: all. */
  readonly candidates?: number;
  /** What forcing a site adds; absent: what the workload alone adds. */
  readonly forcePrice?: (unit: number, site: number) => ForcePrice | undefined;
}

/** Prepares the answer for many workloads. `state`: the plan, over units. */
export function createExplainer(
  prepared: PreparedPlacement,
  state: PlacementState,
  options: ExplainOptions = {},
): (row: number) => Assignment {
  const { problem, units } = prepared;
  const why = createWhy(prepared, state);
  const most = options.candidates ?? Infinity;
  return (row) => {
    const subject = prepared.workloads[row];
    const unit = units.unitOf[row] ?? -1;
    const chosen = state.assigned[unit] ?? -1;
    const from = (prepared.from?.site ?? problem.current)[row] ?? -1;
    const listed = nearest(prepared, row, chosen, from, most);
    return {
      workloadId: problem.workloadIds[row] ?? '',
      workloadName: subject?.facts.name ?? problem.workloadIds[row] ?? '',
      fromSiteId: problem.siteIds[from] ?? null,
      siteId: problem.siteIds[chosen] ?? null,
      target: chosen < 0 ? null : targetAt(prepared, row, chosen),
      moves: chosen >= 0 && chosen !== from,
      cost: chosen < 0 ? null : fullCost(prepared, row, chosen),
      why: why(row),
      candidates: listed.map((site) => candidateAt(prepared, state, row, site, options.forcePrice)),
    };
  };
}

export function targetAt(prepared: PreparedPlacement, row: number, site: number): TargetId {
  return prepared.problem.current[row] === site ? 'stay' : (prepared.sites[site]?.target ?? 'stay');
}

export function readinessAt(prepared: PreparedPlacement, row: number, site: number): Readiness {
  return prepared.classes.at(row, site, prepared.problem.current[row] === site).readiness;
}

/** The cost at a site with every basis line; null when it has no price. */
export function fullCost(prepared: PreparedPlacement, row: number, site: number): CostBreakdown | null {
  const subject = prepared.workloads[row];
  const place = prepared.sites[site];
  if (subject === undefined || place === undefined) return null;
  const staying = prepared.problem.current[row] === site;
  const { readiness, conditions } = prepared.classes.at(row, site, staying);
  const sizing = prepared.input.sizing;
  const price = prepared.pricer.price(sizing?.of(subject) ?? subject, place, staying, readiness, conditions);
  if ('unknown' in price) return null;
  return sizing === undefined ? price : { ...price, basis: [...price.basis, ...sizing.basis(subject)] };
}

function candidateAt(
  prepared: PreparedPlacement,
  state: PlacementState,
  row: number,
  site: number,
  forcePrice: ExplainOptions['forcePrice'],
): Candidate {
  const { problem } = prepared;
  const base = {
    siteId: problem.siteIds[site] ?? '',
    target: targetAt(prepared, row, site),
    readiness: readinessAt(prepared, row, site),
  };
  const code = problem.reason[row * problem.sites + site] ?? 0;
  if (code !== 0) return { ...base, feasible: false, reasons: problem.reasons[code] ?? [] };
  const price = fullCost(prepared, row, site);
  const unit = prepared.units.unitOf[row] ?? -1;
  const obstacle = obstacleTo(prepared, state, unit, site);
  return {
    ...base,
    feasible: true,
    // The first line names the price list or the sharing; the chosen site's cost has them all.
    ...(price === null ? {} : { cost: { ...price, basis: price.basis.slice(0, 1) } }),
    reasons: obstacle === undefined ? [] : [obstacle],
    ...extra(state, unit, site, forcePrice),
  };
}

function extra(
  state: PlacementState,
  unit: number,
  site: number,
  forcePrice: ExplainOptions['forcePrice'],
): Partial<Candidate> {
  const chosen = state.assigned[unit] ?? -1;
  if (chosen === site) return { extraUsdPerMonth: 0, extraIs: 'exact' };
  const forced = forcePrice?.(unit, site);
  if (forced !== undefined) return forced;
  if (chosen < 0) return {};
  // Planned before a law or the loss of a price forbade it: nothing to compare with.
  const alone = state.delta(unit, site);
  return Number.isFinite(alone) ? { extraUsdPerMonth: cents(alone), extraIs: 'alone' } : {};
}

/** Positions of the sites to list, ascending: the chosen one, the present one, then the cheapest. */
function nearest(
  { problem }: PreparedPlacement,
  row: number,
  chosen: number,
  home: number,
  most: number,
): readonly number[] {
  const all = [...problem.siteIds.keys()];
  if (problem.sites <= most + 1) return all;
  const rank = (site: number): number =>
    site === chosen ? -2 : site === home ? -1 : (problem.cost[row * problem.sites + site] ?? Infinity);
  return all
    .sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x === y ? a - b : x - y;
    })
    .slice(0, most + 1)
    .sort((a, b) => a - b);
}
