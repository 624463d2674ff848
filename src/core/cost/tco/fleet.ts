/** How many hosts a site with its own hardware keeps in each month of a path. */

import type { HostCosts, HostGeneration } from '../../catalog/host-costs.ts';
import { COUNT_DIGITS } from './expression.ts';
import type { Site } from '../../policy/site.ts';
import { coresOfHost, generationOf, modelledHost } from '../site-hosts.ts';
import type { CostHost } from '../site-hosts.ts';
import type { SiteMonths } from './presence.ts';

export interface Fleet {
  /** Hosts that stand there today. */
  readonly today: readonly CostHost[];
  readonly origin: 'inventory' | 'capacity' | 'none';
  readonly coresPerHost: number;
  readonly memoryPerHost: number;
  /** No host states its memory: that of the generation is taken. */
  readonly memoryAssumed: boolean;
  /** What hosts are priced as, and why; null with a reason when sites.yaml names one that is not there. */
  readonly generation: HostGeneration | null;
  readonly generationWhy: string;
  /** Share of today's machines still here, per month: hosts are switched off as they empty. */
  readonly remaining: readonly number[];
  /** What arrivals take, in hosts, per month; not rounded. */
  readonly arriving: readonly number[];
  /** Hosts' worth of room today's hosts have for arrivals. */
  readonly spare: number;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

export function fleetOf(site: Site, known: readonly CostHost[], months: SiteMonths, costs: HostCosts): Fleet {
  const found = generationOf(site, known, costs);
  const generation = 'generation' in found ? found.generation : null;
  const runsToday = (months.workloads[0] ?? 0) > 0 && (months.ownCores[0] ?? 0) + (months.ownMemoryGiB[0] ?? 0) > 0;
  const shape = generation === null ? undefined : modelledHost(generation, `${site.id} host`);
  const stated = 'elastic' in site.capacity ? 0 : site.capacity.cpuCores;
  const modelled =
    known.length > 0 || !runsToday || shape === undefined || stated === 0
      ? []
      : Array.from({ length: Math.ceil(stated / coresOfHost(shape)) }, () => ({ ...shape, cluster: site.id }));
  const today = known.length > 0 ? known : modelled;
  const memories = today.flatMap(({ memoryGiB }) => memoryGiB ?? []);
  const coresPerHost = today.length > 0 ? mean(today.map(coresOfHost)) : shape === undefined ? 0 : coresOfHost(shape);
  const memoryPerHost = memories.length > 0 ? mean(memories) : (shape?.memoryGiB ?? 0);
  const hostsFor = (cores: number, memory: number): number =>
    Math.max(coresPerHost > 0 ? cores / coresPerHost : 0, memoryPerHost > 0 ? memory / memoryPerHost : 0);
  const share = (now: readonly number[]): readonly number[] =>
    now.map((value) => ((now[0] ?? 0) > 0 ? value / (now[0] ?? 1) : 0));
  const cores = share(months.ownCores);
  const memory = share(months.ownMemoryGiB);
  return {
    today,
    origin: known.length > 0 ? 'inventory' : modelled.length > 0 ? 'capacity' : 'none',
    coresPerHost,
    memoryPerHost,
    memoryAssumed: known.length === 0 || memories.length === 0,
    generation,
    generationWhy: 'generation' in found ? found.why : found.unknown,
    remaining: cores.map((value, at) => Math.max(value, memory[at] ?? 0)),
    arriving: months.newCores.map((value, at) => hostsFor(value, months.newMemoryGiB[at] ?? 0)),
    spare: Math.max(0, today.length - hostsFor(months.ownCores[0] ?? 0, months.ownMemoryGiB[0] ?? 0)),
  };
}

const upwards = (value: number): number => Math.ceil(Math.round(value * 10 ** COUNT_DIGITS) / 10 ** COUNT_DIGITS);

/** The hosts themselves in one month (from 1): today's that are left, and those that were added. */
export function hostsIn(fleet: Fleet, month: number, site: Site): readonly CostHost[] {
  const remaining = fleet.remaining[month - 1] ?? 0;
  const kept = upwards(fleet.today.length * remaining);
  const added = upwards(Math.max(0, (fleet.arriving[month - 1] ?? 0) - fleet.spare * remaining));
  const hosts = fleet.today.slice(0, kept);
  const shape =
    fleet.today[0] ?? (fleet.generation === null ? undefined : modelledHost(fleet.generation, `${site.id} host`));
  if (shape === undefined || added === 0) return hosts;
  // Hosts that are added back each other up, whether today's do or not.
  const cluster = shape.cluster ?? (fleet.today.length === 0 ? site.id : `${site.id} added`);
  return [
    ...hosts,
    ...Array.from({ length: added }, (_, at) => ({ ...shape, cluster, name: `${site.id} added ${at + 1}` })),
  ];
}
