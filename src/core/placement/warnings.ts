/** What a reader must know before trusting a placement. */

import { guestLicenceOf } from '../cost/demand.ts';
import type { Workload } from '../model/workload.ts';
import type { PreparedPlacement } from './build.ts';
import type { UnknownPin } from './pins.ts';
import type { Solution } from './solve.ts';

/** `solution`: over workloads. */
export function placementWarnings(
  prepared: PreparedPlacement,
  solution: Solution,
  currentUsdPerMonth: number | null,
): string[] {
  const { problem } = prepared;
  const warnings: string[] = [];
  const used = new Set(solution.assigned);
  for (const [index, site] of prepared.sites.entries())
    if (used.has(index)) warnings.push(...prepared.pricer.assumptions(site));

  const nowhere = solution.unplaced - solution.unplacedForRoom;
  if (nowhere > 0)
    warnings.push(`${nowhere} workloads have no site that is allowed and able to take them; see their reasons.`);
  if (solution.unplacedForRoom > 0) {
    warnings.push(
      `${solution.unplacedForRoom} workloads found no room. The bound is for the workloads that were placed; that no more could be placed is not proved.`,
    );
  }
  const pins = new Map<number, { readonly reason: string; workloads: number; readonly needs: Set<string> }>();
  const unknownPins = pinsByClass(prepared);
  const counts = { readiness: 0, policy: 0, subscription: 0, os: 0, windows: 0, gpus: 0 };
  for (const [row, site] of solution.assigned.entries()) {
    if (site < 0) continue;
    const staying = problem.current[row] === site;
    const answer = prepared.classes.at(row, site, staying);
    if (answer.readiness === 'unknown' && !staying) counts.readiness += 1;
    if (answer.policyUnknown) counts.policy += 1;
    const workload = prepared.workloads[row];
    if (workload === undefined) continue;
    for (const { index, reason, needs } of unknownPins(workload, row, site)) {
      const pin = pins.get(index) ?? { reason, workloads: 0, needs: new Set() };
      pin.workloads += 1;
      for (const need of needs) pin.needs.add(need);
      pins.set(index, pin);
    }
    const licence = guestLicenceOf(workload.facts);
    if (licence === 'commercial-linux' && prepared.sites[site]?.cost.linuxSubscriptionUsdPerVmMonth === undefined)
      counts.subscription += 1;
    if (licence === 'unknown') counts.os += 1;
    if (licence === 'windows-unknown') counts.windows += 1;
    if (workload.facts.gpus === undefined) counts.gpus += 1;
  }
  if (counts.readiness > 0)
    warnings.push(
      `${counts.readiness} workloads move although their readiness is unknown; set placement.allowUnknownReadiness to false to keep them.`,
    );
  if (counts.policy > 0)
    warnings.push(
      `${counts.policy} workloads are at a site whose policy verdict is unknown; set placement.allowUnknownPolicy to false to rule such sites out.`,
    );
  for (const [, { reason, workloads, needs }] of [...pins].sort(([a], [b]) => a - b))
    warnings.push(
      `${workloads} workloads are where the pin "${reason}" would not let them be, and it is not known whether it applies: needs ${[...needs].sort().join(', ')}; set placement.allowUnknownPolicy to false to rule such sites out.`,
    );
  if (counts.subscription > 0)
    warnings.push(
      `${counts.subscription} workloads need a Linux subscription that has no price; set cost.linuxSubscriptionUsdPerVmMonth of their sites.`,
    );
  if (counts.os > 0)
    warnings.push(`${counts.os} workloads have no known operating system: no guest licence is counted for them.`);
  warnings.push(...sizingWarnings(prepared), ...unitWarnings(prepared), ...ruleWarnings(prepared, solution));
  if (counts.windows > 0)
    warnings.push(
      `${counts.windows} workloads run Windows of which it is not known whether it is a server: no guest licence is counted for them.`,
    );
  if (counts.gpus > 0) warnings.push(`${counts.gpus} workloads have no known GPUs: none is counted for them.`);
  if (currentUsdPerMonth === null && problem.workloads > 0)
    warnings.push(
      'The present cost is unknown: some placed workloads run at none of the sites, or have no price there.',
    );
  return warnings;
}

/** Workloads of one class have the same pins: asked once for each class and site. */
function pinsByClass(
  prepared: PreparedPlacement,
): (workload: Workload, row: number, site: number) => readonly UnknownPin[] {
  const known = new Map<number, (readonly UnknownPin[])[]>();
  return (workload, row, site) => {
    const number = prepared.classes.classOf[row] ?? -1;
    let ofClass = known.get(number);
    if (ofClass === undefined) known.set(number, (ofClass = []));
    return (ofClass[site] ??= prepared.pins.of(workload)(site).unknown);
  };
}

function sizingWarnings({ input, workloads }: PreparedPlacement): string[] {
  const { sizing } = input;
  if (sizing === undefined) return [];
  let changed = 0;
  for (const workload of workloads) if (sizing.of(workload) !== workload) changed += 1;
  return [
    `Sizes are those recommended from measurements (placement.sizing): ${changed} of ${workloads.length} workloads differ from what they have, which has to be changed where they stay too; present cost is of the sizes they have.`,
  ];
}

function unitWarnings({ units }: PreparedPlacement): string[] {
  const sets = [...units.members.entries()].filter(([, rows]) => rows.length > 1);
  const onDisks = sets.filter(([unit]) => !units.rules.has(unit)).map(([, rows]) => rows.length);
  if (onDisks.length === 0) return [];
  const workloads = onDisks.reduce((sum, count) => sum + count, 0);
  return [
    `${workloads} workloads write to disks they share, in ${onDisks.length} sets: each set is placed whole, at one site, and counts as one when room is short.`,
  ];
}

function ruleWarnings({ problem, rules, sites, assumed }: PreparedPlacement, { assigned }: Solution): string[] {
  const warnings = [...rules.notes];
  const unknown = new Map<number, { pairs: number; readonly between: Set<string> }>();
  for (const { a, b, class: kind } of problem.links) {
    const [from, to] = [assigned[a] ?? -1, assigned[b] ?? -1];
    if (from < 0 || to < 0 || !Number.isNaN(rules.latencyMs[from * problem.sites + to])) continue;
    const entry = unknown.get(kind) ?? { pairs: 0, between: new Set() };
    unknown.set(kind, entry);
    entry.pairs += 1;
    entry.between.add([sites[from]?.id ?? '', sites[to]?.id ?? ''].sort().join(' – '));
  }
  for (const [kind, { pairs, between }] of [...unknown].sort(([a], [b]) => a - b))
    warnings.push(
      `${pairs} pairs that the rule ${rules.latencyRules[kind]?.id ?? ''} speaks of are between sites whose latency is unknown: ${[...between].sort().slice(0, 5).join(', ')}; set latencyMs of the sites, or placement.allowUnknownLatency to false.`,
    );
  if (assumed.ipAddresses > 0)
    warnings.push(`${assumed.ipAddresses} machines have no known interfaces: one address is counted for each.`);
  if (assumed.iops > 0)
    warnings.push(`${assumed.iops} workloads have no known disk operations a second: none is counted for them.`);
  return warnings;
}
