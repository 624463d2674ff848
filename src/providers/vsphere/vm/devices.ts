/** Devices that matter for a move. The API lists all of them, so a type that is not there is absent. */

import { DEVICE_TYPES } from '../../../core/model/workload.ts';
import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { stated } from '../../import-values.ts';
import { isGpuVendor } from '../../pci-vendors.ts';
import { child, childrenOf, flagAt, numberOf, textAt, typeOf } from '../nodes.ts';

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

/** What a passed-through device is; 'pci-passthrough' also when it may be a GPU and the API does not tell. */
type Passed = 'vgpu' | 'gpu' | 'pci-passthrough';

export interface DeviceFacts {
  readonly devices: readonly Device[];
  readonly deviceTypesSeen: readonly Device['type'][];
  readonly gpus?: readonly GpuNeed[];
}

export function deviceFacts(nodes: readonly XmlNode[]): DeviceFacts {
  const passed = nodes.filter((node) => typeOf(node) === 'VirtualPCIPassthrough');
  const open = passed.some((node) => passedType(node) === undefined);
  return {
    devices: nodes.map(deviceOf).filter((device) => device !== undefined),
    deviceTypesSeen: open ? DEVICE_TYPES.filter((type) => type !== 'gpu') : DEVICE_TYPES,
    ...(!open && { gpus: gpusOf(passed) }),
  };
}

/** Undefined for the devices every machine has: controllers, keyboard, screen. */
function deviceOf(device: XmlNode): Device | undefined {
  const type = TYPES[typeOf(device) ?? ''];
  if (type === undefined) return undefined;
  const shown = type === 'pci-passthrough' ? (passedType(device) ?? type) : type;
  return stated<Device>({
    type: shown,
    label: shown === 'vgpu' ? textAt(device, 'backing', 'vgpu') : textAt(device, 'deviceInfo', 'label'),
    connected: flagAt(device, 'connectable', 'connected'),
  });
}

/** Undefined when the vendor is not given, or makes GPUs among other things. */
function passedType(device: XmlNode): Passed | undefined {
  const backing = child(device, 'backing');
  if (typeOf(backing) === VGPU_BACKING) return 'vgpu';
  // With dynamic DirectPath a machine may be given any one of several devices.
  const sources = [
    ...(child(backing, 'vendorId') === undefined ? [] : [backing]),
    ...childrenOf(backing, 'allowedDevice'),
  ];
  const [first, ...others] = new Set(sources.map((source) => isGpuVendor(vendorOf(source))));
  if (first === undefined || others.length > 0) return undefined;
  return first ? 'gpu' : 'pci-passthrough';
}

/** PCI ids are 16 bits in a signed type: Intel's 8086 comes as -32634. */
function vendorOf(node: XmlNode | undefined): number | undefined {
  const vendor = numberOf(child(node, 'vendorId'));
  return vendor === undefined ? undefined : vendor & 0xffff;
}

/** GPUs given to the machine, whole or in part. */
function gpusOf(passed: readonly XmlNode[]): GpuNeed[] {
  const gpus = new Map<string, GpuNeed>();
  for (const device of passed) {
    const type = passedType(device);
    if (type !== 'gpu' && type !== 'vgpu') continue;
    const shared = type === 'vgpu';
    const name = textAt(device, 'backing', shared ? 'vgpu' : 'deviceName');
    const key = `${shared}/${name ?? ''}`;
    gpus.set(key, stated<GpuNeed>({ type: name, count: (gpus.get(key)?.count ?? 0) + 1, shared }));
  }
  return [...gpus.values()];
}
