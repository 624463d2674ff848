/** Loads of hosts and the reason of each move, as people read them. */

import type { Host } from '../../model/estate.ts';
import type { Domain } from './estate.ts';
import type { ResourceId } from './estate-resources.ts';
import type { GroupOutcome } from './rebalance-search.ts';
import type { HostBeforeAfter, HostLoad, MoveWhy } from './rebalance-result.ts';
import { usedBy } from './rebalance-start.ts';

const round1 = (value: number): number => Math.round(value * 10) / 10;

export interface Loads {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export const loadsOf = ({ domain, now, reached }: GroupOutcome): Loads => ({
  before: usedBy(domain, now),
  after: usedBy(domain, reached),
});

/** Share of what the host has; undefined when that is not known, or nothing. */
export function loadOf(domain: Domain, used: Float64Array, host: number, r: number): number | undefined {
  const have = domain.has[host * domain.resources.length + r] ?? Number.NaN;
  return have > 0 ? (used[host * domain.resources.length + r] ?? 0) / have : undefined;
}

function hostLoad(domain: Domain, used: Float64Array, host: number, workloads: number): HostLoad {
  const R = domain.resources.length;
  const at = (resource: ResourceId): number => domain.resources.indexOf(resource);
  const pct = (resource: ResourceId): number | null => {
    const r = at(resource);
    const load = r < 0 ? undefined : loadOf(domain, used, host, r);
    return load === undefined ? null : round1(load * 100);
  };
  return {
    memoryPct: pct('memoryMiB'),
    vcpuPct: pct('vcpuMilli'),
    busyPct: pct('busyMilli'),
    memoryGiB: round1((used[host * R + at('memoryMiB')] ?? 0) / 1024),
    vcpus: (used[host * R + at('vcpuMilli')] ?? 0) / 1000,
    workloads,
  };
}

export function hostTable(outcome: GroupOutcome, { before, after }: Loads): HostBeforeAfter[] {
  const { domain, now, reached } = outcome;
  const count = (assigned: Int32Array): Int32Array => {
    const list = new Int32Array(domain.hosts.length);
    assigned.forEach((host, unit) => (list[host] = (list[host] ?? 0) + (domain.units[unit]?.members.length ?? 0)));
    return list;
  };
  const [then, later] = [count(now), count(reached)];
  const arrivals = new Int32Array(domain.hosts.length);
  const departures = new Int32Array(domain.hosts.length);
  now.forEach((from, unit) => {
    const to = reached[unit] ?? from;
    if (to === from) return;
    departures[from] = (departures[from] ?? 0) + 1;
    arrivals[to] = (arrivals[to] ?? 0) + 1;
  });
  return domain.hosts.map((host: Host, at): HostBeforeAfter => ({
    hostId: host.id,
    host: host.name,
    before: hostLoad(domain, before, at, then[at] ?? 0),
    after: hostLoad(domain, after, at, later[at] ?? 0),
    arrivals: arrivals[at] ?? 0,
    departures: departures[at] ?? 0,
    closed: domain.closed[at] ?? null,
  }));
}

const OF: Readonly<Record<ResourceId, string>> = {
  memoryMiB: 'of its memory',
  vcpuMilli: 'of its vCPUs',
  busyMilli: 'of its processors, measured',
  slots: 'of the machines it takes',
};

const percent = (load: number | undefined): string =>
  load === undefined ? 'an unknown share' : `${Math.round(load * 100)} %`;

/** What of the host is furthest above a threshold; undefined when nothing is. */
function worst(domain: Domain, used: Float64Array, host: number, limit: (r: number) => number): number | undefined {
  let found: number | undefined;
  let by = 0;
  domain.resources.forEach((resource, r) => {
    if (resource === 'slots') return;
    const over = (loadOf(domain, used, host, r) ?? 0) - limit(r);
    if (over > by) [found, by] = [r, over];
  });
  return found;
}

export function reasonOf(
  outcome: GroupOutcome,
  loads: Loads,
  unit: number,
  from: number,
  to: number,
): { readonly why: MoveWhy; readonly reason: string } {
  const { domain, start, thresholds } = outcome;
  const name = (host: number): string => domain.hosts[host]?.name ?? '';
  const room = (r: number): string =>
    `${name(to)} goes from ${percent(loadOf(domain, loads.before, to, r))} to ${percent(loadOf(domain, loads.after, to, r))}`;
  const forced = start.forced.find((one) => one.unit === unit);
  if (forced?.why === 'evacuate')
    return { why: 'evacuate', reason: `${name(from)} is to be emptied; ${room(0)} ${OF.memoryMiB}` };
  if (forced?.why === 'apart') {
    return {
      why: 'apart',
      reason: `on ${name(from)} it breaks ${forced.rules.join(', ')}; ${room(0)} ${OF.memoryMiB}`,
    };
  }
  const over = worst(domain, loads.before, from, () => thresholds.target);
  if (over !== undefined) {
    const what = OF[domain.resources[over] ?? 'memoryMiB'];
    const target = Math.round(thresholds.target * 100);
    return {
      why: 'relieve',
      reason: `${name(from)} is at ${percent(loadOf(domain, loads.before, from, over))} ${what}, above the target of ${target} %; ${room(over)}`,
    };
  }
  const uneven = worst(domain, loads.before, from, (r) => thresholds.even[r] ?? 1);
  if (uneven !== undefined) {
    const what = OF[domain.resources[uneven] ?? 'memoryMiB'];
    return {
      why: 'even',
      reason: `${name(from)} is at ${percent(loadOf(domain, loads.before, from, uneven))} ${what}, above the mean of its group and the tolerance (${percent(thresholds.even[uneven])}); ${room(uneven)}`,
    };
  }
  return { why: 'make-room', reason: `makes room on ${name(from)} for machines that come; ${room(0)} ${OF.memoryMiB}` };
}
