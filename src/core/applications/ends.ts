/** What of a workload tells whom flow records mean by it, and what it may belong to: one small row per workload. */

import { canonicalBiosUuid, normaliseFqdn } from '../model/identity-keys.ts';
import type { Workload, WorkloadRole } from '../model/workload.ts';
import { CLASSIFICATION_SOURCE } from '../policy/classify.ts';
import { normaliseAddress, specialAddress } from './addresses.ts';
import { HAND_SOURCE } from './by-hand.ts';

export interface WorkloadEnd {
  readonly id: string;
  readonly kind: Workload['kind'];
  readonly name?: string;
  readonly hostName?: string;
  readonly fqdn?: string;
  readonly uuids: readonly string[];
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  readonly namespace?: string;
  readonly datacenter?: string;
  readonly roles?: readonly WorkloadRole[];
  readonly application?: string;
  readonly environment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  /** False when it is known to be off, or a template: another with its address is the one that talks. */
  readonly mayTalk: boolean;
  /** Sources that list it, sorted. */
  readonly sources: readonly string[];
  /** What its sources call it: "source|native id" in lower case, sorted. */
  readonly known: readonly string[];
}

const MOST_TAGS = 20;
/** They say what a workload means; they list none. */
const SAYING: ReadonlySet<string> = new Set([CLASSIFICATION_SOURCE, HAND_SOURCE]);

export function endOf(workload: Workload): WorkloadEnd {
  const { id, kind, identity, facts, observations } = workload;
  const uuids = [identity.biosUuid, identity.instanceUuid].map(canonicalBiosUuid).filter((uuid) => uuid !== undefined);
  const texts = [...(facts.ipAddresses ?? []), ...(facts.nics ?? []).flatMap((nic) => nic.ipAddresses ?? [])];
  const addresses = texts
    .map(normaliseAddress)
    .filter((address) => address !== undefined && specialAddress(address) === undefined) as string[];
  const fqdn = identity.fqdn ?? normaliseFqdn(facts.hostName);
  const tags = Object.entries(facts.tags ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = observations.filter(({ sourceId }) => !SAYING.has(sourceId));
  return {
    id,
    kind,
    ...(facts.name !== undefined && { name: facts.name }),
    ...(facts.hostName !== undefined && { hostName: facts.hostName }),
    ...(fqdn !== undefined && { fqdn }),
    uuids: [...new Set(uuids)].sort(),
    macs: [...new Set(identity.macAddresses ?? [])].sort(),
    addresses: [...new Set(addresses)].sort(),
    ...(facts.namespace !== undefined && { namespace: facts.namespace }),
    ...(facts.datacenter !== undefined && { datacenter: facts.datacenter }),
    ...(facts.roles !== undefined && { roles: facts.roles }),
    ...(facts.application !== undefined && { application: facts.application }),
    ...(facts.environment !== undefined && { environment: facts.environment }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.slice(0, MOST_TAGS)) }),
    ...(facts.networks !== undefined && { networks: facts.networks }),
    mayTalk: facts.powerState !== 'off' && facts.template !== true,
    sources: [...new Set(seen.map(({ sourceId }) => sourceId))].sort(),
    known: [...new Set(seen.map(({ sourceId, nativeId }) => `${sourceId}|${nativeId}`.toLowerCase()))].sort(),
  };
}

/** What of an end tells whom a reference means, and how its edges are judged: most of what a workload belongs to is not. */
export function meaningOf(end: WorkloadEnd): WorkloadEnd {
  const { application: _application, environment: _environment, tags: _tags, networks: _networks, ...meaning } = end;
  return meaning;
}
