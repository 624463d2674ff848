/**
 * Which end of a flow is the one that was called. A port that systems do not hand out to callers tells; where both
 * ports could be a caller's, the end that more others talk to is the called one; where that says nothing either, the
 * direction is unknown, and the lower port is taken.
 */

import { turned } from './flow.ts';
import type { Flow } from './flow.ts';
import { addTally, newTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** Systems hand out ports to callers from here on: Linux from 32768, Windows and IANA's rule from 49152. */
const FIRST_EPHEMERAL = 32_768;
const SYSTEM_PORTS = 1024;

/** Ports above the systems' that are known for one service: some systems hand out their neighbours to callers. */
const KNOWN: ReadonlySet<number> = new Set([
  1414, 1433, 1521, 1883, 2049, 2181, 2379, 3128, 3260, 3268, 3269, 3306, 3389, 5060, 5432, 5671, 5672, 5985, 5986,
  6379, 6443, 7001, 8000, 8080, 8443, 9042, 9092, 9100, 9200, 10050, 10051, 10250, 11211, 27017,
]);

function rank(port: number): number {
  if (port < SYSTEM_PORTS) return 3;
  if (KNOWN.has(port)) return 2;
  return port < FIRST_EPHEMERAL ? 1 : 0;
}

/** Whether the end of the first port is the called one; undefined when the two ports do not tell. */
export function firstIsCalled(first: number | undefined, second: number | undefined): boolean | undefined {
  if (first === undefined || second === undefined) return first === second ? undefined : second === undefined;
  const [a, b] = [rank(first), rank(second)];
  return a === b ? undefined : a > b;
}

interface OpenFlow {
  readonly flow: Flow;
  readonly tally: Tally;
}

export interface DecidedFlow extends OpenFlow {
  /** True when neither ports nor numbers told which end was called. */
  readonly unknown: boolean;
}

/** Flows whose ports do not tell, kept by both ends until all are seen. */
export class OpenFlows {
  readonly #max: number;
  readonly #flows = new Map<string, OpenFlow>();

  constructor(max: number) {
    this.#max = max;
  }

  /** False when it is full; the flow is then not taken. */
  add(flow: Flow): boolean {
    // Both directions of one conversation are one flow here.
    const ordered = inOrder(flow) ? flow : turned(flow);
    const key = `${ordered.from}|${ordered.fromPort ?? ''}|${ordered.to}|${ordered.toPort ?? ''}|${ordered.protocol ?? ''}`;
    const known = this.#flows.get(key);
    if (known !== undefined) {
      addTally(known.tally, ordered);
      return true;
    }
    if (this.#flows.size >= this.#max) return false;
    this.#flows.set(key, { flow: ordered, tally: newTally(ordered) });
    return true;
  }

  /** Every flow with its called end last, and forgets them. */
  decide(): DecidedFlow[] {
    const callers = new Map<string, number>();
    const count = (end: string, port: number | undefined): void => {
      if (port === undefined) return;
      const key = `${end}|${port}`;
      callers.set(key, (callers.get(key) ?? 0) + 1);
    };
    for (const { flow } of this.#flows.values()) {
      count(flow.from, flow.fromPort);
      count(flow.to, flow.toPort);
    }
    const callersOf = (end: string, port: number | undefined): number => callers.get(`${end}|${port}`) ?? 0;
    const decided = [...this.#flows.values()].map(({ flow, tally }): DecidedFlow => {
      const [atFrom, atTo] = [callersOf(flow.from, flow.fromPort), callersOf(flow.to, flow.toPort)];
      if (atFrom !== atTo) return atFrom > atTo ? turnedWith(flow, tally) : { flow, tally, unknown: false };
      const lowest = Math.min(flow.fromPort ?? Infinity, flow.toPort ?? Infinity);
      // A port out of the callers' range is not the name of a service: such flows become one edge without a port.
      if (lowest >= FIRST_EPHEMERAL) return { flow: { ...flow, toPort: undefined }, tally, unknown: true };
      return { ...(flow.fromPort === lowest ? turnedWith(flow, tally) : { flow, tally }), unknown: true };
    });
    this.#flows.clear();
    return decided;
  }
}

function turnedWith(flow: Flow, tally: Tally): DecidedFlow {
  const { fromProcess, toProcess, sides } = tally;
  const swapped = {
    ...tally,
    sides: ((sides & 1) << 1) | (sides >> 1),
    fromProcess: toProcess,
    toProcess: fromProcess,
  };
  return { flow: turned(flow), tally: swapped, unknown: false };
}

function inOrder({ from, fromPort = 0, to, toPort = 0 }: Flow): boolean {
  return from === to ? fromPort <= toPort : from < to;
}
