/** What the guest agent says, and what libvirt's own networks know of a guest's addresses. */

import type { GuestFilesystem } from '../../../core/model/workload.ts';
import { macOf } from '../../import-values.ts';
import type { InterfaceAddresses } from '../rpc/calls.ts';
import type { Parameters, ParameterValue } from '../rpc/types.ts';
import { mibOf } from '../units.ts';

export interface GuestReport {
  /** The guest's own name for its system: "Debian GNU/Linux 12 (bookworm)". */
  readonly system?: string;
  readonly hostName?: string;
  /** By MAC address. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  readonly filesystems?: readonly GuestFilesystem[];
}

const MAX_FILESYSTEMS = 512;
/** File systems that hold no data of their own. */
const WITHOUT_DATA = new Set(['tmpfs', 'devtmpfs', 'overlay', 'squashfs', 'iso9660', 'CDFS', 'UDF', 'autofs', 'proc']);

export function systemOf(values: Parameters): string | undefined {
  const pretty = textIn(values.get('os.pretty-name'));
  if (pretty !== undefined) return pretty;
  const parts = [textIn(values.get('os.name')), textIn(values.get('os.version'))];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

export const hostNameOf = (values: Parameters): string | undefined => textIn(values.get('hostname'));

/** Undefined when the agent lists none: it does not know the command, then. */
export function filesystemsOf(values: Parameters): readonly GuestFilesystem[] | undefined {
  const count = Number(values.get('fs.count') ?? 0);
  if (!(count > 0)) return undefined;
  return Array.from({ length: Math.min(count, MAX_FILESYSTEMS) }, (_, index) => `fs.${index}.`).flatMap((prefix) => {
    const path = textIn(values.get(`${prefix}mountpoint`));
    if (path === undefined || WITHOUT_DATA.has(textIn(values.get(`${prefix}fstype`)) ?? '')) return [];
    const total = bytesIn(values.get(`${prefix}total-bytes`));
    const used = bytesIn(values.get(`${prefix}used-bytes`));
    return [
      {
        path: drivePath(path),
        ...(total !== undefined && { capacityMiB: mibOf(total) }),
        ...(total !== undefined && used !== undefined && { freeMiB: Math.max(0, mibOf(total - used)) }),
      },
    ];
  });
}

/** The Windows agent writes "C:\"; volumes without a letter come by their long name and are kept as they are. */
const drivePath = (path: string): string => (/^[A-Za-z]:$/.test(path) ? `${path}\\` : path);

/** Several answers about one guest, the first that names an adapter being believed. */
export function addressesByMac(
  answers: readonly (readonly InterfaceAddresses[])[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { mac, addresses } of answers.flat()) {
    const key = macOf(mac);
    if (key !== undefined && !found.has(key) && addresses.length > 0) {
      found.set(key, addresses.map(({ address }) => address).sort());
    }
  }
  return found;
}

function textIn(value: ParameterValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const bytesIn = (value: ParameterValue | undefined): number | undefined =>
  typeof value === 'number' && value >= 0 ? value : undefined;
