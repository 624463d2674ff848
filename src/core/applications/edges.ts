/**
 * All dependencies of the estate from what sources said of them: ends found, words on one edge joined, named, judged.
 * What has an end outside the estate is kept per workload. Works as well for a part of the estate: all words of some
 * edges, and all open words of some workloads.
 */

import type { Dependency, ExternalEnds } from '../model/estate.ts';
import { dependencyId } from '../model/generation.ts';
import { joined, summed } from './edges-joined.ts';
import type { StatedDependency } from './edges-joined.ts';
import type { EndIndex } from './end-index.ts';
import { externalEnds } from './ends-external.ts';
import type { OpenEdge } from './ends-external.ts';
import { judgeBy, signsOfEnds } from './noise.ts';
import type { EndSigns, Talk, TalkingMachines, Thresholds } from './noise.ts';
import { referenceAddress, referenceLabel } from './references.ts';
import type { ServiceNames } from './service-names.ts';

export type { StatedDependency };

export interface Judged {
  readonly names: ServiceNames;
  readonly thresholds: Thresholds;
}

/** Whom one word of a source is about: two workloads, one, or none; 'self' says nothing about the estate. */
export interface PlacedWord {
  readonly state: 'edge' | 'out' | 'in' | 'self' | 'none';
  /** Workload ids or, for the open end of 'out' and 'in', the reference. */
  readonly from?: string;
  readonly to?: string;
  /** Of an open end: several workloads may be meant. */
  readonly ambiguous: boolean;
}

export function place(index: EndIndex, { doc, sourceId }: StatedDependency): PlacedWord {
  const { from, to } = index.resolve(doc.fromWorkloadId, doc.toWorkloadId, sourceId);
  if (from.id !== undefined && to.id !== undefined)
    return from.id === to.id
      ? { state: 'self', ambiguous: false }
      : { state: 'edge', from: from.id, to: to.id, ambiguous: false };
  if (from.id !== undefined) return { state: 'out', from: from.id, to: doc.toWorkloadId, ambiguous: to.candidates > 0 };
  if (to.id !== undefined) return { state: 'in', from: doc.fromWorkloadId, to: to.id, ambiguous: from.candidates > 0 };
  return { state: 'none', ambiguous: false };
}

export interface FoundEdges {
  readonly dependencies: ReadonlyMap<string, Dependency>;
  readonly external: readonly ExternalEnds[];
}

/** Edges between two steps of work, after which others may have their turn. */
const EDGES_PER_STEP = 1000;

export class EdgeBook {
  /** By source: dependencies of which an end is no one workload of the estate. */
  readonly unresolved = new Map<string, number>();
  readonly #index: EndIndex;
  readonly #words = new Map<string, Map<string, StatedDependency>>();
  readonly #open: OpenEdge[] = [];

  /** @param index answers who is meant, and what the workloads are called. */
  constructor(index: EndIndex) {
    this.#index = index;
  }

  add(stated: StatedDependency): PlacedWord {
    const placed = place(this.#index, stated);
    this.put(stated, placed);
    return placed;
  }

  /** Words of one source on one edge in the order in which it states them. */
  put(stated: StatedDependency, { state, from = '', to = '', ambiguous }: PlacedWord): void {
    const { doc, sourceId } = stated;
    if (state === 'edge') this.#put({ ...stated, doc: { ...doc, fromWorkloadId: from, toWorkloadId: to } });
    if (state === 'edge' || state === 'self') return;
    this.unresolved.set(sourceId, (this.unresolved.get(sourceId) ?? 0) + 1);
    if (state === 'none') return;
    const [workloadId, reference] = state === 'out' ? [from, to] : [to, from];
    const why = ambiguous ? 'ambiguous' : 'unlisted';
    this.#open.push({ workloadId, direction: state, reference, why, sourceId, doc });
  }

  #put(stated: StatedDependency): void {
    const id = dependencyId(stated.doc);
    const bySource = this.#words.get(id) ?? new Map<string, StatedDependency>();
    this.#words.set(id, bySource);
    const before = bySource.get(stated.sourceId);
    bySource.set(stated.sourceId, before === undefined ? stated : { ...stated, doc: summed(before.doc, stated.doc) });
  }

  /** Edges by id, named and not yet judged. */
  *joined(names: ServiceNames): Generator<void, Map<string, Dependency>> {
    const dependencies = new Map<string, Dependency>();
    for (const [id, words] of this.#words) {
      dependencies.set(id, joined([...words.values()], names));
      if (dependencies.size % EDGES_PER_STEP === 0) yield;
    }
    return dependencies;
  }

  /** Who talks to whom: these edges, and the open ones. */
  talks(dependencies: ReadonlyMap<string, Dependency>): Talk[] {
    return [...[...dependencies.values()].map(talkOf), ...this.#open.map(openTalk)];
  }

  machines(): TalkingMachines {
    return {
      roles: (end) => this.#index.get(end)?.roles,
      address: (end) => referenceAddress(end),
      label: (end) => this.#index.get(end)?.name ?? referenceLabel(end),
    };
  }

  /** @param signs by which ends background traffic is told; asked for both ends of each edge. */
  *judged(
    edges: ReadonlyMap<string, Dependency>,
    names: ServiceNames,
    signs: (end: string) => EndSigns | undefined,
  ): Generator<void, FoundEdges> {
    const judge = judgeBy(signs, this.machines(), names);
    const dependencies = new Map<string, Dependency>();
    for (const [id, doc] of edges) {
      const noise = doc.noise === undefined ? judge(talkOf(doc)) : undefined;
      dependencies.set(
        id,
        noise === undefined
          ? doc
          : { ...doc, noise: noise.kind, evidence: `${doc.evidence}; ${noise.kind}: ${noise.why}` },
      );
      if (dependencies.size % EDGES_PER_STEP === 0) yield;
    }
    const open = this.#open.map((edge) => ({ ...edge, noise: edge.doc.noise ?? judge(openTalk(edge))?.kind }));
    yield;
    return { dependencies, external: externalEnds(open, (id) => this.#index.get(id)?.name, names) };
  }

  /** For all edges of an estate: edges by id and external ends by workload, with the signs they were judged by. */
  *steps({
    names,
    thresholds,
  }: Judged): Generator<void, FoundEdges & { readonly signs: ReadonlyMap<string, EndSigns> }> {
    const edges = yield* this.joined(names);
    yield;
    const signs = signsOfEnds(this.talks(edges), this.machines(), names, thresholds);
    yield;
    return { ...(yield* this.judged(edges, names, (end) => signs.get(end))), signs };
  }

  finish(judged: Judged): FoundEdges {
    const steps = this.steps(judged);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }
}

const talkOf = (doc: Dependency): Talk => ({
  from: doc.fromWorkloadId,
  to: doc.toWorkloadId,
  port: doc.port,
  protocol: doc.protocol,
  connections: doc.connections,
  process: doc.flow?.toProcess,
});

const openTalk = ({ workloadId, direction, reference, doc }: OpenEdge): Talk => ({
  ...talkOf(doc),
  from: direction === 'out' ? workloadId : reference,
  to: direction === 'out' ? reference : workloadId,
});
