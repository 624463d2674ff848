/** Graphics processors among a host's PCI devices. */

import type { HostGpu } from '../../../core/model/estate.ts';
import { pciAddress } from '../domain/devices.ts';
import { all, at, attribute, textOf } from '../xml.ts';
import type { Element } from '../xml.ts';

export interface FoundGpu {
  /** "0000:3b:00.0" */
  readonly address: string;
  readonly name: string;
  /** It can be cut into mediated devices. */
  readonly mediated: boolean;
}

const VGA = '0x030000';
const INTEL = '0x8086';
/** Makers of the small chips that draw a server's console, and of emulated ones: nothing computes on them. */
const CONSOLE_CHIPS = new Set([
  '0x102b', // Matrox
  '0x1a03', // ASPEED
  '0x1013', // Cirrus Logic
  '0x1234', // Bochs and QEMU
  '0x1b36', // Red Hat QXL
  '0x1af4', // virtio
  '0x15ad', // VMware
]);

/** Of a PCI <device> of `virsh nodedev-dumpxml`; undefined for any other device. */
export function gpuOf(device: Element): FoundGpu | undefined {
  const capability = pciOf(device);
  const pciClass = textOf(at(capability, 'class')) ?? '';
  const vendor = attribute(at(capability, 'vendor'), 'id') ?? '';
  // Display controllers are class 03; a processor's own graphics is VGA, Intel's cards for servers are not.
  if (!pciClass.startsWith('0x03') || CONSOLE_CHIPS.has(vendor) || (vendor === INTEL && pciClass === VGA))
    return undefined;
  const address = pciAddressOf(device);
  if (address === undefined) return undefined;
  const product = at(capability, 'product');
  const name = [textOf(at(capability, 'vendor')) ?? vendor, textOf(product) ?? attribute(product, 'id')];
  return {
    address,
    name: name.filter((part) => part !== undefined && part !== '').join(' '),
    mediated: all(capability, 'capability').some((one) => attribute(one, 'type') === 'mdev_types'),
  };
}

const pciOf = (device: Element): Element | undefined =>
  all(device, 'capability').find((one) => attribute(one, 'type') === 'pci');

/** "0000:3b:00.0" of a PCI <device>. */
export const pciAddressOf = (device: Element): string | undefined => pciAddress(addressOf(pciOf(device)));

/** The device's own numbers, in the form an <address> has them. */
function addressOf(capability: Element | undefined): Element | undefined {
  if (capability === undefined) return undefined;
  const numbers = ['domain', 'bus', 'slot', 'function'].map(
    (name) => [name, textOf(at(capability, name)) ?? ''] as const,
  );
  return { name: 'address', attributes: Object.fromEntries(numbers), children: [], text: '' };
}

export function hostGpus(found: readonly FoundGpu[]): HostGpu[] {
  const counts = new Map<string, HostGpu>();
  for (const { name, mediated } of found) {
    const key = `${name}\u0000${mediated}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { type: name, count, ...(mediated && { sharing: 'vgpu' }) });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gpu]) => gpu);
}
