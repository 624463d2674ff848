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
    ['x86_64_v3', 3],
    ['x86-64-v1', 1],
    ['Cascadelake-Server', 4],
    ['cooper-lake', 4],
    ['intel-emeraldrapids', 4],
    ['EPYC-Turin', 4],
    ['amd-zen4', 4],
    ['EPYC-Rome', 3],
    ['naples', 3],
    ['Westmere', 2],
    ['IvyBridge', 2],
    ['ivy-bridge', 2],
    ['Opteron_G5', 2],
    ['Opteron_G3', 1],
    ['amd-rev-f', 1],
    ['Penryn', 1],
    ['core2duo', 1],
    ['phenom', 1],
    ['host-passthrough', undefined],
    ['', undefined],
  ])('%s offers v%s', (model, level) => {
    expect(cpuLevelOf(model)).toBe(level);
  });

  it.each([
    ['rhel-9', 2],
    ['rhel-10.1', 3],
    ['windows-11-24h2-e', 2],
    ['windows-10-22h2', 1],
    ['centos-stream-9', 2],
    ['centos-stream-10', 3],
    ['rocky-9.4', 2],
    ['rocky-10', 3],
    ['oracle-linux-9', 2],
    ['oracle-linux-10', 3],
    ['alma-9', 2],
    ['alma-10', 2],
    ['sles-16.0', 2],
    ['sles-15.6', 1],
    ['rhel-8', 1],
    ['windows', undefined],
    ['centos-stream', undefined],
    ['rhel', undefined],
  ])('%s needs v%s', (os, level) => {
    expect(cpuLevelNeeded(os)).toBe(level);
  });
});
