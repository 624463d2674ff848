/**
 * Units are what is put into waves: a group, or a part of a group that is larger than a wave may be. Each knows which
 * units must move before it or with it.
 */

import type { Dependency } from '../model/estate.ts';
import { stronglyConnected } from './graph.ts';
import type { MoveGroup } from './grouping.ts';
import { compareKeys, compareText } from './order.ts';
import type { PlannedMove } from './planned-move.ts';
import type { WaveSettings } from './planning-input.ts';
import type { EnvironmentClass } from './risk.ts';

export interface Unit {
  /** Sorted workload ids. */
  readonly ids: readonly string[];
  readonly diskGiB: number;
  readonly infrastructure: boolean;
  readonly domainControllers: number;
  readonly environments: ReadonlySet<EnvironmentClass>;
  readonly criticality: number;
  readonly risk: number;
  readonly dependents: number;
  readonly reasons: readonly string[];
  /** A workload of the part of the same group that moves before this one. */
  readonly follows?: string;
  /** Set when it is above a limit of a wave and cannot be made smaller. */
  readonly oversize?: string;
}

export interface UnitGraph {
  readonly units: readonly Unit[];
  /** Per unit, the indexes of the units it calls: they move before it or with it. */
  readonly callees: readonly (readonly number[])[];
}

type Moves = ReadonlyMap<string, PlannedMove>;

function sumDisk(ids: readonly string[], moves: Moves): number {
  return ids.reduce((sum, id) => sum + (moves.get(id)?.move.diskGiB ?? 0), 0);
}

function fits(ids: readonly string[], moves: Moves, settings: WaveSettings): boolean {
  return ids.length <= settings.maxWorkloadsPerWave && sumDisk(ids, moves) <= settings.maxDiskGiBPerWave;
}

/** Atoms of a group in an order where what is called comes first; ties by criticality, then id. */
function calleeFirst(
  atoms: readonly (readonly string[])[],
  moves: Moves,
  calls: ReadonlyMap<string, readonly string[]>,
): (readonly string[])[] {
  const atomOf = new Map<string, number>();
  atoms.forEach((atom, i) => {
    for (const id of atom) atomOf.set(id, i);
  });
  const edges = atoms.map((atom, i) =>
    [
      ...new Set(
        atom
          .flatMap((id) => calls.get(id) ?? [])
          .map((id) => atomOf.get(id))
          .filter((j) => j !== undefined && j !== i),
      ),
    ]
      .filter((j) => j !== undefined)
      .sort((a, b) => a - b),
  );
  const criticality = (atom: readonly string[]): number =>
    Math.max(...atom.map((id) => moves.get(id)?.criticality ?? 0));
  // Components come out callees first; inside a cycle there is no right order, so the least critical goes first.
  return stronglyConnected(edges).flatMap((component) =>
    component
      .map((i) => atoms[i])
      .filter((atom) => atom !== undefined)
      .sort((a, b) => compareKeys([criticality(a), a[0] ?? ''], [criticality(b), b[0] ?? ''])),
  );
}

function makeUnit(
  ids: readonly string[],
  group: MoveGroup,
  moves: Moves,
  settings: WaveSettings,
  reasons: readonly string[],
): Unit {
  const sorted = [...ids].sort(compareText);
  const members = sorted.map((id) => moves.get(id)).filter((move) => move !== undefined);
  const diskGiB = sumDisk(sorted, moves);
  const oversize: string[] = [];
  if (sorted.length > settings.maxWorkloadsPerWave)
    oversize.push(
      `${sorted.length} workloads share disks and cannot be parted; the limit is ${settings.maxWorkloadsPerWave}`,
    );
  if (diskGiB > settings.maxDiskGiBPerWave)
    oversize.push(
      `${members[0]?.move.workloadName ?? '?'}${sorted.length > 1 ? ` and ${sorted.length - 1} more` : ''} hold ${Math.round(diskGiB)} GiB; the limit is ${settings.maxDiskGiBPerWave}`,
    );
  return {
    ids: sorted,
    diskGiB,
    infrastructure: group.infrastructure,
    domainControllers: members.filter((m) => m.domainController).length,
    environments: new Set(members.map((m) => m.environment)),
    criticality: Math.max(0, ...members.map((m) => m.criticality)),
    risk: Math.max(0, ...members.map((m) => m.risk.score)),
    dependents: members.reduce((sum, m) => sum + m.dependents, 0),
    reasons,
    ...(oversize.length > 0 ? { oversize: oversize.join('; ') } : {}),
  };
}

/** Splits a group that is larger than one wave, callees first; atoms stay whole. */
function splitGroup(
  group: MoveGroup,
  moves: Moves,
  settings: WaveSettings,
  calls: ReadonlyMap<string, readonly string[]>,
): Unit[] {
  const all = group.atoms.flat();
  if (group.atoms.length === 1 || fits(all, moves, settings))
    return [makeUnit(all, group, moves, settings, group.reasons)];
  const parts: string[][] = [];
  for (const atom of calleeFirst(group.atoms, moves, calls)) {
    const last = parts.at(-1);
    if (last && fits([...last, ...atom], moves, settings)) last.push(...atom);
    else parts.push([...atom]);
  }
  const name =
    group.applications.length > 0
      ? `application ${group.applications.join(', ')}`
      : `group of ${moves.get(all[0] ?? '')?.move.workloadName ?? '?'}`;
  return parts.map((part, i) => {
    const unit = makeUnit(part, group, moves, settings, [
      `${name} is split, part ${i + 1} of ${parts.length}: ${all.length} workloads with ${Math.round(sumDisk(all, moves))} GiB are more than one wave may hold`,
    ]);
    const before = parts[i - 1]?.[0];
    return before === undefined ? unit : { ...unit, follows: before };
  });
}

/** Merges units that call each other in a ring when they fit into one wave; otherwise the ring stays and is reported. */
function mergeRings(units: readonly Unit[], edges: readonly (readonly number[])[], settings: WaveSettings): Unit[] {
  return stronglyConnected(edges).flatMap((component) => {
    const members = component.map((i) => units[i]).filter((unit) => unit !== undefined);
    const count = members.reduce((sum, unit) => sum + unit.ids.length, 0);
    const disk = members.reduce((sum, unit) => sum + unit.diskGiB, 0);
    const [first] = members;
    if (
      first === undefined ||
      members.length === 1 ||
      count > settings.maxWorkloadsPerWave ||
      disk > settings.maxDiskGiBPerWave
    )
      return members;
    return [
      {
        ...first,
        ids: members.flatMap((unit) => unit.ids).sort(compareText),
        diskGiB: disk,
        domainControllers: members.reduce((sum, unit) => sum + unit.domainControllers, 0),
        environments: new Set(members.flatMap((unit) => [...unit.environments])),
        criticality: Math.max(...members.map((unit) => unit.criticality)),
        risk: Math.max(...members.map((unit) => unit.risk)),
        dependents: members.reduce((sum, unit) => sum + unit.dependents, 0),
        reasons: [
          ...members.flatMap((unit) => unit.reasons),
          `${count} workloads call each other in a ring and move together`,
        ],
      },
    ];
  });
}

function unitEdges(units: readonly Unit[], calls: ReadonlyMap<string, readonly string[]>): number[][] {
  const unitOf = new Map<string, number>();
  units.forEach((unit, i) => {
    for (const id of unit.ids) unitOf.set(id, i);
  });
  return units.map((unit, i) => {
    const callees = new Set<number>();
    // Infrastructure is called by everything and moves last on purpose: it stays reachable, so it orders nothing.
    for (const callee of unit.ids.flatMap((id) => calls.get(id) ?? [])) {
      const j = unitOf.get(callee);
      if (j !== undefined && j !== i && !units[j]?.infrastructure && !unit.infrastructure) callees.add(j);
    }
    const before = unit.follows === undefined ? undefined : unitOf.get(unit.follows);
    if (before !== undefined && before !== i) callees.add(before);
    return [...callees].sort((a, b) => a - b);
  });
}

/** Who calls whom among the moving workloads. */
export function callsAmong(moves: Moves, dependencies: readonly Dependency[]): Map<string, string[]> {
  const calls = new Map<string, Set<string>>();
  for (const { fromWorkloadId: from, toWorkloadId: to } of dependencies) {
    if (from === to || !moves.has(from) || !moves.has(to)) continue;
    const set = calls.get(from);
    if (set) set.add(to);
    else calls.set(from, new Set([to]));
  }
  return new Map([...calls].map(([id, set]) => [id, [...set].sort(compareText)]));
}

export function buildUnits(
  groups: readonly MoveGroup[],
  moves: Moves,
  calls: ReadonlyMap<string, readonly string[]>,
  settings: WaveSettings,
): UnitGraph {
  const split = groups.flatMap((group) => splitGroup(group, moves, settings, calls));
  const units = mergeRings(split, unitEdges(split, calls), settings).sort((a, b) => compareText(a.ids[0], b.ids[0]));
  return { units, callees: unitEdges(units, calls) };
}
