/** The places an estate runs at now, as sites.yaml would name them, with what they hold. */

import type { Estate, Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';

export type EstateSummary = Pick<Estate, 'clusters' | 'hosts' | 'networks' | 'datastores' | 'workloads'>;

export interface PlaceKey {
  readonly platform: string;
  readonly datacenter?: string;
  readonly cluster?: string;
  readonly region?: string;
  /** Set for hosts that belong to no cluster. */
  readonly hosts?: readonly string[];
  /** Set when nothing else tells the place. */
  readonly source?: string;
}

export interface Place extends PlaceKey {
  /** Physical, from the hosts that are known; 0 when no source told of any. */
  readonly cpuCores: number;
  readonly memoryMiB: number;
  /** Hosts of which no source told the cores, or the memory: the sums lack them. */
  readonly hostsWithoutCores: number;
  readonly hostsWithoutMemory: number;
  readonly gpus: number;
  readonly hostCount: number;
  /** What runs there now. */
  readonly workloads: number;
  readonly vcpus: number;
  readonly workloadMemoryMiB: number;
  readonly diskMiB: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Every place with workloads or hosts, in a fixed order: by platform, datacenter, cluster. */
export function placesOf(estate: EstateSummary): Place[] {
  const places = new Map<string, Mutable<Place>>();
  const at = (key: PlaceKey): Mutable<Place> => {
    const id = JSON.stringify([key.platform, key.datacenter, key.cluster, key.region, key.hosts, key.source]);
    let place = places.get(id);
    if (place === undefined) {
      place = {
        ...key,
        cpuCores: 0,
        memoryMiB: 0,
        hostsWithoutCores: 0,
        hostsWithoutMemory: 0,
        gpus: 0,
        hostCount: 0,
        workloads: 0,
        vcpus: 0,
        workloadMemoryMiB: 0,
        diskMiB: 0,
      };
      places.set(id, place);
    }
    return place;
  };
  const loose = looseHosts(estate.hosts);
  for (const cluster of estate.clusters)
    at(keyOf(cluster.platform, cluster.datacenter, cluster.name, undefined, undefined, loose));
  for (const host of estate.hosts) {
    const place = at(keyOf(host.platform, host.datacenter, host.cluster, undefined, host.name, loose));
    place.hostCount += 1;
    const cores = coresOf(host);
    if (cores === undefined) place.hostsWithoutCores += 1;
    else place.cpuCores += cores;
    if (host.memoryMiB === undefined) place.hostsWithoutMemory += 1;
    else place.memoryMiB += host.memoryMiB;
    place.gpus += (host.gpus ?? []).reduce((sum, gpu) => sum + gpu.count, 0);
  }
  for (const workload of estate.workloads) {
    const { facts } = workload;
    if (facts.platform === undefined) continue;
    const key = keyOf(facts.platform, facts.datacenter, facts.cluster, facts.region, facts.host, loose);
    const source = workload.observations[0]?.sourceId;
    const place = at(Object.keys(key).length > 1 || source === undefined ? key : { ...key, source });
    place.workloads += 1;
    if (facts.powerState !== 'off') place.vcpus += facts.cpuCount ?? 0;
    if (facts.powerState !== 'off') place.workloadMemoryMiB += facts.memoryMiB ?? 0;
    place.diskMiB += diskOf(workload);
  }
  return [...places.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

/** Names of hosts without a cluster, by platform and datacenter. */
function looseHosts(hosts: readonly Host[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const host of hosts) {
    if (host.cluster !== undefined) continue;
    const key = `${host.platform}\n${host.datacenter ?? ''}`;
    names.set(key, [...(names.get(key) ?? []), host.name].sort());
  }
  return names;
}

function keyOf(
  platform: string,
  datacenter: string | undefined,
  cluster: string | undefined,
  region: string | undefined,
  host: string | undefined,
  loose: ReadonlyMap<string, readonly string[]>,
): PlaceKey {
  if (region !== undefined) return { platform, region };
  const where = datacenter === undefined ? { platform } : { platform, datacenter };
  if (cluster !== undefined) return { ...where, cluster };
  const alone = loose.get(`${platform}\n${datacenter ?? ''}`);
  // One site for all hosts without a cluster in a datacenter: a pool, as people run them.
  return host !== undefined && alone?.includes(host) === true ? { ...where, hosts: alone } : where;
}

function coresOf(host: Host): number | undefined {
  if (host.cpuCores !== undefined) return host.cpuCores;
  const { cpuSockets, coresPerSocket } = host;
  return cpuSockets === undefined || coresPerSocket === undefined ? undefined : cpuSockets * coresPerSocket;
}

function diskOf({ facts }: Workload): number {
  if (facts.disks !== undefined) return facts.disks.reduce((sum, disk) => sum + (disk.capacityMiB ?? 0), 0);
  return facts.provisionedMiB ?? 0;
}
