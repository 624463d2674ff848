/** What is counted of an edge. Changed in place: millions of flows pass through a few of these. */

import type { FlowEvidence } from '../../core/model/estate.ts';
import type { Flow } from './flow.ts';

const SECONDS_PER_DAY = 86_400;
/** Days beyond this many make an edge no surer. */
const MOST_DAYS = 31;

export interface Tally {
  kind: FlowEvidence['kind'];
  /** Records. */
  flows: number;
  connections: number;
  bytes: number | undefined;
  first: number | undefined;
  last: number | undefined;
  /** Different days since 1970, at most 31, in no order. */
  days: number[];
  /** Bits: 1 the calling side told, 2 the called side. */
  sides: number;
  fromProcess: string | undefined;
  toProcess: string | undefined;
}

const STANDING: Readonly<Record<FlowEvidence['kind'], number>> = {
  process: 4,
  socket: 3,
  'flow-log': 2,
  table: 1,
  sampled: 0,
};

const better = (a: FlowEvidence['kind'], b: FlowEvidence['kind']): FlowEvidence['kind'] =>
  STANDING[a] >= STANDING[b] ? a : b;

/** The lesser of two names, so that the order in which files come does not decide. */
const lesser = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

export function newTally(flow: Flow): Tally {
  const tally: Tally = {
    kind: flow.kind,
    flows: 0,
    connections: 0,
    bytes: undefined,
    first: undefined,
    last: undefined,
    days: [],
    sides: 0,
    fromProcess: undefined,
    toProcess: undefined,
  };
  addTally(tally, flow);
  return tally;
}

export function addTally(tally: Tally, flow: Flow): void {
  tally.kind = better(tally.kind, flow.kind);
  tally.flows += 1;
  tally.connections += flow.connections ?? 1;
  if (flow.bytes !== undefined) tally.bytes = (tally.bytes ?? 0) + flow.bytes;
  if (flow.at !== undefined) {
    if (tally.first === undefined || flow.at < tally.first) tally.first = flow.at;
    if (tally.last === undefined || flow.at > tally.last) tally.last = flow.at;
    const day = Math.floor(flow.at / SECONDS_PER_DAY);
    if (tally.days.length < MOST_DAYS && !tally.days.includes(day)) tally.days.push(day);
  }
  tally.sides |= flow.sides ?? 0;
  tally.fromProcess = lesser(tally.fromProcess, flow.fromProcess);
  tally.toProcess = lesser(tally.toProcess, flow.toProcess);
}

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : a + b;
const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

export function mergeTallies(a: Tally, b: Tally): Tally {
  return {
    kind: better(a.kind, b.kind),
    flows: a.flows + b.flows,
    connections: a.connections + b.connections,
    bytes: sum(a.bytes, b.bytes),
    first: least(a.first, b.first),
    last: most(a.last, b.last),
    days: [...new Set([...a.days, ...b.days])].sort((x, y) => x - y).slice(0, MOST_DAYS),
    sides: a.sides | b.sides,
    fromProcess: lesser(a.fromProcess, b.fromProcess),
    toProcess: lesser(a.toProcess, b.toProcess),
  };
}
