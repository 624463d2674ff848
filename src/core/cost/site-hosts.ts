/** The hosts of a site as costs see them: sockets, cores and memory, read from the inventory or modelled. */

import type { HostCosts, HostGeneration } from '../catalog/host-costs.ts';
import type { Host } from '../model/estate.ts';
import { mibToGib } from '../model/units.ts';
import type { Site } from '../policy/site.ts';

export interface CostHost {
  readonly name: string;
  /** Physical cores of each occupied socket. */
  readonly sockets: readonly number[];
  /** Null: no source states it. */
  readonly memoryGiB: number | null;
  readonly cluster: string | null;
  readonly model: string | null;
  readonly cpuModel: string | null;
  readonly gpus: number;
  /** Runs the control plane alone: needs no subscription for workloads. */
  readonly controlPlaneOnly: boolean;
}

export interface SiteHosts {
  readonly hosts: readonly CostHost[];
  /** Hosts of which no source states cores: not counted. */
  readonly unsized: number;
  /** Hosts of which cores are known and sockets are not: taken as two. */
  readonly socketsAssumed: number;
}

/** Cores of each socket; undefined when no source states the cores. */
function socketsOf(host: Host): { readonly sockets: readonly number[]; readonly assumed: boolean } | undefined {
  const { cpuSockets, coresPerSocket, cpuCores } = host;
  if (cpuSockets !== undefined && cpuSockets > 0 && coresPerSocket !== undefined && coresPerSocket > 0)
    return { sockets: Array.from({ length: cpuSockets }, () => coresPerSocket), assumed: false };
  if (cpuCores === undefined || cpuCores <= 0) return undefined;
  const count = cpuSockets !== undefined && cpuSockets > 0 ? cpuSockets : 2;
  const each = Math.floor(cpuCores / count);
  const sockets = Array.from({ length: count }, (_, at) => each + (at < cpuCores - each * count ? 1 : 0));
  return { sockets: sockets.filter((cores) => cores > 0), assumed: cpuSockets === undefined };
}

/** `hosts` are those of one site. In the order given. */
export function costHosts(hosts: readonly Host[]): SiteHosts {
  const found: CostHost[] = [];
  let unsized = 0;
  let socketsAssumed = 0;
  for (const host of hosts) {
    const sockets = socketsOf(host);
    if (sockets === undefined) {
      unsized += 1;
      continue;
    }
    if (sockets.assumed) socketsAssumed += 1;
    found.push({
      name: host.name,
      sockets: sockets.sockets,
      memoryGiB: host.memoryMiB === undefined ? null : mibToGib(host.memoryMiB),
      cluster: host.cluster ?? null,
      model: host.model ?? null,
      cpuModel: host.cpuModel ?? null,
      gpus: host.gpus?.reduce((sum, { count }) => sum + count, 0) ?? 0,
      controlPlaneOnly: host.roles !== undefined && host.roles.length > 0 && !host.roles.includes('worker'),
    });
  }
  return { hosts: found, unsized, socketsAssumed };
}

export const coresOfHost = ({ sockets }: Pick<CostHost, 'sockets'>): number =>
  sockets.reduce((sum, count) => sum + count, 0);

/** A host of this generation, as one that would be bought. */
export const modelledHost = (generation: HostGeneration, name: string): CostHost => ({
  name,
  sockets: generation.sockets,
  memoryGiB: generation.memoryGiB,
  cluster: null,
  model: generation.name,
  cpuModel: null,
  gpus: 0,
  controlPlaneOnly: false,
});

/** The generation a site's hosts are priced as: the one sites.yaml names, else by processor, else the default. */
export function generationOf(
  site: Pick<Site, 'cost'>,
  hosts: readonly CostHost[],
  costs: HostCosts,
): { readonly generation: HostGeneration; readonly why: string } | { readonly unknown: string } {
  const byId = (id: string): HostGeneration | undefined => costs.generations.find((entry) => entry.id === id);
  const named = site.cost.hostGeneration;
  if (named !== undefined) {
    const found = byId(named);
    return found === undefined
      ? { unknown: `host generation ${named}` }
      : { generation: found, why: 'named in sites.yaml cost.hostGeneration' };
  }
  const votes = new Map<HostGeneration, number>();
  for (const { cpuModel } of hosts) {
    const found = costs.generations.find(({ cpuModels }) =>
      cpuModels?.some((part) => cpuModel?.toLowerCase().includes(part.toLowerCase())),
    );
    if (found !== undefined) votes.set(found, (votes.get(found) ?? 0) + 1);
  }
  const [most] = [...votes].sort(([a, x], [b, y]) => y - x || (a.id < b.id ? -1 : 1));
  if (most !== undefined)
    return { generation: most[0], why: `processor of ${most[1]} of ${hosts.length} hosts (unverified match)` };
  const fallback = byId(costs.defaultGeneration);
  return fallback === undefined
    ? { unknown: `host generation ${costs.defaultGeneration}` }
    : { generation: fallback, why: 'default generation: no source names the processor' };
}
