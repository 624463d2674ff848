/**
 * Where the search begins: where everything is now, but for machines that have to leave. Those on hosts to be emptied and
 * those that break a rule that keeps machines apart are put elsewhere first, largest first.
 */

import type { Domain } from './estate.ts';

export interface Forced {
  readonly unit: number;
  readonly why: 'evacuate' | 'apart';
  /** Rules it broke, with `apart`. */
  readonly rules: readonly string[];
}

export interface Stuck extends Forced {
  /** Why it stays where it may not. */
  readonly reason: string;
}

export interface Start {
  /** Host of each unit, by position. */
  readonly host: Int32Array;
  readonly forced: readonly Forced[];
  readonly stuck: readonly Stuck[];
}

const MIB = 1024;

/** `most`: moves that may be made in all. */
export function startOf(domain: Domain, most: number): Start {
  const must = mustLeave(domain);
  // Even loads first; when somebody finds no room that way, the fullest host that still takes him is tried for all.
  const even = relocate(domain, must, 1, most);
  if (even.stuck.length === 0) return even;
  const tight = relocate(domain, must, -1, most);
  return tight.stuck.length < even.stuck.length ? tight : even;
}

function mustLeave(domain: Domain): Forced[] {
  const must = new Map<number, Forced>();
  domain.units.forEach(({ host }, unit) => {
    if (domain.evacuate.has(host)) must.set(unit, { unit, why: 'evacuate', rules: [] });
  });
  for (const { units, rules } of domain.apart) {
    const taken = new Set<number>();
    // Whoever cannot move keeps his place; of the others the first.
    const inOrder = [...units]
      .sort((a, b) => Number(movable(domain, b)) - Number(movable(domain, a)) || b - a)
      .reverse();
    for (const unit of inOrder) {
      const host = domain.units[unit]?.host ?? -1;
      if (must.has(unit)) continue;
      if (taken.has(host)) must.set(unit, { unit, why: 'apart', rules });
      taken.add(host);
    }
  }
  return [...must.values()].sort((a, b) => size(domain, b.unit) - size(domain, a.unit) || a.unit - b.unit);
}

const movable = (domain: Domain, unit: number): boolean => domain.units[unit]?.stays === undefined;
/** Memory comes first of the resources. */
const size = (domain: Domain, unit: number): number => domain.need[unit * domain.resources.length] ?? 0;

/** `order` 1: the host that is emptiest afterwards, −1: the fullest that has room. */
function relocate(domain: Domain, must: readonly Forced[], order: 1 | -1, most: number): Start {
  const { hosts, units, resources, need, has } = domain;
  const R = resources.length;
  const host = Int32Array.from(units, (unit) => unit.host);
  const used = usedBy(domain, host);
  const setOf = new Map<number, readonly number[]>();
  for (const set of domain.apart) for (const unit of set.units) setOf.set(unit, set.units);
  const forced: Forced[] = [];
  const stuck: Stuck[] = [];
  // Those who leave give their room free first: nobody that stays loses by it, and the order of moves sees to the rest.
  for (const one of must) {
    const { unit } = one;
    const stays = units[unit]?.stays;
    if (stays !== undefined) {
      stuck.push({ ...one, reason: stays });
      continue;
    }
    if (forced.length >= most) {
      stuck.push({ ...one, reason: `the plan may have ${most} ${most === 1 ? 'move' : 'moves'} at most` });
      continue;
    }
    const met = new Set((setOf.get(unit) ?? []).filter((other) => other !== unit).map((other) => host[other] ?? -1));
    let best = -1;
    let bestLoad = Number.NaN;
    const against = { open: 0, apart: 0, full: new Map<number, number>() };
    for (let h = 0; h < hosts.length; h += 1) {
      if (domain.allowed[unit * hosts.length + h] !== 1) continue;
      against.open += 1;
      if (met.has(h)) {
        against.apart += 1;
        continue;
      }
      let load = 0;
      let short = -1;
      for (let r = 0; r < R; r += 1) {
        const wanted = (used[h * R + r] ?? 0) + (need[unit * R + r] ?? 0);
        const room = has[h * R + r] ?? 0;
        if (wanted > room && (need[unit * R + r] ?? 0) > 0) short = r;
        load = Math.max(load, room === 0 ? 0 : wanted / room);
      }
      if (short >= 0) against.full.set(short, (against.full.get(short) ?? 0) + 1);
      else if (best < 0 || load * order < bestLoad * order) [best, bestLoad] = [h, load];
    }
    if (best < 0) {
      stuck.push({ ...one, reason: whyNot(domain, unit, against) });
      continue;
    }
    shift(used, need, unit, host[unit] ?? 0, best, R);
    host[unit] = best;
    forced.push(one);
  }
  return { host, forced, stuck };
}

interface Against {
  readonly open: number;
  readonly apart: number;
  readonly full: ReadonlyMap<number, number>;
}

const NAMES = { memoryMiB: 'memory', vcpuMilli: 'vCPUs', busyMilli: 'processor time', slots: 'places for machines' };

function whyNot(domain: Domain, unit: number, { open, apart, full }: Against): string {
  if (open === 0) return 'no other host of its group may take it';
  const parts = [...full]
    .sort(([a], [b]) => a - b)
    .map(
      ([r, count]) =>
        `${count} ${count === 1 ? 'has' : 'have'} too little ${NAMES[domain.resources[r] ?? 'memoryMiB']}`,
    );
  if (apart > 0) parts.push(`on ${apart} is a machine it is kept apart from`);
  return `of ${open} hosts that may take it (${Math.ceil(size(domain, unit) / MIB)} GiB), ${parts.join(', ')}`;
}

/** What is taken of every host, [host * resources + resource]. */
export function usedBy(domain: Domain, host: Int32Array): Float64Array {
  const R = domain.resources.length;
  const used = new Float64Array(domain.hosts.length * R);
  for (let unit = 0; unit < host.length; unit += 1) {
    for (let r = 0; r < R; r += 1) {
      const at = (host[unit] ?? 0) * R + r;
      used[at] = (used[at] ?? 0) + (domain.need[unit * R + r] ?? 0);
    }
  }
  return used;
}

export function shift(used: Float64Array, need: Float64Array, unit: number, from: number, to: number, R: number): void {
  for (let r = 0; r < R; r += 1) {
    const amount = need[unit * R + r] ?? 0;
    used[from * R + r] = (used[from * R + r] ?? 0) - amount;
    used[to * R + r] = (used[to * R + r] ?? 0) + amount;
  }
}
