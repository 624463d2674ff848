import { describe, expect, it } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { rightSize } from './right-size.ts';
import { SizingTotals } from './totals.ts';

describe('what right-sizing saves', () => {
  it('adds up what is freed and what is added, and counts whom nobody measured', () => {
    const machines: WorkloadFacts[] = [
      { cpuCount: 8, memoryMiB: 8192, utilisation: { cpuP95Pct: 10, memoryP95Pct: 50 } },
      { cpuCount: 4, memoryMiB: 8192, utilisation: { cpuP95Pct: 99 } },
      { cpuCount: 16, memoryMiB: 1024 },
      { memoryMiB: 1024, utilisation: { cpuP95Pct: 10 } },
    ];
    const totals = new SizingTotals('p95');
    for (const facts of machines) {
      const size = rightSize(workloadWith(facts), { basis: 'p95', factor: 1.3, cpuSpeedFactor: 1 }, () => undefined);
      totals.add(size, facts.utilisation);
    }
    const found = totals.result();
    // 8 × 10 % × 1.3 = 1.04 → 2; 4 × 99 % × 1.3 = 5.15 → 6; 16 stays; the last one's size is unknown.
    expect(found.cpu).toEqual({
      current: 28,
      recommended: 24,
      freed: 6,
      added: 2,
      verdicts: { smaller: 1, larger: 1, fits: 0, off: 0, 'no-data': 2 },
    });
    expect(found.memory).toMatchObject({ current: 18_432, recommended: 16_384, freed: 2048, added: 0 });
    expect(found.verdicts).toEqual({ smaller: 1, larger: 1, mixed: 0, fits: 0, off: 0, 'no-data': 2 });
    expect(found.missing).toEqual([
      { fact: 'utilisation.memoryP95Pct', workloads: 3 },
      { fact: 'cpuCount', workloads: 1 },
      { fact: 'utilisation.cpuP95Pct', workloads: 1 },
    ]);
    expect(found.histogram.buckets.filter(({ cpu, memory }) => cpu + memory > 0)).toEqual([
      { fromPct: 10, cpu: 2, memory: 0 },
      { fromPct: 50, cpu: 0, memory: 1 },
      { fromPct: 90, cpu: 1, memory: 0 },
    ]);
    expect(found.histogram.unknown).toEqual({ cpu: 1, memory: 3 });
    expect(found.counted).toBe(4);
  });
});
