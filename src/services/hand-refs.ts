/** The workloads that people's words on applications and dependencies mean. */

import { EndIndex } from '../core/applications/end-index.ts';
import { isMeant } from '../core/applications/fixes.ts';
import type { HandState, WorkloadRef } from '../core/applications/fixes.ts';
import { canonicalBiosUuid } from '../core/model/identity-keys.ts';
import { endsOf, endsWithUuids } from '../store/applications.ts';
import type { Queryable } from '../store/store.ts';
import type { EndChange } from './inventory-concern.ts';

export function* handRefs({ applications, edges }: Pick<HandState, 'applications' | 'edges'>): Generator<WorkloadRef> {
  for (const { members, removed } of applications.values()) {
    yield* members.values();
    yield* removed.values();
  }
  for (const { edge } of edges) yield* [edge.from, edge.to];
}

export function uuidsOf({ identity }: WorkloadRef): string[] {
  return [identity.biosUuid, identity.instanceUuid].map(canonicalBiosUuid).filter((uuid) => uuid !== undefined);
}

export function meantBy(ref: WorkloadRef, index: EndIndex): string | undefined {
  if (index.get(ref.id) !== undefined) return ref.id;
  const found = uuidsOf(ref)
    .flatMap((uuid) => index.withUuid(uuid))
    .filter((end) => isMeant(ref, end))
    .map(({ id }) => id)
    .sort();
  return found[0];
}

export interface HandMeanings {
  readonly resolve: (ref: WorkloadRef) => string | undefined;
  /** Whether one of these changes may give a word another workload to mean. */
  concerned(changes: readonly EndChange[]): boolean;
}

/** For what people said, without asking for all workloads. Ends are up to date. */
export async function handMeanings(connection: Queryable, hand: HandState): Promise<HandMeanings> {
  const refs = [...handRefs(hand)];
  const index = new EndIndex();
  for (const end of await endsOf(connection, [...new Set(refs.map(({ id }) => id))])) index.add(end);
  const ids = new Set(refs.map(({ id }) => id));
  const lost = new Set(refs.filter(({ id }) => index.get(id) === undefined).flatMap(uuidsOf));
  for (const end of await endsWithUuids(connection, [...lost])) if (index.get(end.id) === undefined) index.add(end);
  return {
    resolve: (ref) => meantBy(ref, index),
    concerned: (changes) =>
      changes.some(
        ({ id, before, after }) =>
          (ids.has(id) && (before === undefined || after === undefined)) ||
          [...(before?.uuids ?? []), ...(after?.uuids ?? [])].some((uuid) => lost.has(uuid)),
      ),
  };
}
