/**
 * One workload per real machine (D8): observations that identity.ts holds for one machine become its facts, each
 * fact from the best source that states it, with what other sources say instead kept beside it.
 */

import { canonicalJson, digestText } from '../evidence/digest.ts';
import type { FactCorrection } from './corrections.ts';
import type { Source } from './estate.ts';
import { canonicalBiosUuid, normaliseMac } from './identity-keys.ts';
import { identityGroups } from './identity.ts';
import { identityRowOf, observationKey } from './identity-row.ts';
import { mergedRoles } from './roles-merge.ts';
import { sameFact } from './same-fact.ts';
import type { FactKey, FieldConflict, Identity, Workload, WorkloadFacts, WorkloadObservation } from './workload.ts';

/** All observations of one machine, in any order. Never empty. */
export interface ObservationGroup {
  readonly id: string;
  readonly observations: readonly WorkloadObservation[];
}

/** Best source first: precedence, then newer, then ids, so that the order is total. */
function byStanding(sources: ReadonlyMap<string, Source>): (a: WorkloadObservation, b: WorkloadObservation) => number {
  const precedence = (seen: WorkloadObservation): number => sources.get(seen.sourceId)?.precedence ?? 0;
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) =>
    precedence(b) - precedence(a) ||
    order(b.observedAt, a.observedAt) ||
    order(observationKey(a), observationKey(b)) ||
    order(canonicalJson(a), canonicalJson(b));
}

/**
 * Index of the observation whose word counts for a fact. A source that names the operating system's release is
 * preferred to a better one that only knows the family, as long as they do not contradict each other.
 */
function winner(key: FactKey, stated: readonly { readonly index: number; readonly value: unknown }[]): number {
  const first = stated[0];
  if (first === undefined) throw new TypeError('no source states the fact');
  if (key !== 'os') return first.index;
  const top = first.value as NonNullable<WorkloadFacts['os']>;
  if (top.id !== undefined) return first.index;
  const exact = stated.find(({ value }) => {
    const os = value as NonNullable<WorkloadFacts['os']>;
    return os.id !== undefined && sameFact('os', top, os);
  });
  return exact?.index ?? first.index;
}

function mergedIdentity(observations: readonly WorkloadObservation[]): Identity {
  const first = <K extends keyof Identity>(
    key: K,
    usable: (value: NonNullable<Identity[K]>) => boolean = () => true,
  ): Pick<Identity, K> | undefined => {
    for (const { identity } of observations) {
      const value = identity[key];
      if (value !== undefined && usable(value)) return { [key]: value } as Pick<Identity, K>;
    }
    return undefined;
  };
  const stated = observations.flatMap(({ identity }) => identity.macAddresses ?? []);
  const macs = [...new Set(stated.map((mac) => normaliseMac(mac) ?? mac.toLowerCase()))].sort();
  return {
    ...(first('biosUuid', (uuid) => canonicalBiosUuid(uuid) !== undefined) ?? first('biosUuid')),
    ...first('instanceUuid'),
    ...(observations.some(({ identity }) => identity.macAddresses !== undefined) && { macAddresses: macs }),
    ...first('fqdn'),
  };
}

const NO_CORRECTIONS: ReadonlyMap<FactKey, FactCorrection> = new Map();

/**
 * Merges what was said about one machine. The same group gives the same workload whatever its order.
 *
 * @param corrections by fact: whose word counts instead of the best source's, where that source has one.
 */
export function mergeGroup(
  group: ObservationGroup,
  sources: ReadonlyMap<string, Source>,
  corrections: ReadonlyMap<FactKey, FactCorrection> = NO_CORRECTIONS,
): Workload {
  const observations = [...group.observations].sort(byStanding(sources));
  const best = observations[0];
  if (best === undefined) throw new TypeError(`group ${group.id} has no observations`);
  const facts: Record<string, unknown> = {};
  const provenance: Partial<Record<FactKey, number>> = {};
  const conflicts: FieldConflict[] = [];
  const corrected: Partial<Record<FactKey, string>> = {};
  const keys = new Set(observations.flatMap((seen) => Object.keys(seen.facts) as FactKey[]));
  for (const key of [...keys].sort()) {
    const stated = observations
      .map((seen, index) => ({ index, value: seen.facts[key] }))
      .filter(({ value }) => value !== undefined);
    if (stated.length === 0) continue;
    const byStandard = winner(key, stated);
    const correction = corrections.get(key);
    const preferred = stated.find((each) => observations[each.index]?.sourceId === correction?.sourceId);
    const index = preferred?.index ?? byStandard;
    // Where the standard order says the same, nothing was corrected.
    if (correction !== undefined && index !== byStandard) corrected[key] = correction.note;
    const value = observations[index]?.facts[key];
    if (value === undefined) continue;
    facts[key] = value;
    if (index !== 0) provenance[key] = index;
    const others = stated.filter(
      (other) => other.index !== index && !sameFact(key, value, other.value as NonNullable<typeof value>),
    );
    if (others.length > 0)
      conflicts.push({ field: key, others: others.map((other) => ({ observation: other.index, value: other.value })) });
  }
  if (!corrections.has('roles')) {
    delete facts['rolesSeen'];
    Object.assign(facts, mergedRoles(observations.map((seen) => seen.facts)));
    if (facts['rolesSeen'] === undefined) delete provenance.rolesSeen;
  }
  return {
    id: group.id,
    kind: best.kind,
    identity: mergedIdentity(observations),
    facts,
    observations: observations.map(({ sourceId, nativeId, observedAt }) => ({ sourceId, nativeId, observedAt })),
    provenance,
    conflicts,
    ...(Object.keys(corrected).length > 0 && { corrected }),
  };
}

/**
 * Groups and merges observations; sorted by workload id. For more than memory holds, use identityGroups() over the
 * rows and mergeGroup() group by group: the result is the same.
 *
 * @param previousIds workload id by observationKey, from the generation before.
 */
export function mergeObservations(
  observations: readonly WorkloadObservation[],
  sources: ReadonlyMap<string, Source>,
  previousIds: ReadonlyMap<string, string>,
): Workload[] {
  const byKey = new Map<string, WorkloadObservation[]>();
  for (const observation of observations) {
    const key = observationKey(observation);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [observation]);
    else known.push(observation);
  }
  return identityGroups(observations.map(identityRowOf), previousIds).map(({ id, members }) =>
    mergeGroup({ id, observations: members.flatMap((key) => byKey.get(key) ?? []) }, sources),
  );
}

/**
 * Digest of what is known of a workload and who says so. The time of an observation is left out: an import that
 * says the same again changes nothing.
 */
export function workloadDigest(workload: Workload): string {
  const { observations, ...rest } = workload;
  return digestText(
    canonicalJson({ ...rest, observations: observations.map(({ sourceId, nativeId }) => ({ sourceId, nativeId })) }),
  );
}
