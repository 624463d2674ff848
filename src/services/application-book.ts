/** Dependencies of one making of the estate: what sources state, with what people said put over it. */

import { EndIndex, keysOfReference } from '../core/applications/end-index.ts';
import { EdgeBook } from '../core/applications/edges.ts';
import type { StatedDependency } from '../core/applications/edges.ts';
import { meaningOf } from '../core/applications/ends.ts';
import { foldFixes } from '../core/applications/fixes.ts';
import type { HandState, WorkloadRef } from '../core/applications/fixes.ts';
import { putHandEdges } from '../core/applications/hand-edges.ts';
import { thresholdsOf } from '../core/applications/noise.ts';
import { serviceNames } from '../core/applications/service-names.ts';
import type { ServicePorts } from '../core/catalog/service-ports.ts';
import type { Dependency, ExternalEnds } from '../core/model/estate.ts';
import { endsAreWanted, readEnds, readFixes, refreshEnds } from '../store/applications.ts';
import { newWordBook, statedReferences } from '../store/dependency-words.ts';
import type { StatedReference } from '../store/dependency-words.ts';
import type { Queryable } from '../store/store.ts';
import { handRefs, meantBy, uuidsOf } from './hand-refs.ts';
import { inSteps } from './in-steps.ts';

export interface ApplicationBook {
  readonly hand: HandState;
  /** The workload a person meant, in the estate as it is now. */
  readonly resolve: (ref: WorkloadRef) => string | undefined;
  /** @param seq the number of the word in its source. */
  add(stated: StatedDependency, seq: number): Promise<void> | undefined;
  finish(services: ServicePorts): Promise<{
    readonly dependencies: ReadonlyMap<string, Dependency>;
    readonly external: readonly ExternalEnds[];
    readonly unresolved: ReadonlyMap<string, number>;
  }>;
}

/** For all dependencies. Whom they mean is written down for the changes that follow. */
export async function openBook(connection: Queryable): Promise<ApplicationBook> {
  const hand = foldFixes(await readFixes(connection));
  const references: StatedReference[] = [];
  for await (const batch of statedReferences(connection)) references.push(...batch);
  const wanted = new Set([...handRefs(hand)].flatMap(uuidsOf).map((uuid) => `uuid:${uuid}`));
  for (const { text, sourceId } of references) for (const key of keysOfReference(text, sourceId)) wanted.add(key);
  const index = new EndIndex(wanted);
  if (await endsAreWanted(connection)) {
    await refreshEnds(connection);
    for await (const batch of readEnds(connection)) for (const end of batch) index.add(meaningOf(end));
  }
  const words = await newWordBook(connection);
  for (const reference of references)
    await words.reference(reference, index.bearing(keysOfReference(reference.text, reference.sourceId)));
  references.length = 0;
  const edges = new EdgeBook(index);
  const resolve = (ref: WorkloadRef): string | undefined => meantBy(ref, index);
  return {
    hand,
    resolve,
    add: (stated, seq) => words.word(stated.sourceId, seq, stated.doc, edges.add(stated)),
    async finish(services) {
      const names = serviceNames(services);
      const found = await inSteps(edges.steps({ names, thresholds: thresholdsOf(services) }));
      await words.signs(found.signs);
      await words.flush();
      const all = new Map(found.dependencies);
      putHandEdges(all, hand.edges, resolve, names);
      return { dependencies: all, external: found.external, unresolved: edges.unresolved };
    },
  };
}
