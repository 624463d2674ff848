/** The largest machine that the known hosts of each site can take. */

import type { Host } from '../model/estate.ts';
import type { Workload } from '../model/workload.ts';
import { siteLocator } from '../policy/locate.ts';
import type { Site } from '../policy/site.ts';

export interface LargestHost {
  /** Hardware threads: a hypervisor starts no machine with more virtual processors than its host has. */
  readonly vcpu?: number;
  readonly memoryMiB?: number;
}

/**
 * By site id, for sites with a fixed capacity. A host belongs to the site that sites.yaml would find for a workload
 * on it. A figure that one host of a site lacks is left out for the site: that host may be the largest.
 */
export function largestHosts(hosts: readonly Host[], sites: readonly Site[]): ReadonlyMap<string, LargestHost> {
  const locate = siteLocator(sites);
  const bySite = new Map<string, Host[]>();
  for (const host of hosts) {
    const site = locate(asWorkload(host));
    if (site === null) continue;
    const known = bySite.get(site);
    if (known === undefined) bySite.set(site, [host]);
    else known.push(host);
  }
  const largest = new Map<string, LargestHost>();
  for (const site of sites) {
    const mine = bySite.get(site.id);
    if (mine === undefined || 'elastic' in site.capacity) continue;
    const vcpu = highest(mine.map(threadsOf));
    const memoryMiB = highest(mine.map((host) => host.memoryMiB));
    largest.set(site.id, {
      ...(vcpu === undefined ? {} : { vcpu }),
      ...(memoryMiB === undefined ? {} : { memoryMiB: memoryMiB * site.capacity.memoryOvercommit }),
    });
  }
  return largest;
}

function threadsOf(host: Host): number | undefined {
  const { cpuSockets, coresPerSocket } = host;
  const counted = cpuSockets === undefined || coresPerSocket === undefined ? undefined : cpuSockets * coresPerSocket;
  const cores = host.cpuCores ?? counted;
  return cores === undefined ? undefined : host.hyperThreading === true ? cores * 2 : cores;
}

function highest(values: readonly (number | undefined)[]): number | undefined {
  let found: number | undefined;
  for (const value of values) {
    if (value === undefined) return undefined;
    found = Math.max(found ?? value, value);
  }
  return found;
}

/** As much of a workload as says where it is: one that runs on this host. */
function asWorkload({ name, cluster, datacenter, platform, observedBy }: Host): Workload {
  const facts = {
    host: name,
    platform,
    ...(cluster === undefined ? {} : { cluster }),
    ...(datacenter === undefined ? {} : { datacenter }),
  };
  return { id: '', kind: 'vm', identity: {}, facts, observations: [observedBy], provenance: {}, conflicts: [] };
}
