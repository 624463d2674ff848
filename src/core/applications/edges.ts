/**
 * All dependencies of the estate from what sources said of them: ends found, words on one edge joined, named, judged.
 * What has an end outside the estate is kept per workload.
 */

import type { Dependency, ExternalEnd, ExternalEnds, FlowEvidence } from '../model/estate.ts';
import { dependencyId } from '../model/generation.ts';
import { addressZone } from './addresses.ts';
import { edgeConfidencePct, evidenceText } from './confidence.ts';
import type { EndIndex } from './end-index.ts';
import { noiseJudge } from './noise.ts';
import type { Talk, Thresholds } from './noise.ts';
import { referenceAddress, referenceLabel } from './references.ts';
import type { ServiceNames } from './service-names.ts';

export interface StatedDependency {
  readonly sourceId: string;
  readonly precedence: number;
  readonly doc: Dependency;
}

export interface Judged {
  readonly names: ServiceNames;
  readonly thresholds: Thresholds;
}

interface OpenEdge {
  readonly workloadId: string;
  readonly direction: 'out' | 'in';
  /** The other end as the source names it. */
  readonly reference: string;
  readonly why: ExternalEnd['why'];
  readonly sourceId: string;
  readonly doc: Dependency;
}

export class EdgeBook {
  /** By source: dependencies of which an end is no one workload of the estate. */
  readonly unresolved = new Map<string, number>();
  readonly #index: EndIndex;
  readonly #words = new Map<string, Map<string, StatedDependency>>();
  readonly #open: OpenEdge[] = [];

  constructor(index: EndIndex) {
    this.#index = index;
  }

  /** @param plain finds a workload by its id or by what the source calls it. */
  add(stated: StatedDependency, plain: (text: string) => string | undefined): void {
    const { doc, sourceId } = stated;
    const { from, to } = this.#index.resolve(doc.fromWorkloadId, doc.toWorkloadId, sourceId, plain);
    if (from.id !== undefined && to.id !== undefined) {
      // A machine that calls itself says nothing about the estate.
      if (from.id !== to.id) this.#put({ ...stated, doc: { ...doc, fromWorkloadId: from.id, toWorkloadId: to.id } });
      return;
    }
    this.unresolved.set(sourceId, (this.unresolved.get(sourceId) ?? 0) + 1);
    const why = (candidates: number): ExternalEnd['why'] => (candidates === 0 ? 'unlisted' : 'ambiguous');
    if (from.id !== undefined)
      this.#open.push({
        workloadId: from.id,
        direction: 'out',
        reference: doc.toWorkloadId,
        why: why(to.candidates),
        sourceId,
        doc,
      });
    if (to.id !== undefined)
      this.#open.push({
        workloadId: to.id,
        direction: 'in',
        reference: doc.fromWorkloadId,
        why: why(from.candidates),
        sourceId,
        doc,
      });
  }

  #put(stated: StatedDependency): void {
    const id = dependencyId(stated.doc);
    const bySource = this.#words.get(id) ?? new Map<string, StatedDependency>();
    this.#words.set(id, bySource);
    const before = bySource.get(stated.sourceId);
    bySource.set(stated.sourceId, before === undefined ? stated : { ...stated, doc: summed(before.doc, stated.doc) });
  }

  /** Edges by id, and external ends by workload, both named and judged. */
  finish({ names, thresholds }: Judged): {
    readonly dependencies: ReadonlyMap<string, Dependency>;
    readonly external: readonly ExternalEnds[];
  } {
    const dependencies = new Map<string, Dependency>();
    for (const [id, words] of this.#words) dependencies.set(id, joined([...words.values()], names));
    const talks = [...dependencies.values()].map(talkOf);
    const openTalks = this.#open.map(openTalk);
    const index = this.#index;
    const judge = noiseJudge(
      [...talks, ...openTalks],
      {
        roles: (end) => index.get(end)?.roles,
        address: (end) => referenceAddress(end),
        label: (end) => index.get(end)?.name ?? referenceLabel(end),
      },
      names,
      thresholds,
    );
    for (const [id, doc] of dependencies) {
      if (doc.noise !== undefined) continue;
      const noise = judge(talkOf(doc));
      if (noise !== undefined)
        dependencies.set(id, { ...doc, noise: noise.kind, evidence: `${doc.evidence}; ${noise.kind}: ${noise.why}` });
    }
    const external = externalEnds(
      this.#open.map((open) => ({ ...open, noise: open.doc.noise ?? judge(openTalk(open))?.kind })),
      index,
      names,
    );
    return { dependencies, external };
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

const least = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
const most = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** Two words of one source on one edge: a machine with two addresses, reached by both. */
function summed(a: Dependency, b: Dependency): Dependency {
  const [firstSeenAt, lastSeenAt] = [least(a.firstSeenAt, b.firstSeenAt), most(a.lastSeenAt, b.lastSeenAt)];
  const counted = a.connections !== undefined || b.connections !== undefined;
  // The surer of the two keeps its words; equals by text, so that the order in which they come does not decide.
  const [main, other] =
    a.confidencePct > b.confidencePct || (a.confidencePct === b.confidencePct && a.evidence <= b.evidence)
      ? [a, b]
      : [b, a];
  const flow: FlowEvidence | undefined =
    main.flow === undefined || other.flow === undefined
      ? (main.flow ?? other.flow)
      : {
          ...other.flow,
          ...main.flow,
          days: Math.max(main.flow.days, other.flow.days),
          ...(main.flow.bytes !== undefined || other.flow.bytes !== undefined
            ? { bytes: (main.flow.bytes ?? 0) + (other.flow.bytes ?? 0) }
            : {}),
        };
  return {
    ...main,
    ...(counted && { connections: (a.connections ?? 0) + (b.connections ?? 0) }),
    ...(firstSeenAt !== undefined && { firstSeenAt }),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
    ...(flow !== undefined && { flow }),
  };
}

/** One edge from all sources' words: the best source's, with what the others add to its standing. */
function joined(words: readonly StatedDependency[], names: ServiceNames): Dependency {
  const ordered = [...words].sort(
    (a, b) =>
      b.precedence - a.precedence ||
      b.doc.confidencePct - a.doc.confidencePct ||
      (a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : 0),
  );
  const [best, ...others] = ordered;
  if (best === undefined) throw new TypeError('nobody states the edge');
  const { doc } = best;
  const firstSeenAt = ordered.map((word) => word.doc.firstSeenAt).reduce(least, undefined);
  const lastSeenAt = ordered.map((word) => word.doc.lastSeenAt).reduce(most, undefined);
  const service = doc.service ?? names.of(doc.port, doc.protocol, doc.flow?.toProcess)?.name;
  return {
    ...doc,
    sourceId: best.sourceId,
    ...(service !== undefined && { service }),
    ...(firstSeenAt !== undefined && { firstSeenAt }),
    ...(lastSeenAt !== undefined && { lastSeenAt }),
    ...(others.length > 0 && { alsoStatedBy: others.map(({ sourceId }) => sourceId).sort() }),
    ...flowJudged(doc, service !== undefined, others.length),
  };
}

function flowJudged(
  doc: Dependency,
  serviceKnown: boolean,
  furtherSources: number,
): Pick<Dependency, 'confidencePct' | 'evidence'> | undefined {
  const { flow, connections = 1 } = doc;
  if (flow === undefined) return undefined;
  const more = furtherSources === 0 ? '' : `; stated by ${furtherSources + 1} sources`;
  return {
    confidencePct: edgeConfidencePct({
      kind: flow.kind,
      connections,
      days: flow.days,
      bothSides: flow.bothSides === true,
      directionUnknown: flow.directionUnknown === true,
      serviceKnown,
      furtherSources,
    }),
    evidence: evidenceText(flow, connections) + more,
  };
}

/** A workload with more ends than this, such as a public web server, keeps the busiest. */
const MOST_ENDS = 200;

function externalEnds(
  open: readonly (OpenEdge & { readonly noise: ExternalEnd['noise'] })[],
  index: EndIndex,
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
        name: index.get(id)?.name ?? id,
        outgoing: peers('out'),
        incoming: peers('in'),
        ends: all.slice(0, MOST_ENDS).map(([, end]) => end),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
