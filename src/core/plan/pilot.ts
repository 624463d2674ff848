/** Which units make the first wave: few, gentle, and of every kind that moves later. */

import { compareKeys } from './order.ts';
import type { PlannedMove } from './planned-move.ts';
import type { WaveSettings } from './planning-input.ts';
import type { Unit, UnitGraph } from './units.ts';

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
export function pickPilot(
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
