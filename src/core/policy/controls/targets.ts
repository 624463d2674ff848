/**
 * Which workload or site a feed looked at. The strongest sign decides, weaker ones narrow it down: a resource id or machine
 * UUID before a MAC before a full name before a short name before an address. When several workloads are left, or strong
 * signs point at different ones, that is said and none is taken.
 */

import type { Workload } from '../../model/workload.ts';
import type { FeedTarget } from './feed.ts';

export type TargetMatch =
  | { readonly found: 'workload'; readonly workloadId: string; readonly by: string }
  | { readonly found: 'site'; readonly siteId: string; readonly by: string; readonly part?: string }
  | { readonly found: 'several'; readonly workloadIds: readonly string[]; readonly by: string }
  | { readonly found: 'none' };

export interface TargetPlaces {
  /** Where a workload runs now; null when no site matches. */
  readonly siteOf: (workload: Workload) => string | null;
  /** The one site of sites.yaml that is this region; null when there is none, or several. */
  readonly siteOfRegion: (region: string) => string | null;
}

export class TargetIndex {
  readonly #byKey = new Map<string, string[]>();
  readonly #siteOf = new Map<string, string | null>();
  readonly #places: TargetPlaces;

  constructor(workloads: Iterable<Workload>, places: TargetPlaces) {
    this.#places = places;
    for (const workload of workloads) {
      this.#siteOf.set(workload.id, places.siteOf(workload));
      for (const key of new Set(signsOf(workload))) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, [workload.id]);
        else known.push(workload.id);
      }
    }
  }

  /** `siteId`: what whoever brought the file says it is about. */
  match(target: FeedTarget, siteId?: string): TargetMatch {
    if (target.object?.kind === 'Cluster') {
      return siteId === undefined ? { found: 'none' } : { found: 'site', siteId, by: 'the site that was named' };
    }
    const workload = this.#workloadOf(target, siteId);
    return workload.found === 'none' ? this.#partOf(target, siteId) : workload;
  }

  /** What is no workload, and yet at a site for certain: an object of the whole cluster, a resource in its region. */
  #partOf({ label, object, resourceId, region }: FeedTarget, siteId: string | undefined): TargetMatch {
    if (object !== undefined && object.namespace === undefined && object.name !== undefined && siteId !== undefined) {
      return { found: 'site', siteId, by: 'the site that was named', part: label };
    }
    if (resourceId === undefined || machineOf(resourceId) !== undefined) return { found: 'none' };
    const found = siteId ?? (region === undefined ? null : this.#places.siteOfRegion(region));
    return found === null
      ? { found: 'none' }
      : {
          found: 'site',
          siteId: found,
          by: siteId === undefined ? 'region' : 'the site that was named',
          part: resourceId,
        };
  }

  #workloadOf(target: FeedTarget, siteId: string | undefined): TargetMatch {
    let candidates: { readonly ids: ReadonlySet<string>; readonly by: string } | undefined;
    for (const { by, keys, strong } of asked(target)) {
      const all = keys.flatMap((key) => this.#byKey.get(`${by}\n${key}`) ?? []);
      const found = new Set(siteId === undefined ? all : all.filter((id) => this.#siteOf.get(id) === siteId));
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
  const { resourceId, uuids = [], macAddresses = [], hostNames = [], addresses = [], object } = target;
  const names = hostNames.map((name) => name.toLowerCase().replace(/\.$/, '')).filter((name) => isOwnName(name));
  const full = names.filter((name) => name.includes('.'));
  const short = [...new Set(names.map((name) => name.split('.')[0] ?? name))];
  const objectKey =
    object?.name === undefined ? [] : [[object.kind, object.namespace ?? '', object.name].join('/').toLowerCase()];
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
      yield `object\n${[kind, facts.namespace, facts.name].join('/').toLowerCase()}`;
    }
  }
}

const kindsOf = ({ kind, facts }: Workload): readonly string[] =>
  facts.controller !== undefined
    ? [facts.controller]
    : kind === 'vm'
      ? ['VirtualMachine', 'VirtualMachineInstance']
      : ['Deployment', 'StatefulSet', 'DaemonSet'];

const MACHINE = /^(.*\/providers\/[^/]+\/(?:virtualmachines|machines|virtualmachineinstances)\/[^/]+)(?:\/|$)/;
const machineOf = (resourceId: string): string | undefined => MACHINE.exec(resourceId.toLowerCase())?.[1];

/** An extension, disk or guest configuration of a machine speaks of the machine. */
function machineIds(resourceId: string): readonly string[] {
  const machine = machineOf(resourceId);
  return machine === undefined ? [resourceId.toLowerCase().replace(/\/+$/, '')] : [machine];
}

/** Names and numbers that every machine has tell nothing. */
const isOwnName = (name: string): boolean =>
  name !== '' && !['unknown', 'localhost', 'localhost.localdomain'].includes(name);

const isOwnMac = (mac: string): boolean => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/.test(mac);

function isOwnAddress(ip: string): boolean {
  if (/^127\.|^0\.0\.0\.0$|^169\.254\.|^fe[89ab]|^::1?$/.test(ip)) return false;
  return !/^(?:0+:){7}0*1$/.test(ip);
}
