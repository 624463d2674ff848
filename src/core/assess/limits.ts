/** Limits of a target, from the catalogue's table. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PlatformLimit } from '../catalog/guest-support.ts';
import { cite } from '../catalog/provenance.ts';
import { mibToGib } from '../model/units.ts';
import type { Disk, Firmware } from '../model/workload.ts';
import { listed, noneOf } from './kleene.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** The limit with this id. A missing one is a defect of the shipped catalogue, found by the rules' tests. */
export function limitOf(catalog: Catalog, id: string): PlatformLimit {
  const limit = catalog['guest-support'].platformLimits.find((candidate) => candidate.id === id);
  if (limit === undefined) throw new RangeError(`catalog/guest-support.yaml has no limit "${id}"`);
  return limit;
}

/** Fails when `value` is above the limit. `what` names the value with its unit: "vCPU". */
export function atMost(value: number, what: string, limit: PlatformLimit): Verdict {
  if (value <= limit.value) return pass;
  return fail(
    `${value} ${what}; ${limit.kind === 'tested' ? 'tested up to' : 'at most'} ${limit.value} (${cite(limit)}).`,
  );
}

/**
 * As `atMost`, where BIOS and EFI machines have different limits. Without a known firmware only what holds for both is
 * answered.
 */
export function atMostByFirmware(
  value: number,
  what: string,
  firmware: Firmware | undefined,
  limits: Readonly<Record<Firmware, PlatformLimit>>,
): Verdict {
  if (firmware !== undefined) return atMost(value, what, limits[firmware]);
  const { bios, efi } = limits;
  const [lower, higher] = bios.value <= efi.value ? [bios, efi] : [efi, bios];
  if (value <= lower.value) return pass;
  if (value > higher.value) return atMost(value, what, higher);
  return unknown(['firmware'], `${value} ${what} are too many for one of BIOS and EFI machines.`);
}

/** Fails when a disk is larger than the limit, given in GiB. */
export function disksAtMost(disks: readonly Disk[], limit: PlatformLimit): Verdict {
  return noneOf(
    disks,
    ({ capacityMiB }) => (capacityMiB === undefined ? undefined : mibToGib(capacityMiB) > limit.value),
    ['disks[].capacityMiB'],
    (found) => `Larger than ${limit.value} GiB (${cite(limit)}): ${listed(found.map(({ label }) => label))}.`,
  );
}
