/** What of the plan as it stands keeps a unit from a site that would take it. */

import type { PreparedPlacement } from './build.ts';
import type { InfeasibleReason } from './result.ts';
import type { PlacementState } from './state.ts';

/** The first of: a full resource, a full rule, a partner too far away; undefined: it could go there now. */
export function obstacleTo(
  prepared: PreparedPlacement,
  state: PlacementState,
  unit: number,
  site: number,
): InfeasibleReason | undefined {
  if (state.assigned[unit] === site) return undefined;
  const full = state.fullResource(unit, site);
  if (full >= 0) return { kind: 'capacity', resource: state.problem.resources[full] ?? '' };
  const { sides } = state;
  if (sides === null) return undefined;
  const cap = state.problem.caps[sides.fullCap(unit, site)];
  if (cap !== undefined) {
    const at = cap.buckets[cap.bucket[site] ?? -1] ?? '';
    return { kind: 'rule', rule: cap.rule, subject: cap.subject, at };
  }
  const partner = sides.farPartner(unit, site);
  return partner < 0 ? undefined : tooFar(prepared, state, unit, site, partner);
}

function tooFar(
  prepared: PreparedPlacement,
  state: PlacementState,
  unit: number,
  site: number,
  partner: number,
): InfeasibleReason {
  const { rules, workloads, units } = prepared;
  const there = state.assigned[partner] ?? -1;
  const s = prepared.sites.length;
  const link = state.problem.links.find(
    ({ a, b, class: kind, breakUsdPerMonth }) =>
      breakUsdPerMonth === Infinity &&
      ((a === unit && b === partner) || (a === partner && b === unit)) &&
      state.problem.near[kind]?.[site * s + there] !== 1,
  );
  const ms = rules.latencyMs[site * s + there] ?? Number.NaN;
  const other = workloads[units.members[partner]?.[0] ?? -1];
  return {
    kind: 'latency',
    rule: rules.latencyRules[link?.class ?? -1]?.id ?? '',
    with: other?.facts.name ?? other?.id ?? '',
    latencyMs: Number.isNaN(ms) ? null : ms,
  };
}
