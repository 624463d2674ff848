/** Puts what people said of dependencies over what sources say. */

import type { Dependency } from '../model/estate.ts';
import { dependencyId } from '../model/generation.ts';
import { byWhom, HAND_SOURCE } from './by-hand.ts';
import { HAND_PCT } from './confidence.ts';
import type { HandEdge, WorkloadRef } from './fixes.ts';
import type { ServiceNames } from './service-names.ts';

/** Changes the map. An edge of a workload that is gone is passed over; it counts again when the workload is back. */
export function putHandEdges(
  dependencies: Map<string, Dependency>,
  edges: readonly HandEdge[],
  resolve: (ref: WorkloadRef) => string | undefined,
  names: ServiceNames,
): void {
  for (const hand of edges) {
    const [from, to] = [resolve(hand.edge.from), resolve(hand.edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const { port, protocol } = hand.edge;
    const ends = {
      fromWorkloadId: from,
      toWorkloadId: to,
      ...(port !== undefined && { port }),
      ...(protocol !== undefined && { protocol }),
    };
    const id = dependencyId(ends);
    if (hand.state === 'removed') {
      dependencies.delete(id);
      continue;
    }
    const seen = dependencies.get(id);
    const doc = hand.state === 'added' ? added(hand, ends, seen, names) : seen;
    if (doc !== undefined) dependencies.set(id, marked(hand, doc));
  }
}

function added(
  { service, last }: HandEdge,
  ends: Pick<Dependency, 'fromWorkloadId' | 'toWorkloadId' | 'port' | 'protocol'>,
  seen: Dependency | undefined,
  names: ServiceNames,
): Dependency {
  // What a person names as a dependency matters, whatever it looks like on the wire.
  const { noise: _noise, ...rest } = seen ?? { evidence: '', sourceId: HAND_SOURCE };
  const words = `added ${byWhom(last)}`;
  const called = service ?? seen?.service ?? names.byPort(ends.port, ends.protocol)?.name;
  return {
    ...rest,
    ...ends,
    ...(called !== undefined && { service: called }),
    confidencePct: HAND_PCT,
    evidence: rest.evidence === '' ? words : `${rest.evidence}; ${words}`,
    byHand: last,
  };
}

function marked({ noise, last }: HandEdge, doc: Dependency): Dependency {
  if (noise === undefined) return doc;
  const { noise: _noise, ...rest } = doc;
  const words = noise === null ? `no background traffic, said ${byWhom(last)}` : `${noise}, said ${byWhom(last)}`;
  return { ...rest, ...(noise !== null && { noise }), evidence: `${doc.evidence}; ${words}`, byHand: last };
}
