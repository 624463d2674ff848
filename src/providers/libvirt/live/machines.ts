/** The domains of a connected daemon, each with its definition, state, sizes, snapshots and what its guest says. */

import type { PowerState, Snapshot, WorkloadObservation } from '../../../core/model/workload.ts';
import type { DiskSize, StorageKnown } from '../domain/disks.ts';
import { observeDomain } from '../domain/observe.ts';
import type { HostGpus } from '../domain/devices.ts';
import type { NetworkPassthrough } from '../domain/nics.ts';
import { byCreation, snapshotOf } from '../domain/snapshots.ts';
import { PLATFORM } from '../kind.ts';
import type { PlaceOptions } from '../places/place.ts';
import { mapAtOnce } from '../rpc/at-once.ts';
import {
  EVERY_DOMAIN,
  WITH_SAVED_MEMORY,
  WITH_SNAPSHOTS,
  domainXml,
  listDomains,
  listSnapshots,
  snapshotXml,
  volumeInfo,
} from '../rpc/calls.ts';
import { LibvirtError, isGone } from '../rpc/errors.ts';
import type { DomainRef } from '../rpc/types.ts';
import { at, all, attribute } from '../xml.ts';
import type { Element } from '../xml.ts';
import type { Notes } from './asked.ts';
import { readGuest } from './guests.ts';
import { parsed, unlessBroken } from './places.ts';
import type { Storage } from './places.ts';
import type { Session } from './session.ts';
import { readStates } from './states.ts';
import type { LiveState } from './states.ts';

export interface MachineContext extends PlaceOptions {
  readonly host: string;
  readonly storage: Storage;
  readonly hostGpus: HostGpus;
  readonly networks: NetworkPassthrough;
  readonly notes: Notes;
  readonly onRead?: (done: number, total: number) => void;
}

/** In the order of their UUIDs. A domain that goes away while it is read is left out. */
export async function readMachines(session: Session, context: MachineContext): Promise<WorkloadObservation[]> {
  const { client } = session;
  const [refs, saved, withSnapshots] = await Promise.all([
    listDomains(client, EVERY_DOMAIN),
    listDomains(client, WITH_SAVED_MEMORY).catch(unlessBroken),
    listDomains(client, WITH_SNAPSHOTS).catch(unlessBroken),
  ]);
  session.keepOnly(refs);
  const sorted = refs.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
  const definitions = await readDefinitions(session, sorted, context);
  const present = sorted.filter((_, index) => definitions[index] !== 'gone');
  const states = await readStates(session, present, new Set(saved?.map(({ uuid }) => uuid)));
  const snapshots = withSnapshots && new Set(withSnapshots.map(({ uuid }) => uuid));
  const observed = await mapAtOnce(sorted, (ref, index) => {
    const definition = definitions[index];
    if (definition === 'gone') return Promise.resolve(undefined);
    const state = states.get(ref.uuid);
    if (definition === undefined) return Promise.resolve(nameOnly(ref, state?.powerState, context));
    return observe(session, ref, definition, state, snapshots, context);
  });
  return observed.filter((observation) => observation !== undefined);
}

type Definition = Element | 'gone' | undefined;

async function readDefinitions(
  session: Session,
  refs: readonly DomainRef[],
  context: MachineContext,
): Promise<Definition[]> {
  let done = 0;
  return mapAtOnce(refs, async (ref) => {
    const kept = session.kept(ref);
    const definition = kept ?? (await readDefinition(session, ref, context.notes));
    context.onRead?.(++done, refs.length);
    return definition;
  });
}

async function readDefinition(session: Session, ref: DomainRef, notes: Notes): Promise<Definition> {
  const changes = session.changesOf(ref.uuid);
  try {
    const definition = parsed(await domainXml(session.client, ref), `domain ${ref.name}`, notes);
    if (definition !== undefined) session.keep(ref, changes, definition);
    return definition;
  } catch (error) {
    if (isGone(error)) return 'gone';
    if (!(error instanceof LibvirtError)) throw error;
    notes.issue({
      severity: 'warning',
      code: 'DOMAIN_NOT_READABLE',
      where: `domain ${ref.name}`,
      message: `libvirt does not give its definition: ${error.message}`,
      fix: 'Check that the account may see the machine (polkit rules), and try virsh dumpxml on the host.',
      skipped: false,
    });
    return undefined;
  }
}

/** A machine that is there but whose definition may not be seen must not look as if it had gone. */
function nameOnly(ref: DomainRef, powerState: PowerState | undefined, context: MachineContext): WorkloadObservation {
  const { sourceId, observedAt, scope, host } = context;
  return {
    sourceId,
    nativeId: ref.uuid,
    scope,
    observedAt,
    kind: 'vm',
    identity: { biosUuid: ref.uuid },
    facts: { name: ref.name, platform: PLATFORM, host, ...(powerState !== undefined && { powerState }) },
  };
}

async function observe(
  session: Session,
  ref: DomainRef,
  definition: Element,
  state: LiveState | undefined,
  withSnapshots: ReadonlySet<string> | undefined,
  context: MachineContext,
): Promise<WorkloadObservation | undefined> {
  const [storage, snapshots, guest] = await Promise.all([
    storageOf(session, definition, state?.sizes ?? new Map(), context.storage),
    withSnapshots === undefined
      ? undefined
      : withSnapshots.has(ref.uuid)
        ? readSnapshots(session, ref, context.notes)
        : [],
    readGuest(session, ref, definition, context.notes),
  ]);
  const known = {
    ...(state?.powerState !== undefined && { powerState: state.powerState }),
    ...(snapshots !== undefined && { snapshots }),
    ...(guest !== undefined && { guest }),
    host: context.host,
    hostGpus: context.hostGpus,
    networks: context.networks,
    storage,
  };
  return observeDomain(definition, known, context);
}

/** Sizes of volumes are asked for only where the machine itself does not tell them. */
async function storageOf(
  session: Session,
  definition: Element,
  sizes: ReadonlyMap<string, DiskSize>,
  storage: Storage,
): Promise<StorageKnown> {
  const volumes = new Map<string, DiskSize & { readonly pool: string }>();
  for (const disk of all(at(definition, 'devices'), 'disk')) {
    const source = at(disk, 'source');
    const [pool, name] = [attribute(source, 'pool'), attribute(source, 'volume')];
    const path =
      pool !== undefined && name !== undefined
        ? `${pool}/${name}`
        : (attribute(source, 'file') ?? attribute(source, 'dev'));
    const volume = path === undefined ? undefined : storage.volumes.get(path);
    if (path === undefined || volume === undefined) continue;
    const sized = sizes.has(attribute(at(disk, 'target'), 'dev') ?? '');
    const size = sized ? undefined : await volumeInfo(session.client, volume).catch(unlessBroken);
    volumes.set(path, { pool: volume.pool, ...size });
  }
  return { sizes, volumes, pools: storage.pools };
}

async function readSnapshots(session: Session, ref: DomainRef, notes: Notes): Promise<readonly Snapshot[] | undefined> {
  const refs = await listSnapshots(session.client, ref).catch(unlessBroken);
  if (refs === undefined) return undefined;
  const read = await mapAtOnce(refs, async (snapshot) => {
    const xml = await snapshotXml(session.client, snapshot).catch(unlessBroken);
    const root = parsed(xml, `snapshot ${snapshot.name} of ${ref.name}`, notes);
    return (root === undefined ? undefined : snapshotOf(root)) ?? { name: snapshot.name };
  });
  return read.toSorted(byCreation);
}
