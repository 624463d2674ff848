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

/** Lines that are hashed before others may have their turn. */
const LINES_PER_STEP = 5000;

/** Digest over entities in any order; "sha256:" and hex. Two of the same kind and id are both counted. */
export function estateDigest(entities: Iterable<EntityDigest>): string {
  const steps = estateDigestSteps(entities);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, step by step: between two of them a caller can let others go first. */
export function* estateDigestSteps(entities: Iterable<EntityDigest>): Generator<void, string> {
  const byKind = new Map<string, string[]>();
  let seen = 0;
  for (const entity of entities) {
    const lines = byKind.get(entity.kind);
    if (lines === undefined) byKind.set(entity.kind, [line(entity)]);
    else lines.push(line(entity));
    if ((seen += 1) % LINES_PER_STEP === 0) yield;
  }
  const hash = createHash('sha256');
  // Lines begin with their kind and a tab, which is less than any letter: kind by kind they are in order, too.
  for (const kind of [...byKind.keys()].sort()) {
    const lines = (byKind.get(kind) ?? []).sort();
    for (let from = 0; from < lines.length; from += LINES_PER_STEP) {
      yield;
      hash.update(lines.slice(from, from + LINES_PER_STEP).join(''));
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
