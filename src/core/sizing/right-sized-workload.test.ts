import { describe, expect, it } from 'vitest';
import { demandOf } from '../cost/demand.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import { createRightSizer, figuresFor } from './right-sized-workload.ts';
import { sizingSettings } from './settings.ts';

const none = () => undefined;
const machine = workloadWith({
  cpuCount: 16,
  coresPerSocket: 8,
  memoryMiB: 65_536,
  disks: [{ label: 'a', capacityMiB: 1024 }],
  environment: 'test',
  utilisation: { cpuP95Pct: 15, memoryP95Pct: 50, cpuAvgPct: 5 },
});

describe('the workload as prices see it', () => {
  it('has the recommended size, and its percentages are of that size', () => {
    const { facts } = createRightSizer(sizingSettings('right-sized'), none)(machine);
    // 16 × 15 % × 1.3 = 3.12 → 4 vCPU; 15 % of 16 are 60 % of 4, so it is no burstable machine any more.
    expect(facts).toMatchObject({ cpuCount: 4, memoryMiB: 43_008, utilisation: { cpuP95Pct: 60, cpuAvgPct: 20 } });
    expect(facts).not.toHaveProperty('coresPerSocket');
    expect(demandOf({ ...machine, facts })).toMatchObject({ vcpu: 4, burstableFromPct: 0 });
    expect(demandOf(machine)).toMatchObject({ vcpu: 16, burstableFromPct: 20 });
  });

  it('is the very same when nothing changes', () => {
    const unmeasured = workloadWith({ cpuCount: 4, memoryMiB: 4096 });
    expect(createRightSizer(sizingSettings('right-sized'), none)(unmeasured)).toBe(unmeasured);
  });

  it('follows overrides by filter, the last one figure by figure; an unknown answer is none', () => {
    const figures = figuresFor(
      sizingSettings({
        mode: 'right-sized',
        factor: 1.5,
        overrides: [
          { match: 'environment = test', basis: 'avg', factor: 1 },
          { match: 'cpuCount > 8', factor: 2 },
          { match: 'criticality = high', basis: 'max' },
        ],
      }),
    );
    expect(figures(machine)).toEqual({ basis: 'avg', factor: 2, cpuSpeedFactor: 1 });
    expect(figures(workloadWith({ cpuCount: 2 }))).toEqual({ basis: 'p95', factor: 1.5, cpuSpeedFactor: 1 });
  });
});

describe('sizingSettings', () => {
  it('is as it is unless asked for', () => {
    expect(sizingSettings(undefined).mode).toBe('as-is');
    expect(sizingSettings('right-sized')).toMatchObject({ mode: 'right-sized', basis: 'p95', factor: 1.3 });
    expect(sizingSettings({ mode: 'as-is', factor: 2, basis: undefined })).toMatchObject({
      mode: 'as-is',
      basis: 'p95',
      factor: 2,
      overrides: [],
    });
  });
});
