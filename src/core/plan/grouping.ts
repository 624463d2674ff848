/**
 * Which workloads must move together. Atoms share disks and can never be parted; groups are an application's atoms
 * plus those that call each other both ways. Infrastructure serves many applications, so it joins no group.
 */

import type { Application, Dependency } from '../model/estate.ts';
import type { Workload, WorkloadRole } from '../model/workload.ts';
import { compareText } from './order.ts';

/** Calls in both directions at or above this confidence bind two workloads together. */
export const STRONG_CONFIDENCE_PCT = 70;

const INFRASTRUCTURE_ROLES: ReadonlySet<WorkloadRole> = new Set([
  'domain-controller',
  'dns-server',
  'monitoring',
  'backup',
]);

export function isInfrastructure(workload: Workload): boolean {
  return workload.facts.roles?.some((role) => INFRASTRUCTURE_ROLES.has(role)) ?? false;
}

export function isDomainController(workload: Workload): boolean {
  return workload.facts.roles?.includes('domain-controller') ?? false;
}

export interface MoveGroup {
  /** Members as atoms; every list sorted by id. */
  readonly atoms: readonly (readonly string[])[];
  readonly applications: readonly string[];
  readonly infrastructure: boolean;
  /** Why its members are together, in words; empty for a single workload. */
  readonly reasons: readonly string[];
}

/** Disjoint sets over strings; the root is always the smallest member, so results do not depend on input order. */
class DisjointSets {
  private readonly parent = new Map<string, string>();

  find(id: string): string {
    let root = id;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root)) root = up;
    for (let at = id; at !== root;) {
      const next = this.parent.get(at) ?? root;
      this.parent.set(at, root);
      at = next;
    }
    return root;
  }

  union(a: string, b: string): void {
    const rootA = this.find(a);
    const rootB = this.find(b);
    if (rootA === rootB) return;
    if (rootA < rootB) this.parent.set(rootB, rootA);
    else this.parent.set(rootA, rootB);
  }

  sets(ids: readonly string[]): string[][] {
    const byRoot = new Map<string, string[]>();
    for (const id of ids) {
      const root = this.find(id);
      const members = byRoot.get(root);
      if (members) members.push(id);
      else byRoot.set(root, [id]);
    }
    return [...byRoot.values()].map((members) => members.sort(compareText)).sort((a, b) => compareText(a[0], b[0]));
  }
}

/** Keys of the disks that other machines may write to as well. */
function sharedDiskKeys(workload: Workload): string[] {
  const keys: string[] = [];
  for (const disk of workload.facts.disks ?? []) {
    if (disk.shared !== true) continue;
    if (disk.uuid !== undefined) keys.push(`uuid ${disk.uuid}`);
    else if (disk.path !== undefined) keys.push(`path ${disk.datastore ?? ''} ${disk.path}`);
  }
  return keys;
}

/** Who else writes to a disk of a workload: for every workload that shares one, the others, sorted by id. */
export function diskPartners(workloads: Iterable<Workload>): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const workload of workloads) {
    for (const key of sharedDiskKeys(workload)) {
      const ids = users.get(key);
      if (ids) ids.push(workload.id);
      else users.set(key, [workload.id]);
    }
  }
  const partners = new Map<string, Set<string>>();
  for (const ids of users.values()) {
    for (const id of ids) {
      const known = partners.get(id) ?? new Set<string>();
      for (const other of ids) if (other !== id) known.add(other);
      if (known.size > 0) partners.set(id, known);
    }
  }
  return new Map([...partners].map(([id, others]) => [id, [...others].sort(compareText)]));
}

function joinByKey(sets: DisjointSets, ids: readonly string[], keysOf: (id: string) => readonly string[]): void {
  const first = new Map<string, string>();
  for (const id of ids) {
    for (const key of keysOf(id)) {
      const other = first.get(key);
      if (other === undefined) first.set(key, id);
      else sets.union(other, id);
    }
  }
}

/** Pairs that call each other, both ways strongly enough. */
function mutualPairs(ids: ReadonlySet<string>, dependencies: readonly Dependency[]): [string, string][] {
  const strong = new Set<string>();
  for (const { fromWorkloadId: from, toWorkloadId: to, confidencePct } of dependencies) {
    if (from !== to && confidencePct >= STRONG_CONFIDENCE_PCT && ids.has(from) && ids.has(to))
      strong.add(`${from}\u0000${to}`);
  }
  const pairs: [string, string][] = [];
  for (const key of strong) {
    const [from = '', to = ''] = key.split('\u0000');
    if (from < to && strong.has(`${to}\u0000${from}`)) pairs.push([from, to]);
  }
  return pairs;
}

/** Applications per workload: those that list it, else the one its own facts name. */
export function applicationsByWorkload(
  ids: readonly string[],
  workloads: ReadonlyMap<string, Workload>,
  applications: readonly Application[],
): Map<string, string[]> {
  const byWorkload = new Map<string, Set<string>>();
  const add = (id: string, name: string): void => {
    const names = byWorkload.get(id);
    if (names) names.add(name);
    else byWorkload.set(id, new Set([name]));
  };
  const wanted = new Set(ids);
  for (const application of applications) {
    for (const id of application.workloadIds) if (wanted.has(id)) add(id, application.name);
  }
  for (const id of ids) {
    const named = workloads.get(id)?.facts.application;
    if (named !== undefined && !byWorkload.has(id)) add(id, named);
  }
  return new Map([...byWorkload].map(([id, names]) => [id, [...names].sort(compareText)]));
}

/** Groups the moving workloads. Deterministic for any order of the inputs. */
export function groupMoves(
  ids: readonly string[],
  workloads: ReadonlyMap<string, Workload>,
  applicationsOf: ReadonlyMap<string, readonly string[]>,
  dependencies: readonly Dependency[],
): MoveGroup[] {
  const infrastructure = new Set(
    ids.filter((id) => {
      const workload = workloads.get(id);
      return workload !== undefined && isInfrastructure(workload);
    }),
  );
  const atomSets = new DisjointSets();
  joinByKey(atomSets, ids, (id) => {
    const workload = workloads.get(id);
    return workload ? sharedDiskKeys(workload) : [];
  });
  const atoms = atomSets.sets(ids);

  const groupSets = new DisjointSets();
  for (const atom of atoms) for (const id of atom.slice(1)) groupSets.union(atom[0] ?? id, id);
  const free = ids.filter((id) => !infrastructure.has(id));
  joinByKey(groupSets, free, (id) => applicationsOf.get(id) ?? []);
  const pairs = mutualPairs(new Set(free), dependencies);
  for (const [a, b] of pairs) groupSets.union(a, b);

  const mutual = new Set(pairs.flat());
  const atomsByGroup = new Map<string, string[][]>();
  for (const atom of atoms) {
    const root = groupSets.find(atom[0] ?? '');
    const list = atomsByGroup.get(root);
    if (list) list.push(atom);
    else atomsByGroup.set(root, [atom]);
  }
  return [...atomsByGroup.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, members]) => {
      const all = members.flat();
      const names = [...new Set(all.flatMap((id) => applicationsOf.get(id) ?? []))].sort(compareText);
      const reasons: string[] = [];
      if (all.length > 1) {
        if (names.length > 0) reasons.push(`application ${names.join(', ')} (${all.length} workloads)`);
        const shared = members.filter((atom) => atom.length > 1).length;
        if (shared > 0) reasons.push(`${shared} set${shared === 1 ? '' : 's'} of workloads on shared disks`);
        const talking = all.filter((id) => mutual.has(id)).length;
        if (talking > 0) reasons.push(`${talking} workloads that call each other both ways`);
      }
      return { atoms: members, applications: names, infrastructure: all.some((id) => infrastructure.has(id)), reasons };
    });
}
