/** Dependencies of one making of the estate: what sources state, with what people said put over it. */

import { EndIndex } from '../core/applications/end-index.ts';
import { EdgeBook } from '../core/applications/edges.ts';
import type { StatedDependency } from '../core/applications/edges.ts';
import { foldFixes, isMeant } from '../core/applications/fixes.ts';
import type { HandState, WorkloadRef } from '../core/applications/fixes.ts';
import { putHandEdges } from '../core/applications/hand-edges.ts';
import { thresholdsOf } from '../core/applications/noise.ts';
import { serviceNames } from '../core/applications/service-names.ts';
import type { ServicePorts } from '../core/catalog/service-ports.ts';
import type { Dependency, ExternalEnds } from '../core/model/estate.ts';
import { canonicalBiosUuid } from '../core/model/identity-keys.ts';
import { readEnds, readFixes, refreshEnds } from '../store/applications.ts';
import type { Queryable } from '../store/store.ts';

export interface ApplicationBook {
  readonly hand: HandState;
  /** The workload a person meant, in the estate as it is now. */
  readonly resolve: (ref: WorkloadRef) => string | undefined;
  add(stated: StatedDependency, plain: (reference: string) => string | undefined): void;
  finish(services: ServicePorts): {
    readonly dependencies: ReadonlyMap<string, Dependency>;
    readonly external: readonly ExternalEnds[];
    readonly unresolved: ReadonlyMap<string, number>;
  };
}

/** @param dependencies whether any source states some: only they and fixes ask who is meant. */
export async function openBook(connection: Queryable, dependencies: boolean): Promise<ApplicationBook> {
  const hand = foldFixes(await readFixes(connection));
  const index = new EndIndex();
  if (dependencies || hand.applications.size > 0 || hand.edges.length > 0) {
    await refreshEnds(connection);
    for await (const batch of readEnds(connection)) for (const end of batch) index.add(end);
  }
  const edges = new EdgeBook(index);
  const resolve = (ref: WorkloadRef): string | undefined => meantBy(ref, index);
  return {
    hand,
    resolve,
    add: (stated, plain) => edges.add(stated, plain),
    finish(services) {
      const names = serviceNames(services);
      const found = edges.finish({ names, thresholds: thresholdsOf(services) });
      const all = new Map(found.dependencies);
      putHandEdges(all, hand.edges, resolve, names);
      return { dependencies: all, external: found.external, unresolved: edges.unresolved };
    },
  };
}

function meantBy(ref: WorkloadRef, index: EndIndex): string | undefined {
  if (index.get(ref.id) !== undefined) return ref.id;
  const uuids = [ref.identity.biosUuid, ref.identity.instanceUuid].map(canonicalBiosUuid);
  const found = uuids
    .flatMap((uuid) => (uuid === undefined ? [] : index.withUuid(uuid)))
    .filter((end) => isMeant(ref, end))
    .map(({ id }) => id)
    .sort();
  return found[0];
}
