/** Which of a machine's disks the system starts from, as far as sources tell. */

import { cite } from '../catalog/provenance.ts';
import type { PlatformLimit } from '../catalog/guest-support.ts';
import type { Disk, GuestFilesystem } from '../model/workload.ts';
import { mibToGib } from '../model/units.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const isSystemPath = (path: string): boolean => path === '/' || path === '/boot' || /^c:[\\/]?$/i.test(path);

/** The only disk, or the one below the system's file system. Undefined: no source tells. */
function systemDisk(disks: readonly Disk[], filesystems: readonly GuestFilesystem[] | undefined): Disk | undefined {
  if (disks.length === 1) return disks[0];
  const below = filesystems?.find(({ path, diskKey }) => isSystemPath(path) && (diskKey ?? 0) !== 0);
  return below === undefined ? undefined : disks.find(({ key }) => key === String(below.diskKey));
}

/** Fails when the system disk is larger than the limit; unknown only when it matters which disk that is. */
export function osDiskAtMost(
  disks: readonly Disk[],
  filesystems: readonly GuestFilesystem[] | undefined,
  limit: PlatformLimit,
): Verdict {
  const isOver = ({ capacityMiB }: Disk): boolean | undefined =>
    capacityMiB === undefined ? undefined : mibToGib(capacityMiB) > limit.value;
  const over = disks.filter((disk) => isOver(disk) === true);
  const open = disks.some((disk) => isOver(disk) === undefined);
  const system = systemDisk(disks, filesystems);
  const offender = system ?? (over.length === disks.length ? disks[0] : undefined);
  if (offender !== undefined && isOver(offender) === true) {
    const size = Math.ceil(mibToGib(offender.capacityMiB ?? 0));
    return fail(`System disk ${offender.label} has ${size} GiB; at most ${limit.value} (${cite(limit)}).`);
  }
  if (system !== undefined) return isOver(system) === undefined ? unknown(['disks[].capacityMiB']) : pass;
  if (over.length === 0) return open ? unknown(['disks[].capacityMiB']) : pass;
  return unknown(['filesystems[].diskKey'], 'A disk is larger, and no source tells which one the system starts from.');
}
