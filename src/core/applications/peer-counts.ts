/** Whom each end reaches and who reaches it: the signs background traffic is told by. */

import type { ServicePurpose } from '../catalog/service-ports.ts';
import type { Talk } from './noise.ts';

/** Purposes whose hubs are looked for. */
const COUNTED: ReadonlySet<ServicePurpose> = new Set(['monitoring', 'backup', 'management']);
/** Ports that only a Kerberos service answers on. */
const TICKET_PORTS: ReadonlySet<number> = new Set([88, 464]);

export const countedForCalled = (port: number | undefined, purpose: ServicePurpose | undefined): boolean =>
  (purpose !== undefined && COUNTED.has(purpose)) || (port !== undefined && TICKET_PORTS.has(port));

/**
 * From here on systems hand out ports by themselves (Linux from 32768, Windows from 49152): a client of remote procedure
 * calls or of passive file transfer meets hundreds of them on one server, and is no scanner for it.
 */
const FIRST_DYNAMIC_PORT = 32_768;

/** A talk that was seen once, or nobody counted, is one connection. */
export const connectionsOf = ({ connections }: Pick<Talk, 'connections'>): number => connections ?? 1;

/** What a source reaches with few connections each. */
interface Probes {
  readonly destinations: Map<string, Set<number>>;
  readonly ports: Set<number>;
}

export class PeerCounts {
  readonly #purposeOf: (talk: Talk) => ServicePurpose | undefined;
  readonly #few: number;
  readonly #probes = new Map<string, Probes>();
  /** By purpose and end. */
  readonly #targets = new Map<string, Set<string>>();
  readonly #callers = new Map<string, Set<string>>();
  readonly #tickets = new Map<string, Set<string>>();

  /** @param few a talk of more connections than this is no probe. */
  constructor(purposeOf: (talk: Talk) => ServicePurpose | undefined, few: number) {
    this.#purposeOf = purposeOf;
    this.#few = few;
  }

  add(talk: Talk): void {
    const { from, to, port } = talk;
    if (connectionsOf(talk) <= this.#few) this.#probe(talk);
    const purpose = this.#purposeOf(talk);
    if (purpose !== undefined && COUNTED.has(purpose)) {
      note(this.#targets, `${purpose} ${from}`, to);
      note(this.#callers, `${purpose} ${to}`, from);
    }
    if (port !== undefined && TICKET_PORTS.has(port)) note(this.#tickets, to, from);
  }

  #probe({ from, to, port }: Talk): void {
    const { destinations, ports } = this.#probes.get(from) ?? { destinations: new Map(), ports: new Set() };
    this.#probes.set(from, { destinations, ports });
    const portsOfOne = destinations.get(to) ?? new Set<number>();
    destinations.set(to, portsOfOne);
    if (port === undefined || port >= FIRST_DYNAMIC_PORT) return;
    portsOfOne.add(port);
    ports.add(port);
  }

  /** What a source reaches with few connections each: addresses, and ports that are not handed out by chance. */
  probes(from: string): { destinations: number; ports: number; mostPortsOfOne: number } {
    const probes = this.#probes.get(from);
    let mostPortsOfOne = 0;
    for (const ports of probes?.destinations.values() ?? []) mostPortsOfOne = Math.max(mostPortsOfOne, ports.size);
    return { destinations: probes?.destinations.size ?? 0, ports: probes?.ports.size ?? 0, mostPortsOfOne };
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
