/** Who the rows of vInfo are: their stable ids, repetitions, and machines that only differ by where they are. */

import { NO_STRING } from '../../formats/table.ts';
import type { IssueLog } from './issues.ts';
import { pairKey } from './join.ts';
import type { SheetData } from './sheet-data.ts';
import type { VInfoField } from './sheets/vinfo.ts';
import { parseUuid } from './values.ts';

export interface Machines {
  /** Rows of vInfo that are no machine of their own: blank or repeated. */
  readonly leftOut: ReadonlySet<number>;
  /** Native id of each other row. */
  readonly nativeIds: ReadonlyMap<number, string>;
}

/**
 * The VM ID is the native id, else the instance or SMBIOS UUID, else folder and name. A row with the id of an earlier
 * row is a repetition. A UUID that machines of different names share was copied with a clone and tells nothing.
 */
export function identifyMachines(vinfo: SheetData<VInfoField>, issues: IssueLog): Machines {
  const leftOut = new Set<number>();
  const nativeIds = new Map<number, string>();
  const seen = new Set<string>();
  const cloned = clonedUuids(vinfo);
  for (let index = 0; index < vinfo.rows; index++) {
    const row = vinfo.at(index);
    const scope = row.text('scope')?.toLowerCase() ?? '';
    const name = row.text('vm');
    const native = nativeIdOf(vinfo, cloned);
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
    if (!seen.has(key)) {
      seen.add(key);
      nativeIds.set(index, native.id);
      reportClone(vinfo, cloned);
      continue;
    }
    leftOut.add(index);
    row.issue(undefined, {
      severity: 'warning',
      code: 'DUPLICATE_VM',
      message: `"${name ?? native.id}" has the same ${native.from} as an earlier row; this row was left out`,
      fix: 'Nothing to do when the export was pasted together; otherwise export again.',
      skipped: true,
    });
  }
  reportMissingIds(vinfo, issues);
  return { leftOut, nativeIds };
}

function nativeIdOf(
  vinfo: SheetData<VInfoField>,
  cloned: ReadonlySet<string>,
): { id: string; from: string } | undefined {
  const vmId = vinfo.word('vmId')?.toLowerCase();
  if (vmId !== undefined) return { id: vmId, from: 'VM ID' };
  const uuid = uuidOf(vinfo);
  if (uuid !== undefined && !cloned.has(uuid)) return { id: uuid, from: 'UUID' };
  const name = vinfo.text('vm');
  if (name === undefined) return undefined;
  const place = [vinfo.text('datacenter'), vinfo.text('folder')].filter((part) => part !== undefined);
  return { id: [...place, name].join('/').toLowerCase(), from: 'name and folder' };
}

/** The UUID by which a machine is known when it has no VM ID, without a word on cells that hold none. */
function uuidOf(vinfo: SheetData<VInfoField>): string | undefined {
  for (const field of ['instanceUuid', 'vmUuid', 'smbiosUuid'] as const) {
    const uuid = parseUuid(vinfo.text(field) ?? '');
    if (uuid !== undefined) return uuid;
  }
  return undefined;
}

/** UUIDs that machines of different names have, found by comparing pool ids. */
function clonedUuids(vinfo: SheetData<VInfoField>): ReadonlySet<string> {
  const nameOf = new Map<number, number>();
  const cloned = new Set<string>();
  for (let index = 0; index < vinfo.rows; index++) {
    vinfo.at(index);
    const name = vinfo.textId('vm');
    for (const field of ['vmUuid', 'smbiosUuid'] as const) {
      const id = vinfo.textId(field);
      if (id === NO_STRING) continue;
      const key = pairKey(id, vinfo.textId('scope'));
      const other = nameOf.get(key);
      if (other === undefined) nameOf.set(key, name);
      else if (other !== name) {
        const uuid = parseUuid(vinfo.text(field) ?? '');
        if (uuid !== undefined) cloned.add(uuid);
      }
    }
  }
  return cloned;
}

function reportClone(vinfo: SheetData<VInfoField>, cloned: ReadonlySet<string>): void {
  if (cloned.size === 0) return;
  const uuid = parseUuid(vinfo.text('smbiosUuid') ?? vinfo.text('vmUuid') ?? '');
  if (uuid === undefined || !cloned.has(uuid)) return;
  vinfo.issue(undefined, {
    severity: 'warning',
    code: 'CLONED_UUID',
    message: `"${vinfo.text('vm') ?? uuid}" has a UUID that a machine of another name has too`,
    fix: 'Give the clone a UUID of its own (uuid.action = "create"), so that other sources can tell the two apart.',
    skipped: false,
  });
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
