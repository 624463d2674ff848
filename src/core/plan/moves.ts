/** One move per workload that changes site, with what its target maps for it and what is still to be done first. */

import { provisionedGiB } from '../forecast/volume.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { Assignment } from '../placement/result.ts';
import type { Site } from '../policy/site.ts';
import { byHand } from './artefacts/by-hand.ts';
import { compareText } from './order.ts';
import type { Move } from './plan.ts';
import type { AssessmentLike } from './planning-input.ts';

/** Shown where a fact that an artefact or an estimate needs was said by no source. */
export const UNKNOWN_DISK = 'disk size is unknown: no source gave disks or provisioned space';
export const UNKNOWN_NETWORKS = 'networks are unknown: no source gave network adapters';

export const roundTo = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function mapNames(
  names: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
): { from: string; to: string | null }[] {
  const lookUp = (name: string): string | undefined =>
    map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
  return [...new Set(names)].sort(compareText).map((from) => ({ from, to: lookUp(from) ?? lookUp('*') ?? null }));
}

const definedNames = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

/** Names of the networks a workload is on; undefined when no source said. */
export function networkNames(facts: WorkloadFacts): readonly string[] | undefined {
  if (facts.nics === undefined && facts.networks === undefined) return undefined;
  return definedNames([...(facts.networks ?? []), ...(facts.nics ?? []).map((nic) => nic.network)]);
}

function datastoreNames(facts: WorkloadFacts): readonly string[] {
  return definedNames([...(facts.datastores ?? []), ...(facts.disks ?? []).map((disk) => disk.datastore)]);
}

/** Words of a rule's answer: "label: evidence" when it fails, "label: unknown, needs …" when it is open. */
export function ruleConditions(
  ruleIds: readonly string[],
  assessment: AssessmentLike,
  ruleLabel: (ruleId: string) => string | undefined,
): string[] {
  return ruleIds.map((ruleId) => {
    const label = ruleLabel(ruleId) ?? ruleId;
    const result = assessment.rules?.find((rule) => rule.ruleId === ruleId);
    if (result?.evidence !== undefined) return `${label}: ${result.evidence}`;
    if (result?.missing === undefined || result.missing.length === 0) return label;
    return `${label}: unknown, needs ${result.missing.join(', ')}`;
  });
}

function conditionsOf(
  assignment: Assignment & { readonly target: NonNullable<Assignment['target']> },
  facts: WorkloadFacts,
  site: Site | undefined,
  assessment: AssessmentLike | undefined,
  maps: Pick<Move, 'networks' | 'storage'>,
  ruleLabel: (ruleId: string) => string | undefined,
): string[] {
  const conditions: string[] = [];
  const judged = assessment?.targets[assignment.target];
  if (assessment === undefined || judged === undefined) {
    conditions.push(`readiness for ${assignment.target} was not assessed`);
  } else {
    conditions.push(...ruleConditions([...judged.warnings, ...judged.unknowns], assessment, ruleLabel));
  }
  const hand = byHand(assignment.target);
  if (hand !== undefined) conditions.push(hand);
  if (site === undefined)
    conditions.push(`site ${assignment.siteId ?? '?'} is not in sites.yaml: nothing can be mapped`);
  if (networkNames(facts) === undefined) conditions.push(UNKNOWN_NETWORKS);
  for (const { from, to } of maps.networks)
    if (to === null)
      conditions.push(`network "${from}" has no target: add it under networks of site ${assignment.siteId ?? '?'}`);
  for (const { from, to } of maps.storage)
    if (to === null)
      conditions.push(`datastore "${from}" has no target: add it under storage of site ${assignment.siteId ?? '?'}`);
  if (provisionedGiB(facts) === undefined) conditions.push(UNKNOWN_DISK);
  return [...new Set(conditions)];
}

/** Builds the move of an assignment. The caller has checked that it moves and has site and target. */
export function buildMove(
  assignment: Assignment & { readonly siteId: string; readonly target: NonNullable<Assignment['target']> },
  workload: Workload | undefined,
  site: Site | undefined,
  assessment: AssessmentLike | undefined,
  applications: readonly string[],
  ruleLabel: (ruleId: string) => string | undefined,
): Move {
  const facts = workload?.facts ?? {};
  const size = provisionedGiB(facts);
  const maps = {
    networks: mapNames(networkNames(facts) ?? [], site?.networks),
    storage: mapNames(datastoreNames(facts), site?.storage),
  };
  return {
    workloadId: assignment.workloadId,
    workloadName: assignment.workloadName,
    fromSiteId: assignment.fromSiteId,
    fromPlatform: facts.platform ?? 'unknown',
    toSiteId: assignment.siteId,
    target: assignment.target,
    ...(applications.length > 0 ? { application: applications.join(', ') } : {}),
    cpuCount: facts.cpuCount ?? null,
    memoryMiB: facts.memoryMiB ?? null,
    diskGiB: size === undefined ? null : roundTo(size, 1),
    ...(assignment.cost?.sku === undefined ? {} : { sku: assignment.cost.sku }),
    ...maps,
    conditions: conditionsOf(assignment, facts, site, assessment, maps, ruleLabel),
    nativeIds: (workload?.observations ?? []).map(({ sourceId, nativeId }) => ({ sourceId, nativeId })),
  };
}
