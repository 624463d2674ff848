/** Why a workload goes where it goes, in a few sentences. */

import type { PreparedPlacement } from './build.ts';
import { obstacleTo } from './obstacles.ts';
import { hopsText, reasonText } from './reason-text.ts';
import type { PlacementState } from './state.ts';

/** Sites named for one reason; further ones are counted. */
const MOST_NAMED = 8;

/** Prepares the answer for many workloads. `state`: the plan, over units. */
export function createWhy(prepared: PreparedPlacement, state: PlacementState): (row: number) => string {
  const { problem, units } = prepared;
  const texts: string[] = [];
  /** The binding reason of a pair in words; the same reason is worded once. */
  const textOf = (code: number): string => {
    const first = problem.reasons[code]?.[0];
    return (texts[code] ??= first === undefined ? 'no reason recorded' : reasonText(first));
  };

  const ruledOut = (row: number): string => {
    const sites = new Map<string, string[]>();
    for (const [site, id] of problem.siteIds.entries()) {
      const code = problem.reason[row * problem.sites + site] ?? 0;
      if (code === 0) continue;
      const text = textOf(code);
      const list = sites.get(text);
      if (list === undefined) sites.set(text, [id]);
      else list.push(id);
    }
    return [...sites].map(([text, ids]) => `${listed(ids, MOST_NAMED)} (${text})`).join('; ');
  };

  const nowhere = (row: number, unit: number): string => {
    const open = openSites(prepared, row);
    const out = ruledOut(row);
    if (problem.sites === 0) return 'Nowhere to go: there are no sites.';
    if (open.length === 0) return `Nowhere to go: ${out}.`;
    const room = open.slice(0, MOST_NAMED).map((site) => {
      const obstacle = obstacleTo(prepared, state, unit, site);
      return `${problem.siteIds[site] ?? ''} (${obstacle === undefined ? 'no room' : reasonText(obstacle)})`;
    });
    const more = open.length > room.length ? ` and ${open.length - room.length} more` : '';
    return `No room: ${room.join(', ')}${more}.${out === '' ? '' : ` Ruled out: ${out}.`}`;
  };

  return (row) => {
    const unit = units.unitOf[row] ?? -1;
    const chosen = state.assigned[unit] ?? -1;
    if (chosen < 0) return nowhere(row, unit);
    const parts = [...choice(prepared, state, row, chosen)];
    const partners = partnersOf(prepared, row);
    const rule = units.rules.get(unit);
    if (partners.length > 0)
      parts.push(
        `Goes together with ${listed(partners, 3)}: ${rule === undefined ? 'they write to one disk' : `the rule ${rule} says so`}.`,
      );
    const out = ruledOut(row);
    if (out !== '') parts.push(`Ruled out: ${out}.`);
    parts.push(...openQuestions(prepared, row, chosen));
    return parts.join(' ');
  };
}

function openSites({ problem }: PreparedPlacement, row: number): number[] {
  return [...problem.siteIds.keys()].filter((site) => problem.reason[row * problem.sites + site] === 0);
}

function choice(prepared: PreparedPlacement, state: PlacementState, row: number, chosen: number): string[] {
  const { problem } = prepared;
  const costAt = (site: number): number => problem.cost[row * problem.sites + site] ?? Infinity;
  const own = costAt(chosen);
  const place = problem.siteIds[chosen] ?? '';
  const staying = problem.current[row] === chosen;
  const others = openSites(prepared, row).filter((site) => site !== chosen);
  if (others.length === 0)
    return [
      `${staying ? 'Stays at' : 'Goes to'} ${place}: the only site that is allowed and able (${usd(own)} a month).`,
    ];
  const cheaper = others.filter((site) => costAt(site) < own - 0.005);
  if (cheaper.length > 0) return notCheapest(prepared, state, row, chosen, cheaper);
  const next = others.reduce((best, site) => (costAt(site) < costAt(best) ? site : best));
  const more = costAt(next) - own;
  const nextId = problem.siteIds[next] ?? '';
  const margin = more < 0.005 ? `as much as ${nextId}` : `${usd(more)} less than ${nextId}, the next`;
  return [
    `${staying ? 'Staying at' : 'Moving to'} ${place} is cheapest of ${others.length + 1} possible sites: ${usd(own)} a month, ${margin}.`,
  ];
}

function notCheapest(
  prepared: PreparedPlacement,
  state: PlacementState,
  row: number,
  chosen: number,
  cheaper: readonly number[],
): string[] {
  const { problem, units } = prepared;
  const unit = units.unitOf[row] ?? -1;
  const own = problem.cost[row * problem.sites + chosen] ?? 0;
  const verb = problem.current[row] === chosen ? 'Stays at' : 'Goes to';
  const parts = [`${verb} ${problem.siteIds[chosen] ?? ''} for ${usd(own)} a month.`];
  for (const site of cheaper.slice(0, 3)) {
    const saved = usd(own - (problem.cost[row * problem.sites + site] ?? own));
    const obstacle = obstacleTo(prepared, state, unit, site);
    parts.push(
      `${problem.siteIds[site] ?? ''} would be ${saved} cheaper, but ${hindrance(prepared, state, unit, site, obstacle)}.`,
    );
  }
  return parts;
}

function hindrance(
  prepared: PreparedPlacement,
  state: PlacementState,
  unit: number,
  site: number,
  obstacle: ReturnType<typeof obstacleTo>,
): string {
  if (obstacle?.kind === 'capacity')
    return `its ${reasonText(obstacle).replace(/ full$/, ' is full')}, and others gain more from the room`;
  if (obstacle !== undefined) return `${reasonText(obstacle)}, and others gain more from it`;
  const { problem } = prepared;
  const chosen = state.assigned[unit] ?? -1;
  const wish = problem.preference.length > 0 ? state.pairUsd(unit, site) - state.pairUsd(unit, chosen) : 0;
  const money =
    (state.problem.cost[unit * problem.sites + site] ?? 0) - (state.problem.cost[unit * problem.sites + chosen] ?? 0);
  if (wish > money + 0.005) return 'a rule prefers this one';
  if (state.delta(unit, site) > money + 0.005)
    return `${(prepared.units.members[unit]?.length ?? 0) > 1 ? 'it goes where those it is held together with go, ' : ''}its application would be spread over more sites, or a rule would be broken`;
  return `${(prepared.units.members[unit]?.length ?? 0) > 1 ? 'it goes where those it is held together with go, or ' : ''}others gain more from the room`;
}

/** What is not known of the chosen site, and was allowed. */
function openQuestions(prepared: PreparedPlacement, row: number, chosen: number): string[] {
  const subject = prepared.workloads[row];
  const place = prepared.sites[chosen];
  if (subject === undefined || place === undefined) return [];
  const parts: string[] = [];
  const answer = prepared.classes.at(row, chosen, prepared.problem.current[row] === chosen);
  if (answer.readiness === 'conditional') parts.push(conditionsText(answer.conditions));
  if (answer.readiness === 'unknown') parts.push('Readiness is unknown: facts are missing.');
  if (answer.policyUnknown)
    parts.push(`Policy is unknown: ${prepared.input.policy(subject, place.id).unknown.join(', ')}.`);
  for (const { ruleId, waiverId, expiresOn } of prepared.input.policy(subject, place.id).waived ?? [])
    parts.push(`${ruleId} is not kept there: allowed by waiver ${waiverId} until ${expiresOn}.`);
  const from = prepared.problem.current[row] ?? -1;
  const way =
    from === chosen ? undefined : prepared.input.paths?.answer(subject, prepared.sites[from]?.id ?? null, place.id);
  if (way !== undefined && way.insteadOf !== null)
    parts.push(`It goes by ${way.method ?? 'no known way'}: ${way.insteadOf} ${way.why}.`);
  if (answer.pathUnknown) parts.push(`The way there is unknown: ${hopsText(way?.unknown ?? [])}.`);
  for (const pin of prepared.pins.of(subject)(chosen).unknown)
    parts.push(`It is not known whether the pin "${pin.reason}" forbids this: needs ${pin.needs.join(', ')}.`);
  return parts;
}

/** Names of the workloads that are placed as one with it. */
function partnersOf({ units, workloads }: PreparedPlacement, row: number): readonly string[] {
  const rows = units.members[units.unitOf[row] ?? -1] ?? [];
  return rows.length === 1
    ? []
    : rows.flatMap((each) => (each === row ? [] : (workloads[each]?.facts.name ?? workloads[each]?.id ?? [])));
}

function conditionsText(count: number): string {
  return count === 0 ? 'Ready with conditions.' : `Ready with ${count} condition${count === 1 ? '' : 's'}.`;
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

function usd(value: number): string {
  return `$${(Math.round(value * 100) / 100).toFixed(2)}`;
}
