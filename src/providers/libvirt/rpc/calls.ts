/** The calls that are made, with what each takes and gives. Errors are those of RpcClient.call. */

import type { RpcClient } from './client.ts';
import type { Procedure } from './procedures.ts';
import {
  MAX_LIST,
  readDomain,
  readNamed,
  readParameters,
  readVolume,
  writeDomain,
  writeNamed,
  writeVolume,
} from './types.ts';
import type { DomainRef, NamedRef, Parameters, VolumeRef } from './types.ts';
import { XdrWriter } from './xdr.ts';
import type { XdrReader } from './xdr.ts';

/** VIR_CONNECT_RO: the daemon itself refuses whatever would change anything. */
const READ_ONLY = 1;
const MAX_DOMAIN_PARAMETERS = 4096;
const MAX_GUEST_PARAMETERS = 2048;
const MAX_DEVICES = 16_384;

export const AUTH_NONE = 0;
export const AUTH_POLKIT = 2;

const text = (reader: XdrReader): string => reader.string();
const number = (reader: XdrReader): number => reader.uhyper();
const args = (): XdrWriter => new XdrWriter();

export const authTypes = (client: RpcClient): Promise<number[]> =>
  client.call('authList', undefined, (reader) => reader.list(20, 4, (one) => one.int()));
export const authPolkit = (client: RpcClient): Promise<number> =>
  client.call('authPolkit', undefined, (reader) => reader.int());
export const openConnect = (client: RpcClient, uri: string, readOnly: boolean): Promise<undefined> =>
  client.call(
    'connectOpen',
    args()
      .optionalString(uri)
      .uint(readOnly ? READ_ONLY : 0),
  );
export const closeConnect = (client: RpcClient): Promise<undefined> => client.call('connectClose');

export const hypervisorType = (client: RpcClient): Promise<string> => client.call('connectGetType', undefined, text);
export const hypervisorVersion = (client: RpcClient): Promise<number> =>
  client.call('connectGetVersion', undefined, number);
export const libraryVersion = (client: RpcClient): Promise<number> =>
  client.call('connectGetLibVersion', undefined, number);
export const hostName = (client: RpcClient): Promise<string> => client.call('connectGetHostname', undefined, text);
export const capabilities = (client: RpcClient): Promise<string> =>
  client.call('connectGetCapabilities', undefined, text);
export const sysinfo = (client: RpcClient): Promise<string> => client.call('connectGetSysinfo', args().uint(0), text);

export interface NodeInfo {
  readonly model: string;
  readonly memoryKiB: number;
  /** Logical processors that are online. */
  readonly cpus: number;
  /** 0 when it is not known. */
  readonly mhz: number;
  readonly numaNodes: number;
  readonly socketsPerNode: number;
  readonly coresPerSocket: number;
  readonly threadsPerCore: number;
}

export const nodeInfo = (client: RpcClient): Promise<NodeInfo> =>
  client.call('nodeGetInfo', undefined, (reader) => ({
    model: charsOf(reader),
    memoryKiB: reader.uhyper(),
    cpus: reader.int(),
    mhz: reader.int(),
    numaNodes: reader.int(),
    socketsPerNode: reader.int(),
    coresPerSocket: reader.int(),
    threadsPerCore: reader.int(),
  }));

/** char[32]: a word of four bytes for each character. */
function charsOf(reader: XdrReader): string {
  const codes = Array.from({ length: 32 }, () => reader.int());
  const end = codes.indexOf(0);
  return String.fromCharCode(...codes.slice(0, end < 0 ? codes.length : end).map((code) => code & 0xff));
}

/** Of the whole host, in KiB: "total", "free", "buffers", "cached". */
export async function memoryStats(client: RpcClient): Promise<ReadonlyMap<string, number>> {
  const ALL_CELLS = -1;
  const asked = (most: number): XdrWriter => args().int(most).int(ALL_CELLS).uint(0);
  const count = await client.call('nodeGetMemoryStats', asked(0), (reader) => {
    reader.list(16, 12, (one) => [one.string(), one.uhyper()]);
    return reader.int();
  });
  return client.call(
    'nodeGetMemoryStats',
    asked(Math.min(count, 16)),
    (reader) => new Map(reader.list(16, 12, (one): [string, number] => [one.string(), one.uhyper()])),
  );
}

function list<T>(
  client: RpcClient,
  name: Procedure,
  asked: XdrWriter,
  least: number,
  read: (reader: XdrReader) => T,
): Promise<T[]> {
  return client.call(name, asked.int(1).uint(0), (reader) => reader.list(MAX_LIST, least, read));
}

/** Which domains: VIR_CONNECT_LIST_DOMAINS_… */
export const EVERY_DOMAIN = 0;
export const WITH_SAVED_MEMORY = 256;
export const WITH_SNAPSHOTS = 4096;

export const listDomains = (client: RpcClient, which: number): Promise<DomainRef[]> =>
  client.call('connectListAllDomains', args().int(1).uint(which), (reader) => reader.list(MAX_LIST, 24, readDomain));
export const listPools = (client: RpcClient): Promise<NamedRef[]> =>
  list(client, 'connectListAllStoragePools', args(), 20, readNamed);
export const listNetworks = (client: RpcClient): Promise<NamedRef[]> =>
  list(client, 'connectListAllNetworks', args(), 20, readNamed);
export const listVolumes = (client: RpcClient, pool: NamedRef): Promise<VolumeRef[]> =>
  list(client, 'storagePoolListAllVolumes', writeNamed(args(), pool), 12, readVolume);

/** Names of the devices of these kinds (VIR_CONNECT_LIST_NODE_DEVICES_CAP_…). */
export const listDevices = (client: RpcClient, kinds: number): Promise<string[]> =>
  client.call('connectListAllNodeDevices', args().int(1).uint(kinds), (reader) => reader.list(MAX_DEVICES, 4, text));
export const deviceXml = (client: RpcClient, name: string): Promise<string> =>
  client.call('nodeDeviceGetXmlDesc', args().string(name).uint(0), text);

export interface InterfaceRef {
  readonly name: string;
  readonly mac: string;
}
export const listInterfaces = (client: RpcClient): Promise<InterfaceRef[]> =>
  list(client, 'connectListAllInterfaces', args(), 8, (reader) => ({ name: reader.string(), mac: reader.string() }));
export const interfaceXml = (client: RpcClient, { name, mac }: InterfaceRef): Promise<string> =>
  client.call('interfaceGetXmlDesc', args().string(name).string(mac).uint(0), text);

/** Without VIR_DOMAIN_XML_SECURE, so that passwords of consoles stay on the host. */
export const domainXml = (client: RpcClient, domain: DomainRef): Promise<string> =>
  client.call('domainGetXmlDesc', writeDomain(args(), domain).uint(0), text);
/** VIR_DOMAIN_… state: see domain/state.ts. */
export const domainState = (client: RpcClient, domain: DomainRef): Promise<number> =>
  client.call('domainGetState', writeDomain(args(), domain).uint(0), (reader) => reader.int());
/** Groups of VIR_DOMAIN_STATS_…: state, processor time, balloon, virtual processors, interfaces, disks. */
const STATS = 1 | 2 | 4 | 8 | 16 | 32;

export interface DomainStats {
  readonly domain: DomainRef;
  readonly values: Parameters;
}
/** Of these domains; those that are gone are left out of the answer. */
export const domainStats = (client: RpcClient, domains: readonly DomainRef[]): Promise<DomainStats[]> => {
  const asked = args().uint(domains.length);
  for (const domain of domains) writeDomain(asked, domain);
  return client.call('connectGetAllDomainStats', asked.uint(STATS).uint(0), (reader) =>
    reader.list(MAX_LIST, 28, (one) => ({
      domain: readDomain(one),
      values: readParameters(one, MAX_DOMAIN_PARAMETERS),
    })),
  );
};

export interface SizeInfo {
  readonly capacityBytes: number;
  readonly allocationBytes: number;
}
export interface SnapshotRef {
  readonly name: string;
  readonly domain: DomainRef;
}
export const listSnapshots = (client: RpcClient, domain: DomainRef): Promise<SnapshotRef[]> =>
  list(client, 'domainListAllSnapshots', writeDomain(args(), domain), 28, (reader) => ({
    name: reader.string(),
    domain: readDomain(reader),
  }));
export const snapshotXml = (client: RpcClient, { name, domain }: SnapshotRef): Promise<string> =>
  client.call('domainSnapshotGetXmlDesc', writeDomain(args().string(name), domain).uint(0), text);

export const poolXml = (client: RpcClient, pool: NamedRef): Promise<string> =>
  client.call('storagePoolGetXmlDesc', writeNamed(args(), pool).uint(0), text);
export const networkXml = (client: RpcClient, network: NamedRef): Promise<string> =>
  client.call('networkGetXmlDesc', writeNamed(args(), network).uint(0), text);

export interface PoolInfo extends SizeInfo {
  /** 0 inactive, 1 building, 2 running, 3 degraded, 4 inaccessible. */
  readonly state: number;
  readonly availableBytes: number;
}
export const poolInfo = (client: RpcClient, pool: NamedRef): Promise<PoolInfo> =>
  client.call('storagePoolGetInfo', writeNamed(args(), pool), (reader) => ({
    state: reader.uint(),
    capacityBytes: reader.uhyper(),
    allocationBytes: reader.uhyper(),
    availableBytes: reader.uhyper(),
  }));

export const volumeInfo = (client: RpcClient, volume: VolumeRef): Promise<SizeInfo> =>
  client.call('storageVolGetInfo', writeVolume(args(), volume), (reader) => {
    reader.int();
    return { capacityBytes: reader.uhyper(), allocationBytes: reader.uhyper() };
  });
export interface InterfaceAddresses {
  readonly name: string;
  readonly mac?: string;
  readonly addresses: readonly { readonly address: string; readonly prefix: number }[];
}
/** `source`: 0 leases of libvirt's own networks, 1 the guest agent, 2 the host's ARP table. */
export const interfaceAddresses = (
  client: RpcClient,
  domain: DomainRef,
  source: 0 | 1 | 2,
): Promise<InterfaceAddresses[]> =>
  client.call('domainInterfaceAddresses', writeDomain(args(), domain).uint(source).uint(0), (reader) =>
    reader.list(2048, 12, (one) => {
      const name = one.string();
      const mac = one.optionalString();
      const addresses = one.list(2048, 12, (address) => {
        address.int();
        return { address: address.string(), prefix: address.uint() };
      });
      return { name, ...(mac !== undefined && { mac }), addresses };
    }),
  );

/** Groups of VIR_DOMAIN_GUEST_INFO_…: OS, host name, file systems. */
const GUEST_INFO = 2 | 8 | 16;
export const guestInfo = (client: RpcClient, domain: DomainRef): Promise<Parameters> =>
  client.call('domainGetGuestInfo', writeDomain(args(), domain).uint(GUEST_INFO).uint(0), (reader) =>
    readParameters(reader, MAX_GUEST_PARAMETERS),
  );

export const askForEvent = (client: RpcClient, eventId: number): Promise<number> =>
  client.call('domainEventCallbackRegisterAny', args().int(eventId).int(0), (reader) => reader.int());
