/** A group of hosts with a start as the machine reassignment problem: what costs, and how much. */

import type { Domain } from './estate.ts';
import type { HostsProblem } from './problem.ts';
import { usedBy } from './rebalance-start.ts';

export interface Goals {
  /** Share that is to stay free: load above the rest costs. */
  readonly headroomPct: number;
  /** Points above the mean load from which on a host counts as uneven. */
  readonly tolerancePct: number;
}

/** Each MiB above the target costs so much, each MiB above the mean and its tolerance so much. */
const ABOVE_TARGET = 10;
const UNEVEN = 2;
/** A move costs its memory and this, in MiB; twice that when it is not known whether it can be made. */
const MOVE_MIB = 2048;
const UNSURE = 2;
/** Memory stays on the old host while it is copied; processors are needed on one of them only. */
const TRANSIENT = { memoryMiB: 1, vcpuMilli: 0, busyMilli: 0, slots: 1 } as const;

export interface DomainProblem {
  readonly problem: HostsProblem;
  /** Share of capacity above which each resource costs, by resource of the domain: target, and mean with tolerance. */
  readonly target: number;
  readonly even: readonly number[];
  /** By resource of the domain: the column that counts it once more for evenness; −1: none. */
  readonly same: readonly number[];
}

/**
 * `start` is feasible by construction: units that are stuck stay, and where a host holds more than it has, its capacity is what it holds. The resources
 * of the domain come first; behind them, once more, memory and processors with the threshold of evenness.
 */
export function problemOf(domain: Domain, start: Int32Array, stuck: readonly number[], goals: Goals): DomainProblem {
  const { hosts, units, resources, has, need } = domain;
  const R = resources.length;
  const evened = resources.flatMap((resource, r) =>
    resource === 'memoryMiB' || resource === (domain.measured === null ? 'vcpuMilli' : 'busyMilli') ? [r] : [],
  );
  const columns = [...resources.keys(), ...evened];
  const used = usedBy(domain, start);
  const target = 1 - goals.headroomPct / 100;
  const mean = resources.map((_, r) => meanLoad(domain, used, r));
  const even = mean.map((load) => Math.min(target, load + goals.tolerancePct / 100));
  const K = columns.length;
  const capacity = new Float64Array(hosts.length * K);
  const safety = new Float64Array(hosts.length * K);
  hosts.forEach((_, h) =>
    columns.forEach((r, k) => {
      const have = has[h * R + r] ?? Number.NaN;
      const hold = used[h * R + r] ?? 0;
      // A closed host may only lose: what it lacks can then be no reason against taking others in.
      capacity[h * K + k] = Number.isNaN(have) ? hold : Math.max(have, hold);
      const share = k >= R ? (even[r] ?? 1) : resources[r] === 'slots' ? 1 : target;
      safety[h * K + k] = Number.isNaN(have) ? hold : Math.floor(have * share);
    }),
  );
  const needs = new Float64Array(units.length * K);
  units.forEach((_, u) => columns.forEach((r, k) => (needs[u * K + k] = need[u * R + r] ?? 0)));
  const allowed = domain.allowed.slice();
  for (const unit of stuck) allowed.fill(0, unit * hosts.length, (unit + 1) * hosts.length);
  const services = servicesOf(domain, start);
  const zones = zonesOf(domain);
  return {
    target,
    even,
    same: resources.map((_, r) => columns.indexOf(r, R)),
    problem: {
      workloads: units.length,
      hosts: hosts.length,
      resources: K,
      services: services.count,
      zones: zones.count,
      neighbourhoods: 1,
      transient: Uint8Array.from(columns, (r, k) => (k >= R ? 0 : TRANSIENT[resources[r] ?? 'vcpuMilli'])),
      loadWeight: Float64Array.from(columns, (r, k) => weightOf(domain, r, k >= R)),
      zone: zones.of,
      neighbourhood: new Int32Array(hosts.length),
      capacity,
      safety,
      hostMoveCost: null,
      spreadMin: spreadMins(services, zones, start),
      dependencyStart: new Int32Array(services.count + 1),
      dependency: new Int32Array(0),
      service: services.of,
      need: needs,
      moveCost: Float64Array.from(units, ({ needs: unsure }, u) => {
        const base = (need[u * R] ?? 0) + MOVE_MIB;
        return unsure.length > 0 ? base * UNSURE : base;
      }),
      balances: [],
      workloadMoveWeight: 1,
      serviceMoveWeight: 0,
      hostMoveWeight: 0,
      initial: start.slice(),
      allowed,
    },
  };
}

/** Over hosts that take machines and whose capacity is known. */
function meanLoad({ hosts, closed, has, resources }: Domain, used: Float64Array, r: number): number {
  let all = 0;
  let taken = 0;
  for (let h = 0; h < hosts.length; h += 1) {
    const have = has[h * resources.length + r] ?? Number.NaN;
    if (Number.isNaN(have) || closed[h] !== undefined) continue;
    all += have;
    taken += used[h * resources.length + r] ?? 0;
  }
  return all === 0 ? 1 : taken / all;
}

/** One per cent of an average host costs the same in every resource; configured processors count half of measured ones. */
function weightOf({ resources, has }: Domain, r: number, evening: boolean): number {
  const R = resources.length;
  const meanOf = (at: number): number => {
    let sum = 0;
    let count = 0;
    for (let k = at; k < has.length; k += R) {
      const have = has[k] ?? Number.NaN;
      if (Number.isNaN(have)) continue;
      sum += have;
      count += 1;
    }
    return count === 0 ? 1 : Math.max(1, sum / count);
  };
  const resource = resources[r];
  if (resource === 'slots') return 0;
  const scale = resource === 'memoryMiB' ? 1 : meanOf(0) / meanOf(r);
  const weight = evening ? UNEVEN : resource === 'vcpuMilli' ? ABOVE_TARGET / 2 : ABOVE_TARGET;
  return Math.max(1, Math.round(weight * scale));
}

interface Services {
  readonly count: number;
  readonly of: Int32Array;
  /** Units of the sets that are kept apart; the services in front of all others. */
  readonly sets: readonly (readonly number[])[];
}

/** Units of a set that share a host even at the start are beyond repair here: the first of them stands for the set. */
function servicesOf(domain: Domain, start: Int32Array): Services {
  const of = new Int32Array(domain.units.length).fill(-1);
  const sets = domain.apart.map(({ units }, service) => {
    const hosts = new Set<number>();
    return units.filter((unit) => {
      const host = start[unit] ?? -1;
      if (hosts.has(host)) return false;
      hosts.add(host);
      of[unit] = service;
      return true;
    });
  });
  let count = sets.length;
  for (let unit = 0; unit < of.length; unit += 1) if (of[unit] === -1) of[unit] = count++;
  return { count, of, sets };
}

interface Zones {
  readonly count: number;
  readonly of: Int32Array;
}

/** Zones count when every host of the group states one. */
function zonesOf({ hosts }: Domain): Zones {
  const names = [...new Set(hosts.map(({ zone }) => zone ?? ''))].sort();
  if (names.includes('')) return { count: 1, of: new Int32Array(hosts.length) };
  return { count: names.length, of: Int32Array.from(hosts, ({ zone }) => names.indexOf(zone ?? '')) };
}

/** What is kept apart stays in as many zones as it is in. */
function spreadMins({ count, sets }: Services, zones: Zones, start: Int32Array): Int32Array {
  const least = new Int32Array(count);
  sets.forEach((units, service) => {
    least[service] = new Set(units.map((unit) => zones.of[start[unit] ?? 0])).size;
  });
  return least;
}
