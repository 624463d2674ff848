/** What workloads talk to outside the estate. */

import type { Dependency, ExternalEnd, ExternalEnds } from '../model/estate.ts';
import { addressZone } from './addresses.ts';
import { most } from './edges-joined.ts';
import { referenceAddress, referenceLabel } from './references.ts';
import type { ServiceNames } from './service-names.ts';

export interface OpenEdge {
  readonly workloadId: string;
  readonly direction: 'out' | 'in';
  /** The other end as the source names it. */
  readonly reference: string;
  readonly why: ExternalEnd['why'];
  readonly sourceId: string;
  readonly doc: Dependency;
}

/** A workload with more ends than this, such as a public web server, keeps the busiest. */
const MOST_ENDS = 200;

/** @param name of a workload. The order of the list does not matter but for what is said twice of one end. */
export function externalEnds(
  open: readonly (OpenEdge & { readonly noise: ExternalEnd['noise'] })[],
  name: (workloadId: string) => string | undefined,
  names: ServiceNames,
): readonly ExternalEnds[] {
  const byWorkload = new Map<string, Map<string, ExternalEnd>>();
  for (const { workloadId, direction, reference, why, sourceId, doc, noise } of open) {
    const ends = byWorkload.get(workloadId) ?? new Map<string, ExternalEnd>();
    byWorkload.set(workloadId, ends);
    const peer = referenceLabel(reference);
    const key = [direction, peer, doc.protocol ?? '', doc.port ?? ''].join('|');
    const known = ends.get(key);
    const address = referenceAddress(reference);
    const service = doc.service ?? names.of(doc.port, doc.protocol, doc.flow?.toProcess)?.name;
    const lastSeenAt = most(known?.lastSeenAt, doc.lastSeenAt);
    const connections = (known?.connections ?? 0) + (doc.connections ?? 0);
    ends.set(key, {
      direction,
      peer,
      why,
      zone: address === undefined ? 'name' : addressZone(address),
      ...(doc.port !== undefined && { port: doc.port }),
      ...(doc.protocol !== undefined && { protocol: doc.protocol }),
      ...(service !== undefined && { service }),
      ...(connections > 0 && { connections }),
      ...(lastSeenAt !== undefined && { lastSeenAt }),
      ...(noise !== undefined && { noise }),
      sourceIds: [...new Set([...(known?.sourceIds ?? []), sourceId])].sort(),
    });
  }
  return [...byWorkload]
    .map(([id, found]): ExternalEnds => {
      const all = [...found].sort(
        ([a, x], [b, y]) => (y.connections ?? 0) - (x.connections ?? 0) || (a < b ? -1 : a > b ? 1 : 0),
      );
      const peers = (direction: 'out' | 'in'): number =>
        new Set(all.filter(([, end]) => end.direction === direction).map(([, end]) => end.peer)).size;
      return {
        id,
        name: name(id) ?? id,
        outgoing: peers('out'),
        incoming: peers('in'),
        ends: all.slice(0, MOST_ENDS).map(([, end]) => end),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
