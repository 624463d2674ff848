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
  /** Of the guests, those nobody said the host of: they were spread over all hosts of the place. */
  readonly spread: number;
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

interface Filling {
  readonly name: string;
  readonly hosts: CostHost[];
  readonly guests: LicensedGuest[];
  spread: number;
}

/**
 * Guests by the cluster of the host they run on; a host without a cluster is on its own. Machines on no known host, such
 * as those still to come, may run on any of them and are spread over all; without hosts there is no cluster.
 */
export function placeOf(site: Site, hosts: readonly CostHost[], guests: readonly LicensedGuest[]): LicencePlace {
  if (isCloud(site) || hosts.length === 0) return { site, clusters: [], guests };
  const byName = new Map<string, Filling>();
  const clusterOfHost = new Map<string, string>();
  for (const host of hosts) {
    const name = host.cluster ?? `host ${host.name}`;
    const cluster = byName.get(name) ?? { name, hosts: [], guests: [], spread: 0 };
    cluster.hosts.push(host);
    byName.set(name, cluster);
    clusterOfHost.set(host.name.toLowerCase(), name);
  }
  const clusters = [...byName.values()].sort((a, b) => b.hosts.length - a.hosts.length || (a.name < b.name ? -1 : 1));
  const anywhere = new Map<LicensedGuest['system'], LicensedGuest[]>();
  for (const guest of guests) {
    const known = byName.get(clusterOfHost.get(guest.host?.toLowerCase() ?? '') ?? guest.cluster ?? '');
    const alike = anywhere.get(guest.system);
    if (known !== undefined) known.guests.push(guest);
    else if (alike === undefined) anywhere.set(guest.system, [guest]);
    else alike.push(guest);
  }
  for (const [system, alike] of anywhere) spreadOver(clusters, system, alike);
  return { site, clusters, guests };
}

/**
 * One to each cluster first, to those without such a system before others, then by the number of hosts: where nobody
 * said which hosts they may use, the count with more licences is the safe one.
 */
function spreadOver(
  clusters: readonly Filling[],
  system: LicensedGuest['system'],
  guests: readonly LicensedGuest[],
): void {
  const runs = new Map(clusters.map((cluster) => [cluster, cluster.guests.some((guest) => guest.system === system)]));
  const inOrder = [...clusters].sort((a, b) => Number(runs.get(a)) - Number(runs.get(b)));
  const hosts = clusters.reduce((sum, cluster) => sum + cluster.hosts.length, 0);
  const others = Math.max(0, guests.length - clusters.length);
  const shares = inOrder.map((cluster) => Math.floor((others * cluster.hosts.length) / hosts));
  let left = others - shares.reduce((sum, share) => sum + share, 0);
  let next = 0;
  for (const [at, cluster] of inOrder.entries()) {
    const extra = left > 0 ? 1 : 0;
    left -= extra;
    const taken = guests.slice(next, next + 1 + (shares[at] ?? 0) + extra);
    for (const guest of taken) cluster.guests.push(guest);
    cluster.spread += taken.length;
    next += taken.length;
  }
}

/** Said where it counts, since another split needs other licences. */
export const spreadText = ({ spread }: Pick<LicenceCluster, 'spread'>): string =>
  spread === 0 ? '' : '; which hosts new machines may use nobody said: counted over all of them';
