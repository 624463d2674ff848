/**
 * How sure an edge is, from 5 to 99 per cent:
 *
 *     base of the kind of evidence
 *   + 5 × log10(connections), at most 10        one connection adds nothing, a hundred add 10
 *   + 10 × log7(days), at most 10               one day adds nothing, a week adds 10
 *   + 10 when both sides say the same
 *   + 5 for each further source that states it, at most 10
 *   + 5 when what listens has a name
 *   − 20 when it is not known which side called
 *
 * More evidence never lowers it. What a person states is 100.
 */

import type { FlowEvidence } from '../model/estate.ts';

/** A machine's own list of processes is the surest; packets by sample and tables of unknown making the least. */
export const BASE_PCT: Readonly<Record<FlowEvidence['kind'], number>> = {
  process: 80,
  socket: 75,
  'flow-log': 65,
  table: 60,
  sampled: 55,
};

export const HAND_PCT = 100;

export interface EdgeEvidence {
  readonly kind: FlowEvidence['kind'];
  readonly connections: number;
  readonly days: number;
  readonly bothSides: boolean;
  readonly directionUnknown: boolean;
  readonly serviceKnown: boolean;
  /** Sources beside the first. */
  readonly furtherSources: number;
}

export function edgeConfidencePct(evidence: EdgeEvidence): number {
  const { kind, connections, days, bothSides, directionUnknown, serviceKnown, furtherSources } = evidence;
  const sum =
    BASE_PCT[kind] +
    Math.min(10, 5 * Math.log10(Math.max(1, connections))) +
    Math.min(10, (10 * Math.log(Math.max(1, days))) / Math.log(7)) +
    (bothSides ? 10 : 0) +
    Math.min(10, 5 * furtherSources) +
    (serviceKnown ? 5 : 0) -
    (directionUnknown ? 20 : 0);
  return Math.round(Math.min(99, Math.max(5, sum)));
}

const KIND_WORDS: Readonly<Record<FlowEvidence['kind'], string>> = {
  process: 'process and socket lists',
  socket: 'socket lists',
  'flow-log': 'flow records',
  sampled: 'sampled packets',
  table: 'a table of connections',
};

/** The same in words: "flow records: 412 connections on 6 days, both sides agree; w3wp calls sqlservr". */
export function evidenceText(flow: FlowEvidence, connections: number): string {
  const counts = `${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  const when = `on ${flow.days} ${flow.days === 1 ? 'day' : 'days'}`;
  const both = flow.bothSides === true ? ', both sides agree' : '';
  const calls =
    flow.fromProcess === undefined && flow.toProcess === undefined
      ? ''
      : `; ${flow.fromProcess ?? 'an unnamed process'} calls ${flow.toProcess ?? 'an unnamed process'}`;
  const direction = flow.directionUnknown === true ? '; which side called is not known' : '';
  return `${KIND_WORDS[flow.kind]}: ${counts} ${when}${both}${calls}${direction}`;
}
