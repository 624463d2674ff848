/** What workloads need and sites may hold, in the resources of the problem. */

import type { Demand } from '../cost/demand.ts';
import { sharingOf } from '../cost/owned.ts';
import { totalDiskGiB } from '../cost/pricing.ts';
import { MIB_PER_GIB } from '../model/units.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';

const ALWAYS = ['vcpu', 'memoryMiB', 'diskGiB', 'gpus'] as const;

/** The four that every problem has, and those that some site limits. */
export function resourcesOf(sites: readonly Site[]): readonly string[] {
  const limited = (['ipAddresses', 'iops'] as const).filter((name) =>
    sites.some(({ capacity }) => !('elastic' in capacity) && capacity[name] !== undefined),
  );
  return [...ALWAYS, ...limited];
}

/** What was taken for a fact that nobody stated, counted for the warnings. */
export interface AssumedNeeds {
  /** Machines without a list of interfaces: one address each. */
  ipAddresses: number;
  /** Workloads whose operations a second nobody measured or bounds: they count as none. */
  iops: number;
}

/** A workload whose demand is unknown needs nothing: it cannot be placed anyway. */
export function needs(
  workloads: readonly Workload[],
  demands: readonly (Demand | { readonly unknown: string })[],
  resources: readonly string[],
): { readonly need: Float64Array; readonly assumed: AssumedNeeds } {
  const width = resources.length;
  const need = new Float64Array(workloads.length * width);
  const assumed: AssumedNeeds = { ipAddresses: 0, iops: 0 };
  const addresses = resources.indexOf('ipAddresses');
  const operations = resources.indexOf('iops');
  for (const [row, workload] of workloads.entries()) {
    const demand = demands[row];
    if (demand === undefined || 'unknown' in demand) continue;
    const at = row * width;
    need[at] = demand.vcpu;
    need[at + 1] = demand.memoryGiB * MIB_PER_GIB;
    need[at + 2] = totalDiskGiB(demand);
    need[at + 3] = demand.gpus;
    if (addresses >= 0) {
      need[at + addresses] = addressesOf(workload);
      if (workload.kind === 'vm' && workload.facts.nics === undefined) assumed.ipAddresses += 1;
    }
    if (operations >= 0) {
      const known = iopsOf(workload);
      need[at + operations] = known ?? 0;
      if (known === undefined) assumed.iops += 1;
    }
  }
  return { need, assumed };
}

/** One address for each interface. A container without a list of them lives in its cluster's own network. */
function addressesOf({ kind, facts }: Workload): number {
  return facts.nics?.length ?? (kind === 'vm' ? 1 : 0);
}

/** What was measured, else what its disks are granted at most; undefined when one disk's figure is missing. */
function iopsOf({ facts }: Workload): number | undefined {
  if (facts.utilisation?.diskIops !== undefined) return facts.utilisation.diskIops;
  let sum = 0;
  for (const { iops } of facts.disks ?? [{ iops: undefined }]) {
    if (iops === undefined) return undefined;
    sum += iops;
  }
  return sum;
}

/** What may be placed at each site: the reserve is taken off (unless in need of it) and over-commit is put on. */
export function limits(sites: readonly Site[], resources: readonly string[], useReserve = false): Float64Array {
  const width = resources.length;
  const limit = new Float64Array(sites.length * width).fill(Infinity);
  for (const [column, site] of sites.entries()) {
    const { capacity } = site;
    if ('elastic' in capacity) continue;
    const sharing = sharingOf(site);
    const usable = useReserve ? 1 : sharing.usable;
    const most: Readonly<Record<string, number | undefined>> = {
      vcpu: capacity.cpuCores * sharing.vcpuPerCore * usable,
      memoryMiB: capacity.memoryGiB * MIB_PER_GIB * sharing.memoryOvercommit * usable,
      diskGiB: capacity.diskGiB * usable,
      gpus: capacity.gpus,
      ipAddresses: capacity.ipAddresses,
      iops: capacity.iops === undefined ? undefined : capacity.iops * usable,
    };
    for (const [k, resource] of resources.entries()) limit[column * width + k] = most[resource] ?? Infinity;
  }
  return limit;
}

/** The most one workload may ask of a site: its whole capacity, or its largest host when that is known. */
export function largest(
  sites: readonly Site[],
  limit: Float64Array,
  resources: readonly string[],
  largestHost: PlacementInput['largestHost'],
): Float64Array {
  const most = limit.slice();
  for (const [column, site] of sites.entries()) {
    const host = largestHost?.(site.id);
    const at = column * resources.length;
    if (host?.vcpu !== undefined) most[at] = Math.min(most[at] ?? Infinity, host.vcpu);
    if (host?.memoryMiB !== undefined) most[at + 1] = Math.min(most[at + 1] ?? Infinity, host.memoryMiB);
  }
  return most;
}
