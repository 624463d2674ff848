/** Which disk files several machines of the export use: the clearest sign of a shared disk there is. */

import { NO_STRING } from '../../formats/table.ts';
import { pairKey } from './join.ts';
import type { SheetData } from './sheet-data.ts';
import type { VDiskField } from './sheets/vdisk.ts';

const SEVERAL = -2;

export class SharedDisks {
  /** Disk files with several users, by vCenter and path. */
  readonly #shared = new Set<number>();

  constructor(vdisk: SheetData<VDiskField>) {
    const users = new Map<number, number>();
    for (let index = 0; index < vdisk.rows; index++) {
      vdisk.at(index);
      const key = keyOf(vdisk);
      if (key === undefined) continue;
      const id = vdisk.textId('vmId');
      const user = id === NO_STRING ? vdisk.textId('vm') : id;
      const other = users.get(key);
      if (other === undefined || other === user) users.set(key, user);
      else {
        users.set(key, SEVERAL);
        // "Path" may be that of the configuration file, which says nothing about disks.
        const path = vdisk.text('diskPath') ?? vdisk.text('path') ?? '';
        if (/\.vmdk$/i.test(path)) this.#shared.add(key);
      }
    }
  }

  usedElsewhere(row: SheetData<VDiskField>): boolean {
    if (this.#shared.size === 0) return false;
    const key = keyOf(row);
    return key !== undefined && this.#shared.has(key);
  }
}

/** Path with its vCenter: datastores of two vCenters may share a name. */
function keyOf(row: SheetData<VDiskField>): number | undefined {
  const own = row.textId('diskPath');
  const path = own === NO_STRING ? row.textId('path') : own;
  return path === NO_STRING ? undefined : pairKey(path, row.textId('scope'));
}
