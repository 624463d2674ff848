/** Devices of a virtual machine that come from its host, and what it asks of GPUs. */

import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import { byText, hasAt, listAt, recordAt, stated, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import { hostDevices } from './machine-spec.ts';
import type { MachineSpec } from './machine-spec.ts';
import type { Scene } from './scene.ts';

/** All types that a machine's specification states completely. */
export const DEVICE_TYPES: readonly Device['type'][] = [
  'pci-passthrough',
  'sriov',
  'usb',
  'cdrom',
  'floppy',
  'gpu',
  'vgpu',
  'tpm',
  'watchdog',
];

export interface MachineDevices {
  readonly devices: readonly Device[];
  readonly gpus: readonly GpuNeed[];
}

export function devicesOf(scene: Scene, machine: MachineSpec, tpm: boolean | undefined): MachineDevices {
  const permitted = permittedDevices(scene);
  const gpus = hostDevices(machine, 'gpus');
  const devices: Device[] = gpus.map((gpu) => {
    const mediated = permitted.mediated.has(textAt(gpu, 'deviceName') ?? '');
    return stated<Device>({ type: mediated ? 'vgpu' : 'gpu', label: labelOf(gpu) });
  });
  for (const device of hostDevices(machine, 'hostDevices')) {
    const usb = permitted.usb.has(textAt(device, 'deviceName') ?? '');
    devices.push(stated<Device>({ type: usb ? 'usb' : 'pci-passthrough', label: labelOf(device) }));
  }
  for (const nic of listAt(machine.domain, 'devices', 'interfaces'))
    if (hasAt(nic, 'sriov')) devices.push(stated<Device>({ type: 'sriov', label: textAt(nic, 'name') }));
  if (tpm === true) devices.push({ type: 'tpm' });
  if (hasAt(machine.domain, 'devices', 'watchdog')) devices.push({ type: 'watchdog' });
  return { devices, gpus: needsOf(gpus, permitted.mediated) };
}

const labelOf = (device: Json): string | undefined => textAt(device, 'deviceName') ?? textAt(device, 'name');

function needsOf(gpus: readonly Json[], mediated: ReadonlySet<string>): readonly GpuNeed[] {
  const counts = new Map<string, number>();
  for (const gpu of gpus) {
    const name = textAt(gpu, 'deviceName') ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, count]) =>
      stated<GpuNeed>({
        type: name === '' ? undefined : name.slice(name.indexOf('/') + 1),
        count,
        shared: mediated.has(name) ? true : undefined,
      }),
    );
}

/** What the administrator permits, by kind: it tells a slice of a GPU from a whole one. */
function permittedDevices(scene: Scene): { readonly mediated: ReadonlySet<string>; readonly usb: ReadonlySet<string> } {
  const names = (kind: string): string[] =>
    scene.objects
      .all('kubevirts.kubevirt.io')
      .flatMap((one) => listAt(recordAt(one, 'spec', 'configuration', 'permittedHostDevices'), kind))
      .flatMap((device) => textAt(device, 'resourceName') ?? []);
  return { mediated: new Set(names('mediatedDevices')), usb: new Set(names('usb')) };
}
