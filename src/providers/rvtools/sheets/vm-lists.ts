/** Sheets with several rows per virtual machine that become short lists: snapshots, file systems, devices. */

import type { Device, GuestFilesystem, Snapshot } from '../../../core/model/workload.ts';
import type { Row } from '../sheet-data.ts';
import { VM_COLUMNS, defineSheet } from '../sheet.ts';
import { stated, withoutLicenceKeys } from '../values.ts';

export const VSNAPSHOT = defineSheet({
  name: 'vSnapshot',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'createdAt', 'quiesced'],
  columns: {
    ...VM_COLUMNS,
    name: ['Name', 'Snapshot'],
    createdAt: ['Date / time', 'Date'],
    size: ['Size MiB (total)', 'Size total MiB', 'Size MiB (vmsn)', 'Size MiB'],
    quiesced: ['Quiesced'],
  },
  facts: {
    snapshots: undefined,
    'snapshots[].createdAt': 'createdAt',
    'snapshots[].sizeMiB': 'size',
    'snapshots[].quiesced': 'quiesced',
  },
  cost: 'Snapshots stay unknown; forgotten ones block a warm migration unseen.',
});

export const VPARTITION = defineSheet({
  name: 'vPartition',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'disk', 'consumed', 'free'],
  columns: {
    ...VM_COLUMNS,
    diskKey: ['Disk Key'],
    disk: ['Disk', 'Partition'],
    capacity: ['Capacity MiB', 'Capacity'],
    consumed: ['Consumed MiB', 'Consumed'],
    free: ['Free MiB', 'Free', 'Free Space MiB'],
  },
  facts: { filesystems: undefined, 'filesystems[].freeMiB': 'free', 'filesystems[].diskKey': 'diskKey' },
  cost: 'Free space inside the guests stays unknown; a full system disk makes a conversion fail.',
});

export const VUSB = defineSheet({
  name: 'vUSB',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'node', 'ehci'],
  columns: {
    ...VM_COLUMNS,
    node: ['Device Node', 'USB label'],
    type: ['Device Type'],
    connected: ['Connected'],
    ehci: ['EHCI enabled'],
  },
  facts: { devices: undefined },
  cost: 'USB devices stay unknown.',
});

export const VCD = defineSheet({
  name: 'vCD',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'node', 'type', 'startConnected'],
  columns: {
    ...VM_COLUMNS,
    node: ['Device Node', 'CD label'],
    type: ['Device Type', 'CD Path'],
    connected: ['Connected'],
    startConnected: ['Starts Connected'],
  },
  facts: { devices: undefined },
  cost: 'Connected CD drives stay unknown; one that holds an image keeps a machine from moving.',
});

/** Only exports of the 3.x versions have it. */
export const VFLOPPY = defineSheet({
  name: 'vFloppy',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'floppy'],
  columns: {
    ...VM_COLUMNS,
    node: ['Device Node'],
    floppy: ['Floppy label'],
    connected: ['Connected'],
  },
  facts: {},
});

export function snapshotOf(row: Row<keyof typeof VSNAPSHOT.columns>): Snapshot {
  return stated<Snapshot>({
    name: withoutLicenceKeys(row.text('name') ?? 'snapshot'),
    createdAt: row.date('createdAt'),
    sizeMiB: row.amount('size'),
    quiesced: row.flag('quiesced'),
  });
}

/** Undefined when the row names no mount point. */
export function filesystemOf(row: Row<keyof typeof VPARTITION.columns>): GuestFilesystem | undefined {
  const path = row.text('disk');
  if (path === undefined) return undefined;
  return stated<GuestFilesystem>({
    path,
    capacityMiB: row.amount('capacity'),
    freeMiB: row.amount('free'),
    diskKey: row.amount('diskKey'),
  });
}

/** The sheet lists devices; some versions list their controllers too. */
export function usbOf(row: Row<keyof typeof VUSB.columns>): Device {
  const text = `${row.text('node') ?? ''} ${row.text('type') ?? ''}`;
  return stated<Device>({
    type: /controller|xhci|ehci/i.test(text) ? 'usb-controller' : 'usb',
    label: row.text('node') ?? row.text('type'),
    connected: row.flag('connected'),
  });
}

export function cdOf(row: Row<keyof typeof VCD.columns>): Device {
  return stated<Device>({
    type: 'cdrom',
    label: row.text('node') ?? row.text('type'),
    connected: row.flag('connected'),
  });
}

export function floppyOf(row: Row<keyof typeof VFLOPPY.columns>): Device {
  return stated<Device>({
    type: 'floppy',
    label: row.text('floppy') ?? row.text('node'),
    connected: row.flag('connected'),
  });
}
