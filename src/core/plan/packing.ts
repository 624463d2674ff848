/**
 * Puts units into waves: a small low-risk pilot first, then by priority with callees never after their callers,
 * infrastructure last. First fit, so early waves fill up before a new one opens.
 */

import { compareKeys } from './order.ts';
import type { PlannedMove } from './planned-move.ts';
import type { WaveSettings } from './planning-input.ts';
import type { Unit, UnitGraph } from './units.ts';

export interface PackedWave {
  readonly kind: 'pilot' | 'regular' | 'infrastructure';
  readonly units: readonly Unit[];
  /** Why the pilot is what it is, or why a limit is exceeded. */
  readonly notes: readonly string[];
}

interface OpenWave {
  kind: PackedWave['kind'];
  units: Unit[];
  notes: string[];
  count: number;
  diskGiB: number;
  domainControllers: number;
  production: boolean;
  nonProduction: boolean;
}

const environmentRank = (unit: Unit): number =>
  unit.environments.has('production') ? 2 : unit.environments.has('unknown') ? 1 : 0;

/** Small first: order of readiness to move. */
function priorityKey(unit: Unit): (number | string)[] {
  return [
    unit.infrastructure ? 1 : 0,
    Math.max(1, unit.criticality),
    environmentRank(unit),
    unit.criticality,
    unit.risk,
    unit.dependents,
    unit.diskGiB,
    unit.ids[0] ?? '',
  ];
}

/** Units with the same tier may fill each other's waves; a later tier never fills an earlier tier's waves. */
function tierOf(unit: Unit): string {
  return `${unit.infrastructure ? 1 : 0} ${Math.max(1, unit.criticality)} ${environmentRank(unit)}`;
}

/** Kahn's order with a priority: callees first, then by key; infrastructure, which orders nothing, at the end. */
function priorityOrder({ units, callees }: UnitGraph, taken: ReadonlySet<number>): number[] {
  const rank = units
    .map((_, i) => i)
    .sort((a, b) => compareKeys(priorityKey(units[a] as Unit), priorityKey(units[b] as Unit)));
  const position = new Int32Array(units.length);
  rank.forEach((unit, i) => {
    position[unit] = i;
  });
  const waiting = new Int32Array(units.length);
  const callers: number[][] = units.map(() => []);
  callees.forEach((list, i) => {
    for (const j of list) {
      if (taken.has(j)) continue;
      waiting[i] = (waiting[i] ?? 0) + 1;
      callers[j]?.push(i);
    }
  });
  const heap = new PositionHeap();
  const last = rank.filter((i) => units[i]?.infrastructure);
  const done = new Set<number>([...taken, ...last]);
  for (const i of rank) if (!done.has(i) && waiting[i] === 0) heap.push(position[i] ?? 0);
  const order: number[] = [];
  let cursor = 0;
  while (done.size < units.length) {
    let next = heap.pop();
    if (next === undefined) {
      // Only rings too large for one wave are left: take the best of them; the wave's check names what is violated.
      while (done.has(rank[cursor] ?? -1)) cursor++;
      next = cursor;
    }
    const unit = rank[next];
    if (unit === undefined) break;
    if (done.has(unit)) continue;
    done.add(unit);
    order.push(unit);
    for (const caller of callers[unit] ?? []) {
      waiting[caller] = (waiting[caller] ?? 0) - 1;
      if (waiting[caller] === 0 && !done.has(caller)) heap.push(position[caller] ?? 0);
    }
  }
  return [...order, ...last];
}

/** A binary heap of small integers. */
class PositionHeap {
  private readonly items: number[] = [];

  push(value: number): void {
    const { items } = this;
    let at = items.push(value) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((items[up] ?? 0) <= value) break;
      items[at] = items[up] ?? 0;
      at = up;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const child = left + 1 < items.length && (items[left + 1] ?? 0) < (items[left] ?? 0) ? left + 1 : left;
      if ((items[child] ?? 0) >= last) break;
      items[at] = items[child] ?? 0;
      at = child;
    }
    items[at] = last;
    return top;
  }
}

function openWave(kind: PackedWave['kind']): OpenWave {
  return {
    kind,
    units: [],
    notes: [],
    count: 0,
    diskGiB: 0,
    domainControllers: 0,
    production: false,
    nonProduction: false,
  };
}

function add(wave: OpenWave, unit: Unit): void {
  wave.units.push(unit);
  wave.count += unit.ids.length;
  wave.diskGiB += unit.diskGiB;
  wave.domainControllers += unit.domainControllers;
  wave.production ||= unit.environments.has('production');
  wave.nonProduction ||= unit.environments.has('non-production');
  if (unit.oversize !== undefined) wave.notes.push(`above the limit of a wave: ${unit.oversize}`);
}

function hasRoom(wave: OpenWave, unit: Unit, settings: WaveSettings, mostControllers: number): boolean {
  return (
    wave.count + unit.ids.length <= settings.maxWorkloadsPerWave &&
    wave.diskGiB + unit.diskGiB <= settings.maxDiskGiBPerWave &&
    !(wave.production && unit.environments.has('non-production')) &&
    !(wave.nonProduction && unit.environments.has('production')) &&
    (unit.domainControllers === 0 || wave.domainControllers + unit.domainControllers <= mostControllers)
  );
}

/** What a pilot should have seen before the rest moves: every target site, source platform and OS family. */
function traits(unit: Unit, moves: ReadonlyMap<string, PlannedMove>): string[] {
  return unit.ids.flatMap((id) => {
    const planned = moves.get(id);
    if (planned === undefined) return [];
    return [
      `to ${planned.move.toSiteId}`,
      `from ${planned.move.fromPlatform}`,
      `os ${planned.workload?.facts.os?.family ?? 'unknown'}`,
    ];
  });
}

/** Above this no unit is taken into the pilot unless nothing else moves. */
const PILOT_RISK = 40;
/** Nor is a machine that holds many times what machines usually hold: a pilot should be over soon. */
const PILOT_DISK_FACTOR = 3;

function pilotDiskLimit(moves: ReadonlyMap<string, PlannedMove>): number {
  const sizes = [...moves.values()].map(({ move }) => move.diskGiB).filter((size) => size !== null);
  const middle = sizes.sort((a, b) => a - b)[sizes.length >> 1];
  return middle === undefined ? 0 : PILOT_DISK_FACTOR * middle;
}

/** Picks the pilot: low-risk units that call nothing outside it, widest coverage first, then lowest risk. */
function pickPilot(
  graph: UnitGraph,
  moves: ReadonlyMap<string, PlannedMove>,
  settings: WaveSettings,
): { picked: number[]; notes: string[] } {
  const most = Math.min(settings.pilotSize, settings.maxWorkloadsPerWave);
  const key = (i: number): (number | string)[] => {
    const unit = graph.units[i] as Unit;
    return [unit.criticality, unit.risk, unit.dependents, unit.ids.length, unit.diskGiB, unit.ids[0] ?? ''];
  };
  const selfContained = graph.units
    .map((_, i) => i)
    .filter((i) => !graph.units[i]?.infrastructure && graph.callees[i]?.length === 0);
  const largest = pilotDiskLimit(moves);
  const small = (unit: Unit): boolean => unit.ids.every((id) => (moves.get(id)?.move.diskGiB ?? 0) <= largest);
  const lowRisk = selfContained
    .filter((i) => {
      const unit = graph.units[i] as Unit;
      return (
        unit.risk <= PILOT_RISK &&
        unit.criticality <= 1 &&
        unit.ids.length <= most &&
        unit.diskGiB <= settings.maxDiskGiBPerWave &&
        small(unit)
      );
    })
    .sort((a, b) => compareKeys(key(a), key(b)));
  const judged = lowRisk.filter((i) => graph.units[i]?.ids.every((id) => moves.get(id)?.readiness !== 'unknown'));
  const gentle = judged.length > 0 ? judged : lowRisk;
  if (gentle.length === 0) {
    const able = graph.units.map((_, i) => i).filter((i) => !graph.units[i]?.infrastructure);
    const fallback = (selfContained.length > 0 ? selfContained : able).sort((a, b) => compareKeys(key(a), key(b)))[0];
    return fallback === undefined
      ? { picked: [], notes: [] }
      : {
          picked: [fallback],
          notes: [
            `no low-risk set of at most ${most} workloads stands alone, so the pilot is the least risky that does`,
          ],
        };
  }
  const picked: number[] = [];
  const seen = new Set<string>();
  let room = most;
  let disk = settings.maxDiskGiBPerWave;
  let open = gentle.map((i) => ({ i, unit: graph.units[i] as Unit, traits: traits(graph.units[i] as Unit, moves) }));
  while (room > 0) {
    open = open.filter(
      ({ unit }) => unit.ids.length <= room && unit.diskGiB <= disk && !conflicts(unit, picked, graph),
    );
    let best: (typeof open)[number] | undefined;
    let bestGain = -1;
    for (const candidate of open) {
      const gain = new Set(candidate.traits.filter((trait) => !seen.has(trait))).size;
      if (gain > bestGain) [best, bestGain] = [candidate, gain];
    }
    if (best === undefined) break;
    const { i, unit } = best;
    picked.push(i);
    for (const trait of best.traits) seen.add(trait);
    room -= unit.ids.length;
    disk -= unit.diskGiB;
    open = open.filter((candidate) => candidate.i !== i);
  }
  return { picked, notes: [`pilot: low risk, calls nothing that moves later, covers ${coverage(seen)}`] };
}

function conflicts(unit: Unit, picked: readonly number[], graph: UnitGraph): boolean {
  const has = (kind: 'production' | 'non-production'): boolean =>
    picked.some((i) => graph.units[i]?.environments.has(kind));
  return (
    (unit.environments.has('production') && has('non-production')) ||
    (unit.environments.has('non-production') && has('production'))
  );
}

function coverage(seen: ReadonlySet<string>): string {
  const count = (prefix: string): number => [...seen].filter((trait) => trait.startsWith(prefix)).length;
  const words = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
  return `${words(count('to '), 'target site')}, ${words(count('from '), 'source platform')}, ${words(count('os '), 'operating system family').replace('familys', 'families')}`;
}

export function packWaves(
  graph: UnitGraph,
  moves: ReadonlyMap<string, PlannedMove>,
  settings: WaveSettings,
): PackedWave[] {
  const waves: OpenWave[] = [];
  const waveOf = new Map<number, number>();
  const { picked, notes } = pickPilot(graph, moves, settings);
  if (picked.length > 0) {
    const pilot = openWave('pilot');
    pilot.notes.push(...notes);
    for (const i of picked) {
      add(pilot, graph.units[i] as Unit);
      waveOf.set(i, 0);
    }
    waves.push(pilot);
  }
  const controllers = graph.units.reduce((sum, unit) => sum + unit.domainControllers, 0);
  const mostControllers = Math.max(1, Math.floor(controllers / 2));
  const afterPilot = waves.length;
  const tierStart = new Map<string, number>();
  for (const i of priorityOrder(graph, new Set(picked))) {
    const unit = graph.units[i] as Unit;
    const kind = unit.infrastructure ? 'infrastructure' : 'regular';
    const tier = tierOf(unit);
    if (!tierStart.has(tier)) tierStart.set(tier, Math.max(afterPilot, waves.length - 1));
    const earliest = Math.max(tierStart.get(tier) ?? 0, ...(graph.callees[i] ?? []).map((j) => waveOf.get(j) ?? 0));
    let at = waves.findIndex(
      (wave, w) => w >= earliest && wave.kind === kind && hasRoom(wave, unit, settings, mostControllers),
    );
    if (at === -1) at = waves.push(openWave(kind)) - 1;
    add(waves[at] as OpenWave, unit);
    waveOf.set(i, at);
  }
  return waves;
}
