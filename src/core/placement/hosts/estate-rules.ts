/** Rules of the platform on which machines may share a host, and on which hosts they may be. */

import type { Cluster, ClusterRule, Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';
import type { HostGroup } from './estate-hosts.ts';

/** Members by position in the list they were read for. */
export interface Rule {
  readonly name: string;
  readonly members: readonly number[];
}

export interface PlatformRules {
  readonly apart: readonly Rule[];
  readonly together: readonly Rule[];
  /** Hosts (by position) that a member may not be on. */
  readonly barred: readonly {
    readonly name: string;
    readonly members: readonly number[];
    readonly hosts: ReadonlySet<number>;
  }[];
  /** Rules of which no source says what they demand; what holds of them today is kept where it can be told. */
  readonly assumed: readonly string[];
  /** Rules whose demand cannot be told, and are not kept. */
  readonly unknown: readonly string[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `hostOf[i]` is the host of machine i, both by position. Only running machines are handed in. */
export function rulesOf(
  group: HostGroup,
  clusters: readonly Cluster[],
  machines: readonly Workload[],
  hostOf: readonly number[],
): PlatformRules {
  const source = group.hosts[0]?.observedBy.sourceId;
  const cluster = clusters.find(({ name, observedBy }) => name === group.cluster && observedBy.sourceId === source);
  return cluster?.rules === undefined
    ? namedRules(machines, hostOf)
    : listedRules(cluster.rules, group.hosts, machines);
}

function listedRules(
  rules: readonly ClusterRule[],
  hosts: readonly Host[],
  machines: readonly Workload[],
): PlatformRules {
  const position = new Map<string, number>();
  machines.forEach(({ observations, identity }, index) => {
    for (const { nativeId } of observations) position.set(nativeId.toLowerCase(), index);
    for (const uuid of [identity.biosUuid, identity.instanceUuid]) if (uuid !== undefined) position.set(uuid, index);
  });
  const hostAt = new Map(
    hosts.flatMap(
      (host, index) =>
        [
          [host.name.toLowerCase(), index],
          [host.observedBy.nativeId.toLowerCase(), index],
        ] as const,
    ),
  );
  const found: { apart: Rule[]; together: Rule[]; barred: PlatformRules['barred'][number][] } = {
    apart: [],
    together: [],
    barred: [],
  };
  for (const { name, kind, enabled, workloads, hosts: named } of rules) {
    if (!enabled) continue;
    const members = workloads.flatMap((id) => position.get(id.toLowerCase()) ?? []);
    if (members.length === 0) continue;
    const listed = new Set((named ?? []).flatMap((id) => hostAt.get(id.toLowerCase()) ?? []));
    if (kind === 'keep-apart' && members.length > 1) found.apart.push({ name, members });
    if (kind === 'keep-together' && members.length > 1) found.together.push({ name, members });
    if (kind === 'vm-host-must-not') found.barred.push({ name, members, hosts: listed });
    if (kind === 'vm-host-must') {
      found.barred.push({ name, members, hosts: new Set([...hosts.keys()].filter((host) => !listed.has(host))) });
    }
  }
  return { ...found, assumed: [], unknown: [] };
}

/**
 * Only the names of the rules are known, as in an export. Members that are all on different hosts are kept apart,
 * members that are all on one host are kept together: nothing that holds today is broken.
 */
function namedRules(machines: readonly Workload[], hostOf: readonly number[]): PlatformRules {
  const members = new Map<string, number[]>();
  machines.forEach(({ facts }, index) => {
    for (const rule of facts.affinityRules ?? []) {
      const known = members.get(rule);
      if (known === undefined) members.set(rule, [index]);
      else known.push(index);
    }
  });
  const found: { apart: Rule[]; together: Rule[]; assumed: string[]; unknown: string[] } = {
    apart: [],
    together: [],
    assumed: [],
    unknown: [],
  };
  for (const [name, list] of [...members].sort(([a], [b]) => byText(a, b))) {
    if (list.length < 2) continue;
    const hosts = new Set(list.map((index) => hostOf[index])).size;
    if (hosts === list.length) found.apart.push({ name, members: list });
    else if (hosts === 1) found.together.push({ name, members: list });
    (hosts === list.length || hosts === 1 ? found.assumed : found.unknown).push(name);
  }
  return { ...found, barred: [] };
}
