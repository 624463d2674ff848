/** Whether two sources say the same about a fact, once differences of spelling and of the moment are taken out. */

import { canonicalJson } from '../evidence/digest.ts';
import type { Device, Disk, FactKey, GuestFilesystem, GuestOs, Nic, Snapshot, WorkloadFacts } from './workload.ts';

const text = (value: string): string => value.trim().toLowerCase();
const set = (values: readonly string[]): string => [...new Set(values.map(text))].sort().join('\n');
const bag = (values: readonly (string | number | undefined)[]): string =>
  values
    .map((value) => String(value ?? '?'))
    .sort()
    .join('\n');

/**
 * Shares by which these differ without anyone being wrong: measured at different moments; and a guest sees less memory
 * than its platform gives it, by what firmware and kernel keep.
 */
const TOLERANCES: Readonly<Partial<Record<FactKey, number>>> = { usedMiB: 0.02, provisionedMiB: 0.02, memoryMiB: 0.08 };
/** Sources complete each other on roles: see roles-merge.ts. */
const NEVER_DISPUTED: ReadonlySet<FactKey> = new Set(['utilisation', 'roles', 'rolesSeen']);

type Comparable = { readonly [K in FactKey]?: (value: NonNullable<WorkloadFacts[K]>) => string };

/** Lists are compared by what identifies their members: platforms label the same disk differently. */
const AS_TEXT: Comparable = {
  disks: (disks: readonly Disk[]) => bag(disks.map((disk) => disk.capacityMiB && Math.round(disk.capacityMiB))),
  nics: (nics: readonly Nic[]) => bag(nics.map((nic) => nic.macAddress && text(nic.macAddress))),
  snapshots: (snapshots: readonly Snapshot[]) => bag(snapshots.map((snapshot) => text(snapshot.name))),
  filesystems: (filesystems: readonly GuestFilesystem[]) => bag(filesystems.map((filesystem) => text(filesystem.path))),
  devices: (devices: readonly Device[]) => bag(devices.map((device) => device.type)),
};

function sameOs(a: GuestOs, b: GuestOs): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  const narrowed = (os: GuestOs, id: string): boolean => os.candidates === undefined || os.candidates.includes(id);
  if (a.id !== undefined && !narrowed(b, a.id)) return false;
  if (b.id !== undefined && !narrowed(a, b.id)) return false;
  if (a.product !== undefined && b.product !== undefined && a.product !== b.product) return false;
  return a.family === undefined || b.family === undefined || a.family === b.family;
}

/** The host name of one source may be the first label of the other's. */
function sameHostName(a: string, b: string): boolean {
  const [left, right] = [text(a), text(b)];
  return left === right || left.startsWith(`${right}.`) || right.startsWith(`${left}.`);
}

export function sameFact<K extends FactKey>(
  key: K,
  a: NonNullable<WorkloadFacts[K]>,
  b: NonNullable<WorkloadFacts[K]>,
): boolean {
  if (NEVER_DISPUTED.has(key)) return true;
  if (key === 'os') return sameOs(a as GuestOs, b as GuestOs);
  if (typeof a === 'string' && typeof b === 'string')
    return key === 'hostName' ? sameHostName(a, b) : text(a) === text(b);
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= (TOLERANCES[key] ?? 0) * Math.max(a, b);
  }
  const asText = AS_TEXT[key];
  if (asText !== undefined) return asText(a) === asText(b);
  if (isTextList(a) && isTextList(b)) return set(a) === set(b);
  return canonicalJson(a) === canonicalJson(b);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}
