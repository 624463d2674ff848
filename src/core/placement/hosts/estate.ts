/** The hosts of one group and the machines that run on them as a problem of the host level (P8). */

import type { Cluster, Datastore, Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';
import type { HostGroup } from './estate-hosts.ts';
import { mobilityOf, storageReach } from './estate-mobility.ts';
import { hostHas, measuredDemand, needOf } from './estate-resources.ts';
import type { Measured, ResourceId, Sharing } from './estate-resources.ts';
import { rulesOf } from './estate-rules.ts';
import { unitsOf } from './estate-units.ts';
import type { ApartSet, Member, Unit } from './estate-units.ts';

export interface DomainOptions extends Sharing {
  /** Share of a host's capacity that is to stay free, 0…90: load above the rest costs. */
  readonly headroomPct: number;
  /** Whether machines may move of which it is not known that they can. */
  readonly moveUnknown: boolean;
  /** Hosts to be emptied, by position. */
  readonly evacuate: ReadonlySet<number>;
}

export interface Domain {
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Per host: why nothing may be moved onto it; absent: it takes machines. */
  readonly closed: readonly (string | undefined)[];
  readonly evacuate: ReadonlySet<number>;
  readonly units: readonly Unit[];
  readonly apart: readonly ApartSet[];
  readonly resources: readonly ResourceId[];
  /** [unit * resources + resource] */
  readonly need: Float64Array;
  /** What hosts have, [host * resources + resource]; NaN where no source says. */
  readonly has: Float64Array;
  /** 1 where a unit may be moved to, [unit * hosts + host]. */
  readonly allowed: Uint8Array;
  /** Facts that would settle moves between hosts, by pair of processor models. */
  readonly pairNeeds: (from: number, to: number) => readonly string[];
  readonly measured: Measured | null;
  readonly stopped: number;
  /** Machines whose size no source states; their hosts take nothing. */
  readonly unsized: readonly Workload[];
  readonly brokenRules: readonly string[];
  readonly assumedRules: readonly string[];
  readonly unknownRules: readonly string[];
}

/** Running, or not known not to be. A suspended machine holds no processor and no memory. */
const takesRoom = ({ facts }: Workload): boolean => facts.powerState !== 'off' && facts.powerState !== 'suspended';

export function domainOf(
  group: HostGroup,
  places: { readonly clusters: readonly Cluster[]; readonly datastores: readonly Datastore[] },
  options: DomainOptions,
): Domain {
  const { hosts } = group;
  const reach = storageReach(places.datastores, hosts);
  const running: { workload: Workload; host: number }[] = [];
  let stopped = 0;
  group.residents.forEach((list, host) => {
    for (const workload of list) {
      if (takesRoom(workload)) running.push({ workload, host });
      else stopped += 1;
    }
  });
  const sized = (workload: Workload): boolean =>
    needOf(workload, 'memoryMiB', null) !== undefined && needOf(workload, 'vcpuMilli', null) !== undefined;
  const unsized = running.filter(({ workload }) => !sized(workload));
  const counted = running.filter(({ workload }) => sized(workload));
  const rules = rulesOf(
    group,
    places.clusters,
    counted.map(({ workload }) => workload),
    counted.map(({ host }) => host),
  );
  const hostRulesKnown = rules.barred.length > 0;
  const members = counted.map(({ workload, host }): Member => {
    const mobility = mobilityOf(workload, reach, hostRulesKnown);
    const refused = !options.moveUnknown && mobility.stays === undefined && mobility.needs.length > 0;
    return {
      workload,
      host,
      mobility: refused
        ? { stays: `not known whether it can be moved: ${mobility.needs.join('; ')}`, needs: [] }
        : mobility,
    };
  });
  const { units, apart, broken, barred } = unitsOf(members, rules);
  const measured = measuredDemand(counted.map(({ workload }) => workload));
  const resources: ResourceId[] = ['memoryMiB', 'vcpuMilli'];
  if (measured !== null) resources.push('busyMilli');
  if (hosts.some(({ maxWorkloads }) => maxWorkloads !== undefined)) resources.push('slots');
  const has = Float64Array.from(
    hosts.flatMap((host) => resources.map((resource) => hostHas(host, resource, options) ?? Number.NaN)),
  );
  const unknownOn = new Set(unsized.map(({ host }) => host));
  const closed = hosts.map((host, at) =>
    whyClosed(host, options.evacuate.has(at), unknownOn.has(at), (r) =>
      Number.isNaN(has[at * resources.length + resources.indexOf(r)]),
    ),
  );
  const compatible = compatibility(hosts);
  const allowed = new Uint8Array(units.length * hosts.length);
  units.forEach((unit, u) => {
    if (unit.stays !== undefined) return;
    for (let h = 0; h < hosts.length; h += 1) {
      const open = closed[h] === undefined && barred[u]?.has(h) !== true && h !== unit.host;
      const pair = compatible(unit.host, h);
      if (open && pair !== 'no' && (options.moveUnknown || pair === 'yes')) allowed[u * hosts.length + h] = 1;
    }
  });
  return {
    name: group.name,
    hosts,
    closed,
    evacuate: options.evacuate,
    units,
    apart,
    resources,
    has,
    need: needsOf(units, resources, measured),
    allowed,
    pairNeeds: (from, to) => (compatible(from, to) === 'unknown' ? ['processor compatibility of the two hosts'] : []),
    measured,
    stopped,
    unsized: unsized.map(({ workload }) => workload),
    brokenRules: broken,
    assumedRules: rules.assumed,
    unknownRules: rules.unknown,
  };
}

function whyClosed(
  host: Host,
  emptied: boolean,
  unsized: boolean,
  lacks: (resource: ResourceId) => boolean,
): string | undefined {
  if (emptied) return 'it is to be emptied';
  if (host.inMaintenance === true) return 'it is in maintenance';
  if (host.ready === false) return 'its platform says that it is not ready';
  if (lacks('memoryMiB')) return 'no source says how much memory it has';
  if (lacks('vcpuMilli')) return 'no source says how many processor cores it has';
  return unsized ? 'a machine on it has a size that no source states' : undefined;
}

function needsOf(units: readonly Unit[], resources: readonly ResourceId[], measured: Measured | null): Float64Array {
  const need = new Float64Array(units.length * resources.length);
  units.forEach(({ members }, u) =>
    resources.forEach((resource, r) => {
      let sum = 0;
      for (const member of members) sum += needOf(member, resource, measured) ?? 0;
      need[u * resources.length + r] = sum;
    }),
  );
  return need;
}

const makerOf = (host: Host): string | undefined =>
  /\b(intel|amd|ampere|ibm)\b/i.exec(host.cpuModel ?? '')?.[1]?.toLowerCase();

/** Whether a running machine can go from one host's processors to another's. */
function compatibility(hosts: readonly Host[]): (from: number, to: number) => 'yes' | 'no' | 'unknown' {
  return (from, to) => {
    const [a, b] = [hosts[from], hosts[to]];
    if (a === undefined || b === undefined) return 'unknown';
    const [one, two] = [makerOf(a), makerOf(b)];
    if (one !== undefined && two !== undefined && one !== two) return 'no';
    if (a.cpuModel !== undefined && a.cpuModel === b.cpuModel) return 'yes';
    return a.evcMode !== undefined && a.evcMode === b.evcMode ? 'yes' : 'unknown';
  };
}
