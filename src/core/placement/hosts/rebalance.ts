/** Which machines of a site should move to which of its hosts, in which order, and why (P8). Nothing is applied. */

import { failure } from '../../errors/registry.ts';
import type { Estate, Host } from '../../model/estate.ts';
import type { Site } from '../../policy/site.ts';
import { siteLocator } from '../../policy/locate.ts';
import { domainOf } from './estate.ts';
import { groupHosts, hostsOfSite } from './estate-hosts.ts';
import type { SiteHosts } from './estate-hosts.ts';
import type { Sharing } from './estate-resources.ts';
import { planOf } from './rebalance-plan.ts';
import type { RebalancePlan } from './rebalance-result.ts';
import { GroupSearch } from './rebalance-search.ts';
import type { GroupOutcome, SideBySide } from './rebalance-search.ts';

export interface RebalanceOptions extends Sharing, SideBySide {
  /** Only this cluster, or the hosts of this group. */
  readonly cluster?: string;
  readonly headroomPct: number;
  readonly tolerancePct: number;
  readonly moveUnknown: boolean;
  /** Names or ids of hosts to be emptied. */
  readonly evacuate: readonly string[];
  readonly maxMoves?: number;
  readonly seed: number;
}

export interface RebalanceInput {
  readonly estate: Pick<Estate, 'workloads' | 'hosts' | 'clusters' | 'datastores'>;
  readonly sites: readonly Site[];
  readonly site: string;
  readonly options: RebalanceOptions;
}

/** A rebalance under way: whoever has time steps its searches; the result is the best so far. */
export interface Rebalancing {
  /** One per group of hosts that has anything to search for. */
  readonly searches: readonly GroupSearch[];
  readonly progress: () => { readonly cost: number; readonly bound: number };
  result(): RebalancePlan;
}

/** Throws IST-5020 for a site without known hosts, IST-5022 for a cluster or host it does not have. */
export function startRebalance({ estate, sites, site, options }: RebalanceInput): Rebalancing {
  const hosts = hostsOfSite(estate.hosts, sites, site);
  if (hosts.length === 0) {
    throw failure('IST-5020', `no source lists a host that sites.yaml gives to ${site}`);
  }
  const locate = siteLocator(sites);
  const all = groupHosts(estate, hosts, (workload) => locate(workload) === site);
  const here = chosen(all, options.cluster, site);
  const emptied = evacuated(here, options.evacuate, site);
  const most = options.maxMoves ?? Number.MAX_SAFE_INTEGER;
  const searches = here.groups.map((group) => {
    const at = new Set(group.hosts.flatMap((host, index) => (emptied.has(host.id) ? [index] : [])));
    return new GroupSearch(domainOf(group, estate, { ...options, evacuate: at }), options, options.seed, most);
  });
  return {
    searches,
    progress: () => ({
      cost: searches.reduce((sum, { cost }) => sum + cost, 0),
      bound: searches.reduce((sum, { bound }) => sum + bound, 0),
    }),
    result: () => planOf(site, here, outcomes(searches, most, options), options, searches),
  };
}

/** Groups that gain most choose first from the moves that may be made. */
function outcomes(searches: readonly GroupSearch[], most: number, sideBySide: SideBySide): GroupOutcome[] {
  const reserved = searches.map(({ start }) => start.forced.length);
  let left = most - reserved.reduce((sum, forced) => sum + forced, 0);
  const done = new Map<GroupSearch, GroupOutcome>();
  const order = searches
    .map((search, at) => ({ search, at, gain: search.gain }))
    .sort((a, b) => b.gain - a.gain || a.at - b.at);
  for (const { search, at } of order) {
    const forced = reserved[at] ?? 0;
    const outcome = search.outcome(forced + Math.max(0, left), sideBySide);
    left -= outcome.order.moves - forced;
    done.set(search, outcome);
  }
  return searches.flatMap((search) => done.get(search) ?? []);
}

const lower = (text: string): string => text.toLowerCase();

function chosen(all: SiteHosts, cluster: string | undefined, site: string): SiteHosts {
  if (cluster === undefined) return all;
  const groups = all.groups.filter(({ name, cluster: own }) => lower(own ?? name) === lower(cluster));
  if (groups.length > 0) return { ...all, groups };
  throw failure(
    'IST-5022',
    `${site} has no hosts of a cluster "${cluster}"; it has ${all.groups.map(({ name }) => name).join(', ')}`,
  );
}

function evacuated({ groups }: SiteHosts, named: readonly string[], site: string): ReadonlySet<string> {
  const hosts = groups.flatMap((group) => group.hosts);
  return new Set(named.map((name) => find(hosts, name, site).id));
}

function find(hosts: readonly Host[], name: string, site: string): Host {
  const wanted = lower(name);
  const exact = hosts.filter((host) => lower(host.name) === wanted || host.id === wanted);
  const found = exact.length > 0 ? exact : hosts.filter((host) => lower(host.name).split('.')[0] === wanted);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const what = first === undefined ? 'no host is called' : `${found.length} hosts are called`;
  throw failure('IST-5022', `${what} "${name}" among the ${hosts.length} hosts of ${site} that are looked at`);
}
