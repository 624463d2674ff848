import { describe, expect, it } from 'vitest';
import { cpuLevelNeeded, cpuLevelOf } from './cpu-levels.ts';

describe('CPU generations', () => {
  it.each([
    ['intel-merom', 1],
    ['intel-nehalem', 2],
    ['intel-sandybridge', 2],
    ['Haswell-noTSX', 3],
    ['intel-broadwell', 3],
    ['intel-skylake', 4],
    ['Icelake-Server', 4],
    ['intel-sapphirerapids', 4],
    ['amd-rev-e', 1],
    ['amd-piledriver', 2],
    ['amd-zen2', 3],
    ['EPYC-Milan', 3],
    ['EPYC-Genoa', 4],
    ['x86-64-v2-AES', 2],
    ['x86-64-v4', 4],
    ['qemu64', 1],
    ['host-passthrough', undefined],
  ])('%s offers v%s', (model, level) => {
    expect(cpuLevelOf(model)).toBe(level);
  });

  it.each([
    ['rhel-9', 2],
    ['rhel-10.1', 3],
    ['windows-11-24h2-e', 2],
    ['windows-10-22h2', 1],
    ['rhel', undefined],
  ])('%s needs v%s', (os, level) => {
    expect(cpuLevelNeeded(os)).toBe(level);
  });
});
