/** Whom each end reaches and who reaches it: the signs background traffic is told by. */

import type { ServicePurpose } from '../catalog/service-ports.ts';
import type { Talk } from './noise.ts';

/** Purposes whose hubs are looked for. */
const COUNTED: ReadonlySet<ServicePurpose> = new Set(['monitoring', 'backup', 'management']);
/** Ports that only a Kerberos service answers on. */
const TICKET_PORTS: ReadonlySet<number> = new Set([88, 464]);

interface Reach {
  readonly destinations: Map<string, Set<number>>;
  readonly ports: Set<number>;
  connections: number;
  edges: number;
}

export class PeerCounts {
  readonly #purposeOf: (talk: Talk) => ServicePurpose | undefined;
  readonly #reach = new Map<string, Reach>();
  /** By purpose and end. */
  readonly #targets = new Map<string, Set<string>>();
  readonly #callers = new Map<string, Set<string>>();
  readonly #tickets = new Map<string, Set<string>>();
  readonly #reached = new Map<
    string,
    { destinations: number; ports: number; connections: number; mostPortsOfOne: number }
  >();

  constructor(purposeOf: (talk: Talk) => ServicePurpose | undefined) {
    this.#purposeOf = purposeOf;
  }

  add(talk: Talk): void {
    const { from, to, port } = talk;
    const reach = this.#reach.get(from) ?? { destinations: new Map(), ports: new Set(), connections: 0, edges: 0 };
    this.#reach.set(from, reach);
    const ports = reach.destinations.get(to) ?? new Set<number>();
    reach.destinations.set(to, ports);
    if (port !== undefined) {
      ports.add(port);
      reach.ports.add(port);
    }
    reach.connections += talk.connections ?? 1;
    reach.edges += 1;
    const purpose = this.#purposeOf(talk);
    if (purpose !== undefined && COUNTED.has(purpose)) {
      note(this.#targets, `${purpose} ${from}`, to);
      note(this.#callers, `${purpose} ${to}`, from);
    }
    if (port !== undefined && TICKET_PORTS.has(port)) note(this.#tickets, to, from);
  }

  /** What a source reaches in all; asked once per source, remembered. */
  reach(from: string): { destinations: number; ports: number; connections: number; mostPortsOfOne: number } {
    const known = this.#reached.get(from);
    if (known !== undefined) return known;
    const reach = this.#reach.get(from);
    let mostPortsOfOne = 0;
    for (const ports of reach?.destinations.values() ?? []) mostPortsOfOne = Math.max(mostPortsOfOne, ports.size);
    const counted = {
      destinations: reach?.destinations.size ?? 0,
      ports: reach?.ports.size ?? 0,
      connections: reach?.connections ?? 0,
      mostPortsOfOne,
    };
    this.#reached.set(from, counted);
    return counted;
  }

  edgesFrom(from: string): number {
    return this.#reach.get(from)?.edges ?? 0;
  }

  targets(from: string, purpose: ServicePurpose): number {
    return this.#targets.get(`${purpose} ${from}`)?.size ?? 0;
  }

  callers(to: string, purpose: ServicePurpose): number {
    return this.#callers.get(`${purpose} ${to}`)?.size ?? 0;
  }

  ticketCallers(to: string): number {
    return this.#tickets.get(to)?.size ?? 0;
  }
}

function note(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}
