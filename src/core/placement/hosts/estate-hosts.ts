/** The hosts of a site, grouped by where machines can be moved between them, and who runs on them. */

import type { Estate, Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';
import { siteLocator } from '../../policy/locate.ts';
import type { Site } from '../../policy/site.ts';

/** Hosts among which machines may be moved: a cluster, or the hosts of one platform and place that are in none. */
export interface HostGroup {
  readonly name: string;
  readonly cluster?: string;
  /** In the order of names. */
  readonly hosts: readonly Host[];
  /** Per host, in the order of ids: everything that is there, running or not, without templates and placeholders. */
  readonly residents: readonly (readonly Workload[])[];
}

export interface SiteHosts {
  readonly groups: readonly HostGroup[];
  /** Workloads that run at the site on no host a source lists, by what they are. */
  readonly unhosted: { readonly machines: number; readonly containers: number };
  /** Workloads whose host is spelled otherwise than any listed one, and was found by its first label. */
  readonly respelled: number;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const lower = (text: string | undefined): string => text?.toLowerCase() ?? '';

/** As much of a workload as says where it is: one that runs on this host. */
function onHost({ name, cluster, datacenter, region, platform, observedBy }: Host): Workload {
  const facts = {
    host: name,
    platform,
    ...(cluster === undefined ? {} : { cluster }),
    ...(datacenter === undefined ? {} : { datacenter }),
    ...(region === undefined ? {} : { region }),
  };
  return { id: '', kind: 'vm', identity: {}, facts, observations: [observedBy], provenance: {}, conflicts: [] };
}

/** Hosts that sites.yaml gives to a site, as it would give it a workload that runs on them. In the order of names. */
export function hostsOfSite(hosts: readonly Host[], sites: readonly Site[], siteId: string): Host[] {
  const locate = siteLocator(sites);
  return hosts
    .filter((host) => locate(onHost(host)) === siteId)
    .sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
}

const groupKey = (host: Host): string =>
  host.cluster === undefined
    ? `hosts without a cluster, ${host.platform}${host.datacenter === undefined ? '' : `, ${host.datacenter}`}`
    : host.cluster;

/** Everybody of a site on the site's hosts, by group; two clusters of one name on two platforms are two groups. */
export function groupHosts(
  estate: Pick<Estate, 'workloads'>,
  hosts: readonly Host[],
  atSite: (workload: Workload) => boolean,
): SiteHosts {
  const find = hostFinder(hosts);
  const residents = new Map<string, Workload[]>(hosts.map(({ id }) => [id, []]));
  const unhosted = { machines: 0, containers: 0 };
  let respelled = 0;
  const present = estate.workloads.filter(({ facts }) => facts.template !== true && facts.placeholder !== true);
  for (const workload of [...present].sort((a, b) => byText(a.id, b.id))) {
    const found = find(workload);
    if (found === undefined) {
      if (!atSite(workload)) continue;
      if (workload.kind === 'vm') unhosted.machines += 1;
      else unhosted.containers += 1;
      continue;
    }
    if (!found.exact) respelled += 1;
    residents.get(found.host.id)?.push(workload);
  }
  const groups = new Map<string, { name: string; hosts: Host[] }>();
  for (const host of hosts) {
    const key = JSON.stringify([host.platform, host.observedBy.sourceId, host.datacenter ?? '', groupKey(host)]);
    const group = groups.get(key) ?? { name: groupKey(host), hosts: [] };
    group.hosts.push(host);
    groups.set(key, group);
  }
  return {
    unhosted,
    respelled,
    groups: [...groups]
      .sort(([a, { name }], [b, { name: other }]) => byText(name, other) || byText(a, b))
      .map(([, { name, hosts: members }]): HostGroup => {
        const cluster = members[0]?.cluster;
        return {
          name,
          ...(cluster === undefined ? {} : { cluster }),
          hosts: members,
          residents: members.map(({ id }) => residents.get(id) ?? []),
        };
      }),
  };
}

/** By full name; else, within one platform, by the first label of the name when only one host has it. */
export function hostFinder(hosts: readonly Host[]): (workload: Workload) => { host: Host; exact: boolean } | undefined {
  const full = new Map<string, Host[]>();
  const short = new Map<string, Host[]>();
  const add = (map: Map<string, Host[]>, key: string, host: Host): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [host]);
    else known.push(host);
  };
  const label = (name: string): string => lower(name).split('.')[0] ?? '';
  for (const host of hosts) {
    add(full, lower(host.name), host);
    add(short, `${label(host.name)}\n${lower(host.platform)}`, host);
  }
  const best = (found: readonly Host[] | undefined, { facts, observations }: Workload): Host | undefined => {
    if (found === undefined || found.length < 2) return found?.[0];
    // Two sites may use one host name: the one that the same source lists, or of the same cluster, is meant.
    const source = observations[0]?.sourceId;
    const near = found.filter((host) => host.observedBy.sourceId === source);
    if (near.length === 1) return near[0];
    const same = found.filter((host) => host.cluster !== undefined && lower(host.cluster) === lower(facts.cluster));
    return same.length === 1 ? same[0] : undefined;
  };
  return (workload) => {
    const { host, platform } = workload.facts;
    if (host === undefined) return undefined;
    const exact = best(full.get(lower(host)), workload);
    if (exact !== undefined) return { host: exact, exact: true };
    const near = best(short.get(`${label(host)}\n${lower(platform)}`), workload);
    return near === undefined ? undefined : { host: near, exact: false };
  };
}
