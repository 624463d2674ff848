/** Running machines of a group of hosts as units that move as one, and the sets of units that may not share a host. */

import type { Workload } from '../../model/workload.ts';
import type { PlatformRules, Rule } from './estate-rules.ts';
import type { Mobility } from './estate-mobility.ts';

export interface Unit {
  readonly members: readonly Workload[];
  /** Position of its host now. */
  readonly host: number;
  readonly stays?: string;
  /** Facts that would settle whether it can be moved. */
  readonly needs: readonly string[];
  /** Rule that its members are one unit for. */
  readonly together?: string;
}

export interface ApartSet {
  readonly rules: readonly string[];
  /** Units by position, ascending. */
  readonly units: readonly number[];
}

export interface UnitsAndSets {
  readonly units: readonly Unit[];
  readonly apart: readonly ApartSet[];
  /** Rules that do not hold today, each in words. Those of `apart` are repaired where there is room. */
  readonly broken: readonly string[];
  /** Per unit: hosts that rules bar. */
  readonly barred: readonly (ReadonlySet<number> | undefined)[];
}

export interface Member {
  readonly workload: Workload;
  readonly host: number;
  readonly mobility: Mobility;
}

class Union {
  readonly #parent: number[];
  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }
  find(at: number): number {
    let root = at;
    while (this.#parent[root] !== root) root = this.#parent[root] ?? root;
    this.#parent[at] = root;
    return root;
  }
  /** The lesser root stays, so that units keep the order of their first members. */
  join(a: number, b: number): void {
    const [one, two] = [this.find(a), this.find(b)];
    this.#parent[Math.max(one, two)] = Math.min(one, two);
  }
}

/** Members in the order of workloads; the indices of rules are positions in that list. */
export function unitsOf(members: readonly Member[], rules: PlatformRules): UnitsAndSets {
  const broken: string[] = [];
  const union = new Union(members.length);
  const togetherRule = new Map<number, string>();
  for (const { name, members: list } of rules.together) {
    if (new Set(list.map((index) => members[index]?.host)).size > 1) {
      broken.push(`${name} keeps machines together that are on different hosts; they are left as they are`);
      continue;
    }
    for (const index of list) union.join(list[0] ?? index, index);
    for (const index of list) togetherRule.set(index, name);
  }
  const groups = new Map<number, number[]>();
  members.forEach((_, index) => {
    const root = union.find(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [index]);
    else group.push(index);
  });
  const unitOf = new Int32Array(members.length);
  const barred: (Set<number> | undefined)[] = [];
  const units = [...groups.values()].map((indices, unit): Unit => {
    for (const index of indices) unitOf[index] = unit;
    const parts = indices.flatMap((index) => members[index] ?? []);
    const stays = parts.find(({ mobility }) => mobility.stays !== undefined);
    const together = indices.length > 1 ? togetherRule.get(indices[0] ?? -1) : undefined;
    return {
      members: parts.map(({ workload }) => workload),
      host: parts[0]?.host ?? 0,
      needs: [...new Set(parts.flatMap(({ mobility }) => mobility.needs))],
      ...(stays?.mobility.stays !== undefined && { stays: reasonOf(stays, parts) }),
      ...(together !== undefined && { together }),
    };
  });
  for (const { members: list, hosts } of rules.barred) {
    for (const index of list) {
      const unit = unitOf[index] ?? 0;
      const known = (barred[unit] ??= new Set());
      for (const host of hosts) known.add(host);
    }
  }
  return {
    units,
    apart: apartSets(rules.apart, unitOf, broken),
    broken,
    barred: units.map((_, unit) => barred[unit]),
  };
}

function reasonOf(who: Member, parts: readonly Member[]): string {
  const reason = who.mobility.stays ?? '';
  return parts.length === 1 ? reason : `${who.workload.facts.name ?? who.workload.id}, which it stays with: ${reason}`;
}

/** Sets that share a unit are one set: stricter than the rules, never laxer. */
function apartSets(rules: readonly Rule[], unitOf: Int32Array, broken: string[]): ApartSet[] {
  const of = new Map<number, ApartSet>();
  for (const { name, members } of rules) {
    const own = new Set(members.map((index) => unitOf[index] ?? 0));
    if (own.size < members.length) {
      broken.push(`${name} keeps machines apart that another rule keeps together`);
      continue;
    }
    const touched = [...new Set([...own].flatMap((unit) => of.get(unit) ?? []))];
    const merged: ApartSet = {
      rules: [...touched.flatMap((set) => set.rules), name],
      units: [...new Set([...touched.flatMap((set) => set.units), ...own])].sort((a, b) => a - b),
    };
    for (const unit of merged.units) of.set(unit, merged);
  }
  return [...new Set(of.values())];
}
