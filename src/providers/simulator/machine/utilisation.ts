/** Load over the last thirty days. Most machines idle; a few are busy; some were never measured. */

import type { Utilisation } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import type { Random } from '../random.ts';
import { RATES } from '../tables/rates.ts';

export function utilisationOf(seed: number, slot: Slot): Utilisation | undefined {
  const random = randomFor(seed, 'utilisation', slot.index);
  if (slot.power !== 'on' || slot.template || random.chance(RATES.utilisationMissing)) return undefined;
  const cpu = level(random, 4, 22);
  const memory = level(random, 28, 40);
  const busy = slot.tier.purpose === 'database' ? 4 : 1;
  return {
    cpuAvgPct: cpu.avg,
    cpuP95Pct: cpu.p95,
    cpuMaxPct: cpu.max,
    memoryAvgPct: memory.avg,
    memoryP95Pct: memory.p95,
    memoryMaxPct: memory.max,
    diskReadMiBps: tenth(random.next() * 6 * busy),
    diskWriteMiBps: tenth(random.next() * 3 * busy),
    diskIops: Math.round(random.next() * random.next() * 900 * busy) + 1,
    windowDays: 30,
  };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function level(random: Random, floor: number, width: number): { avg: number; p95: number; max: number } {
  const avg = Math.min(92, floor + width * random.next() * random.next() + (random.chance(0.05) ? 40 : 0));
  const p95 = Math.min(98, avg + (100 - avg) * 0.5 * random.next());
  return { avg: tenth(avg), p95: tenth(p95), max: tenth(Math.min(100, p95 + (100 - p95) * random.next())) };
}
