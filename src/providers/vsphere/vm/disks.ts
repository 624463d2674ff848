/** Virtual disks: what backs them, what they hang on, and whether their changed blocks are tracked. */

import type { Disk } from '../../../core/model/workload.ts';
import { BYTES_PER_MIB } from '../../../core/model/units.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { stated, uuidOf } from '../../import-values.ts';
import { amountAt, child, flagAt, refAt, textAt, typeOf } from '../nodes.ts';
import type { Places } from '../places/places.ts';
import type { Controller } from './controllers.ts';

export interface DiskContext {
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly places: Places;
  /** Property config.changeTrackingEnabled: of the machine as a whole. */
  readonly changeTracking: boolean | undefined;
  /** Keys and values of the configuration file; undefined when they could not be read. */
  readonly extraConfig: ReadonlyMap<string, string> | undefined;
}

const MODES = [
  'persistent',
  'independent_persistent',
  'independent_nonpersistent',
  'nonpersistent',
  'append',
  'undoable',
] as const;

const RAW = new Set([
  'VirtualDiskRawDiskMappingVer1BackingInfo',
  'VirtualDiskPartitionedRawDiskVer2BackingInfo',
  'VirtualDiskRawDiskVer2BackingInfo',
]);

export function diskOf(device: XmlNode, context: DiskContext): Disk {
  const backing = child(device, 'backing');
  const type = typeOf(backing) ?? '';
  const key = textAt(device, 'key');
  const controller = context.controllers.get(textAt(device, 'controllerKey') ?? '');
  const path = textAt(backing, 'fileName');
  const mode = textAt(backing, 'diskMode');
  const raw = RAW.has(type);
  const compatibility = textAt(backing, 'compatibilityMode');
  return stated<Disk>({
    label: textAt(device, 'deviceInfo', 'label') ?? `disk ${key ?? ''}`.trim(),
    key,
    capacityMiB: capacityOf(device),
    datastore: context.places.name(refAt(backing, 'datastore')) ?? datastoreOfPath(path),
    path,
    thin: thinOf(type, backing),
    mode: MODES.find((known) => known === mode),
    shared: sharedOf(backing, controller),
    rawDeviceMapping: backing === undefined ? undefined : raw,
    rawCompatibility:
      (raw &&
        (compatibility === 'physicalMode' ? 'physical' : compatibility === 'virtualMode' ? 'virtual' : undefined)) ||
      undefined,
    controller: controller?.name,
    bus: controller?.bus,
    sharedBus: controller?.sharedBus,
    changeTracking: trackingOf(device, controller, context),
    uuid: uuidOf(textAt(backing, 'uuid')),
  });
}

function capacityOf(device: XmlNode): number | undefined {
  const bytes = amountAt(device, 'capacityInBytes');
  if (bytes !== undefined && bytes > 0) return Math.round(bytes / BYTES_PER_MIB);
  const kib = amountAt(device, 'capacityInKB');
  return kib === undefined ? undefined : Math.round(kib / 1024);
}

/** The space-efficient formats grow by nature; the flat one says whether it does, or leaves it open. */
function thinOf(type: string, backing: XmlNode | undefined): boolean | undefined {
  if (/Sparse/.test(type)) return true;
  return /Flat/.test(type) ? flagAt(backing, 'thinProvisioned') : undefined;
}

/** Failover clusters share disks by the bus of their controller, with the sharing of the disk left at "none". */
function sharedOf(backing: XmlNode | undefined, controller: Controller | undefined): boolean | undefined {
  if (backing === undefined) return undefined;
  const sharing = textAt(backing, 'sharing');
  if (sharing === 'sharingMultiWriter') return true;
  if (controller?.sharedBus === 'physical' || controller?.sharedBus === 'virtual') return true;
  // The schema: a disk that does not say so is not shared.
  return sharing === undefined || sharing === 'sharingNone' ? false : undefined;
}

/** "scsi0:1.ctkEnabled" of the configuration file; without it the disk is left out. */
function trackingOf(device: XmlNode, controller: Controller | undefined, context: DiskContext): boolean | undefined {
  const { changeTracking, extraConfig } = context;
  if (changeTracking === undefined || !changeTracking) return changeTracking;
  const unit = amountAt(device, 'unitNumber');
  if (extraConfig === undefined || controller === undefined || unit === undefined) return undefined;
  return extraConfig.get(`${controller.configName}:${unit}.ctkenabled`)?.toLowerCase() === 'true';
}

/** Name in the brackets of "[datastore] folder/file.vmdk". */
export function datastoreOfPath(path: string | undefined): string | undefined {
  const name = /^\s*\[([^\]]+)\]/.exec(path ?? '')?.[1]?.trim();
  return name === '' ? undefined : name;
}
