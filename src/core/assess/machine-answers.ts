/** Answers that rules of several source platforms share; each of them adds its own words on what to do. */

import type { GuestRecord } from '../catalog/guest-support.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { cite } from '../catalog/provenance.ts';
import type { Disk, GuestOs, Snapshot } from '../model/workload.ts';
import { guestName, judgeGuest, tableAnswers } from './guest-tables.ts';
import { listed, noneOf } from './kleene.ts';
import { fail, pass } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** Fails for a disk whose capacity is stated and not above zero. */
export const capacityAnswer = (disks: readonly Disk[]): Verdict =>
  noneOf(
    disks,
    ({ capacityMiB }) => (capacityMiB === undefined ? undefined : capacityMiB <= 0),
    ['disks[].capacityMiB'],
    (found) => `No capacity: ${listed(found.map(({ label, capacityMiB }) => `${label} (${capacityMiB ?? 0} MiB)`))}.`,
  );

/** Fails for a disk that more than one machine writes to. */
export const sharedDiskAnswer = (disks: readonly Disk[]): Verdict =>
  noneOf(
    disks,
    (disk) => disk.shared,
    ['disks[].shared'],
    (found) => `Shared: ${listed(found.map(({ label }) => label))}.`,
  );

/** Fails for a disk that is a LUN or a disk of the host. */
export const rawDeviceAnswer = (disks: readonly Disk[]): Verdict =>
  noneOf(
    disks,
    (disk) => disk.rawDeviceMapping,
    ['disks[].rawDeviceMapping'],
    (found) =>
      `Mapped LUNs: ${listed(found.map(({ label, rawCompatibility: mode }) => (mode === undefined ? label : `${label} (${mode})`)))}.`,
  );

/** Fails for a name that the migration changes on the way: RFC 1123 in any letter case, at most 63 characters. */
export function dnsNameAnswer(name: string): Verdict {
  if (name.length > 63) return fail(`"${name}" has ${name.length} characters.`);
  return /^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)?$/.test(name) ? pass : fail(`"${name}" has other characters.`);
}

export const snapshotAnswer = (snapshots: readonly Snapshot[]): Verdict =>
  snapshots.length === 0 ? pass : fail(`${snapshots.length} snapshots: ${listed(snapshots.map(({ name }) => name))}.`);

/** Fails for a guest that a list of the migration tool leaves out, and says what the platform's vendor thinks of it. */
export function toolListAnswer(os: GuestOs, list: readonly GuestRecord[], catalog: Catalog): Verdict {
  const [listing] = list;
  const [vendor] = tableAnswers(catalog['guest-support'].openshiftVirtualization, os) ?? [];
  const other =
    vendor === undefined || vendor === 'absent'
      ? "The vendor's guest list does not name it either."
      : `The vendor's guest list says ${vendor.verdict} (${cite(vendor)})${
          vendor.verdict === 'certified' || vendor.verdict === 'vendor-supported' ? ': the two disagree.' : '.'
        }`;
  const tool = listing === undefined ? '' : ` (${cite(listing)})`;
  return judgeGuest(
    list,
    os,
    (answer) => answer === 'absent',
    () => `${guestName(os)} is not in the tool's list${tool}. ${other}`,
  );
}
