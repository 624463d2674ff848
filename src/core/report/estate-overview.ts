/** Counts over an estate for the report's first pages. What no source said is counted as unknown, never as none. */

import type { Estate } from '../model/estate.ts';
import { mibToGib } from '../model/units.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { compareText } from '../plan/order.ts';

export interface Count {
  readonly name: string;
  readonly workloads: number;
}

/** A sum over the workloads that know it, with how many do not. */
export interface PartialSum {
  readonly total: number;
  readonly unknown: number;
}

export interface EstateOverview {
  readonly workloads: number;
  readonly templates: number;
  readonly hosts: number;
  readonly clusters: number;
  readonly networks: number;
  readonly datastores: number;
  readonly applications: number;
  readonly dependencies: number;
  readonly vcpus: PartialSum;
  readonly memoryGiB: PartialSum;
  readonly provisionedGiB: PartialSum;
  readonly byPlatform: readonly Count[];
  readonly byPowerState: readonly Count[];
  readonly byOs: readonly Count[];
  readonly byCriticality: readonly Count[];
  /** Workloads on which sources disagree about at least one fact. */
  readonly conflicting: number;
  /** Facts that planning and rules read most, and how many workloads lack each. */
  readonly unknownFacts: readonly { readonly fact: string; readonly unknown: number }[];
}

/** Facts whose absence costs most, in the words of the report. */
const WATCHED: readonly (readonly [string, (facts: WorkloadFacts) => unknown])[] = [
  ['operating system', (f) => f.os?.id ?? f.os?.name],
  ['processors', (f) => f.cpuCount],
  ['memory', (f) => f.memoryMiB],
  ['disks', (f) => f.disks],
  ['network adapters', (f) => f.nics],
  ['firmware', (f) => f.firmware],
  ['snapshots', (f) => f.snapshots],
  ['utilisation', (f) => f.utilisation],
  ['guest agent', (f) => f.guestToolsStatus],
  ['application', (f) => f.application],
  ['criticality', (f) => f.criticality],
  ['data classes', (f) => f.dataClasses],
  ['owner', (f) => f.owner],
];

const OTHERS_FROM = 14;

function countBy(workloads: readonly Workload[], read: (facts: WorkloadFacts) => string | undefined): Count[] {
  const counts = new Map<string, number>();
  for (const { facts } of workloads) {
    const name = read(facts) ?? 'unknown';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, workloads: count }))
    .sort((a, b) => b.workloads - a.workloads || compareText(a.name, b.name));
}

/** The largest groups by name, the rest in one line. */
function foldRest(counts: readonly Count[]): Count[] {
  if (counts.length <= OTHERS_FROM) return [...counts];
  const rest = counts.slice(OTHERS_FROM - 1);
  const workloads = rest.reduce((sum, count) => sum + count.workloads, 0);
  return [...counts.slice(0, OTHERS_FROM - 1), { name: `${rest.length} others`, workloads }];
}

function sumOf(workloads: readonly Workload[], read: (facts: WorkloadFacts) => number | undefined): PartialSum {
  let total = 0;
  let unknown = 0;
  for (const { facts } of workloads) {
    const value = read(facts);
    if (value === undefined) unknown++;
    else total += value;
  }
  return { total, unknown };
}

const inGib = (mib: number | undefined): number | undefined => (mib === undefined ? undefined : mibToGib(mib));

export function summarizeEstate(estate: Estate): EstateOverview {
  const workloads = estate.workloads.filter(({ facts }) => facts.template !== true);
  return {
    workloads: workloads.length,
    templates: estate.workloads.length - workloads.length,
    hosts: estate.hosts.length,
    clusters: estate.clusters.length,
    networks: estate.networks.length,
    datastores: estate.datastores.length,
    applications: estate.applications.length,
    dependencies: estate.dependencies.length,
    vcpus: sumOf(workloads, (f) => f.cpuCount),
    memoryGiB: sumOf(workloads, (f) => inGib(f.memoryMiB)),
    provisionedGiB: sumOf(workloads, (f) => inGib(f.provisionedMiB)),
    byPlatform: countBy(workloads, (f) => f.platform),
    byPowerState: countBy(workloads, (f) => f.powerState),
    byOs: foldRest(countBy(workloads, (f) => f.os?.name ?? f.os?.id)),
    byCriticality: countBy(workloads, (f) => f.criticality),
    conflicting: workloads.filter(({ conflicts }) => conflicts.length > 0).length,
    unknownFacts: WATCHED.map(([fact, read]) => ({
      fact,
      unknown: workloads.filter(({ facts }) => read(facts) === undefined).length,
    }))
      .filter(({ unknown }) => unknown > 0)
      .sort((a, b) => b.unknown - a.unknown || compareText(a.fact, b.fact)),
  };
}
