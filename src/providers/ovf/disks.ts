/** Disks of one system: the hardware's drives joined with the package's list of disks. */

import type { Disk } from '../../core/model/workload.ts';
import { entryOf, stated } from '../import-values.ts';
import type { Descriptor, DiskEntry } from './descriptor.ts';
import { RESOURCE } from './hardware.ts';
import type { Hardware, HardwareItem } from './hardware.ts';
import { childText } from './nodes.ts';
import { mibOf } from './units.ts';

export interface DiskOddity {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** What it stands in, when that is not told by the message. */
  readonly field?: string;
}

export interface DisksRead {
  readonly disks: readonly Disk[];
  readonly oddities: readonly DiskOddity[];
}

type Bus = NonNullable<Disk['bus']>;
const MODES: Readonly<Record<string, NonNullable<Disk['mode']>>> = {
  persistent: 'persistent',
  nonpersistent: 'nonpersistent',
  append: 'append',
  undoable: 'undoable',
  independent_persistent: 'independent_persistent',
  independent_nonpersistent: 'independent_nonpersistent',
};

/** `properties` resolves capacities that are written as "${size}". */
export function disksOf(
  hardware: Hardware,
  descriptor: Descriptor,
  properties: ReadonlyMap<string, string>,
): DisksRead {
  const oddities: DiskOddity[] = [];
  const controllers = new Map(hardware.items.flatMap((item) => (item.id === undefined ? [] : [[item.id, item]])));
  const drives = hardware.items.filter(
    ({ type, subType }) =>
      type === RESOURCE.disk || (type === RESOURCE.otherStorage && subType?.endsWith('device') === true),
  );
  const disks = drives.map((drive, index) => {
    const label = drive.name ?? `Disk ${index + 1}`;
    const resource = childText(drive.node, 'HostResource');
    const entry = entryFor(resource, descriptor);
    if (resource !== undefined && entry === undefined) oddities.push(unlisted(label));
    if (entry?.parentRef !== undefined) oddities.push(delta(label));
    const controller = drive.parent === undefined ? undefined : controllers.get(drive.parent);
    const capacity = resolved(entry?.capacity, properties);
    const capacityMiB = mibOf(capacity ?? childText(drive.node, 'VirtualQuantity'), entry?.units ?? driveUnits(drive));
    if (capacityMiB === undefined) oddities.push(sizeless(label));
    return stated<Disk>({
      label,
      key: drive.id,
      capacityMiB,
      // Writers that did not look write zero.
      usedMiB: mibOf(entry?.populatedBytes, 'byte') || undefined,
      path: entry?.fileRef === undefined ? undefined : (descriptor.files.get(entry.fileRef)?.href ?? entry.fileRef),
      thin: thinOf(entry?.volumeType),
      mode: entryOf(MODES, drive.config.get('backing.diskMode')?.toLowerCase()),
      shared: entry?.shareable === true ? true : undefined,
      controller: controller === undefined ? undefined : controllerText(controller),
      bus: busOf(controller, entry),
      sharedBus: sharedBusOf(controller),
      backing: entry?.fileRef === undefined ? undefined : 'file',
    });
  });
  return { disks, oddities };
}

/** "ovf:/disk/vmdisk1", "ovf:/file/file1", or oVirt's "<disk>/<volume>". */
function entryFor(resource: string | undefined, { disks }: Descriptor): DiskEntry | undefined {
  if (resource === undefined) return undefined;
  const [, kind, id] = /^(?:ovf:)?\/{1,3}(disk|file)\/(.+)$/.exec(resource) ?? [];
  if (kind === 'disk') return disks.find((disk) => disk.id === id);
  if (kind === 'file') return disks.find((disk) => disk.fileRef === id);
  const volume = resource.split('/').pop();
  return disks.find((disk) => disk.fileRef === resource || disk.id === resource || disk.id === volume);
}

function resolved(capacity: string | undefined, properties: ReadonlyMap<string, string>): string | undefined {
  const property = /^\$\{(.+)\}$/.exec(capacity ?? '')?.[1];
  return property === undefined ? capacity : properties.get(property);
}

const driveUnits = (drive: HardwareItem): string | undefined =>
  childText(drive.node, 'VirtualQuantityUnits', 'AllocationUnits');

function thinOf(volumeType: string | undefined): boolean | undefined {
  if (volumeType === 'Sparse') return true;
  return volumeType === 'Preallocated' ? false : undefined;
}

const controllerText = ({ name, subType, type }: HardwareItem): string | undefined => {
  const text = [name, subType === undefined ? undefined : `(${subType})`]
    .filter((part) => part !== undefined)
    .join(' ');
  return text === '' ? type : text;
};

function busOf(controller: HardwareItem | undefined, entry: DiskEntry | undefined): Bus | undefined {
  const word = entry?.busWord?.toLowerCase();
  if (word === 'virtio') return 'virtio';
  if (word === 'ide' || word === 'sata') return word;
  if (word === 'virtio_scsi' || word === 'spapr_vscsi') return 'scsi';
  switch (controller?.type) {
    case RESOURCE.ide:
      return 'ide';
    case RESOURCE.scsi:
      return 'scsi';
    case RESOURCE.usb:
      return 'usb';
    case RESOURCE.otherStorage: {
      const subType = controller.subType ?? '';
      if (/nvme/.test(subType)) return 'nvme';
      if (/sata|ahci/.test(subType)) return 'sata';
      return /virtio/.test(subType) ? 'virtio' : 'other';
    }
    default:
      return undefined;
  }
}

function sharedBusOf(controller: HardwareItem | undefined): Disk['sharedBus'] {
  switch (controller?.config.get('sharedBus')) {
    case 'noSharing':
      return 'none';
    case 'virtualSharing':
      return 'virtual';
    case 'physicalSharing':
      return 'physical';
    default:
      return undefined;
  }
}

const unlisted = (label: string): DiskOddity => ({
  code: 'DISK_NOT_LISTED',
  message: `${label} names a disk that the package does not list; nothing is known of it`,
  fix: 'Export the machine again.',
});
const delta = (label: string): DiskOddity => ({
  code: 'DELTA_DISK',
  message: `${label} holds only what changed against another disk`,
  fix: 'Remove the snapshots of the machine and export it again, so that each disk is whole.',
});
const sizeless = (label: string): DiskOddity => ({
  code: 'DISK_SIZE_UNKNOWN',
  message: `the size of ${label} is missing or in a unit nobody knows`,
  fix: 'Write capacity and capacityAllocationUnits as in "16" and "byte * 2^30".',
});
