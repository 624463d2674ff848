/** Workloads of the estate and host shapes as a sizing request (A6), with what was not known. */

import type { Estate, Host } from '../../model/estate.ts';
import { MIB_PER_GIB } from '../../model/units.ts';
import type { Workload } from '../../model/workload.ts';
import { coresOf, memoryOf, vcpusOf } from './estate-resources.ts';
import { groupHosts } from './estate-hosts.ts';
import { rulesOf } from './estate-rules.ts';
import type { ControlPlane, HostShape, SizeRequest } from './size.ts';

export interface ShapeInput {
  readonly name?: string | undefined;
  readonly cpuCores: number;
  readonly memoryGiB: number;
  readonly gpus?: number | undefined;
  readonly maxVms?: number | undefined;
  readonly usdPerMonth?: number | undefined;
}

export interface SizingOptions {
  readonly vcpuPerCore: number;
  readonly memoryOvercommit: number;
  readonly reservePct: number;
  readonly failover: number;
  readonly maxVmsPerHost?: number | undefined;
  /** configured: vCPUs against cores × vCPU per core. measured: peak demand × comfort against cores. */
  readonly cpu: 'configured' | 'measured';
  readonly comfort: number;
  readonly apart: boolean;
  readonly controlPlane?:
    | { readonly count: number; readonly cpuCores: number; readonly memoryGiB: number; readonly dedicated: boolean }
    | undefined;
}

export interface Sizing {
  readonly request: SizeRequest;
  /** One per row of the request; several for a workload with replicas. */
  readonly rows: readonly { readonly workload: Workload; readonly name: string }[];
  readonly unknown: readonly { readonly id: string; readonly name: string; readonly needs: readonly string[] }[];
  readonly notKnown: readonly string[];
  readonly warnings: readonly string[];
}

const many = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`;

/** Hosts alike as one shape, the most frequent first; those without cores or memory are no shape. */
export function shapesOf(hosts: readonly Host[]): {
  readonly shapes: readonly (ShapeInput & { readonly name: string; readonly seen: number })[];
  readonly unsized: number;
} {
  const found = new Map<string, { name: string; cpuCores: number; memoryGiB: number; gpus?: number; seen: number }>();
  let unsized = 0;
  for (const host of hosts) {
    const cpuCores = coresOf(host);
    if (cpuCores === undefined || host.memoryMiB === undefined || cpuCores === 0) {
      unsized += 1;
      continue;
    }
    const memoryGiB = Math.round(host.memoryMiB / MIB_PER_GIB);
    const gpus = host.gpus?.reduce((sum, { count }) => sum + count, 0) ?? 0;
    const name = `${host.model ?? 'host'} (${cpuCores} cores, ${memoryGiB} GiB${gpus > 0 ? `, ${gpus} GPUs` : ''})`;
    const known = found.get(name);
    if (known === undefined) found.set(name, { name, cpuCores, memoryGiB, ...(gpus > 0 && { gpus }), seen: 1 });
    else known.seen += 1;
  }
  return { shapes: [...found.values()].sort((a, b) => b.seen - a.seen || (a.name < b.name ? -1 : 1)), unsized };
}

/** `workloads` are those to be sized for, in any order. */
export function sizingOf(
  estate: Pick<Estate, 'hosts' | 'clusters' | 'workloads'>,
  workloads: readonly Workload[],
  shapes: readonly ShapeInput[],
  options: SizingOptions,
): Sizing {
  const sorted = [...workloads].sort((a, b) => (a.id < b.id ? -1 : 1));
  const unknown: Sizing['unknown'][number][] = [];
  const rows: { workload: Workload; name: string }[] = [];
  const doubts = { unmeasured: 0, gpus: 0 };
  for (const workload of sorted) {
    const name = workload.facts.name ?? workload.id;
    const needs = [
      ...(vcpusOf(workload) === undefined ? ['cpuCount'] : []),
      ...(memoryOf(workload) === undefined ? ['memoryMiB'] : []),
    ];
    if (needs.length > 0) {
      unknown.push({ id: workload.id, name, needs });
      continue;
    }
    const replicas = workload.kind === 'vm' ? 1 : (workload.facts.replicas ?? 1);
    for (let copy = 1; copy <= replicas; copy += 1) {
      rows.push({ workload, name: replicas === 1 ? name : `${name} (${copy} of ${replicas})` });
    }
  }
  const withGpus = shapes.some(({ gpus }) => (gpus ?? 0) > 0);
  const R = withGpus ? 3 : 2;
  const need = new Float64Array(rows.length * R);
  rows.forEach(({ workload }, row) => {
    const gpus = workload.facts.gpus?.reduce((sum, { count }) => sum + count, 0) ?? 0;
    need[row * R] = cpuNeed(workload, options, doubts);
    need[row * R + 1] = Math.ceil(memoryOf(workload) ?? 0);
    if (withGpus) need[row * R + 2] = gpus;
    else if (gpus > 0) doubts.gpus += 1;
  });
  const measured = options.cpu === 'measured';
  const { service, assumed } = options.apart ? apart(estate, rows) : { service: null, assumed: 0 };
  const notKnown: string[] = [];
  const warnings: string[] = [];
  if (doubts.unmeasured > 0)
    notKnown.push(
      `Processor demand (utilisation) of ${many(doubts.unmeasured, 'workload')}: their vCPUs count, divided by ${options.vcpuPerCore} per core.`,
    );
  if (doubts.gpus > 0)
    warnings.push(
      `${many(doubts.gpus, 'workload')} ${doubts.gpus === 1 ? 'asks' : 'ask'} for GPUs, which no shape has: counted by CPU and memory only (gpus=N in --host).`,
    );
  if (assumed > 0)
    notKnown.push(
      `What ${many(assumed, 'rule')} of the platform ${assumed === 1 ? 'demands' : 'demand'} (only names are known): machines that are apart today are kept apart.`,
    );
  return {
    rows,
    unknown,
    notKnown,
    warnings,
    request: {
      resources: ['cpuMilli', 'memoryMiB', ...(withGpus ? ['gpus'] : [])],
      need,
      service,
      shapes: shapes.map((shape, at) => hostShape(shape, at, withGpus, options)),
      overcommit: [measured ? 1 : options.vcpuPerCore, options.memoryOvercommit, ...(withGpus ? [1] : [])],
      reservePct: [options.reservePct, options.reservePct, ...(withGpus ? [0] : [])],
      failover: options.failover,
      controlPlane: controlPlane(options, withGpus),
    },
  };
}

function cpuNeed({ kind, facts }: Workload, options: SizingOptions, doubts: { unmeasured: number }): number {
  const vcpus = vcpusOf({ kind, facts } as Workload) ?? 0;
  if (options.cpu === 'configured') return Math.ceil(vcpus * 1000);
  const peak = facts.utilisation?.cpuP95Pct ?? facts.utilisation?.cpuMaxPct;
  if (peak === undefined) {
    doubts.unmeasured += 1;
    return Math.ceil((vcpus * 1000) / options.vcpuPerCore);
  }
  return Math.ceil(Math.min(vcpus * 1000, vcpus * 10 * peak * options.comfort));
}

function hostShape(shape: ShapeInput, at: number, withGpus: boolean, options: SizingOptions): HostShape {
  const most = shape.maxVms ?? options.maxVmsPerHost;
  return {
    name: shape.name ?? `${shape.cpuCores} cores, ${shape.memoryGiB} GiB${at === 0 ? '' : ` (${at + 1})`}`,
    capacity: [shape.cpuCores * 1000, shape.memoryGiB * MIB_PER_GIB, ...(withGpus ? [shape.gpus ?? 0] : [])],
    ...(shape.usdPerMonth !== undefined && { price: shape.usdPerMonth }),
    ...(most !== undefined && { maxWorkloads: most }),
  };
}

function controlPlane({ controlPlane: parts }: SizingOptions, withGpus: boolean): ControlPlane | null {
  if (parts === undefined) return null;
  const { count, dedicated, cpuCores, memoryGiB } = parts;
  return { count, dedicated, need: [cpuCores * 1000, memoryGiB * MIB_PER_GIB, ...(withGpus ? [0] : [])] };
}

/** Sets that share a member are one set: stricter than the rules, never laxer. */
function apart(
  estate: Pick<Estate, 'hosts' | 'clusters' | 'workloads'>,
  rows: Sizing['rows'],
): { service: Int32Array | null; assumed: number } {
  const rowOf = new Map<string, number>();
  rows.forEach(({ workload }, row) => {
    if (workload.kind === 'vm') rowOf.set(workload.id, row);
  });
  const service = new Int32Array(rows.length).fill(-1);
  let assumed = 0;
  let next = 0;
  for (const group of groupHosts(estate, estate.hosts, () => false).groups) {
    const machines: Workload[] = [];
    const hostOf: number[] = [];
    group.residents.forEach((list, host) => {
      for (const workload of list) {
        if (!rowOf.has(workload.id)) continue;
        machines.push(workload);
        hostOf.push(host);
      }
    });
    const rules = rulesOf(group, estate.clusters, machines, hostOf);
    assumed += rules.assumed.length;
    for (const { members } of rules.apart) {
      const own = members.flatMap((member) => rowOf.get(machines[member]?.id ?? '') ?? []);
      const met = new Set(own.map((row) => service[row] ?? -1).filter((each) => each >= 0));
      const id = next++;
      if (met.size > 0)
        for (let row = 0; row < service.length; row += 1) if (met.has(service[row] ?? -1)) service[row] = id;
      for (const row of own) service[row] = id;
    }
  }
  return { service: next === 0 ? null : service, assumed };
}
