/** A place as licences see it: its hosts by cluster, or a provider's, and the machines on them. */

import type { Site } from '../../policy/site.ts';
import type { CostHost } from '../site-hosts.ts';
import type { LicenceSettings } from '../settings.ts';
import type { LicensedGuest } from './guest.ts';
import type { LicenceTerms } from './terms.ts';
import type { WindowsEdition } from './windows-server.ts';

export interface LicencePlace {
  readonly site: Site;
  /** Empty at a provider. Machines may run on any host of their cluster. */
  readonly clusters: readonly LicenceCluster[];
  readonly guests: readonly LicensedGuest[];
}

export interface LicenceCluster {
  readonly name: string;
  readonly hosts: readonly CostHost[];
  readonly guests: readonly LicensedGuest[];
}

export interface LicenceBook {
  readonly terms: LicenceTerms;
  readonly settings: LicenceSettings;
  /** Price of a Datacenter core over that of a Standard core. */
  readonly datacenterPerStandard: number;
  /** RHEL for Virtual Datacenters over RHEL Server. */
  readonly vdcPerServer: number;
  /** Whose cores are brought to a provider: those that are held today, else the cheaper ones. */
  readonly benefitEdition: WindowsEdition;
  /** Day that ends of support are counted at. */
  readonly asOf: string;
}

/** A provider's machines are licensed one by one: nobody sees its hosts. */
export const isCloud = ({ target, capacity }: Pick<Site, 'target' | 'capacity'>): boolean =>
  (target === 'azure-vm' || target === 'aks-container') && 'elastic' in capacity;

/**
 * Guests by the cluster of the host they run on. Machines on no known host, such as those still to come, go to the
 * largest cluster; without hosts there is none.
 */
export function placeOf(site: Site, hosts: readonly CostHost[], guests: readonly LicensedGuest[]): LicencePlace {
  if (isCloud(site) || hosts.length === 0) return { site, clusters: [], guests };
  const byName = new Map<string, { name: string; hosts: CostHost[]; guests: LicensedGuest[] }>();
  const clusterOfHost = new Map<string, string>();
  for (const host of hosts) {
    const name = host.cluster ?? `host ${host.name}`;
    const cluster = byName.get(name) ?? { name, hosts: [], guests: [] };
    cluster.hosts.push(host);
    byName.set(name, cluster);
    clusterOfHost.set(host.name.toLowerCase(), name);
  }
  const clusters = [...byName.values()].sort((a, b) => b.hosts.length - a.hosts.length || (a.name < b.name ? -1 : 1));
  for (const guest of guests) {
    const name = clusterOfHost.get(guest.host?.toLowerCase() ?? '') ?? guest.cluster ?? '';
    (byName.get(name) ?? clusters[0])?.guests.push(guest);
  }
  return { site, clusters, guests };
}
