/** Disks of a virtual machine: what is attached, the volume behind it, and the claim behind that. */

import type { Device, Disk } from '../../../core/model/workload.ts';
import { entryOf } from '../../import-values.ts';
import { flagAt, hasAt, listAt, recordAt, stated, textAt, textsAt } from '../json.ts';
import type { Json } from '../json.ts';
import { preferred } from './machine-spec.ts';
import type { MachineSpec } from './machine-spec.ts';
import { claimDisk } from './pod-spec.ts';
import { mibUp } from './quantity.ts';
import { nameOf, namespaceOf, quantityIn } from './scene.ts';
import type { Scene } from './scene.ts';

/** Without disks where nothing tells the machine's devices. */
export interface MachineDisks {
  readonly disks?: readonly Disk[];
  /** Drives of removable media. */
  readonly drives: readonly Device[];
}

const BUSES = ['scsi', 'sata', 'ide', 'nvme', 'virtio', 'usb'] as const;
/** Small images that KubeVirt makes of text: nothing that would be moved. */
const CONFIGURATION = [
  'cloudInitNoCloud',
  'cloudInitConfigDrive',
  'sysprep',
  'configMap',
  'secret',
  'serviceAccount',
  'downwardAPI',
  'downwardMetrics',
  'memoryDump',
];

export function disksOf(scene: Scene, machine: MachineSpec, owner: Json): MachineDisks {
  const attached = new Map(listAt(machine.domain, 'devices', 'disks').map((disk) => [textAt(disk, 'name'), disk]));
  const shares = new Set(listAt(machine.domain, 'devices', 'filesystems').map((one) => textAt(one, 'name')));
  const disks: Disk[] = [];
  const drives: Device[] = [];
  for (const volume of listAt(machine.spec, 'volumes')) {
    const name = textAt(volume, 'name');
    if (name === undefined || shares.has(name)) continue;
    const disk = attached.get(name) ?? {};
    attached.delete(name);
    if (hasAt(disk, 'cdrom')) drives.push({ type: 'cdrom', label: name, connected: true });
    else if (hasAt(disk, 'floppy')) drives.push({ type: 'floppy', label: name, connected: true });
    else if (!configuration(volume)) disks.push(diskOf(scene, machine, owner, name, disk, volume));
  }
  // An empty drive has no volume.
  for (const [name, disk] of attached) {
    if (hasAt(disk, 'cdrom')) drives.push(stated<Device>({ type: 'cdrom', label: name, connected: false }));
  }
  return hasAt(machine.domain, 'devices') ? { disks, drives } : { drives };
}

/** A volume of a kind that was not kept has a name and nothing else: it is one of text. */
function configuration(volume: Json): boolean {
  return CONFIGURATION.some((kind) => hasAt(volume, kind)) || Object.keys(volume).length === 1;
}

function diskOf(scene: Scene, machine: MachineSpec, owner: Json, name: string, disk: Json, volume: Json): Disk {
  const lun = hasAt(disk, 'lun');
  const form = lun ? 'lun' : 'disk';
  const bus = textAt(disk, form, 'bus') ?? preferred(machine, 'preferredDiskBus');
  const known = BUSES.find((one) => one === bus);
  const backing = backingOf(scene, machine, owner, name, volume);
  const shareable = flagAt(disk, 'shareable') ?? flagAt(volume, 'hostDisk', 'shared');
  return stated<Disk>({
    ...backing,
    label: name,
    key: name,
    bus: bus === undefined ? undefined : (known ?? 'other'),
    // Several pods may mount the claim for live migration; writers at the same time are machines only when it says so.
    shared: shareable ?? false,
    rawDeviceMapping: lun,
    ...(lun && { rawCompatibility: 'physical' as const }),
    changeTracking: flagAt(disk, 'changedBlockTracking'),
  });
}

function backingOf(scene: Scene, machine: MachineSpec, owner: Json, name: string, volume: Json): Disk {
  const namespace = namespaceOf(owner);
  const size = (value: unknown, kind: string): number | undefined => {
    const bytes = quantityIn(scene, value, `${machine.where}, volume ${name}, ${kind}`);
    return bytes === undefined ? undefined : mibUp(bytes);
  };
  const dataVolume = textAt(volume, 'dataVolume', 'name');
  const claim = dataVolume ?? textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined) {
    const disk = claimDisk(scene, namespace, claim, name);
    const planned = dataVolume === undefined ? undefined : planOf(scene, owner, dataVolume);
    return stated<Disk>({
      ...disk,
      capacityMiB: disk.capacityMiB ?? size(recordAt(planned, 'resources', 'requests')['storage'], 'size'),
      datastore: disk.datastore ?? textAt(planned, 'storageClassName'),
      condition: conditionOf(scene, namespace, claim, dataVolume),
      mode: 'persistent',
    });
  }
  const copied = textAt(volume, 'ephemeral', 'persistentVolumeClaim', 'claimName');
  if (copied !== undefined) return { ...claimDisk(scene, namespace, copied, name), mode: 'nonpersistent' };
  const image = textAt(volume, 'containerDisk', 'image');
  if (image !== undefined) return { label: name, mode: 'nonpersistent', condition: 'ok' };
  if (hasAt(volume, 'hostDisk')) {
    return stated<Disk>({
      label: name,
      path: textAt(volume, 'hostDisk', 'path'),
      capacityMiB: size(recordAt(volume, 'hostDisk')['capacity'], 'capacity'),
      mode: 'persistent',
      condition: 'ok',
    });
  }
  const empty = recordAt(volume, 'emptyDisk')['capacity'];
  return stated<Disk>({
    label: name,
    capacityMiB: size(empty, 'capacity'),
    ...(empty !== undefined && { mode: 'nonpersistent' as const, condition: 'ok' as const }),
  });
}

/** Of a claim's phase; other words leave it open. */
const PHASES: Readonly<Record<string, Disk['condition']>> = { Bound: 'ok', Pending: 'busy', Lost: 'broken' };

/** While a data volume is filled its claim is bound already: only the data volume says that it is not done. */
function conditionOf(
  scene: Scene,
  namespace: string | undefined,
  claim: string,
  dataVolume: string | undefined,
): Disk['condition'] {
  const filling =
    dataVolume === undefined
      ? undefined
      : textAt(scene.objects.get('datavolumes.cdi.kubevirt.io', namespace, dataVolume), 'status', 'phase');
  if (filling === 'Failed') return 'broken';
  if (filling !== undefined && filling !== 'Succeeded') return 'busy';
  const phase = textAt(scene.objects.get('persistentvolumeclaims', namespace, claim), 'status', 'phase');
  return phase === undefined ? undefined : entryOf(PHASES, phase);
}

/** What the data volume, or the machine's template for it, asks of the storage; the claim may not exist yet. */
function planOf(scene: Scene, owner: Json, name: string): Json | undefined {
  const found =
    scene.objects.get('datavolumes.cdi.kubevirt.io', namespaceOf(owner), name) ??
    listAt(owner, 'spec', 'dataVolumeTemplates').find((template) => nameOf(template) === name);
  if (found === undefined) return undefined;
  return hasAt(found, 'spec', 'storage') ? recordAt(found, 'spec', 'storage') : recordAt(found, 'spec', 'pvc');
}

/** Whether a claim can be mounted by several nodes, of those that a storage class offers. */
export function offersSharedWrite(profile: Json | undefined): boolean | undefined {
  const sets = listAt(profile, 'status', 'claimPropertySets');
  if (sets.length === 0) return undefined;
  return sets.some((set) => textsAt(set, 'accessModes').includes('ReadWriteMany'));
}
