/** Devices of a domain that bind it to a host or change what can be done with it. */

import type { Device, GpuNeed } from '../../../core/model/workload.ts';
import { all, at, attribute } from '../xml.ts';
import type { Element } from '../xml.ts';
import { passthroughOf } from './nics.ts';
import type { NetworkPassthrough } from './nics.ts';

/**
 * Devices of the host that were looked at, by PCI address such as "0000:3b:00.0", with the names of those that are
 * graphics processors.
 */
export type HostGpus = ReadonlyMap<string, string | undefined> | undefined;

export interface DeviceFacts {
  readonly devices: readonly Device[];
  readonly deviceTypesSeen: readonly Device['type'][];
  readonly gpus?: readonly GpuNeed[];
  readonly tpm: boolean;
}

/** The definition lists every one of these. */
const LISTED: readonly Device['type'][] = [
  'cdrom',
  'floppy',
  'parallel',
  'pci-passthrough',
  'serial',
  'tpm',
  'usb',
  'usb-controller',
  'vgpu',
  'watchdog',
];

export function deviceFacts(domain: Element, hostGpus: HostGpus, networks?: NetworkPassthrough): DeviceFacts {
  const devices = at(domain, 'devices');
  const interfaces = all(devices, 'interface').map((nic) => ({ nic, passthrough: passthroughOf(nic, networks) }));
  const functions = interfaces.filter(({ passthrough }) => passthrough === 'sriov').map(({ nic }) => nic);
  const hostDevices = all(devices, 'hostdev');
  const passed = hostDevices.map((hostdev) => passedThrough(hostdev, hostGpus));
  // A passed-through PCI device that the host does not describe may be a graphics processor or anything else.
  const open = passed.some(({ type, label }) => type === 'pci-passthrough' && hostGpus?.has(label ?? '') !== true);
  return {
    devices: [...drives(devices), ...passed, ...functions.map(virtualFunction), ...ports(devices), ...others(devices)],
    deviceTypesSeen: [
      ...LISTED,
      ...(interfaces.every(({ passthrough }) => passthrough !== undefined) ? (['sriov'] as const) : []),
      ...(open ? [] : (['gpu'] as const)),
    ],
    ...(!open && { gpus: gpusOf(passed) }),
    tpm: at(devices, 'tpm') !== undefined,
  };
}

function drives(devices: Element | undefined): Device[] {
  return all(devices, 'disk').flatMap((disk): Device[] => {
    const type = attribute(disk, 'device');
    if (type !== 'cdrom' && type !== 'floppy') return [];
    return [{ type, ...labelled(attribute(at(disk, 'target'), 'dev')), connected: at(disk, 'source') !== undefined }];
  });
}

function passedThrough(hostdev: Element, hostGpus: HostGpus): Device {
  const source = at(hostdev, 'source');
  switch (attribute(hostdev, 'type')) {
    case 'pci': {
      const address = pciAddress(at(source, 'address'));
      const gpu = hostGpus?.get(address ?? '');
      return gpu === undefined
        ? { type: 'pci-passthrough', ...labelled(address) }
        : { type: 'gpu', label: `${gpu} (${address ?? ''})` };
    }
    case 'usb':
      return { type: 'usb', ...labelled(usbName(source)) };
    case 'mdev':
      // Mediated devices of s390 are disks and cryptographic cards; PCI ones are slices of a graphics processor.
      return {
        type: (attribute(hostdev, 'model') ?? 'vfio-pci') === 'vfio-pci' ? 'vgpu' : 'other',
        ...labelled(attribute(at(source, 'address'), 'uuid')),
      };
    default:
      return { type: 'other', ...labelled(attribute(hostdev, 'type')) };
  }
}

function usbName(source: Element | undefined): string | undefined {
  const [vendor, product] = [attribute(at(source, 'vendor'), 'id'), attribute(at(source, 'product'), 'id')];
  return vendor === undefined || product === undefined ? undefined : `${vendor}:${product}`.replaceAll('0x', '');
}

/** On a network of them the definition does not say which one the machine will get. */
function virtualFunction(nic: Element): Device {
  const network = attribute(at(nic, 'source'), 'network');
  return { type: 'sriov', ...labelled(pciAddress(at(nic, 'source', 'address')) ?? network) };
}

function ports(devices: Element | undefined): Device[] {
  return (['serial', 'parallel'] as const).flatMap((type) =>
    all(devices, type).map((port): Device => ({ type, ...labelled(attribute(port, 'type')) })),
  );
}

function others(devices: Element | undefined): Device[] {
  const controllers = all(devices, 'controller').filter(
    (controller) => attribute(controller, 'type') === 'usb' && attribute(controller, 'model') !== 'none',
  );
  // Devices of whoever looks at the console, taken over by the machine.
  const redirected = all(devices, 'redirdev').filter((one) => attribute(one, 'bus') === 'usb');
  return [
    ...redirected.map((): Device => ({ type: 'usb', label: 'redirected from the console' })),
    ...controllers.map((one): Device => ({ type: 'usb-controller', ...labelled(attribute(one, 'model')) })),
    ...all(devices, 'tpm').map((tpm): Device => ({ type: 'tpm', ...labelled(attribute(tpm, 'model')) })),
    ...all(devices, 'watchdog').map((one): Device => ({ type: 'watchdog', ...labelled(attribute(one, 'model')) })),
  ];
}

/** One entry for whole cards of a name, one for slices: how they are shared is the host's affair. */
function gpusOf(passed: readonly Device[]): GpuNeed[] {
  const whole = new Map<string, number>();
  for (const { type, label = '' } of passed) {
    if (type !== 'gpu') continue;
    const name = label.replace(/ \([^)]*\)$/, '');
    whole.set(name, (whole.get(name) ?? 0) + 1);
  }
  const slices = passed.filter(({ type }) => type === 'vgpu').length;
  return [
    ...[...whole].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]): GpuNeed => ({ type, count })),
    ...(slices > 0 ? [{ count: slices, shared: true }] : []),
  ];
}

/** "0000:3b:00.0" of the four numbers libvirt writes it in; undefined when one is missing. */
export function pciAddress(address: Element | undefined): string | undefined {
  const numbers = ['domain', 'bus', 'slot', 'function'].map((name, index) => {
    const text = attribute(address, name) ?? (index === 0 ? '0' : undefined);
    return text !== undefined && /^(0x[0-9a-fA-F]{1,4}|\d{1,5})$/.test(text) ? Number(text) : undefined;
  });
  const [domain, bus, slot, function_] = numbers;
  if (domain === undefined || bus === undefined || slot === undefined || function_ === undefined) return undefined;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${hex(function_, 1)}`;
}

const labelled = (label: string | undefined): Pick<Device, 'label'> => (label === undefined ? {} : { label });
