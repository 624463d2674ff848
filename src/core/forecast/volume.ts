/** How much of a machine has to be copied, as a range of GiB, and what of that is assumed. */

import type { MigrationMethod, MigrationThroughput } from '../catalog/migration-throughput.ts';
import type { Range } from '../cost/range.ts';
import { mibToGib } from '../model/units.ts';
import type { WorkloadFacts } from '../model/workload.ts';

/** Provisioned size in GiB: what a full copy moves. Undefined when no source said. */
export function provisionedGiB(facts: WorkloadFacts): number | undefined {
  const sizes = facts.disks?.map((disk) => disk.capacityMiB);
  if (sizes?.every((size) => size !== undefined)) return mibToGib(sizes.reduce((sum, size) => sum + size, 0));
  return facts.provisionedMiB === undefined ? undefined : mibToGib(facts.provisionedMiB);
}

/** Space in use in GiB, never more than the provisioned size. Undefined when no source said. */
export function usedGiB(facts: WorkloadFacts): number | undefined {
  const used = facts.disks?.map((disk) => disk.usedMiB);
  const mib =
    facts.usedMiB ??
    (used?.every((size) => size !== undefined) ? used.reduce((sum, size) => sum + size, 0) : undefined);
  if (mib === undefined) return undefined;
  const limit = provisionedGiB(facts);
  return limit === undefined ? mibToGib(mib) : Math.min(mibToGib(mib), limit);
}

export interface CopyVolume {
  readonly giB: Range;
  /** Of which the source holds blocks in use, for what is rewritten meanwhile. */
  readonly usedGiB: Range;
  readonly basis: string;
  readonly assumed: readonly string[];
}

/** Undefined: neither disks nor used space is known. */
export function copyVolume(
  facts: WorkloadFacts,
  copies: MigrationMethod['copies'],
  { usedShare, thinGrowth }: MigrationThroughput['volume'],
): CopyVolume | undefined {
  const whole = provisionedGiB(facts);
  const inUse = usedGiB(facts);
  if (whole === undefined && inUse === undefined) return undefined;
  const assumed: string[] = [];
  let used: Range;
  if (inUse === undefined) {
    const size = whole ?? 0;
    used = { low: size * usedShare.low, likely: size * usedShare.likely, high: size * usedShare.high };
    assumed.push(
      `used space is unknown: ${usedShare.low * 100} to ${usedShare.high * 100} % of what is provisioned, likely ${usedShare.likely * 100} %`,
    );
  } else {
    const thin = facts.disks !== undefined && facts.disks.length > 0 && facts.disks.every((disk) => disk.thin === true);
    const most = whole === undefined || thin ? inUse * thinGrowth : whole;
    used = { low: inUse, likely: inUse, high: Math.max(inUse, Math.min(most, whole ?? most)) };
    if (whole === undefined) assumed.push('provisioned size is unknown: what is in use counts');
    else if (!thin && whole > inUse)
      assumed.push('blocks that hold no files may be copied too: at most what is provisioned');
  }
  const giB = volumeOf(copies, used, whole, assumed);
  const shown = (value: number): string => String(Math.round(value * 10) / 10);
  return {
    giB,
    usedGiB: used,
    basis: `${shown(giB.likely)} GiB to copy (${shown(giB.low)} to ${shown(giB.high)}; ${copies === 'used' ? 'blocks in use' : copies === 'provisioned' ? 'whole disks' : 'data without the system'})`,
    assumed,
  };
}

function volumeOf(copies: MigrationMethod['copies'], used: Range, whole: number | undefined, assumed: string[]): Range {
  if (copies === 'used') return used;
  if (copies === 'provisioned')
    return whole === undefined ? used : { low: used.low, likely: whole, high: Math.max(whole, used.high) };
  assumed.push('how much of it is data and how much system is unknown: none, half or all of what is in use');
  return { low: 0, likely: used.likely / 2, high: used.high };
}
