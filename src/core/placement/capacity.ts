/** What workloads need and sites may hold, in the resources of the problem. */

import type { Demand } from '../cost/demand.ts';
import { sharingOf } from '../cost/owned.ts';
import { totalDiskGiB } from '../cost/pricing.ts';
import { MIB_PER_GIB } from '../model/units.ts';
import type { Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';

export const RESOURCES = ['vcpu', 'memoryMiB', 'diskGiB', 'gpus'] as const;

/** A workload whose demand is unknown needs nothing: it cannot be placed anyway. */
export function needs(demands: readonly (Demand | { readonly unknown: string })[]): Float64Array {
  const need = new Float64Array(demands.length * RESOURCES.length);
  for (const [row, demand] of demands.entries()) {
    if ('unknown' in demand) continue;
    need.set([demand.vcpu, demand.memoryGiB * MIB_PER_GIB, totalDiskGiB(demand), demand.gpus], row * RESOURCES.length);
  }
  return need;
}

/** What may be placed at each site: the reserve is taken off and over-commit is put on. */
export function limits(sites: readonly Site[]): Float64Array {
  const limit = new Float64Array(sites.length * RESOURCES.length);
  for (const [column, site] of sites.entries()) {
    const capacity = site.capacity;
    const { vcpuPerCore, memoryOvercommit, usable } = sharingOf(site);
    const values =
      'elastic' in capacity
        ? [Infinity, Infinity, Infinity, Infinity]
        : [
            capacity.cpuCores * vcpuPerCore * usable,
            capacity.memoryGiB * MIB_PER_GIB * memoryOvercommit * usable,
            capacity.diskGiB * usable,
            capacity.gpus,
          ];
    limit.set(values, column * RESOURCES.length);
  }
  return limit;
}

/** The most one workload may ask of a site: its whole capacity, or its largest host when that is known. */
export function largest(sites: readonly Site[], limit: Float64Array, input: PlacementInput): Float64Array {
  const most = limit.slice();
  for (const [column, site] of sites.entries()) {
    const host = input.largestHost?.(site.id);
    const at = column * RESOURCES.length;
    if (host?.vcpu !== undefined) most[at] = Math.min(most[at] ?? Infinity, host.vcpu);
    if (host?.memoryMiB !== undefined) most[at + 1] = Math.min(most[at + 1] ?? Infinity, host.memoryMiB);
  }
  return most;
}
