/** What a CPU generation offers, as the levels compilers and distributions go by: x86-64-v1 to v4. */

import { isWithin } from './guest-tables.ts';

export type CpuLevel = 1 | 2 | 3 | 4;

/** EVC modes, libvirt and KubeVirt models. The first that fits tells; order matters where names hold one another. */
const LEVELS: readonly (readonly [RegExp, CpuLevel])[] = [
  [/x86[-_]64[-_]v([1-4])/, 1],
  [/sapphire|emerald|granite|ice-?lake|cascade-?lake|sky-?lake|cooper-?lake|genoa|turin|zen-?[45]/, 4],
  [/haswell|broadwell|epyc|rome|milan|naples|zen/, 3],
  [/nehalem|westmere|sandy-?bridge|ivy-?bridge|bulldozer|piledriver|steamroller|excavator|opteron[-_]g[45]/, 2],
  [/merom|penryn|conroe|rev-[ef]|greyhound|opteron[-_]g[123]|qemu64|kvm64|core2duo|phenom/, 1],
];

/** Level of a CPU model or EVC mode by its name. Undefined: the name tells none ("host-passthrough"). */
export function cpuLevelOf(model: string): CpuLevel | undefined {
  const name = model.toLowerCase();
  for (const [pattern, level] of LEVELS) {
    const found = pattern.exec(name);
    if (found === null) continue;
    const stated = Number(found[1]);
    return stated === 2 || stated === 3 || stated === 4 ? stated : level;
  }
  return undefined;
}

/** Systems built for a level, or that check for its instructions. Windows 11 wants POPCNT and SSE4.2. */
const NEEDS: readonly (readonly [os: string, level: CpuLevel])[] = [
  ['rhel-10', 3],
  ['centos-stream-10', 3],
  ['rocky-10', 3],
  ['oracle-linux-10', 3],
  ['alma-10', 2],
  ['rhel-9', 2],
  ['centos-stream-9', 2],
  ['rocky-9', 2],
  ['alma-9', 2],
  ['oracle-linux-9', 2],
  ['sles-16', 2],
  ['windows-11', 2],
];

/** Level a guest needs; 1 for those that run everywhere; undefined for an id too coarse to tell. */
export function cpuLevelNeeded(osId: string): CpuLevel | undefined {
  const exact = NEEDS.find(([os]) => isWithin(osId, os));
  if (exact !== undefined) return exact[1];
  return NEEDS.some(([os]) => isWithin(os, osId)) ? undefined : 1;
}
