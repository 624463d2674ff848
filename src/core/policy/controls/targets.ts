/**
 * Which workload or site a feed looked at. The strongest sign decides, weaker ones narrow it down: a resource id or machine
 * UUID before a MAC before a full name before a short name before an address. When several workloads are left, or strong
 * signs point at different ones, that is said and none is taken.
 */

import type { Workload } from '../../model/workload.ts';
import type { FeedTarget } from './feed.ts';

export type TargetMatch =
  | { readonly found: 'workload'; readonly workloadId: string; readonly by: string }
  | { readonly found: 'site'; readonly siteId: string; readonly by: string }
  | { readonly found: 'several'; readonly workloadIds: readonly string[]; readonly by: string }
  | { readonly found: 'none' };

export interface TargetSites {
  /** Site that a cluster of this name is at, by what sites.yaml says; null when none or several. */
  readonly siteOfCluster: (name: string) => string | null;
}

export class TargetIndex {
  readonly #byKey = new Map<string, string[]>();
  readonly #sites: TargetSites;

  constructor(workloads: Iterable<Workload>, sites: TargetSites) {
    this.#sites = sites;
    for (const workload of workloads) {
      for (const key of new Set(signsOf(workload))) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, [workload.id]);
        else known.push(workload.id);
      }
    }
  }

  match(target: FeedTarget): TargetMatch {
    if (target.object?.kind === 'Cluster' || (target.object === undefined && target.cluster !== undefined)) {
      const siteId = target.cluster === undefined ? null : this.#sites.siteOfCluster(target.cluster);
      return siteId === null ? { found: 'none' } : { found: 'site', siteId, by: 'cluster' };
    }
    let candidates: { readonly ids: ReadonlySet<string>; readonly by: string } | undefined;
    for (const { by, keys, strong } of asked(target)) {
      const found = new Set(keys.flatMap((key) => this.#byKey.get(`${by}\n${key}`) ?? []));
      if (found.size === 0) continue;
      if (candidates === undefined) candidates = { ids: found, by };
      else {
        const both = new Set([...found].filter((id) => candidates?.ids.has(id) === true));
        // Two strong signs of different machines: a clone, or a name given anew. Weak ones are passed on all the time.
        if (both.size === 0 && strong) {
          return {
            found: 'several',
            workloadIds: sorted([...candidates.ids, ...found]),
            by: `${candidates.by}, ${by}`,
          };
        }
        if (both.size > 0 && both.size < candidates.ids.size) candidates = { ids: both, by: `${candidates.by}, ${by}` };
      }
    }
    if (candidates !== undefined) {
      const [only, ...others] = sorted(candidates.ids);
      if (only !== undefined && others.length === 0) return { found: 'workload', workloadId: only, by: candidates.by };
      return { found: 'several', workloadIds: sorted(candidates.ids), by: candidates.by };
    }
    return { found: 'none' };
  }
}

const sorted = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].sort();

interface Sign {
  readonly by: string;
  /** No two machines should have it. */
  readonly strong: boolean;
  readonly keys: readonly string[];
}

/** Signs of a target, the strongest first. */
function asked(target: FeedTarget): readonly Sign[] {
  const { resourceId, uuids = [], macAddresses = [], hostNames = [], addresses = [], object, cluster } = target;
  const names = hostNames.map((name) => name.toLowerCase().replace(/\.$/, '')).filter((name) => isOwnName(name));
  const full = names.filter((name) => name.includes('.'));
  const short = [...new Set(names.map((name) => name.split('.')[0] ?? name))];
  const objectKey =
    object?.name === undefined
      ? []
      : [[object.kind, cluster ?? '', object.namespace ?? '', object.name].join('/').toLowerCase()];
  return [
    { by: 'resource id', strong: true, keys: resourceId === undefined ? [] : machineIds(resourceId) },
    { by: 'machine UUID', strong: true, keys: uuids.map((uuid) => uuid.toLowerCase()) },
    {
      by: 'MAC address',
      strong: true,
      keys: macAddresses.map((mac) => mac.toLowerCase()).filter((mac) => isOwnMac(mac)),
    },
    { by: 'object', strong: true, keys: objectKey },
    { by: 'full name', strong: true, keys: full },
    { by: 'host name', strong: false, keys: short },
    { by: 'address', strong: false, keys: addresses.map((ip) => ip.toLowerCase()).filter((ip) => isOwnAddress(ip)) },
  ];
}

function* signsOf(workload: Workload): Generator<string> {
  const { identity, facts, observations } = workload;
  for (const { nativeId } of observations) yield `resource id\n${nativeId.toLowerCase()}`;
  for (const uuid of [identity.biosUuid, identity.instanceUuid]) if (uuid !== undefined) yield `machine UUID\n${uuid}`;
  const macs = [...(identity.macAddresses ?? []), ...(facts.nics ?? []).map(({ macAddress }) => macAddress)];
  for (const mac of macs) if (mac !== undefined) yield `MAC address\n${mac.toLowerCase()}`;
  for (const name of [identity.fqdn, facts.hostName, facts.name]) {
    if (name === undefined) continue;
    const lower = name.toLowerCase();
    if (lower.includes('.')) yield `full name\n${lower}`;
    yield `host name\n${lower.split('.')[0] ?? lower}`;
  }
  const addresses = [
    ...(facts.ipAddresses ?? []),
    ...(facts.nics ?? []).flatMap(({ ipAddresses }) => ipAddresses ?? []),
  ];
  for (const ip of addresses) if (isOwnAddress(ip.toLowerCase())) yield `address\n${ip.toLowerCase()}`;
  if (facts.namespace !== undefined && facts.name !== undefined) {
    for (const kind of kindsOf(workload)) {
      for (const cluster of [facts.cluster ?? '', '']) {
        yield `object\n${[kind, cluster, facts.namespace, facts.name].join('/').toLowerCase()}`;
      }
    }
  }
}

const kindsOf = ({ kind, facts }: Workload): readonly string[] =>
  facts.controller !== undefined
    ? [facts.controller]
    : kind === 'vm'
      ? ['VirtualMachine', 'VirtualMachineInstance']
      : ['Deployment', 'StatefulSet', 'DaemonSet'];

/** An extension, disk or guest configuration of a machine speaks of the machine. */
function machineIds(resourceId: string): readonly string[] {
  const id = resourceId.toLowerCase().replace(/\/+$/, '');
  const machine = /^(.*\/providers\/[^/]+\/(?:virtualmachines|machines|virtualmachineinstances)\/[^/]+)\//.exec(
    id,
  )?.[1];
  return machine === undefined ? [id] : [id, machine];
}

/** Names and numbers that every machine has tell nothing. */
const isOwnName = (name: string): boolean =>
  name !== '' && !['unknown', 'localhost', 'localhost.localdomain'].includes(name);

const isOwnMac = (mac: string): boolean => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/.test(mac);

function isOwnAddress(ip: string): boolean {
  if (/^127\.|^0\.0\.0\.0$|^169\.254\.|^fe[89ab]|^::1?$/.test(ip)) return false;
  return !/^(?:0+:){7}0*1$/.test(ip);
}
