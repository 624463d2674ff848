/** The least a guest may be given, from the catalogue's preferences per guest operating system. */

import type { Catalog } from '../catalog/catalog.ts';
import { cite } from '../catalog/provenance.ts';
import type { GuestOs } from '../model/workload.ts';

export interface Minimum {
  readonly vcpu: number;
  readonly memoryMiB: number;
  /** "2 GiB for windows-server-2019 (catalog/guest-support.yaml kubevirt-prefs, 2026-08-21)". */
  readonly source: string;
}

export type Minimums = (os: GuestOs | undefined) => Minimum | undefined;

const UNIT: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024 };

/** Looks by release first, then by product; undefined where the catalogue has neither. */
export function minimumsOf(support: Pick<Catalog['guest-support'], 'kubevirtPreferences'>): Minimums {
  const known = new Map<string, Minimum>();
  for (const record of support.kubevirtPreferences) {
    const amount = /^([\d.]+)(Mi|Gi)$/.exec(record.minMemory);
    if (amount === null) continue;
    known.set(record.os, {
      vcpu: record.minVcpu,
      memoryMiB: Number(amount[1]) * (UNIT[amount[2] ?? 'Mi'] ?? 1),
      source: `least for ${record.os}: catalog/guest-support.yaml ${cite(record)}`,
    });
  }
  return (os) => {
    const byId = os?.id === undefined ? undefined : known.get(os.id);
    return byId ?? (os?.product === undefined ? undefined : known.get(os.product));
  };
}
