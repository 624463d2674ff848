/** Devices that matter for a move. The API lists all of them, so a type that is not there is absent. */

import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { stated } from '../../import-values.ts';
import { amountAt, child, flagAt, textAt, typeOf } from '../nodes.ts';

const TYPES: Readonly<Record<string, Device['type']>> = {
  VirtualPCIPassthrough: 'pci-passthrough',
  VirtualSriovEthernetCard: 'sriov',
  VirtualUSB: 'usb',
  VirtualUSBController: 'usb-controller',
  VirtualUSBXHCIController: 'usb-controller',
  VirtualCdrom: 'cdrom',
  VirtualFloppy: 'floppy',
  VirtualSerialPort: 'serial',
  VirtualParallelPort: 'parallel',
  VirtualTPM: 'tpm',
  VirtualWDT: 'watchdog',
  VirtualNVDIMM: 'other',
  VirtualSCSIPassthrough: 'other',
  VirtualSoundCard: 'other',
  VirtualHdAudioCard: 'other',
  VirtualSoundBlaster16: 'other',
  VirtualEnsoniq1371: 'other',
};

const VGPU_BACKING = 'VirtualPCIPassthroughVmiopBackingInfo';
/** PCI vendors whose passed-through devices are GPUs when their name says so or they are NVIDIA's. */
const NVIDIA = 0x10de;

/** Undefined for the devices every machine has: controllers, keyboard, screen. */
export function deviceOf(device: XmlNode): Device | undefined {
  const type = TYPES[typeOf(device) ?? ''];
  if (type === undefined) return undefined;
  const backing = child(device, 'backing');
  const shown = type === 'pci-passthrough' && typeOf(backing) === VGPU_BACKING ? 'vgpu' : type;
  return stated<Device>({
    type: shown,
    label: shown === 'vgpu' ? textAt(backing, 'vgpu') : textAt(device, 'deviceInfo', 'label'),
    connected: flagAt(device, 'connectable', 'connected'),
  });
}

/** GPUs given to the machine, whole or in part. */
export function gpusOf(devices: readonly XmlNode[]): GpuNeed[] {
  const gpus = new Map<string, GpuNeed>();
  for (const device of devices) {
    if (typeOf(device) !== 'VirtualPCIPassthrough') continue;
    const backing = child(device, 'backing');
    const shared = typeOf(backing) === VGPU_BACKING;
    const name = shared ? textAt(backing, 'vgpu') : textAt(backing, 'deviceName');
    const vendor = amountAt(backing, 'vendorId') ?? amountAt(backing, 'allowedDevice', 'vendorId');
    if (!shared && vendor !== NVIDIA) continue;
    const key = `${shared}/${name ?? ''}`;
    gpus.set(key, stated<GpuNeed>({ type: name, count: (gpus.get(key)?.count ?? 0) + 1, shared }));
  }
  return [...gpus.values()];
}
