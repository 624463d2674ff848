/** Who the rows of vInfo are: their stable ids, repetitions, and machines that only differ by where they are. */

import type { IssueLog } from './issues.ts';
import type { SheetData } from './sheet-data.ts';
import { vinfoUuids } from './sheets/vinfo.ts';
import type { VInfoField } from './sheets/vinfo.ts';

export interface Machines {
  /** Rows of vInfo that are no machine of their own: blank or repeated. */
  readonly leftOut: ReadonlySet<number>;
  /** Native id of each other row. */
  readonly nativeIds: ReadonlyMap<number, string>;
}

/**
 * The VM ID is the native id, else the instance or SMBIOS UUID, else the name. A row with the id of an earlier row is
 * a repetition; with names only, two machines of one name in different folders or hosts are two machines.
 */
export function identifyMachines(vinfo: SheetData<VInfoField>, issues: IssueLog): Machines {
  const leftOut = new Set<number>();
  const nativeIds = new Map<number, string>();
  const seen = new Map<string, number>();
  for (let index = 0; index < vinfo.rows; index++) {
    const row = vinfo.at(index);
    const scope = row.text('scope')?.toLowerCase() ?? '';
    const name = row.text('vm');
    const native = nativeIdOf(vinfo);
    if (native === undefined) {
      leftOut.add(index);
      row.issue('vm', {
        severity: 'error',
        code: 'MISSING_VM_NAME',
        message: 'the row has neither a name nor an id; it was left out',
        fix: 'Fill the column VM, or remove the row.',
        skipped: true,
      });
      continue;
    }
    if (name === undefined) {
      row.issue('vm', {
        severity: 'warning',
        code: 'MISSING_VM_NAME',
        message: `the machine has no name; it is shown as "${native.id}"`,
        fix: 'Fill the column VM.',
        skipped: false,
      });
    }
    const key = `${scope}\u0000${native.id}`;
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, index);
      nativeIds.set(index, native.id);
    } else {
      leftOut.add(index);
      row.issue(undefined, {
        severity: 'warning',
        code: 'DUPLICATE_VM',
        message: `"${name ?? native.id}" has the same ${native.from} as an earlier row; this row was left out`,
        fix: 'Nothing to do when the export was pasted together; otherwise export again.',
        skipped: true,
      });
    }
  }
  reportMissingIds(vinfo, issues);
  return { leftOut, nativeIds };
}

function nativeIdOf(vinfo: SheetData<VInfoField>): { id: string; from: string } | undefined {
  const vmId = vinfo.word('vmId')?.toLowerCase();
  if (vmId !== undefined) return { id: vmId, from: 'VM ID' };
  const { instanceUuid, biosUuid } = vinfoUuids(vinfo);
  const uuid = instanceUuid ?? biosUuid;
  if (uuid !== undefined) return { id: uuid, from: 'UUID' };
  const name = vinfo.text('vm');
  if (name === undefined) return undefined;
  const place = [vinfo.text('datacenter'), vinfo.text('folder')].filter((part) => part !== undefined);
  return { id: [...place, name].join('/').toLowerCase(), from: 'name and folder' };
}

/** One finding for a column that is missing altogether, instead of one for every row. */
function reportMissingIds(vinfo: SheetData<VInfoField>, issues: IssueLog): void {
  const add = (code: string, message: string, fix: string): void =>
    issues.add({ severity: 'warning', code, where: 'vInfo', message, fix, skipped: false });
  const hasUuid = vinfo.hasColumn('vmUuid') || vinfo.hasColumn('smbiosUuid') || vinfo.hasColumn('instanceUuid');
  if (!vinfo.hasColumn('vmId')) {
    add(
      'MISSING_VM_ID',
      hasUuid
        ? 'no column VM ID; machines are told apart by their UUID'
        : 'no column VM ID or VM UUID; machines are told apart by name and folder only',
      'Export with RVTools 4 or later, so that a renamed machine stays the same machine.',
    );
  }
  if (!vinfo.hasColumn('scope')) {
    add(
      'MISSING_VI_SDK_UUID',
      'no column VI SDK UUID; machines of two vCenters with the same id cannot be told apart within this file',
      'Import the export of each vCenter as a source of its own.',
    );
  }
}
