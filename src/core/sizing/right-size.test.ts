import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Utilisation, WorkloadFacts } from '../model/workload.ts';
import { minimumsOf } from './minimums.ts';
import { rightSize, roundMemoryMiB, roundVcpu } from './right-size.ts';
import type { SizingFigures } from './settings.ts';

const P95: SizingFigures = { basis: 'p95', factor: 1.3, cpuSpeedFactor: 1 };
const minimums = minimumsOf({
  kubevirtPreferences: [
    {
      os: 'windows-server-2019',
      preference: 'windows.2k19',
      minVcpu: 2,
      minMemory: '2Gi',
      efi: true,
      tpm: false,
      secureBoot: true,
      source: 'prefs',
      asOf: '2026-08-21',
      conf: 'verified',
    },
  ],
});

const sizeOf = (facts: WorkloadFacts, figures: SizingFigures = P95) =>
  rightSize(workloadWith({ cpuCount: 8, memoryMiB: 32_768, ...facts }), figures, minimums);

describe('right-sizing one machine', () => {
  it('shows the arithmetic: 8 vCPU at 20 % with a factor of 1.3 are 2.08, so 4', () => {
    const { cpu, verdict } = sizeOf({ utilisation: { cpuP95Pct: 20, memoryP95Pct: 90, windowDays: 30 } });
    expect(cpu).toMatchObject({ current: 8, recommended: 4, verdict: 'smaller', missing: [] });
    expect(cpu.basis).toBe('8 vCPU × 20 % (95th percentile over 30 days) × 1.3 = 2.08, rounded up to 4 vCPU');
    expect(verdict).toBe('mixed');
  });

  test.each([
    { reason: 'even where it is rounded', pct: 25, current: 10, recommended: 4 },
    { reason: 'one stays one', pct: 2, current: 8, recommended: 1 },
    { reason: 'an exact demand is not rounded past itself', pct: 37.5, current: 8, factor: 1, recommended: 4 },
    { reason: 'not above what it has', pct: 80, current: 8, recommended: 8 },
    { reason: 'not above an odd size it has', pct: 70, current: 3, recommended: 3 },
    { reason: 'saturated, so it grows', pct: 95, current: 8, recommended: 10 },
    { reason: 'a slower processor needs more of them', pct: 60, current: 8, speed: 0.5, recommended: 14 },
    { reason: 'a faster one fewer', pct: 60, current: 8, speed: 2, recommended: 4 },
  ])('CPU, $reason', ({ pct, current, factor = 1.3, speed = 1, recommended }) => {
    const figures = { basis: 'p95', factor, cpuSpeedFactor: speed } as const;
    expect(sizeOf({ cpuCount: current, utilisation: { cpuP95Pct: pct } }, figures).cpu.recommended).toBe(recommended);
  });

  it('takes memory in steps and leaves the guest what it needs at least', () => {
    const utilisation = { memoryP95Pct: 10 };
    expect(sizeOf({ utilisation }).memory).toMatchObject({ recommended: 5120, verdict: 'smaller' });
    const small = sizeOf({ memoryMiB: 4096, utilisation, os: { id: 'windows-server-2019' } }).memory;
    expect(small.recommended).toBe(2048);
    expect(small.basis).toContain(
      'raised to 2048 MiB (least for windows-server-2019: catalog/guest-support.yaml prefs',
    );
  });

  it('takes a higher figure for one that is unknown, never a lower one', () => {
    expect(sizeOf({ utilisation: { cpuMaxPct: 50 } }).cpu).toMatchObject({ recommended: 6 });
    expect(sizeOf({ utilisation: { cpuMaxPct: 50 } }).cpu.basis).toContain('p95 is unknown, so the higher figure');
    expect(sizeOf({ utilisation: { cpuAvgPct: 5 } }).cpu).toMatchObject({
      recommended: 8,
      verdict: 'no-data',
      missing: ['utilisation.cpuP95Pct'],
    });
  });

  it('keeps the size and says what is missing when nothing was measured', () => {
    const { cpu, memory, verdict, confidence } = sizeOf({});
    expect([cpu.recommended, memory.recommended, verdict]).toEqual([8, 32_768, 'no-data']);
    expect(memory.missing).toEqual(['utilisation.memoryP95Pct']);
    expect(confidence).toMatchObject({ pct: 0, stars: 1 });
    expect(sizeOf({ cpuCount: undefined }).cpu).toMatchObject({ recommended: null, missing: ['cpuCount'] });
  });

  test.each([
    { reason: 'a machine that is off', facts: { powerState: 'off' }, verdict: 'off', vcpu: 8 },
    { reason: 'a database, of its memory', facts: { roles: ['sql-server'] }, verdict: 'fits', vcpu: 2 },
  ] as const)('does not judge $reason by its use', ({ facts, verdict, vcpu }) => {
    const found = sizeOf({ ...facts, utilisation: { cpuP95Pct: 10, memoryP95Pct: 10 } });
    expect(found.memory).toMatchObject({ recommended: 32_768, verdict, missing: [] });
    expect(found.cpu.recommended).toBe(vcpu);
  });

  test.each([
    { reason: 'is off', facts: { powerState: 'off' }, verdict: 'off' },
    { reason: 'is a database', facts: { roles: ['sql-server'] }, verdict: 'no-data' },
  ] as const)('never says that the size fits of a machine nobody measured and that $reason', ({ facts, verdict }) => {
    expect(sizeOf(facts)).toMatchObject({ verdict, memory: { recommended: 32_768, verdict, missing: [] } });
  });

  it('warns of peaks above what is recommended and of reservations', () => {
    const { cautions } = sizeOf({ utilisation: { cpuP95Pct: 10, cpuMaxPct: 100 }, cpuReservationMhz: 4000 });
    expect(cautions).toHaveLength(2);
    expect(cautions[0]).toContain('CPU peak of 100 %');
  });

  it('knows what it rests on: five stars for a month of every figure', () => {
    const utilisation = { cpuAvgPct: 1, cpuP95Pct: 2, cpuMaxPct: 3, memoryAvgPct: 1, memoryP95Pct: 2, memoryMaxPct: 3 };
    expect(sizeOf({ utilisation: { ...utilisation, windowDays: 30, diskIops: 5 } }).confidence).toMatchObject({
      pct: 100,
      stars: 5,
    });
    expect(sizeOf({ utilisation: { ...utilisation, windowDays: 7 } }).confidence).toMatchObject({ pct: 59, stars: 3 });
    expect(sizeOf({ utilisation: { cpuP95Pct: 2, memoryP95Pct: 2 } }).confidence).toMatchObject({ pct: 40, stars: 2 });
  });
});

const pct = fc.double({ min: 0, max: 100, noNaN: true });
const utilisations: fc.Arbitrary<Utilisation> = fc
  .tuple(pct, pct, pct)
  .map((three) => three.toSorted((a, b) => a - b))
  .map(([cpuAvgPct, cpuP95Pct, cpuMaxPct]) => ({
    cpuAvgPct,
    cpuP95Pct,
    cpuMaxPct,
    memoryAvgPct: cpuAvgPct,
    memoryP95Pct: cpuP95Pct,
    memoryMaxPct: cpuMaxPct,
  }));
const factor = fc.double({ min: 1, max: 3, noNaN: true });
const basis = fc.constantFrom('avg', 'p95', 'max');

describe('whatever was measured', () => {
  it('a larger factor never recommends less', () => {
    fc.assert(
      fc.property(utilisations, basis, factor, factor, (utilisation, of, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((each) =>
          sizeOf({ utilisation }, { basis: of, factor: each, cpuSpeedFactor: 1 }),
        );
        expect(low?.cpu.recommended).toBeLessThanOrEqual(high?.cpu.recommended ?? 0);
        expect(low?.memory.recommended).toBeLessThanOrEqual(high?.memory.recommended ?? 0);
      }),
    );
  });

  it('a higher statistic never recommends less', () => {
    fc.assert(
      fc.property(utilisations, factor, (utilisation, each) => {
        const [avg, p95, max] = (['avg', 'p95', 'max'] as const).map(
          (of) => sizeOf({ utilisation }, { basis: of, factor: each, cpuSpeedFactor: 1 }).memory.recommended ?? 0,
        );
        expect(avg).toBeLessThanOrEqual(p95 ?? 0);
        expect(p95).toBeLessThanOrEqual(max ?? 0);
      }),
    );
  });

  it('by the peak it is never below the peak, and above what it has only when saturated', () => {
    fc.assert(
      fc.property(utilisations, fc.integer({ min: 1, max: 128 }), factor, (utilisation, cpuCount, each) => {
        const { cpu } = sizeOf({ cpuCount, utilisation }, { basis: 'max', factor: each, cpuSpeedFactor: 1 });
        expect(cpu.recommended).toBeGreaterThanOrEqual((cpuCount * (utilisation.cpuMaxPct ?? 0)) / 100 - 1e-6);
        if ((utilisation.cpuP95Pct ?? 0) < 90) expect(cpu.recommended).toBeLessThanOrEqual(cpuCount);
      }),
    );
  });

  it('rounding goes up by less than one step', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1_000_000, noNaN: true }), (demand) => {
        expect(roundVcpu(demand)).toBeGreaterThanOrEqual(demand - 1e-6);
        expect(roundVcpu(demand) - demand).toBeLessThan(2);
        expect(roundMemoryMiB(demand)).toBeGreaterThanOrEqual(demand - 1e-6);
        expect(roundMemoryMiB(demand) - demand).toBeLessThan(demand <= 4096 ? 256 : 1024);
      }),
    );
  });
});
