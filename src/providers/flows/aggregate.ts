/**
 * Flows folded into edges as they stream by: who calls whom on which port, how often, when. Memory grows with edges,
 * never with rows, and edges are bounded: beyond the limit, flows of edges already known still count.
 */

import { firstIsCalled, OpenFlows } from './direction.ts';
import { turned } from './flow.ts';
import type { Flow, Protocol } from './flow.ts';
import { addTally, newTally, mergeTallies } from './tally.ts';
import type { Tally } from './tally.ts';

export interface FlowLimits {
  readonly maxEdges: number;
  /** Flows whose direction is still open, by both ends and both ports. */
  readonly maxOpen: number;
}

export const FLOW_LIMITS: FlowLimits = { maxEdges: 500_000, maxOpen: 200_000 };

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly protocol?: Protocol;
  readonly directionUnknown: boolean;
  readonly tally: Tally;
}

export class Aggregator {
  /** Flows that were left out because the table of edges is full. */
  leftOut = 0;
  /** True when directions had to be decided before all flows were seen. */
  hurried = false;
  latest: number | undefined;
  readonly #limits: FlowLimits;
  readonly #edges = new Map<string, Edge>();
  readonly #open: OpenFlows;
  readonly #aliases = new Map<string, string | null>();

  constructor(limits: FlowLimits = FLOW_LIMITS) {
    this.#limits = limits;
    this.#open = new OpenFlows(limits.maxOpen);
  }

  /** Answers false for a flow of a machine with itself. */
  add(flow: Flow): boolean {
    if (flow.at !== undefined && flow.at > (this.latest ?? 0)) this.latest = flow.at;
    if (flow.from === flow.to || loops(flow.from) || loops(flow.to)) return false;
    if (flow.directed) this.#put(flow, false);
    else this.#undirected(flow);
    return true;
  }

  /** An address that a machine said is its own. Said by two machines, it means neither. */
  alias(address: string, host: string): void {
    const known = this.#aliases.get(address);
    this.#aliases.set(address, known === undefined || known === host ? host : null);
  }

  /** All edges, sorted: open directions decided, addresses of machines that said so themselves under one reference. */
  finish(): Edge[] {
    for (const { flow, tally, unknown } of this.#open.decide()) this.#put(flow, unknown, tally);
    const merged = this.#aliases.size === 0 ? this.#edges : this.#merged();
    const edges = [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, edge]) => edge);
    this.#edges.clear();
    return edges;
  }

  #merged(): Map<string, Edge> {
    const merged = new Map<string, Edge>();
    for (const [former, edge] of this.#edges) {
      this.#edges.delete(former);
      const [from, to] = [this.#named(edge.from), this.#named(edge.to)];
      if (from === to) continue;
      const key = keyOf(from, to, edge.port, edge.protocol);
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { ...edge, from, to });
      else
        merged.set(key, {
          ...known,
          directionUnknown: known.directionUnknown && edge.directionUnknown,
          tally: mergeTallies(known.tally, edge.tally),
        });
    }
    return merged;
  }

  #named(reference: string): string {
    return this.#aliases.get(reference) ?? reference;
  }

  #undirected(flow: Flow): void {
    const called = firstIsCalled(flow.fromPort, flow.toPort);
    if (called !== undefined) return this.#put(called ? turned(flow) : flow, false);
    if (this.#open.add(flow)) return;
    this.hurried = true;
    for (const { flow: each, tally, unknown } of this.#open.decide()) this.#put(each, unknown, tally);
    this.#open.add(flow);
  }

  #put(flow: Flow, directionUnknown: boolean, tally?: Tally): void {
    const key = keyOf(flow.from, flow.to, flow.toPort, flow.protocol);
    const known = this.#edges.get(key);
    if (known !== undefined) {
      if (tally === undefined) addTally(known.tally, flow);
      else Object.assign(known.tally, mergeTallies(known.tally, tally));
      if (known.directionUnknown && !directionUnknown) this.#edges.set(key, { ...known, directionUnknown: false });
      return;
    }
    if (this.#edges.size >= this.#limits.maxEdges) {
      this.leftOut += tally?.flows ?? 1;
      return;
    }
    this.#edges.set(key, {
      from: flow.from,
      to: flow.to,
      ...(flow.toPort !== undefined && { port: flow.toPort }),
      ...(flow.protocol !== undefined && { protocol: flow.protocol }),
      directionUnknown,
      tally: tally ?? newTally(flow),
    });
  }
}

const keyOf = (from: string, to: string, port: number | undefined, protocol: Protocol | undefined): string =>
  `${from}\u0000${to}\u0000${port ?? ''}\u0000${protocol ?? ''}`;

/** Looked at for every row, so by text: addresses are in one form here. */
const loops = (reference: string): boolean =>
  reference.startsWith('ip:127.') || reference.startsWith('ip:0.') || reference === 'ip:::1' || reference === 'ip:::';
