/** Sheet vDisk: one row per virtual disk. */

import type { Disk } from '../../../core/model/workload.ts';
import type { Row } from '../sheet-data.ts';
import { VM_COLUMNS, defineSheet } from '../sheet.ts';
import { datastoreOfPath, parseUuid, stated } from '../values.ts';

export const VDISK = defineSheet({
  name: 'vDisk',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'disk', 'capacity', 'mode'],
  columns: {
    ...VM_COLUMNS,
    disk: ['Disk', 'Disk Name', 'Name'],
    key: ['Disk Key', 'Key'],
    uuid: ['Disk UUID'],
    diskPath: ['Disk Path'],
    capacity: ['Capacity MiB', 'Capacity'],
    raw: ['Raw'],
    mode: ['Disk Mode', 'Mode'],
    sharing: ['Sharing mode'],
    thin: ['Thin'],
    controller: ['Controller'],
    label: ['Label'],
    sharedBus: ['Shared Bus'],
    path: ['Path'],
    rawMode: ['Raw Comp. Mode', 'Raw Compatibility Mode'],
  },
  facts: {
    disks: undefined,
    'disks[].capacityMiB': 'capacity',
    'disks[].mode': 'mode',
    'disks[].shared': 'sharing',
    'disks[].rawDeviceMapping': 'raw',
    'disks[].rawCompatibility': 'rawMode',
    'disks[].sharedBus': 'sharedBus',
    'disks[].controller': 'controller',
    'disks[].thin': 'thin',
    'disks[].datastore': 'path',
    datastores: 'path',
  },
  cost: 'Disk sizes, modes, sharing, raw mappings and datastores stay unknown; disk rules and placement by disk cannot decide.',
});

export type VDiskField = keyof typeof VDISK.columns;

const MODES = [
  'persistent',
  'independent_persistent',
  'independent_nonpersistent',
  'nonpersistent',
  'append',
  'undoable',
] as const;

/** `usedElsewhere`: another machine of the export has a disk with the same path. */
export function diskOf(row: Row<VDiskField>, usedElsewhere: boolean): Disk {
  const path = diskPath(row);
  const mode = row.word('mode')?.toLowerCase();
  const bus = sharedBus(row.word('sharedBus'));
  return stated<Disk>({
    label: row.word('disk') ?? row.word('label') ?? 'disk',
    key: row.text('key'),
    capacityMiB: row.number('capacity'),
    datastore: datastoreOfPath(path ?? ''),
    path,
    thin: row.flag('thin'),
    mode: MODES.find((known) => known === mode),
    // Failover clusters share disks by the bus of their controller, with the sharing mode of the disk left at "none".
    shared: usedElsewhere || bus === 'physical' || bus === 'virtual' ? true : sharing(row.word('sharing')),
    rawDeviceMapping: row.flag('raw'),
    rawCompatibility: rawCompatibility(row.word('rawMode')),
    controller: row.word('controller'),
    bus: busOf(row.word('controller') ?? ''),
    sharedBus: bus,
    uuid: parseUuid(row.text('uuid') ?? ''),
  });
}

/** "[datastore] folder/file.vmdk": newest exports have it as "Disk Path", others as "Path". */
function diskPath(row: Row<VDiskField>): string | undefined {
  const own = row.text('diskPath');
  return own !== undefined && datastoreOfPath(own) !== undefined ? own : (row.text('path') ?? own);
}

function sharing(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/none|nosharing/i.test(text)) return false;
  return /multi/i.test(text) ? true : undefined;
}

function rawCompatibility(text: string | undefined): Disk['rawCompatibility'] {
  if (/^physical/i.test(text ?? '')) return 'physical';
  return /^virtual/i.test(text ?? '') ? 'virtual' : undefined;
}

function sharedBus(text: string | undefined): Disk['sharedBus'] {
  if (/^physical/i.test(text ?? '')) return 'physical';
  if (/^virtual/i.test(text ?? '')) return 'virtual';
  return /^no/i.test(text ?? '') ? 'none' : undefined;
}

/** Controllers are named by their driver or label: "VMware paravirtual SCSI", "LSI Logic SAS", "SATA controller 0". */
function busOf(controller: string): Disk['bus'] {
  if (/nvme/i.test(controller)) return 'nvme';
  if (/sata|ahci/i.test(controller)) return 'sata';
  if (/\bide\b/i.test(controller)) return 'ide';
  return /scsi|lsi|bus ?logic/i.test(controller) ? 'scsi' : undefined;
}
