/**
 * Which edges say nothing about an application. Signs are gathered over all edges first, because one probe looks like
 * any other call: a scanner is one by how many it reaches. Nothing is dropped; an edge gets its kind and the reason.
 */

import type { NoiseThreshold, ServicePorts, ServicePurpose } from '../catalog/service-ports.ts';
import type { NoiseKind } from '../model/estate.ts';
import type { WorkloadRole } from '../model/workload.ts';
import { specialAddress } from './addresses.ts';
import { connectionsOf, countedForCalled, PeerCounts } from './peer-counts.ts';
import type { ServiceNames } from './service-names.ts';

export interface Talk {
  /** Workload id, or a peer outside the estate as its source names it. */
  readonly from: string;
  readonly to: string;
  readonly port?: number | undefined;
  readonly protocol?: 'tcp' | 'udp' | undefined;
  readonly connections?: number | undefined;
  /** Process that answers. */
  readonly process?: string | undefined;
}

export interface TalkingMachines {
  roles(id: string): readonly WorkloadRole[] | undefined;
  /** Address of an end outside the estate. */
  address(id: string): string | undefined;
  label(id: string): string;
}

export interface Noise {
  readonly kind: NoiseKind;
  /** The reason in words, with the numbers and the thresholds it was judged by. */
  readonly why: string;
}

export type Thresholds = Readonly<Record<NoiseThreshold, number>>;

export function thresholdsOf(catalog: ServicePorts): Thresholds {
  return Object.fromEntries(catalog.thresholds.map(({ id, value }) => [id, value])) as Thresholds;
}

/** The purposes that one end serves for many. */
type HubPurpose = 'monitoring' | 'backup' | 'management';
const HUBS: readonly (readonly [HubPurpose, NoiseThreshold])[] = [
  ['monitoring', 'monitoring-targets'],
  ['backup', 'backup-targets'],
  ['management', 'management-targets'],
];

/** What all edges of one end tell of it, in words; most ends have no sign. */
export interface EndSigns {
  /** Why its calls are those of a scanner: those with at most so many connections. */
  readonly scanner?: { readonly why: string; readonly connections: number };
  /** Why it is a directory. */
  readonly directory?: string;
  /** That it asks many. */
  readonly asks?: Readonly<Partial<Record<HubPurpose, string>>>;
  /** That many report to it. */
  readonly reports?: Readonly<Partial<Record<HubPurpose, string>>>;
}

/**
 * Signs of all ends that have any. Looks at all talks first; their order does not matter. The signs of an end depend on
 * its own talks alone.
 */
export function signsOfEnds(
  talks: readonly Talk[],
  machines: Pick<TalkingMachines, 'label'>,
  names: ServiceNames,
  thresholds: Thresholds,
): Map<string, EndSigns> {
  const counts = new PeerCounts(purposeBy(names), thresholds['scanner-connections']);
  for (const talk of talks) counts.add(talk);
  const signs = new Map<string, EndSigns>();
  const seen = new Set<string>();
  for (const { from, to } of talks) {
    for (const end of [from, to]) {
      if (seen.has(end)) continue;
      seen.add(end);
      const found = signsOf(end, counts, machines.label(end), thresholds);
      if (found !== undefined) signs.set(end, found);
    }
  }
  return signs;
}

/** Whether a talk counts for what is told of the end that is called. For the one that calls, all do. */
export function countsForCalled(talk: Talk, names: ServiceNames): boolean {
  return countedForCalled(talk.port, purposeBy(names)(talk));
}

const purposeBy =
  (names: ServiceNames) =>
  ({ port, protocol, process }: Talk): ServicePurpose | undefined =>
    names.of(port, protocol, process)?.purpose;

function signsOf(end: string, counts: PeerCounts, label: string, thresholds: Thresholds): EndSigns | undefined {
  const scanner = scannerSign(end, counts, label, thresholds);
  const tickets = counts.ticketCallers(end);
  const asks: Partial<Record<HubPurpose, string>> = {};
  const reports: Partial<Record<HubPurpose, string>> = {};
  for (const [purpose, threshold] of HUBS) {
    const least = thresholds[threshold];
    const [asked, reporting] = [counts.targets(end, purpose), counts.callers(end, purpose)];
    if (asked >= least) asks[purpose] = `${label} reaches ${asked} addresses on ${purpose} ports (at least ${least})`;
    // Being managed by many says nothing.
    if (reporting >= least && purpose !== 'management')
      reports[purpose] = `${reporting} addresses reach ${label} on ${purpose} ports (at least ${least})`;
  }
  const signs: EndSigns = {
    ...(scanner !== undefined && { scanner }),
    ...(tickets >= thresholds['directory-callers'] && {
      directory: `${tickets} machines ask ${label} for Kerberos tickets (a directory: at least ${thresholds['directory-callers']})`,
    }),
    ...(Object.keys(asks).length > 0 && { asks }),
    ...(Object.keys(reports).length > 0 && { reports }),
  };
  return Object.keys(signs).length === 0 ? undefined : signs;
}

/** By the calls of few connections alone: what it calls often is no probe, and hides none. */
function scannerSign(from: string, counts: PeerCounts, label: string, thresholds: Thresholds): EndSigns['scanner'] {
  const { destinations, ports, mostPortsOfOne } = counts.probes(from);
  const connections = thresholds['scanner-connections'];
  const few = `with at most ${connections} connections each`;
  if (destinations >= thresholds['scanner-destinations'] && ports >= thresholds['scanner-ports'])
    return {
      why: `${label} reaches ${destinations} addresses on ${ports} ports ${few} (a scanner: at least ${thresholds['scanner-destinations']} and ${thresholds['scanner-ports']})`,
      connections,
    };
  return mostPortsOfOne >= thresholds['scanner-ports-of-one']
    ? {
        why: `${label} tries ${mostPortsOfOne} ports of one address ${few} (a scanner: at least ${thresholds['scanner-ports-of-one']})`,
        connections,
      }
    : undefined;
}

/** Prepares judging: looks at all edges, then answers for each. */
export function noiseJudge(
  talks: readonly Talk[],
  machines: TalkingMachines,
  names: ServiceNames,
  thresholds: Thresholds,
): (talk: Talk) => Noise | undefined {
  const signs = signsOfEnds(talks, machines, names, thresholds);
  return judgeBy((end) => signs.get(end), machines, names);
}

/** Judges single edges by the signs of their ends. */
export function judgeBy(
  signs: (end: string) => EndSigns | undefined,
  machines: TalkingMachines,
  names: ServiceNames,
): (talk: Talk) => Noise | undefined {
  const purposeOf = purposeBy(names);
  const has = (id: string, role: WorkloadRole): boolean => machines.roles(id)?.includes(role) ?? false;
  const label = (id: string): string => machines.label(id);

  const scanner = (talk: Talk): string | undefined => {
    const sign = signs(talk.from)?.scanner;
    return sign !== undefined && connectionsOf(talk) <= sign.connections ? sign.why : undefined;
  };

  const special = ({ from, to }: Talk): string | undefined => {
    for (const id of [to, from]) {
      const address = machines.address(id);
      const kind = address === undefined ? undefined : specialAddress(address);
      if (kind !== undefined) return `${address} is a ${kind} address`;
    }
    return undefined;
  };

  const directory = ({ to }: Talk, purpose: ServicePurpose | undefined): string | undefined => {
    if (purpose !== 'directory' && purpose !== 'windows') return undefined;
    return has(to, 'domain-controller') ? `${label(to)} is a domain controller` : signs(to)?.directory;
  };

  /** One that asks many, or that many report to; or whose role says so. */
  const hub = (
    { from, to }: Talk,
    purpose: ServicePurpose | undefined,
    wanted: 'monitoring' | 'backup',
  ): string | undefined => {
    // Its own database belongs to a monitoring or backup server as to any other application.
    if (purpose !== 'database')
      for (const id of [from, to]) if (has(id, wanted)) return `${label(id)} is a ${wanted} server`;
    return purpose === wanted ? (signs(from)?.asks?.[wanted] ?? signs(to)?.reports?.[wanted]) : undefined;
  };

  const management = ({ from, port }: Talk, purpose: ServicePurpose | undefined): string | undefined => {
    if (purpose === 'agent') return `port ${port ?? '?'} is that of a management agent`;
    return purpose === 'management' ? signs(from)?.asks?.management : undefined;
  };

  const as = (kind: NoiseKind, why: string | undefined): Noise | undefined =>
    why === undefined ? undefined : { kind, why };

  return (talk) => {
    const purpose = purposeOf(talk);
    return (
      as('broadcast', special(talk)) ??
      (purpose === 'broadcast'
        ? { kind: 'broadcast', why: `port ${talk.port ?? '?'} serves neighbours on one network` }
        : undefined) ??
      as('scanner', scanner(talk)) ??
      (purpose === 'time' ? { kind: 'time', why: 'clocks are set over it' } : undefined) ??
      (purpose === 'dns' ? { kind: 'dns', why: 'names are looked up over it' } : undefined) ??
      as('directory', directory(talk, purpose)) ??
      as('monitoring', hub(talk, purpose, 'monitoring')) ??
      as('backup', hub(talk, purpose, 'backup')) ??
      as('management', management(talk, purpose))
    );
  };
}
