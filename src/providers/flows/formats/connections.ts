/**
 * Connections as machines list them themselves: one JSON document per machine and moment, written by the playbook
 * collect-connections.yml around the untouched output of ss or netstat, or that output alone.
 */

import { normaliseAddress, specialAddress } from '../../../core/applications/addresses.ts';
import { referenceOf, referenceText } from '../../../core/applications/references.ts';
import type { Reference } from '../../../core/applications/references.ts';
import { processName } from '../../../core/applications/service-names.ts';
import type { Flow, FlowSink } from '../flow.ts';
import { secondsOf } from '../time.ts';
import { isRecord } from './json-records.ts';
import { parseSocket } from './sockets.ts';
import type { Socket } from './sockets.ts';

export const COLLECTION_SCHEMA = 'isthmus/connections/1';
/** A machine with more sockets than this is read up to here; proxies have tens of thousands. */
const MOST_LINES = 500_000;
const MOST_ADDRESSES = 64;

export function isCollection(record: Readonly<Record<string, unknown>>): boolean {
  return record['schema'] === COLLECTION_SCHEMA;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** Reads one machine's document. Answers the lines it held. */
export function takeCollection(record: Readonly<Record<string, unknown>>, sink: FlowSink, place: string): number {
  const host = isRecord(record['host']) ? record['host'] : {};
  const name = text(host['name']) ?? 'a machine without a name';
  const lines = texts(record['output']).slice(0, MOST_LINES);
  const failed = text(record['error']);
  if (failed !== undefined || lines.length === 0) {
    sink.note(
      'COLLECTION_FAILED',
      `${name}: ${failed?.slice(0, 200) ?? 'the list of connections is empty'}`,
      'Run the playbook for this machine again, with a user that may list sockets.',
    );
    if (lines.length === 0) return 0;
  }
  const addresses = texts(host['addresses'])
    .slice(0, MOST_ADDRESSES)
    .map(normaliseAddress)
    .filter((address) => address !== undefined && specialAddress(address) === undefined);
  const self = selfReference(host, addresses);
  if (self === undefined) {
    sink.unreadable(place, 'it does not say which machine it is of');
    return lines.length;
  }
  for (const address of addresses) sink.alias(`ip:${address}`, self);
  const at = secondsOf(text(record['collectedAt']));
  if (at === undefined)
    sink.note(
      'NO_TIME',
      `${name}: it does not say when it was collected`,
      'Collect it again with the shipped playbook.',
    );
  else sink.takenAt(at);
  const processes = processesOf(record['processes']);
  takeSockets(lines, { self: () => self, at, processes }, sink);
  return lines.length;
}

/** The bare output of a tool, saved to a file: the machine is known by its own addresses only. */
export function takeToolOutput(lines: readonly string[], sink: FlowSink): void {
  takeSockets(lines, { self: (address) => `ip:${address}`, at: undefined, processes: new Map() }, sink);
}

function selfReference(
  host: Readonly<Record<string, unknown>>,
  addresses: readonly (string | undefined)[],
): string | undefined {
  const parts: Reference[] = [];
  const add = (scheme: Reference['scheme'], value: string | undefined): void => {
    if (value !== undefined) parts.push({ scheme, value });
  };
  add('uuid', text(host['uuid']));
  add('fqdn', text(host['fqdn']));
  add('name', text(host['name']));
  // What the administrators call it; an inventory by addresses says nothing more.
  const listed = referenceOf(text(host['inventoryName']) ?? '');
  if (listed !== undefined && listed.scheme !== 'ip') parts.push(listed);
  // The first address only: others may be of bridges that every container host has.
  add('ip', addresses[0]);
  return referenceText(parts);
}

/** By process id. Windows lists processes apart from sockets: lines of `tasklist /fo csv /nh`. */
function processesOf(value: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const line of texts(value)) {
    const match = /^"([^"]{1,128})","(\d+)"/.exec(line.trim());
    if (match !== null) names.set(match[2] ?? '', match[1] ?? '');
  }
  return names;
}

interface Machine {
  readonly self: (localAddress: string) => string;
  readonly at: number | undefined;
  readonly processes: ReadonlyMap<string, string>;
}

function takeSockets(lines: readonly string[], machine: Machine, sink: FlowSink): void {
  const sockets = lines.map(parseSocket).filter((socket) => socket !== undefined);
  const nameOf = (socket: Socket): string | undefined => {
    const name = socket.process ?? (socket.pid === undefined ? undefined : machine.processes.get(socket.pid));
    return name === undefined ? undefined : processName(name);
  };
  // Ports somebody waits on, with who does: what arrives there was called, what leaves from elsewhere calls.
  const waiting = new Map<string, string | undefined>();
  for (const socket of sockets) {
    if (socket.peer === undefined) waiting.set(`${socket.protocol}/${socket.local.port}`, nameOf(socket));
  }
  for (const socket of sockets) {
    const { peer, local, protocol } = socket;
    if (peer === undefined) continue;
    if (specialAddress(local.address) === 'loopback' || specialAddress(peer.address) === 'loopback') {
      sink.passedOver('loopback');
      continue;
    }
    const key = `${protocol}/${local.port}`;
    const called = waiting.has(key);
    const process = nameOf(socket) ?? (called ? waiting.get(key) : undefined);
    const [self, other] = [machine.self(local.address), `ip:${peer.address}`];
    const common = {
      protocol,
      at: machine.at,
      kind: process === undefined ? ('socket' as const) : ('process' as const),
      // Without the waiting ports (netstat without -a) only the ports themselves can tell.
      directed: waiting.size > 0,
    };
    const flow: Flow = called
      ? { ...common, from: other, fromPort: peer.port, to: self, toPort: local.port, sides: 2, toProcess: process }
      : { ...common, from: self, fromPort: local.port, to: other, toPort: peer.port, sides: 1, fromProcess: process };
    sink.flow(flow);
  }
}
