/**
 * Puts units into waves: a small low-risk pilot first, then by priority with callees never after their callers,
 * infrastructure last. First fit, so early waves fill up before a new one opens.
 */

import { pickPilot } from './pilot.ts';
import type { PlannedMove } from './planned-move.ts';
import type { WaveSettings } from './planning-input.ts';
import { priorityOrder, tierOf } from './priority-order.ts';
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
