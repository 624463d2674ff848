/**
 * Which edges say nothing about an application. Signs are gathered over all edges first, because one probe looks like
 * any other call: a scanner is one by how many it reaches. Nothing is dropped; an edge gets its kind and the reason.
 */

import type { NoiseThreshold, ServicePorts, ServicePurpose } from '../catalog/service-ports.ts';
import type { NoiseKind } from '../model/estate.ts';
import type { WorkloadRole } from '../model/workload.ts';
import { specialAddress } from './addresses.ts';
import { PeerCounts } from './peer-counts.ts';
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

/** Prepares judging: looks at all edges, then answers for each. The order of edges does not matter. */
export function noiseJudge(
  talks: Iterable<Talk>,
  machines: TalkingMachines,
  names: ServiceNames,
  thresholds: Thresholds,
): (talk: Talk) => Noise | undefined {
  const purposeOf = ({ port, protocol, process }: Talk): ServicePurpose | undefined =>
    names.of(port, protocol, process)?.purpose;
  const counts = new PeerCounts(purposeOf);
  for (const talk of talks) counts.add(talk);
  const has = (id: string, role: WorkloadRole): boolean => machines.roles(id)?.includes(role) ?? false;
  const label = (id: string): string => machines.label(id);

  const scanner = ({ from }: Talk): string | undefined => {
    const { destinations, ports, connections, mostPortsOfOne } = counts.reach(from);
    const each = connections / Math.max(1, counts.edgesFrom(from));
    if (
      destinations >= thresholds['scanner-destinations'] &&
      ports >= thresholds['scanner-ports'] &&
      each <= thresholds['scanner-connections']
    )
      return `${label(from)} reaches ${destinations} addresses on ${ports} ports with ${each.toFixed(1)} connections each (a scanner: at least ${thresholds['scanner-destinations']}, ${thresholds['scanner-ports']}, at most ${thresholds['scanner-connections']})`;
    return mostPortsOfOne >= thresholds['scanner-ports-of-one'] && each <= thresholds['scanner-connections']
      ? `${label(from)} tries ${mostPortsOfOne} ports of one address (a scanner: at least ${thresholds['scanner-ports-of-one']})`
      : undefined;
  };

  const special = ({ from, to }: Talk): string | undefined => {
    for (const id of [to, from]) {
      const address = machines.address(id);
      const kind = address === undefined ? undefined : specialAddress(address);
      if (kind !== undefined) return `${address} is a ${kind} address`;
    }
    return undefined;
  };

  const directory = (talk: Talk, purpose: ServicePurpose | undefined): string | undefined => {
    if (purpose !== 'directory' && purpose !== 'windows') return undefined;
    if (has(talk.to, 'domain-controller')) return `${label(talk.to)} is a domain controller`;
    const callers = counts.ticketCallers(talk.to);
    return callers >= thresholds['directory-callers']
      ? `${callers} machines ask ${label(talk.to)} for Kerberos tickets (a directory: at least ${thresholds['directory-callers']})`
      : undefined;
  };

  /** One that asks many, or that many report to; or whose role says so. */
  const hub = (
    talk: Talk,
    purpose: ServicePurpose | undefined,
    wanted: 'monitoring' | 'backup',
    threshold: number,
  ): string | undefined => {
    // Its own database belongs to a monitoring or backup server as to any other application.
    if (purpose !== 'database')
      for (const id of [talk.from, talk.to]) if (has(id, wanted)) return `${label(id)} is a ${wanted} server`;
    if (purpose !== wanted) return undefined;
    const [asks, reports] = [counts.targets(talk.from, wanted), counts.callers(talk.to, wanted)];
    if (asks >= threshold)
      return `${label(talk.from)} reaches ${asks} addresses on ${wanted} ports (at least ${threshold})`;
    if (reports >= threshold)
      return `${reports} addresses reach ${label(talk.to)} on ${wanted} ports (at least ${threshold})`;
    return undefined;
  };

  const management = (talk: Talk, purpose: ServicePurpose | undefined): string | undefined => {
    if (purpose === 'agent') return `port ${talk.port ?? '?'} is that of a management agent`;
    if (purpose !== 'management') return undefined;
    const targets = counts.targets(talk.from, 'management');
    return targets >= thresholds['management-targets']
      ? `${label(talk.from)} reaches ${targets} addresses on management ports (at least ${thresholds['management-targets']})`
      : undefined;
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
      as('monitoring', hub(talk, purpose, 'monitoring', thresholds['monitoring-targets'])) ??
      as('backup', hub(talk, purpose, 'backup', thresholds['backup-targets'])) ??
      as('management', management(talk, purpose))
    );
  };
}
