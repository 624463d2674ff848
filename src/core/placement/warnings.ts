/** What a reader must know before trusting a placement. */

import type { PreparedPlacement } from './build.ts';
import { guestLicenceOf } from '../cost/demand.ts';
import type { Assignment } from './result.ts';
import type { Solution } from './solve.ts';

export function placementWarnings(
  prepared: PreparedPlacement,
  solution: Solution,
  assignments: readonly Assignment[],
  currentUsdPerMonth: number | null,
): string[] {
  const { problem } = prepared;
  const warnings: string[] = [];
  const used = new Set(assignments.map((assignment) => assignment.siteId));
  for (const site of prepared.sites) if (used.has(site.id)) warnings.push(...prepared.pricer.assumptions(site));

  const nowhere = solution.unplaced - solution.unplacedForRoom;
  if (nowhere > 0)
    warnings.push(`${nowhere} workloads have no site that is allowed and able to take them; see their reasons.`);
  if (solution.unplacedForRoom > 0) {
    warnings.push(
      `${solution.unplacedForRoom} workloads found no room. The bound is for the workloads that were placed; that no more could be placed is not proved.`,
    );
  }
  const pins = new Map<number, { readonly reason: string; workloads: number; readonly needs: Set<string> }>();
  const counts = { readiness: 0, policy: 0, subscription: 0, os: 0, windows: 0, gpus: 0 };
  for (const [row, assignment] of assignments.entries()) {
    const site = solution.assigned[row] ?? -1;
    if (site < 0) continue;
    const at = row * problem.sites + site;
    if (problem.readiness[at] === 2 && assignment.moves) counts.readiness += 1;
    if (prepared.policyUnknown[at] === 1) counts.policy += 1;
    const workload = prepared.workloads[row];
    if (workload === undefined) continue;
    for (const { index, reason, needs } of prepared.pins(workload)(site).unknown) {
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
  const bound = prepared.units.members.filter((rows) => rows.length > 1);
  if (bound.length > 0)
    warnings.push(
      `${bound.reduce((sum, rows) => sum + rows.length, 0)} workloads write to disks they share, in ${bound.length} sets: each set is placed whole, at one site, and counts as one when room is short.`,
    );
  if (counts.windows > 0)
    warnings.push(
      `${counts.windows} workloads run Windows of which it is not known whether it is a server: no guest licence is counted for them.`,
    );
  if (counts.gpus > 0) warnings.push(`${counts.gpus} workloads have no known GPUs: none is counted for them.`);
  if (currentUsdPerMonth === null && assignments.length > 0)
    warnings.push(
      'The present cost is unknown: some placed workloads run at none of the sites, or have no price there.',
    );
  return warnings;
}
