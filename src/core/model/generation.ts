/** The digest of an estate: one hash over a line per entity, so that it can be computed while rows stream by. */

import { createHash } from 'node:crypto';
import { digestOf } from '../evidence/digest.ts';
import type {
  Application,
  Cluster,
  Datastore,
  Dependency,
  ExternalEnds,
  Host,
  InventoryKind,
  Network,
} from './estate.ts';

export type EntityKind = InventoryKind | 'workload' | 'application' | 'dependency' | 'external';

export interface EntityDigest {
  readonly kind: EntityKind;
  readonly id: string;
  readonly digest: string;
}

/** Digest of one thing of the estate other than a workload. When it was last seen does not count. */
export function entityDigest(
  entity: Host | Cluster | Network | Datastore | Application | Dependency | ExternalEnds,
): string {
  if (!('observedBy' in entity)) return digestOf(entity);
  const { observedBy, ...rest } = entity;
  return digestOf({ ...rest, observedBy: { sourceId: observedBy.sourceId, nativeId: observedBy.nativeId } });
}

/** Dependencies have no id of their own: these parts tell them apart, whoever states them. Fit for an address. */
export function dependencyId(
  dependency: Pick<Dependency, 'fromWorkloadId' | 'toWorkloadId' | 'protocol' | 'port'>,
): string {
  const { fromWorkloadId, toWorkloadId, protocol, port } = dependency;
  return [fromWorkloadId, toWorkloadId, protocol ?? 'any', port ?? 'any'].join('.');
}

const line = ({ kind, id, digest }: EntityDigest): string => `${kind}\t${id}\t${digest}\n`;

/** Digest over entities in any order; "sha256:" and hex. Two of the same kind and id are both counted. */
export function estateDigest(entities: Iterable<EntityDigest>): string {
  const lines = Array.from(entities, line).sort();
  const hash = createHash('sha256');
  for (const text of lines) hash.update(text);
  return `sha256:${hash.digest('hex')}`;
}
