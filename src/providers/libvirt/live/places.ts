/** Host, storage pools, networks and graphics processors of a connected daemon. */

import type { Datastore, Network } from '../../../core/model/estate.ts';
import type { StorageKnown } from '../domain/disks.ts';
import type { NetworkPassthrough } from '../domain/nics.ts';
import { gpuOf, hostGpus, pciAddressOf } from '../places/gpus.ts';
import type { HostKnown } from '../places/host.ts';
import { networkOf, passthroughByNetwork } from '../places/network.ts';
import type { PlaceOptions } from '../places/place.ts';
import { poolOf, poolsByPath } from '../places/pool.ts';
import { mapAtOnce } from '../rpc/at-once.ts';
import {
  capabilities,
  deviceXml,
  interfaceXml,
  listDevices,
  listInterfaces,
  listNetworks,
  listPools,
  listVolumes,
  memoryStats,
  networkXml,
  nodeInfo,
  poolInfo,
  poolXml,
  sysinfo,
} from '../rpc/calls.ts';
import { LibvirtError } from '../rpc/errors.ts';
import type { VolumeRef } from '../rpc/types.ts';
import { attribute, parseXml } from '../xml.ts';
import type { Element } from '../xml.ts';
import type { Notes } from './asked.ts';
import type { HostPci, Session } from './session.ts';

/** VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV */
const PCI_DEVICES = 2;
const POOL_RUNNING = 2;

/** The XML that an answer holds; undefined, with an issue, when it is none. */
export function parsed(xml: string | undefined, where: string, notes: Notes): Element | undefined {
  if (xml === undefined) return undefined;
  try {
    return parseXml(xml);
  } catch (error) {
    notes.issue({
      severity: 'warning',
      code: 'UNREADABLE_XML',
      where,
      message: `libvirt's XML cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`,
      fix: 'Look at it with virsh dumpxml; a version of libvirt that is newer than its description may be the cause.',
      skipped: false,
    });
    return undefined;
  }
}

export async function readHost(session: Session, name: string, notes: Notes): Promise<HostKnown> {
  const { client } = session;
  const [described, node, memory, system] = await Promise.all([
    notes.optional(capabilities(client), {
      part: 'host capabilities',
      cost: 'the processor of the host stays unknown',
    }),
    notes.optional(nodeInfo(client), { part: 'node info', cost: 'size of the host stays unknown' }),
    notes.optional(memoryStats(client), { part: 'node memory', cost: 'memory in use on the host stays unknown' }),
    notes.optional(sysinfo(client), { part: 'sysinfo', cost: 'maker and model of the host stay unknown' }),
  ]);
  const root = parsed(described, 'host capabilities', notes);
  const info = parsed(system, 'host sysinfo', notes);
  return {
    name,
    ...(root !== undefined && { capabilities: root }),
    ...(node !== undefined && { node }),
    ...(memory !== undefined && { memory }),
    ...(info !== undefined && { sysinfo: info }),
  };
}

/** Undefined when the daemon does not list its devices: then a passed-through card may be anything. */
export async function readGpus(session: Session, notes: Notes): Promise<HostPci | undefined> {
  if (session.gpus !== undefined) return session.gpus;
  const { client } = session;
  const names = await notes.optional(listDevices(client, PCI_DEVICES), {
    part: 'node devices',
    cost: 'graphics processors of the host, and which passed-through devices are some, stay unknown',
    facts: ['gpus', 'devices[].type'],
  });
  if (names === undefined) return undefined;
  const found = await mapAtOnce(names, async (name) => {
    const xml = await deviceXml(client, name).catch(unlessBroken);
    const device = parsed(xml, `device ${name}`, notes);
    const address = device === undefined ? undefined : pciAddressOf(device);
    return device === undefined || address === undefined ? undefined : { address, gpu: gpuOf(device) };
  });
  const looked = found.filter((device) => device !== undefined).sort((a, b) => (a.address < b.address ? -1 : 1));
  session.gpus = {
    gpus: looked.map(({ gpu }) => gpu).filter((gpu) => gpu !== undefined),
    names: new Map(looked.map(({ address, gpu }) => [address, gpu?.name])),
  };
  return session.gpus;
}

export const gpusOfHost = (found: HostPci | undefined): HostKnown['gpus'] =>
  found === undefined ? undefined : hostGpus(found.gpus);

/** Pools, and their volumes by path and by "pool/name". */
export interface Storage {
  readonly datastores: readonly Datastore[];
  readonly volumes: ReadonlyMap<string, VolumeRef>;
  readonly pools: StorageKnown['pools'];
}

export async function readStorage(session: Session, options: PlaceOptions, notes: Notes): Promise<Storage> {
  const { client } = session;
  const refs = await notes.optional(listPools(client), {
    part: 'storage pools',
    cost: 'datastores are not listed, and disks that are volumes have no size of their own',
    facts: ['datastores', 'disks[].datastore'],
  });
  const volumes = new Map<string, VolumeRef>();
  const read = await mapAtOnce(refs ?? [], async (ref) => {
    const [xml, info] = await Promise.all([
      poolXml(client, ref).catch(unlessBroken),
      poolInfo(client, ref).catch(unlessBroken),
    ]);
    const listed = info?.state === POOL_RUNNING ? await listVolumes(client, ref).catch(unlessBroken) : undefined;
    for (const volume of listed ?? []) {
      volumes.set(`${volume.pool}/${volume.name}`, volume);
      volumes.set(volume.key, volume);
    }
    const root = parsed(xml, `storage pool ${ref.name}`, notes);
    return root === undefined ? undefined : { root, datastore: poolOf(root, info, options) };
  });
  const known = read.filter((pool) => pool !== undefined);
  return {
    datastores: known.map(({ datastore }) => datastore).filter((datastore) => datastore !== undefined),
    volumes,
    pools: poolsByPath(known.map(({ root }) => root)),
  };
}

export interface Networks {
  readonly defined: readonly Network[];
  readonly passthrough: NetworkPassthrough;
}

export async function readNetworks(session: Session, options: PlaceOptions, notes: Notes): Promise<Networks> {
  const { client } = session;
  const refs = await notes.optional(listNetworks(client), {
    part: 'networks',
    cost: 'networks that libvirt defines are not listed, and which of them hand out virtual functions stays unknown',
    facts: ['networks', 'nics[].passthrough'],
  });
  const read = await mapAtOnce(refs ?? [], async (ref) => {
    return parsed(await networkXml(client, ref).catch(unlessBroken), `network ${ref.name}`, notes);
  });
  const roots = read.filter((root) => root !== undefined);
  return {
    defined: roots.map((root) => networkOf(root, options)).filter((network) => network !== undefined),
    passthrough: passthroughByNetwork(roots),
  };
}

/**
 * Bridges of the host by their names, which networks of the estate may be without any machine on them. A daemon that
 * does not list the host's interfaces still has those that machines name.
 */
export async function readBridges(session: Session, notes: Notes): Promise<readonly string[]> {
  const { client } = session;
  const listed = (await listInterfaces(client).catch(unlessBroken)) ?? [];
  // Ends of machines' cables come and go, and are no places.
  const lasting = listed.filter(({ name }) => !/^(vnet|tap|macvtap|lo$)/.test(name));
  const read = await mapAtOnce(lasting, async (ref) => {
    const root = parsed(await interfaceXml(client, ref).catch(unlessBroken), `interface ${ref.name}`, notes);
    return attribute(root, 'type') === 'bridge' ? ref.name : undefined;
  });
  return read.filter((name) => name !== undefined).sort();
}

/** One thing that went away or may not be seen costs only itself. */
export function unlessBroken(error: unknown): undefined {
  if (!(error instanceof LibvirtError)) throw error;
  return undefined;
}
