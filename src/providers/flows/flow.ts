/** One observed connection or packet count, as a format's reader hands it over. Ends are references (core/applications). */

import type { FlowEvidence } from '../../core/model/estate.ts';

export type Protocol = 'tcp' | 'udp';

export interface Flow {
  readonly from: string;
  readonly fromPort?: number | undefined;
  readonly to: string;
  readonly toPort?: number | undefined;
  readonly protocol?: Protocol | undefined;
  /** Seconds since 1970. */
  readonly at?: number | undefined;
  /** How many connections it stands for; 0 for a record that continues one. 1 when absent. */
  readonly connections?: number | undefined;
  readonly bytes?: number | undefined;
  readonly kind: FlowEvidence['kind'];
  /** True when `from` is known to be the one that called. */
  readonly directed: boolean;
  /** Which of the two told of it, where one of them did: its own socket list, packets it sent. Bits: 1 from, 2 to. */
  readonly sides?: number | undefined;
  readonly fromProcess?: string | undefined;
  readonly toProcess?: string | undefined;
}

/** What a reader says beside flows. */
export interface FlowSink {
  flow(flow: Flow): void;
  /** A record that was read and is no flow, with why it was left out. */
  passedOver(reason: 'denied' | 'no-data' | 'loopback' | 'not-ip'): void;
  /** A record that cannot be read. `place` such as "row 17". */
  unreadable(place: string, message: string): void;
  /** Two references that mean one machine: an address and the host that said it has it. */
  alias(address: string, host: string): void;
  /** The newest time the part speaks of, where it says one that no flow carries. Seconds since 1970. */
  takenAt(at: number): void;
  /** A finding on the part as a whole. */
  note(code: string, message: string, fix: string): void;
}

export const protocolOf = (text: string | undefined): Protocol | undefined | null => {
  switch (text?.trim().toLowerCase()) {
    case undefined:
    case '':
    case '-':
      return undefined;
    case '6':
    case 't':
    case 'tcp':
    case 'tcp6':
      return 'tcp';
    case '17':
    case 'u':
    case 'udp':
    case 'udp6':
      return 'udp';
    default:
      // ICMP and the like have no ports and say nothing about services.
      return null;
  }
};

/** 1 to 65535; undefined for anything else, 0 included: exporters write it where there is no port. */
export function portOf(text: string | number | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = typeof text === 'number' ? text : /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

/** Whole number at or above 0. */
export function countOf(text: string | number | undefined): number | undefined {
  if (text === undefined || text === '' || text === '-') return undefined;
  const count = typeof text === 'number' ? text : /^\d{1,15}(\.0+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(count) && count >= 0 ? Math.round(count) : undefined;
}

/** The same flow seen from the other end. */
export function turned(flow: Flow): Flow {
  return {
    ...flow,
    from: flow.to,
    fromPort: flow.toPort,
    to: flow.from,
    toPort: flow.fromPort,
    fromProcess: flow.toProcess,
    toProcess: flow.fromProcess,
    sides: flow.sides === undefined ? undefined : ((flow.sides & 1) << 1) | (flow.sides >> 1),
  };
}
