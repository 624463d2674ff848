/** What running machines take of a host, and what a host has, in whole numbers. */

import type { Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';

export const RESOURCE_IDS = ['memoryMiB', 'vcpuMilli', 'busyMilli', 'slots'] as const;
/**
 * memoryMiB: configured memory against memory × over-commit. vcpuMilli: virtual processors against cores × vCPU per
 * core. busyMilli: measured demand against cores. slots: machines against the most the host takes.
 */
export type ResourceId = (typeof RESOURCE_IDS)[number];

export interface Sharing {
  readonly vcpuPerCore: number;
  readonly memoryOvercommit: number;
}

export function coresOf(host: Host): number | undefined {
  const { cpuSockets, coresPerSocket, cpuCores } = host;
  if (cpuCores !== undefined) return cpuCores;
  return cpuSockets === undefined || coresPerSocket === undefined ? undefined : cpuSockets * coresPerSocket;
}

/** What a host has of a resource; undefined when no source says. A host that states no limit of machines has none. */
export function hostHas(host: Host, resource: ResourceId, sharing: Sharing): number | undefined {
  const cores = coresOf(host);
  const coreMilli = host.cpuAllocatableMilli ?? (cores === undefined ? undefined : cores * 1000);
  const memoryMiB = host.memoryAllocatableMiB ?? host.memoryMiB;
  switch (resource) {
    case 'memoryMiB':
      return memoryMiB === undefined ? undefined : Math.floor(memoryMiB * sharing.memoryOvercommit);
    case 'vcpuMilli':
      return coreMilli === undefined ? undefined : Math.floor(coreMilli * sharing.vcpuPerCore);
    case 'busyMilli':
      return coreMilli;
    default:
      return host.maxWorkloads ?? 1_000_000;
  }
}

/** How many run of it on its host: a container workload with replicas known to be on one host counts all of them. */
const copies = ({ kind, facts }: Workload): number => (kind === 'vm' ? 1 : (facts.replicas ?? 1));

const peakOf = ({ facts }: Workload): number | undefined =>
  facts.utilisation?.cpuP95Pct ?? facts.utilisation?.cpuMaxPct;

export const vcpusOf = ({ kind, facts }: Workload): number | undefined =>
  kind === 'vm' || facts.cpuRequestMilli === undefined ? facts.cpuCount : facts.cpuRequestMilli / 1000;

export const memoryOf = ({ kind, facts }: Workload): number | undefined =>
  kind === 'vm' ? facts.memoryMiB : (facts.memoryRequestMiB ?? facts.memoryMiB);

/** How measured demand is counted in a group of hosts. */
export interface Measured {
  /** Share of virtual processors whose demand was measured, 0…1. */
  readonly share: number;
  /** Peak that a machine without measurement is taken to have: exceeded by one measured machine in ten. */
  readonly assumedPct: number;
}

/** Below this share of measured processors, demand is not counted at all. */
const MEASURED_ENOUGH = 0.5;

/** Null: too few were measured, and only configured sizes count. */
export function measuredDemand(machines: readonly Workload[]): Measured | null {
  let all = 0;
  let known = 0;
  const peaks: number[] = [];
  for (const machine of machines) {
    const vcpus = (vcpusOf(machine) ?? 0) * copies(machine);
    const peak = peakOf(machine);
    all += vcpus;
    if (peak === undefined) continue;
    known += vcpus;
    peaks.push(peak);
  }
  if (all === 0 || known / all < MEASURED_ENOUGH) return null;
  peaks.sort((a, b) => a - b);
  return { share: known / all, assumedPct: peaks[Math.floor((peaks.length - 1) * 0.9)] ?? 100 };
}

/** Undefined when its size is not known. */
export function needOf(machine: Workload, resource: ResourceId, measured: Measured | null): number | undefined {
  const vcpus = vcpusOf(machine);
  const memory = memoryOf(machine);
  const n = copies(machine);
  switch (resource) {
    case 'memoryMiB':
      return memory === undefined ? undefined : Math.ceil(memory) * n;
    case 'vcpuMilli':
      return vcpus === undefined ? undefined : Math.ceil(vcpus * 1000) * n;
    case 'busyMilli': {
      const peak = peakOf(machine) ?? measured?.assumedPct ?? 100;
      return vcpus === undefined ? undefined : Math.ceil(vcpus * 10 * peak) * n;
    }
    default:
      return n;
  }
}
