/** Says for each workload why it goes where it goes, and for each other site what speaks against it. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { PreparedPlacement } from './build.ts';
import type { UnknownPin } from './pins.ts';
import { READINESS } from './problem.ts';
import { reasonText } from './reason-text.ts';
import type { Assignment, Candidate, CostBreakdown, InfeasibleReason } from './result.ts';
import type { PlacementState } from './state.ts';

/** `state`: over units. `candidates`: how many sites to list beside the chosen one; the cheapest first kept. */
export function explainWorkload(
  prepared: PreparedPlacement,
  state: PlacementState,
  workload: number,
  candidates = Infinity,
): Assignment {
  const { problem, sites } = prepared;
  const subject = prepared.workloads[workload];
  const chosen = siteOf(prepared, state, workload);
  const home = problem.current[workload] ?? -1;
  const considered = sites.map((_, site) => considerSite(prepared, state, workload, site));
  const cost = chosen < 0 ? null : fullCost(prepared, workload, chosen);
  return {
    workloadId: problem.workloadIds[workload] ?? '',
    workloadName: subject?.facts.name ?? problem.workloadIds[workload] ?? '',
    fromSiteId: problem.siteIds[home] ?? null,
    siteId: problem.siteIds[chosen] ?? null,
    target: chosen < 0 ? null : targetAt(prepared, workload, chosen),
    moves: chosen >= 0 && chosen !== home,
    cost,
    why: why(prepared, state, workload, considered),
    candidates: nearest(considered, chosen, home, candidates),
  };
}

function unitOf(prepared: PreparedPlacement, workload: number): number {
  return prepared.units.unitOf[workload] ?? -1;
}

function siteOf(prepared: PreparedPlacement, state: PlacementState, workload: number): number {
  return state.assigned[unitOf(prepared, workload)] ?? -1;
}

/** Names of the workloads that write to the same disk. */
function partnersOf(prepared: PreparedPlacement, workload: number): readonly string[] {
  const rows = prepared.units.members[unitOf(prepared, workload)] ?? [];
  return rows.flatMap((row) =>
    row === workload ? [] : (prepared.workloads[row]?.facts.name ?? prepared.workloads[row]?.id ?? []),
  );
}

export function targetAt(prepared: PreparedPlacement, workload: number, site: number): TargetId {
  return prepared.problem.current[workload] === site ? 'stay' : (prepared.sites[site]?.target ?? 'stay');
}

function readinessAt(prepared: PreparedPlacement, workload: number, site: number): Readiness {
  return READINESS[prepared.problem.readiness[workload * prepared.problem.sites + site] ?? 2] ?? 'unknown';
}

/** The chosen site's cost with every basis line. */
function fullCost(prepared: PreparedPlacement, workload: number, site: number): CostBreakdown | null {
  const subject = prepared.workloads[workload];
  const place = prepared.sites[site];
  if (subject === undefined || place === undefined) return null;
  const conditions = prepared.problem.conditions[workload * prepared.problem.sites + site] ?? 0;
  const readiness = readinessAt(prepared, workload, site);
  const price = prepared.pricer.price(
    subject,
    place,
    prepared.problem.current[workload] === site,
    readiness,
    conditions,
  );
  return 'unknown' in price ? null : price;
}

function considerSite(prepared: PreparedPlacement, state: PlacementState, workload: number, site: number): Candidate {
  const { problem } = prepared;
  const at = workload * problem.sites + site;
  const base = {
    siteId: problem.siteIds[site] ?? '',
    target: targetAt(prepared, workload, site),
    readiness: readinessAt(prepared, workload, site),
  };
  const code = problem.reason[at] ?? 0;
  if (code !== 0) return { ...base, feasible: false, reasons: problem.reasons[code] ?? [] };
  const price = fullCost(prepared, workload, site);
  const chosen = siteOf(prepared, state, workload);
  const full = chosen === site ? -1 : state.fullResource(unitOf(prepared, workload), site);
  const reasons: InfeasibleReason[] = full < 0 ? [] : [{ kind: 'capacity', resource: problem.resources[full] ?? '' }];
  return {
    ...base,
    feasible: true,
    // The first line names the price list or the sharing; the chosen site's cost has them all.
    ...(price === null ? {} : { cost: { ...price, basis: price.basis.slice(0, 1) } }),
    reasons,
    ...(chosen < 0
      ? {}
      : { extraUsdPerMonth: chosen === site ? 0 : cents(state.delta(unitOf(prepared, workload), site)) }),
  };
}

function nearest(considered: readonly Candidate[], chosen: number, home: number, most: number): readonly Candidate[] {
  if (considered.length <= most + 1) return considered;
  const rank = (index: number): number =>
    index === chosen ? -2 : index === home ? -1 : (considered[index]?.cost?.totalUsdPerMonth ?? Infinity);
  const order = considered.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b);
  const kept = new Set(order.slice(0, most + 1));
  return considered.filter((_, index) => kept.has(index));
}

function why(
  prepared: PreparedPlacement,
  state: PlacementState,
  workload: number,
  considered: readonly Candidate[],
): string {
  const { problem } = prepared;
  const chosen = siteOf(prepared, state, workload);
  if (chosen < 0) return whyNowhere(considered);
  const at = workload * problem.sites + chosen;
  const own = problem.cost[at] ?? 0;
  const place = problem.siteIds[chosen] ?? '';
  const staying = problem.current[workload] === chosen;
  const parts: string[] = [];
  const partners = partnersOf(prepared, workload);
  const others = considered.filter((candidate, site) => candidate.feasible && site !== chosen);
  if (others.length === 0) {
    parts.push(
      `${staying ? 'Stays at' : 'Goes to'} ${place}: the only site that is allowed and able (${usd(own)} a month).`,
    );
  } else {
    const cheaper = others.filter((candidate) => (candidate.cost?.totalUsdPerMonth ?? Infinity) < own - 0.005);
    if (cheaper.length === 0) parts.push(cheapest(staying, place, own, others));
    else parts.push(...notCheapest(staying, place, own, cheaper, partners.length > 0));
  }
  if (partners.length > 0) parts.push(`Goes together with ${listed(partners)}: they write to one disk.`);
  const blocked = considered.filter((candidate) => !candidate.feasible);
  if (blocked.length > 0) parts.push(`Ruled out: ${summarise(blocked)}.`);
  const readiness = readinessAt(prepared, workload, chosen);
  if (readiness === 'conditional') parts.push(conditionsText(problem.conditions[at] ?? 0));
  if (readiness === 'unknown') parts.push('Readiness is unknown: facts are missing.');
  if (prepared.policyUnknown[at] === 1) parts.push(`Policy is unknown: ${unknownRules(prepared, workload, chosen)}.`);
  for (const pin of unknownPins(prepared, workload, chosen))
    parts.push(`It is not known whether the pin "${pin.reason}" forbids this: needs ${pin.needs.join(', ')}.`);
  return parts.join(' ');
}

function cheapest(staying: boolean, place: string, own: number, others: readonly Candidate[]): string {
  const next = others.reduce((best, candidate) =>
    (candidate.cost?.totalUsdPerMonth ?? Infinity) < (best.cost?.totalUsdPerMonth ?? Infinity) ? candidate : best,
  );
  const more = (next.cost?.totalUsdPerMonth ?? own) - own;
  const verb = staying ? 'Staying at' : 'Moving to';
  const margin = more < 0.005 ? `as much as ${next.siteId}` : `${usd(more)} less than ${next.siteId}, the next`;
  return `${verb} ${place} is cheapest of ${others.length + 1} possible sites: ${usd(own)} a month, ${margin}.`;
}

function notCheapest(
  staying: boolean,
  place: string,
  own: number,
  cheaper: readonly Candidate[],
  bound: boolean,
): string[] {
  const parts = [`${staying ? 'Stays at' : 'Goes to'} ${place} for ${usd(own)} a month.`];
  for (const candidate of cheaper.slice(0, 3)) {
    const saved = usd(own - (candidate.cost?.totalUsdPerMonth ?? own));
    const full = candidate.reasons[0];
    const because =
      full === undefined
        ? `but ${bound ? 'it goes where the workloads on its disk go, ' : ''}its application would be spread over more sites, or others gain more from the room`
        : `but its ${reasonText(full).replace(/ full$/, ' is full')}, and others gain more from the room`;
    parts.push(`${candidate.siteId} would be ${saved} cheaper, ${because}.`);
  }
  return parts;
}

function whyNowhere(considered: readonly Candidate[]): string {
  const full = considered.filter((candidate) => candidate.feasible);
  if (considered.length === 0) return 'Nowhere to go: there are no sites.';
  if (full.length === 0) return `Nowhere to go: ${summarise(considered)}.`;
  const rest = considered.filter((candidate) => !candidate.feasible);
  const room = full.map(
    (candidate) => `${candidate.siteId} (${candidate.reasons.map(reasonText).join(', ') || 'no room'})`,
  );
  return `No room: ${room.join(', ')}.${rest.length > 0 ? ` Ruled out: ${summarise(rest)}.` : ''}`;
}

/** "site-a, site-b (takes no new workloads); site-c (policy: gdpr-44)". Sites with the same first reason go together. */
function summarise(candidates: readonly Candidate[]): string {
  const bySameReason = new Map<string, string[]>();
  for (const candidate of candidates) {
    const first = candidate.reasons[0];
    const text = first === undefined ? 'no reason recorded' : reasonText(first);
    const sites = bySameReason.get(text);
    if (sites === undefined) bySameReason.set(text, [candidate.siteId]);
    else sites.push(candidate.siteId);
  }
  return [...bySameReason].map(([text, sites]) => `${sites.join(', ')} (${text})`).join('; ');
}

function unknownRules(prepared: PreparedPlacement, workload: number, site: number): string {
  const subject = prepared.workloads[workload];
  const place = prepared.sites[site];
  if (subject === undefined || place === undefined) return '';
  return prepared.input.policy(subject, place.id).unknown.join(', ');
}

function unknownPins(prepared: PreparedPlacement, workload: number, site: number): readonly UnknownPin[] {
  const subject = prepared.workloads[workload];
  return subject === undefined ? [] : prepared.pins(subject)(site).unknown;
}

function conditionsText(count: number): string {
  return count === 0 ? 'Ready with conditions.' : `Ready with ${count} condition${count === 1 ? '' : 's'}.`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - 3;
  return rest > 0 ? `${names.slice(0, 3).join(', ')} and ${rest} more` : names.join(', ');
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

function usd(value: number): string {
  return `$${(Math.round(value * 100) / 100).toFixed(2)}`;
}
