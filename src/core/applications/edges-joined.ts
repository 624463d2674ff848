/** Words on one edge as one: those of one source summed, those of several joined under the best. */

import type { Dependency, FlowEvidence } from '../model/estate.ts';
import { edgeConfidencePct, evidenceText } from './confidence.ts';
import type { ServiceNames } from './service-names.ts';

export interface StatedDependency {
  readonly sourceId: string;
  readonly precedence: number;
  readonly doc: Dependency;
}

export const least = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
export const most = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** Two words of one source on one edge: a machine with two addresses, reached by both. */
export function summed(a: Dependency, b: Dependency): Dependency {
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
export function joined(words: readonly StatedDependency[], names: ServiceNames): Dependency {
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
