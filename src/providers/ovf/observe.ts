/** One machine out of one virtual system of a package. */

import type { Device, Firmware, Identity, Nic, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { entryOf, macOf, stated, uuidOf, withoutSecrets } from '../import-values.ts';
import type { Descriptor, SystemEntry } from './descriptor.ts';
import { systemTypes } from './descriptor.ts';
import { disksOf } from './disks.ts';
import type { DiskOddity } from './disks.ts';
import { osOf } from './guest-os.ts';
import { RESOURCE, hardwareOf, itemsOf } from './hardware.ts';
import type { Hardware, HardwareItem } from './hardware.ts';
import { attribute, childOf, childText, childrenOf } from './nodes.ts';
import { ovirtFacts, ovirtNic } from './ovirt.ts';
import { mhzOf, mibOf } from './units.ts';

const PLATFORMS = { vmware: 'vsphere', ovirt: 'ovirt', virtualbox: undefined } as const;
const SIMPLE_DEVICES: Readonly<Record<string, Device['type']>> = {
  [RESOURCE.floppy]: 'floppy',
  [RESOURCE.cd]: 'cdrom',
  [RESOURCE.dvd]: 'cdrom',
  [RESOURCE.serial]: 'serial',
  [RESOURCE.parallel]: 'parallel',
  [RESOURCE.usb]: 'usb-controller',
};
/** A package lists these completely. What is passed through from a host is left behind by the export. */
const SEEN: readonly Device['type'][] = ['cdrom', 'floppy', 'parallel', 'serial', 'usb-controller'];

export interface ObserveOptions {
  readonly sourceId: string;
  readonly observedAt: string;
  /** Told from other packages of the same import by it. */
  readonly prefix: string;
}

export interface Observed {
  readonly observation: WorkloadObservation;
  readonly oddities: readonly DiskOddity[];
}

export function observe(system: SystemEntry, descriptor: Descriptor, options: ObserveOptions): Observed {
  const { node } = system;
  const hardware = hardwareOf(node, descriptor.configuration);
  const own = ownIds(node);
  const name = system.name ?? system.id ?? descriptor.name.replace(/\.ov[fa]$/i, '');
  const nics = hardware === undefined ? undefined : nicsOf(hardware, own.macs, descriptor.writtenBy === 'ovirt');
  const macs = nics?.flatMap(({ macAddress }) => macAddress ?? []) ?? [];
  const read = hardware === undefined ? undefined : disksOf(hardware, descriptor, propertiesOf(node));
  const nativeId = own.uuid ?? `${options.prefix}${system.id ?? name}`;
  return {
    oddities: [...(hardware === undefined ? [] : oddQuantities(hardware)), ...(read?.oddities ?? [])],
    observation: {
      sourceId: options.sourceId,
      nativeId: nativeId.toLowerCase(),
      observedAt: options.observedAt,
      kind: 'vm',
      identity: stated<Identity>({
        biosUuid: own.uuid,
        macAddresses: macs.length > 0 ? [...new Set(macs)].sort() : undefined,
      }),
      facts: stated<WorkloadFacts>({
        name,
        platform: descriptor.writtenBy === undefined ? undefined : PLATFORMS[descriptor.writtenBy],
        exportedBy: descriptor.writtenBy ?? 'other',
        ...(hardware === undefined ? {} : hardwareFacts(node, hardware)),
        ...(descriptor.writtenBy === 'ovirt' ? ovirtFacts(node, hardware) : {}),
        provisionedMiB: sum(read?.disks.map(({ capacityMiB }) => capacityMiB)),
        usedMiB: sum(read?.disks.map(({ usedMiB }) => usedMiB)),
        os: osOf(node),
        disks: read?.disks,
        nics,
        networks: networksOf(nics),
        vApp: system.collection,
        annotation: annotationOf(node),
        tags: tagsOf(node),
      }),
    },
  };
}

/** Their sum when all are known. */
function sum(sizes: readonly (number | undefined)[] | undefined): number | undefined {
  if (sizes === undefined || sizes.length === 0) return undefined;
  return sizes.reduce<number | undefined>((total, size) => {
    return total === undefined || size === undefined ? undefined : total + size;
  }, 0);
}

function hardwareFacts(system: XmlNode, hardware: Hardware): Partial<WorkloadFacts> {
  const cpu = itemsOf(hardware, RESOURCE.processor)[0];
  const memory = itemsOf(hardware, RESOURCE.memory)[0];
  const version = /\bvmx-(\d+)/.exec(systemTypes(system))?.[1];
  const devices = devicesOf(hardware);
  const { config } = hardware;
  const bios = childText(system, 'BiosType');
  return stated<Partial<WorkloadFacts>>({
    cpuCount: cpuCountOf(cpu),
    coresPerSocket: countOf(childText(cpu?.node, 'CoresPerSocket', 'cpu_per_socket')),
    cpuReservationMhz: mhzOf(childText(cpu?.node, 'Reservation'), childText(cpu?.node, 'AllocationUnits')),
    // No machine has none.
    memoryMiB:
      mibOf(childText(memory?.node, 'VirtualQuantity'), childText(memory?.node, 'AllocationUnits') ?? 'mb') ||
      undefined,
    memoryReservationMiB: mibOf(
      childText(memory?.node, 'Reservation'),
      childText(memory?.node, 'AllocationUnits') ?? 'mb',
    ),
    firmware: firmwareOf(config.get('firmware'), bios, virtualBoxFirmware(system)),
    secureBoot: flagOf(config.get('bootOptions.efiSecureBootEnabled')) ?? (bios === '4' ? true : undefined),
    tpm: devices.some(({ type }) => type === 'tpm') ? true : undefined,
    hardwareVersion: version === undefined ? undefined : Number(version),
    cpuHotAdd: flagOf(config.get('cpuHotAddEnabled')),
    cpuHotRemove: flagOf(config.get('cpuHotRemoveEnabled')),
    memoryHotAdd: flagOf(config.get('memoryHotAddEnabled')),
    cpuAffinity: affinityOf(config.get('sched.cpu.affinity')),
    devices,
    deviceTypesSeen: SEEN,
  });
}

/** "0,2-3"; "all" binds to none. */
function affinityOf(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  if (text.trim().toLowerCase() === 'all') return [];
  const cpus = text.split(',').flatMap((part) => {
    const [, from, to = from] = /^\s*(\d{1,4})(?:-(\d{1,4}))?\s*$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from)) return [Number.NaN];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
  });
  return cpus.some(Number.isNaN) ? undefined : [...new Set(cpus)].sort((a, b) => a - b);
}

/** Quantities that are stated and cannot be used. */
function oddQuantities(hardware: Hardware): DiskOddity[] {
  const cpu = itemsOf(hardware, RESOURCE.processor)[0]?.node;
  const memory = itemsOf(hardware, RESOURCE.memory)[0]?.node;
  const units = childText(memory, 'AllocationUnits') ?? 'mb';
  const isNumber = (text: string): boolean => /^\d{1,18}(\.\d{1,9})?$/.test(text);
  const isCount = (text: string): boolean => countOf(text) !== undefined;
  const wanted: readonly (readonly [string, string | undefined, (text: string) => boolean, string])[] = [
    ['processors, VirtualQuantity', childText(cpu, 'VirtualQuantity'), isCount, 'a number of processors'],
    ['processors, CoresPerSocket', childText(cpu, 'CoresPerSocket', 'cpu_per_socket'), isCount, 'a number of cores'],
    ['processors, Reservation', childText(cpu, 'Reservation'), isNumber, 'a reservation'],
    [
      'memory, VirtualQuantity',
      childText(memory, 'VirtualQuantity'),
      (text) => (mibOf(text, units) ?? 0) > 0,
      `an amount of memory in "${units.slice(0, 40)}"`,
    ],
    ['memory, Reservation', childText(memory, 'Reservation'), isNumber, 'a reservation'],
  ];
  return wanted.flatMap(([field, text, usable, what]) => {
    if (text === undefined || usable(text)) return [];
    const message = `"${text.slice(0, 40)}" is not ${what}; it was left out`;
    return {
      code: 'INVALID_VALUE',
      field,
      message,
      fix: 'Write a whole number above zero, or export the machine again.',
    };
  });
}

function cpuCountOf(cpu: HardwareItem | undefined): number | undefined {
  const quantity = countOf(childText(cpu?.node, 'VirtualQuantity'));
  if (quantity !== undefined) return quantity;
  const sockets = countOf(childText(cpu?.node, 'num_of_sockets'));
  const cores = countOf(childText(cpu?.node, 'cpu_per_socket'));
  const threads = countOf(childText(cpu?.node, 'threads_per_cpu')) ?? 1;
  return sockets === undefined || cores === undefined ? undefined : sockets * cores * threads;
}

function countOf(text: string | undefined): number | undefined {
  const count = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 ? count : undefined;
}

const flagOf = (text: string | undefined): boolean | undefined =>
  text === 'true' ? true : text === 'false' ? false : undefined;

/** oVirt's BiosType: 1 and 2 are SeaBIOS, 3 and 4 UEFI, 0 is whatever the cluster has. */
function firmwareOf(word: string | undefined, bios: string | undefined, box: string | undefined): Firmware | undefined {
  if (word === 'efi' || bios === '3' || bios === '4' || /^efi/i.test(box ?? '')) return 'efi';
  return word === 'bios' || bios === '1' || bios === '2' || /^bios/i.test(box ?? '') ? 'bios' : undefined;
}

function virtualBoxFirmware(system: XmlNode): string | undefined {
  return attribute(childOf(childOf(childOf(system, 'Machine'), 'Hardware'), 'Firmware'), 'type');
}

function nicsOf(hardware: Hardware, macs: readonly string[], ovirt: boolean): readonly Nic[] {
  return itemsOf(hardware, RESOURCE.ethernet).map(({ node, name, subType }, index) => {
    const address = childText(node, 'MACAddress', 'Address');
    const network = childText(node, 'Connection');
    const automatic = flagOf(childText(node, 'AutomaticAllocation')?.toLowerCase());
    return stated<Nic>({
      label: name ?? `Network adapter ${index + 1}`,
      network: network?.toLowerCase() === 'none' ? undefined : network,
      macAddress: macOf(address) ?? macs[index],
      adapter: childText(node, 'ResourceSubType'),
      startConnected: network === 'none' ? false : automatic,
      passthrough: /sriov/.test(subType ?? '') ? 'sriov' : undefined,
      ...(ovirt && ovirtNic(node)),
    });
  });
}

function networksOf(nics: readonly Nic[] | undefined): readonly string[] | undefined {
  return nics === undefined ? undefined : [...new Set(nics.flatMap(({ network }) => network ?? []))];
}

function devicesOf(hardware: Hardware): readonly Device[] {
  return hardware.items.flatMap((item) => {
    const type = deviceType(item);
    if (type === undefined) return [];
    const connected = flagOf(childText(item.node, 'AutomaticAllocation')?.toLowerCase());
    return [stated<Device>({ type, label: item.name, connected })];
  });
}

function deviceType({ type, subType, node }: HardwareItem): Device['type'] | undefined {
  const words = subType ?? '';
  if (/vtpm|\btpm\b/.test(words)) return 'tpm';
  if (/vgpu/.test(words)) return 'vgpu';
  if (/pcipassthrough|pci-passthrough/.test(words)) return 'pci-passthrough';
  if (/sriov/.test(words)) return 'sriov';
  if (/wdt|watchdog/.test(words)) return 'watchdog';
  // oVirt lists its USB controller also when the policy forbids any.
  if (type === RESOURCE.usb && childText(node, 'UsbPolicy')?.toLowerCase() === 'disabled') return undefined;
  return entryOf(SIMPLE_DEVICES, type);
}

/** oVirt gives the machine's id to the section of its system; VirtualBox embeds its own description. */
function ownIds(system: XmlNode): { readonly uuid: string | undefined; readonly macs: readonly string[] } {
  const machine = childOf(system, 'Machine');
  const adapters = childrenOf(childOf(childOf(machine, 'Hardware'), 'Network'), 'Adapter');
  const enabled = adapters.filter((adapter) => attribute(adapter, 'enabled') !== 'false');
  const uuid = uuidOf(attribute(machine, 'uuid')) ?? uuidOf(attribute(childOf(system, 'OperatingSystemSection'), 'id'));
  return { uuid, macs: enabled.flatMap((adapter) => macOf(attribute(adapter, 'MACAddress')) ?? []) };
}

/** Values that a disk's size may refer to. Others, passwords among them, are never looked at. */
function propertiesOf(system: XmlNode): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const product of childrenOf(system, 'ProductSection')) {
    for (const property of childrenOf(product, 'Property')) {
      const [key, value] = [attribute(property, 'key'), attribute(property, 'value')];
      if (key !== undefined && value !== undefined && /^\d{1,15}$/.test(value)) properties.set(key, value);
    }
  }
  return properties;
}

function annotationOf(system: XmlNode): string | undefined {
  const text = childText(childOf(system, 'AnnotationSection'), 'Annotation');
  return text === undefined ? undefined : withoutSecrets(text).slice(0, 4000);
}

function tagsOf(system: XmlNode): Readonly<Record<string, string>> | undefined {
  const product = childOf(system, 'ProductSection');
  const tags = stated({
    product: childText(product, 'Product'),
    vendor: childText(product, 'Vendor'),
    version: childText(product, 'FullVersion', 'Version'),
  });
  const entries = Object.entries(tags).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
