/** Disks and network adapters, from their own resources. */

import type { Disk, Nic } from '../../core/model/workload.ts';
import { addressesOf, macOf, stated, uuidOf } from '../import-values.ts';
import { flagAt, listAt, numberAt, propertiesOf, textAt, valueAt } from './json.ts';
import { subnetName } from './ids.ts';
import type { Lookup } from './lookup.ts';
import { lastName } from './resource.ts';
import type { Resource } from './resource.ts';

const MIB_PER_GIB = 1024;

/** A usable address, without those that tell nothing. */
export const addressOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : addressesOf([text])[0];

/** An adapter of Azure or of Azure Local: both have the same shape where it matters. */
export function nicOf({ name, properties }: Resource, lookup: Pick<Lookup, 'addresses'>): Nic {
  const accelerated = flagAt(properties, 'enableAcceleratedNetworking');
  return stated<Nic>({
    label: name,
    ...addressing(listAt(properties, 'ipConfigurations') ?? [], lookup),
    macAddress: macOf(textAt(properties, 'macAddress')),
    adapter: accelerated === undefined ? undefined : accelerated ? 'Accelerated Networking' : 'Hyper-V synthetic',
    passthrough: accelerated === undefined ? undefined : accelerated ? 'sriov' : 'none',
  });
}

/** Network and addresses of a list of IP configurations, the private ones first. */
export function addressing(
  configurations: readonly unknown[],
  lookup: Pick<Lookup, 'addresses'>,
): Pick<Nic, 'network' | 'ipAddresses'> {
  const own: string[] = [];
  const open: string[] = [];
  let network: string | undefined;
  for (const configuration of configurations) {
    const properties = propertiesOf(configuration);
    const subnet = textAt(properties, 'subnet', 'id');
    network ??= subnet === undefined ? undefined : subnetName(subnet);
    const address = addressOf(textAt(properties, 'privateIPAddress'));
    if (address !== undefined) own.push(address);
    const reference = valueAt(properties, 'publicIPAddress');
    const known = lookup.addresses.get(textAt(reference, 'id')?.toLowerCase() ?? '');
    const shown = known ?? addressOf(textAt(propertiesOf(reference), 'ipAddress'));
    if (shown !== undefined) open.push(shown);
  }
  const ipAddresses = [...new Set([...own, ...open])];
  return stated<Pick<Nic, 'network' | 'ipAddresses'>>({
    network,
    ipAddresses: configurations.length === 0 ? undefined : ipAddresses,
  });
}

/** What a managed disk says of itself; `label`, bus and place are the machine's to say. */
export function diskOf({ name, properties, row }: Resource): Disk {
  const bytes = numberAt(properties, 'diskSizeBytes');
  const sizeGiB = numberAt(properties, 'diskSizeGB');
  return stated<Disk>({
    label: name,
    path: name,
    capacityMiB:
      bytes === undefined ? (sizeGiB === undefined ? undefined : sizeGiB * MIB_PER_GIB) : Math.ceil(bytes / 1024 ** 2),
    // The service leaves maxShares out for a disk that is not made to be shared. A row without properties says nothing.
    shared: sizeGiB === undefined ? undefined : (numberAt(properties, 'maxShares') ?? 1) > 1,
    mode: 'persistent',
    rawDeviceMapping: false,
    uuid: uuidOf(textAt(properties, 'uniqueId')),
    tier: textAt(row, 'sku', 'name'),
    iops: numberAt(properties, 'diskIOPSReadWrite'),
    throughputMiBps: numberAt(properties, 'diskMBpsReadWrite'),
    encryption: encryptionOf(textAt(properties, 'encryption', 'type')),
  });
}

function encryptionOf(type: string | undefined): Disk['encryption'] {
  switch (type?.toLowerCase()) {
    case 'encryptionatrestwithplatformkey':
      return 'platform-key';
    case 'encryptionatrestwithcustomerkey':
      return 'customer-key';
    case 'encryptionatrestwithplatformandcustomerkeys':
      return 'both-keys';
    default:
      return undefined;
  }
}

/** The disk as its machine lists it, with what the disk's own resource adds. */
export function attachedDisk(entry: unknown, label: string, controller: string | undefined, lookup: Lookup): Disk {
  const managed = textAt(entry, 'managedDisk', 'id');
  const own = managed === undefined ? undefined : lookup.disks.get(managed.toLowerCase());
  const sizeGiB = numberAt(entry, 'diskSizeGB');
  const ephemeral = textAt(entry, 'diffDiskSettings', 'option')?.toLowerCase() === 'local';
  const name = textAt(entry, 'name') ?? (managed === undefined ? undefined : lastName(managed).toLowerCase());
  const bus = controller?.toLowerCase() === 'nvme' ? 'nvme' : controller?.toLowerCase() === 'scsi' ? 'scsi' : undefined;
  return stated<Disk>({
    path: name ?? textAt(entry, 'vhd', 'uri')?.replace(/\?.*$/, ''),
    capacityMiB: sizeGiB === undefined ? undefined : sizeGiB * MIB_PER_GIB,
    tier: textAt(entry, 'managedDisk', 'storageAccountType'),
    rawDeviceMapping: false,
    ...own,
    label,
    mode: ephemeral ? 'nonpersistent' : 'persistent',
    controller,
    bus,
  });
}
