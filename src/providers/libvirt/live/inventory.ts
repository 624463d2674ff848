/** One read of a connected daemon: everything, or what has changed since the last read of this connection. */

import type { InventoryMutation, ReadEnd, ReadRequest } from '../../connection.ts';
import type { InventoryItem } from '../../provider.ts';
import { hostNetworks } from '../places/network.ts';
import { hostOf } from '../places/host.ts';
import type { PlaceOptions } from '../places/place.ts';
import { Notes } from './asked.ts';
import { deltaParts, fullParts, givenOf } from './changes.ts';
import { readMachines } from './machines.ts';
import { gpusOfHost, readGpus, readHost, readBridges, readNetworks, readStorage } from './places.ts';
import type { Session } from './session.ts';

/** What stays the same about the host as long as the connection lives. */
export interface HostIdentity {
  readonly name: string;
  readonly scope: string;
  readonly version: string;
}

/** Share of the work that is not reading definitions. */
const PLACES_SHARE = 0.1;

export async function* readInventory(
  session: Session,
  host: HostIdentity,
  request: ReadRequest,
): AsyncGenerator<InventoryMutation, ReadEnd> {
  request.signal?.throwIfAborted();
  session.request.signal?.throwIfAborted();
  const before = request.cursor === cursorOf(session) ? session.given : undefined;
  const notes = new Notes(request.onIssue);
  const items = await collect(session, host, request, notes).catch((error: unknown) => {
    // What an abort broke off was not broken by the daemon.
    request.signal?.throwIfAborted();
    session.request.signal?.throwIfAborted();
    throw error;
  });
  const now = givenOf(items);
  yield* before === undefined ? fullParts(items) : deltaParts(items, now, before);
  session.given = now;
  session.reads += 1;
  request.onProgress?.(1, 'done');
  return {
    cursor: { value: cursorOf(session), lasting: false },
    parts: partsOf(items),
    missing: notes.missing,
  };
}

/** Good for this connection only: what it was told of is remembered here, not by the daemon. */
const cursorOf = (session: Session): string => `${session.name}/${session.reads}`;

async function collect(
  session: Session,
  host: HostIdentity,
  request: ReadRequest,
  notes: Notes,
): Promise<InventoryItem[]> {
  const { sourceId, clock } = session.request;
  const options: PlaceOptions = { sourceId, observedAt: clock().toISOString(), scope: host.scope };
  const stop = (): void => {
    request.signal?.throwIfAborted();
    session.request.signal?.throwIfAborted();
  };
  request.onProgress?.(0, 'reading the host');
  const [known, gpus, storage, networks, bridges] = await Promise.all([
    readHost(session, host.name, notes),
    readGpus(session, notes),
    readStorage(session, options, notes),
    readNetworks(session, options, notes),
    readBridges(session, notes),
  ]);
  stop();
  const observations = await readMachines(session, {
    ...options,
    host: host.name,
    storage,
    hostGpus: gpus?.names,
    networks: networks.passthrough,
    notes,
    onRead: (done, total) => {
      stop();
      request.onProgress?.(PLACES_SHARE + (1 - PLACES_SHARE) * (done / total), 'reading machines');
    },
  });
  if (!session.readWrite) missAgent(notes);
  const hostGpus = gpusOfHost(gpus);
  const ownHost = hostOf(
    {
      ...known,
      version: host.version,
      workloadCount: observations.length,
      ...(hostGpus !== undefined && { gpus: hostGpus }),
    },
    options,
  );
  const places: InventoryItem[] = [
    { type: 'host', host: ownHost },
    ...storage.datastores.map((datastore): InventoryItem => ({ type: 'datastore', datastore })),
    ...[...networks.defined, ...hostNetworks(observations, bridges, networks.defined, options)].map(
      (network): InventoryItem => ({
        type: 'network',
        network,
      }),
    ),
  ];
  return [...places, ...observations.map((observation): InventoryItem => ({ type: 'workload', observation }))];
}

function missAgent(notes: Notes): void {
  notes.miss(
    'guest agents',
    'a read-only connection may not ask them, so what the guests say of their system, name, addresses and file systems stays unknown; set readWrite to ask',
    ['os.id', 'os.name', 'os.version', 'hostName', 'ipAddresses', 'filesystems'],
  );
}

function partsOf(items: readonly InventoryItem[]): ReadEnd['parts'] {
  const names = { host: 'host', datastore: 'storage pools', network: 'networks', workload: 'domains' } as const;
  return (Object.keys(names) as (keyof typeof names)[]).map((type) => ({
    name: names[type],
    rows: items.filter((item) => item.type === type).length,
    handling: 'read' as const,
  }));
}
