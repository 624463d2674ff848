/** Devices of a virtual machine that come from its host, and what it asks of GPUs. */

import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import { byText, hasAt, listAt, recordAt, stated, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import { isGpuVendor } from '../../pci-vendors.ts';
import { isGpuResource, isVirtualGpu } from './gpus.ts';
import { passthroughOf } from './machine-nics.ts';
import { hostDevices } from './machine-spec.ts';
import type { MachineSpec } from './machine-spec.ts';
import type { Scene } from './scene.ts';

/** Types that a machine's specification states by themselves. */
const LISTED: readonly Device['type'][] = ['sriov', 'cdrom', 'floppy', 'tpm', 'watchdog'];
/** Types that names of permitted devices are told apart into. */
const BY_NAME: readonly Device['type'][] = ['pci-passthrough', 'usb', 'gpu', 'vgpu'];

export interface MachineDevices {
  readonly devices: readonly Device[];
  readonly deviceTypesSeen: readonly Device['type'][];
  readonly gpus?: readonly GpuNeed[];
}

export function devicesOf(scene: Scene, machine: MachineSpec, tpm: boolean | undefined): MachineDevices {
  const permitted = permittedDevices(scene);
  const gpus = hostDevices(machine, 'gpus').map((device) => namedDevice(device, permitted, 'gpu'));
  const others = hostDevices(machine, 'hostDevices').map((device) => namedDevice(device, permitted, undefined));
  const named = [...gpus, ...others];
  const devices = named.map(({ type, label }) => stated<Device>({ type, label }));
  const unsure = new Set<Device['type']>(named.flatMap(({ orElse }) => orElse));
  for (const nic of listAt(machine.domain, 'devices', 'interfaces')) {
    const passthrough = passthroughOf(nic);
    if (passthrough === 'sriov') devices.push(stated<Device>({ type: 'sriov', label: textAt(nic, 'name') }));
    if (passthrough === undefined) unsure.add('sriov');
  }
  if (tpm === true) devices.push({ type: 'tpm' });
  if (hasAt(machine.domain, 'devices', 'watchdog')) devices.push({ type: 'watchdog' });
  return {
    devices,
    deviceTypesSeen: [...BY_NAME, ...LISTED].filter((type) => !unsure.has(type)),
    ...(!unsure.has('gpu') && !unsure.has('vgpu') && { gpus: needsOf(named) }),
  };
}

interface NamedDevice extends Device {
  readonly name: string;
  /** What it may be instead, as far as what was read tells. */
  readonly orElse: readonly Device['type'][];
}

/** Names are told apart by what the administrator permits; `listed` is what the list it stands in says of the device. */
function namedDevice(device: Json, permitted: Permitted, listed: 'gpu' | undefined): NamedDevice {
  const name = textAt(device, 'deviceName') ?? '';
  const base = stated({ name, label: textAt(device, 'deviceName') ?? textAt(device, 'name') });
  if (permitted.mediated.has(name)) return { ...base, type: 'vgpu', orElse: [] };
  if (permitted.usb.has(name)) return { ...base, type: 'usb', orElse: [] };
  const listedAsPci = permitted.pci.has(name);
  const gpu = isGpuVendor(permitted.pci.get(name));
  if (listed === 'gpu' || gpu === true || isGpuResource(name)) {
    const type = !listedAsPci && isVirtualGpu(name) ? 'vgpu' : 'gpu';
    return { ...base, type, orElse: listedAsPci ? [] : ['gpu', 'vgpu'] };
  }
  if (listedAsPci) return { ...base, type: 'pci-passthrough', orElse: gpu === false ? [] : ['gpu'] };
  return { ...base, type: 'other', orElse: BY_NAME };
}

function needsOf(devices: readonly NamedDevice[]): readonly GpuNeed[] {
  const needs = new Map<string, { count: number; readonly shared: boolean }>();
  for (const { name, type } of devices) {
    if (type !== 'gpu' && type !== 'vgpu') continue;
    const need = needs.get(name) ?? { count: 0, shared: type === 'vgpu' };
    need.count += 1;
    needs.set(name, need);
  }
  return [...needs]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, { count, shared }]) =>
      stated<GpuNeed>({
        type: name === '' ? undefined : name.slice(name.indexOf('/') + 1),
        count,
        shared: shared ? true : undefined,
      }),
    );
}

interface Permitted {
  readonly mediated: ReadonlySet<string>;
  readonly usb: ReadonlySet<string>;
  /** PCI vendors by resource name; undefined where the selector is none. */
  readonly pci: ReadonlyMap<string, number | undefined>;
}

/** What the administrator permits, by kind: it tells a slice of a GPU from a whole one. */
function permittedDevices(scene: Scene): Permitted {
  const devices = (kind: string): readonly (readonly [name: string, device: Json])[] =>
    scene.objects
      .all('kubevirts.kubevirt.io')
      .flatMap((one) => listAt(recordAt(one, 'spec', 'configuration', 'permittedHostDevices'), kind))
      .flatMap((device) => {
        const name = textAt(device, 'resourceName');
        return name === undefined ? [] : [[name, device] as const];
      });
  return {
    mediated: new Set(devices('mediatedDevices').map(([name]) => name)),
    usb: new Set(devices('usb').map(([name]) => name)),
    pci: new Map(devices('pciHostDevices').map(([name, device]) => [name, vendorOf(device)])),
  };
}

/** "10DE:20B5". */
function vendorOf(device: Json): number | undefined {
  const vendor = /^([0-9a-f]{4}):/i.exec(textAt(device, 'pciVendorSelector') ?? '')?.[1];
  return vendor === undefined ? undefined : Number.parseInt(vendor, 16);
}
