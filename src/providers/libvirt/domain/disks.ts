/** Disks of a domain: files, block devices, volumes of pools and storage of the network. */

import type { Disk } from '../../../core/model/workload.ts';
import { mibOf } from '../units.ts';
import { all, at, attribute, textOf, wholeNumber } from '../xml.ts';
import type { Element } from '../xml.ts';
import { stated } from '../../import-values.ts';

/** Sizes of one disk or volume in bytes, as far as they are known. */
export interface DiskSize {
  readonly capacityBytes?: number;
  readonly allocationBytes?: number;
}

/** What is known of storage beside the definition. All of it may be empty. */
export interface StorageKnown {
  /** By the disk's target name: "vda". */
  readonly sizes: ReadonlyMap<string, DiskSize>;
  /** Pool and size of a volume by its path, or by "pool/volume". */
  readonly volumes: ReadonlyMap<string, DiskSize & { readonly pool?: string }>;
  /** Pool by the folder its volumes lie in, or the name its images have in front: "/var/lib/libvirt/images", "rbd". */
  readonly pools: ReadonlyMap<string, string>;
}

export const NOTHING_KNOWN: StorageKnown = { sizes: new Map(), volumes: new Map(), pools: new Map() };

const BUSES: Readonly<Record<string, Disk['bus']>> = {
  virtio: 'virtio',
  scsi: 'scsi',
  sata: 'sata',
  ide: 'ide',
  usb: 'usb',
  nvme: 'nvme',
};
/** By the type of the disk. */
const BACKINGS: Readonly<Record<string, Disk['backing']>> = {
  file: 'file',
  block: 'block',
  volume: 'volume',
  network: 'network',
  dir: 'directory',
  nvme: 'nvme',
  vhostuser: 'vhost-user',
  vhostvdpa: 'vhost-vdpa',
};
const MIB = 1024 ** 2;

/** Everything but CD and floppy drives, in the order of the definition. */
export function disksOf(domain: Element, known: StorageKnown): Disk[] {
  const devices = at(domain, 'devices');
  return all(devices, 'disk')
    .filter((disk) => ['disk', 'lun'].includes(attribute(disk, 'device') ?? 'disk'))
    .map((disk) => diskOf(disk, devices, known));
}

function diskOf(disk: Element, devices: Element | undefined, known: StorageKnown): Disk {
  const target = at(disk, 'target');
  const label = attribute(target, 'dev') ?? 'disk';
  const source = at(disk, 'source');
  const path = pathOf(disk, source);
  const volume = known.volumes.get(path ?? '');
  const size = known.sizes.get(label);
  const capacityBytes = size?.capacityBytes ?? volume?.capacityBytes;
  const allocationBytes = size?.allocationBytes ?? volume?.allocationBytes;
  const bus = attribute(target, 'bus');
  const raw = attribute(disk, 'device') === 'lun';
  const tune = at(disk, 'iotune');
  const bytesPerSecond = wholeNumber(textOf(at(tune, 'total_bytes_sec')));
  return stated<Disk>({
    label,
    key: label,
    capacityMiB: capacityBytes === undefined ? undefined : mibOf(capacityBytes),
    usedMiB: allocationBytes === undefined ? undefined : mibOf(allocationBytes),
    datastore: attribute(source, 'pool') ?? volume?.pool ?? poolOfPath(path, known),
    path,
    thin:
      capacityBytes === undefined || allocationBytes === undefined ? undefined : allocationBytes + MIB < capacityBytes,
    mode: at(disk, 'transient') === undefined ? 'persistent' : 'nonpersistent',
    // Persistent reservations are how the members of a failover cluster keep each other off a disk.
    shared: at(disk, 'shareable') !== undefined || at(source, 'reservations') !== undefined,
    scsiReservation: at(source, 'reservations') !== undefined,
    backing: BACKINGS[attribute(disk, 'type') ?? 'file'],
    rawDeviceMapping: raw,
    rawCompatibility: raw ? 'physical' : undefined,
    controller: controllerOf(disk, bus, devices),
    bus: bus === undefined ? undefined : (BUSES[bus] ?? 'other'),
    uuid: textOf(at(disk, 'serial')) ?? textOf(at(disk, 'wwn')),
    iops: wholeNumber(textOf(at(tune, 'total_iops_sec'))) || undefined,
    throughputMiBps: bytesPerSecond === undefined ? undefined : Math.round(bytesPerSecond / MIB) || undefined,
    encryption: isEncrypted(disk, source) ? 'customer-key' : undefined,
  });
}

/** LUKS, with the key in a secret of the host: of the disk itself or, in newer definitions, of its source. */
const isEncrypted = (disk: Element, source: Element | undefined): boolean =>
  at(disk, 'encryption') !== undefined || at(source, 'encryption') !== undefined;

/** Where the disk's bytes are, by the name its kind of source uses. */
function pathOf(disk: Element, source: Element | undefined): string | undefined {
  switch (attribute(disk, 'type')) {
    case 'block':
      return attribute(source, 'dev');
    case 'dir':
      return attribute(source, 'dir');
    case 'volume': {
      const [pool, volume] = [attribute(source, 'pool'), attribute(source, 'volume')];
      return pool === undefined || volume === undefined ? volume : `${pool}/${volume}`;
    }
    case 'network': {
      const [protocol, name] = [attribute(source, 'protocol'), attribute(source, 'name')];
      return protocol === undefined ? name : `${protocol}:${name ?? attribute(at(source, 'host'), 'name') ?? ''}`;
    }
    case 'vhostuser':
    case 'vhostvdpa':
      return attribute(source, 'path') ?? attribute(source, 'dev');
    case 'nvme': {
      const address = at(source, 'address');
      const part = (name: string): string => (attribute(address, name) ?? '0').replace(/^0x/, '');
      return `nvme:${part('domain')}:${part('bus')}:${part('slot')}.${part('function')}`;
    }
    default:
      return attribute(source, 'file');
  }
}

/** The pool whose folder holds the file, or whose name stands in front of the image. */
function poolOfPath(path: string | undefined, { pools }: StorageKnown): string | undefined {
  const cut = path?.lastIndexOf('/') ?? -1;
  return path === undefined || cut <= 0 ? undefined : pools.get(path.slice(0, cut));
}

function controllerOf(disk: Element, bus: string | undefined, devices: Element | undefined): string | undefined {
  const address = at(disk, 'address');
  if (bus === undefined || attribute(address, 'type') !== 'drive') return undefined;
  const index = attribute(address, 'controller') ?? '0';
  const controller = all(devices, 'controller').find(
    (one) => attribute(one, 'type') === bus && (attribute(one, 'index') ?? '0') === index,
  );
  const model = attribute(controller, 'model');
  return `${bus} ${index}${model === undefined ? '' : ` (${model})`}`;
}
