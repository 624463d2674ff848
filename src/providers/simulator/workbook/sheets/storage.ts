/** vDisk, vPartition, vSnapshot and vFileInfo. */

import type { Disk, GuestFilesystem, Snapshot } from '../../../../core/model/workload.ts';
import { folderName } from '../../sources/vsphere.ts';
import { always, blank, date, flag, int, sheet, text, unique } from '../column.ts';
import type { Machine } from '../column.ts';
import { headOf, partsOf, powerText, serverOf, tailOf } from './common.ts';
import type { Part } from './common.ts';

const machineOf = <Item>(part: Part<Item>): Machine => part.machine;
const SHARED_BUS = { none: 'noSharing', virtual: 'virtualSharing', physical: 'physicalSharing' } as const;
const multiWriter = (disk: Disk): boolean => disk.shared === true && disk.sharedBus === 'none';
const unit = (disk: Disk): number => (Number(disk.key ?? 2000) - 2000) % 16;
const controllerNumber = (disk: Disk): number => Math.floor((Number(disk.key ?? 2000) - 2000) / 16);
const rawLun = (disk: Disk): string | undefined =>
  disk.rawDeviceMapping === true ? `vml.02000000006${(disk.uuid ?? '').replaceAll('-', '')}` : undefined;

export const vDisk = sheet<Part<Disk>>(
  'vDisk',
  [
    ...headOf<Part<Disk>>(machineOf),
    text('Disk', ({ item }) => item.label),
    int('Disk Key', ({ item }) => Number(item.key), null),
    unique('Disk UUID', ({ item }) => item.uuid, null),
    unique('Disk Path', ({ item }) => item.path, null),
    int('Capacity MiB', ({ item }) => item.capacityMiB),
    flag('Raw', ({ item }) => item.rawDeviceMapping),
    text('Disk Mode', ({ item }) => item.mode),
    text('Sharing mode', ({ item }) => (multiWriter(item) ? 'sharingMultiWriter' : 'sharingNone'), null),
    flag('Thin', ({ item }) => item.thin),
    flag('Eagerly Scrub', ({ item }) => item.thin === false && item.shared === true),
    flag('Split', () => false),
    flag('Write Through', () => false),
    always('Level', 'normal'),
    always('Shares', 1000),
    always('Reservation', 0),
    always('Limit', -1),
    text('Controller', ({ item }) => item.controller),
    text('Label', ({ item }) => `SCSI controller ${controllerNumber(item)}`),
    int('SCSI Unit #', ({ item }) => unit(item)),
    int('Unit #', ({ item }) => unit(item)),
    text('Shared Bus', ({ item }) => SHARED_BUS[item.sharedBus ?? 'none']),
    unique('Path', ({ item }) => item.path),
    unique('Raw LUN ID', ({ item }) => rawLun(item)),
    text('Raw Comp. Mode', ({ item }) =>
      item.rawCompatibility === undefined ? undefined : `${item.rawCompatibility}Mode`,
    ),
    blank('Internal Sort Column', null),
    ...tailOf<Part<Disk>>(machineOf),
  ],
  { ofMachine: partsOf((machine) => machine.facts.disks) },
);

const used = (item: GuestFilesystem): number => (item.capacityMiB ?? 0) - (item.freeMiB ?? 0);

export const vPartition = sheet<Part<GuestFilesystem>>(
  'vPartition',
  [
    ...headOf<Part<GuestFilesystem>>(machineOf),
    int('Disk Key', ({ item }) => item.diskKey, null),
    text('Disk', ({ item }) => item.path),
    int('Capacity MiB', ({ item }) => item.capacityMiB),
    int('Consumed MiB', ({ item }) => used(item)),
    int('Free MiB', ({ item }) => item.freeMiB),
    // The old header really ends in a blank.
    int(
      'Free %',
      ({ item }) => Math.round(((item.freeMiB ?? 0) / Math.max(1, item.capacityMiB ?? 1)) * 100),
      'Free % ',
    ),
    blank('Internal Sort Column', null),
    ...tailOf<Part<GuestFilesystem>>(machineOf),
  ],
  { ofMachine: partsOf((machine) => machine.facts.filesystems) },
);

export const vSnapshot = sheet<Part<Snapshot>>(
  'vSnapshot',
  [
    text('VM', ({ machine }) => machine.facts.name),
    text('Powerstate', ({ machine }) => powerText(machine)),
    text('Name', ({ item }) => item.name),
    blank('Description'),
    date('Date / time', ({ item }) => item.createdAt),
    unique(
      'Filename',
      ({ machine, item }) =>
        `[${machine.facts.datastores?.[0] ?? ''}] ${folderName(machine.facts.name ?? '')}/${folderName(machine.facts.name ?? '')}-Snapshot${item.sizeMiB ?? 0}.vmsn`,
    ),
    int('Size MiB (vmsn)', () => 0),
    int('Size MiB (total)', ({ item }) => item.sizeMiB),
    flag('Quiesced', ({ item }) => item.quiesced),
    text('State', ({ machine }) => (machine.facts.powerState === 'on' ? 'poweredOn' : 'poweredOff')),
    ...tailOf<Part<Snapshot>>(machineOf),
  ],
  { ofMachine: partsOf((machine) => machine.facts.snapshots) },
);

interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** The files a machine keeps on its first store, as a datastore browser lists them. */
function filesOf({ facts }: Machine): StoredFile[] {
  const name = folderName(facts.name ?? '');
  const disks = (facts.disks ?? []).filter((disk) => disk.shared !== true);
  return [
    { name: `${name}.vmx`, type: 'VmConfigFile', bytes: 3900 },
    { name: `${name}.nvram`, type: 'VmNvramFile', bytes: 270_840 },
    { name: 'vmware.log', type: 'VmLogFile', bytes: 412_113 },
    ...(facts.powerState === 'on'
      ? [{ name: `${name}.vswp`, type: 'VmSwapFile', bytes: (facts.memoryMiB ?? 0) * 1_048_576 }]
      : []),
    ...disks.map((disk) => ({
      name: disk.path?.split('/')[1] ?? '',
      type: 'VmDiskFile',
      bytes: (disk.usedMiB ?? 0) * 1_048_576,
    })),
    ...(facts.snapshots ?? []).map((snapshot) => ({
      name: `${name}-Snapshot${snapshot.sizeMiB ?? 0}.vmsn`,
      type: 'VmSnapshotFile',
      bytes: 32_768,
    })),
  ];
}

export const vFileInfo = sheet<Part<StoredFile>>(
  'vFileInfo',
  [
    unique(
      'Friendly Path Name',
      ({ machine, item }) =>
        `[${machine.facts.datastores?.[0] ?? ''}] ${folderName(machine.facts.name ?? '')}/${item.name}`,
    ),
    unique('File Name', ({ item }) => item.name),
    text('File Type', ({ item }) => item.type),
    int('File Size in bytes', ({ item }) => item.bytes),
    unique(
      'Path',
      ({ machine }) => `[${machine.facts.datastores?.[0] ?? ''}] ${folderName(machine.facts.name ?? '')}/`,
    ),
    blank('Internal Sort Column', null),
    ...serverOf<Part<StoredFile>>(({ machine }) => machine.vcenter),
  ],
  { ofMachine: partsOf((machine) => (machine.facts.datastores?.length === 0 ? [] : filesOf(machine))) },
);
