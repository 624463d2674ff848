/**
 * Servers connected by Azure Arc: what an agent in the guest says of a machine that runs elsewhere. Another source
 * knows its platform; the signs of identity here join the two. A machine of Azure Local has both: an Arc machine and,
 * below it, what its host knows.
 */

import type { Disk, GuestFilesystem, Nic, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import { macOf, stated } from '../import-values.ts';
import { addressOf } from './devices.ts';
import { guestSystem } from './guest-system.ts';
import { AZURE_LOCAL, SCOPE, subnetName } from './ids.ts';
import type { Observing } from './ids.ts';
import { flagAt, isObject, listAt, numberAt, propertiesOf, textAt, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Lookup } from './lookup.ts';
import { identityOf } from './machine-facts.ts';
import { powerState } from './power.ts';
import { lastName } from './resource.ts';
import type { Resource } from './resource.ts';

/** An agent that does not report: what it said last may be old. */
export function isSilent({ properties }: Resource): boolean {
  const status = textAt(properties, 'status')?.toLowerCase();
  return status !== undefined && status !== 'connected';
}

/** Hosts of Azure Local are Arc machines too; they are listed as hosts of their cluster. */
export function isLocalHost({ properties }: Resource): boolean {
  return /azure (?:stack hci|local)/i.test(
    `${textAt(properties, 'osSku') ?? ''} ${textAt(properties, 'osName') ?? ''}`,
  );
}

export function arcMachine(resource: Resource, lookup: Lookup, observing: Observing): WorkloadObservation {
  const { properties } = resource;
  const local = lookup.localMachines.get(resource.key);
  const guest = guestFacts(resource);
  const own = local === undefined ? {} : localFacts(resource, local, lookup);
  const facts: WorkloadFacts = { ...guest, ...own };
  const fqdn = ['machineFqdn', 'dnsFqdn', 'adFqdn']
    .map((name) => textAt(properties, name))
    .find((name) => name?.includes('.'));
  return {
    ...observing,
    nativeId: resource.key,
    scope: SCOPE,
    kind: 'vm',
    identity: identityOf(textAt(properties, 'vmUuid'), facts.nics, fqdn ?? facts.hostName),
    facts,
  };
}

function guestFacts(resource: Resource): WorkloadFacts {
  const { properties } = resource;
  const detected = valueAt(properties, 'detectedProperties');
  const nics = guestNics(properties);
  const sql = flagAt(properties, 'mssqlDiscovered') ?? flagAt(detected, 'mssqldiscovered');
  return stated<WorkloadFacts>({
    name: resource.name,
    // An agent that is connected runs. One that is not may be stopped, or cut off: nobody knows from here.
    powerState: textAt(properties, 'status')?.toLowerCase() === 'connected' ? 'on' : undefined,
    cpuCount: numberAt(detected, 'logicalCoreCount') ?? numberAt(detected, 'coreCount'),
    memoryMiB: memoryOf(properties),
    os: guestSystem({
      osType: textAt(properties, 'osType') ?? textAt(properties, 'osName'),
      osName: textAt(properties, 'osSku'),
    }),
    hostName: textAt(properties, 'osProfile', 'computerName') ?? textAt(properties, 'displayName'),
    firmware: firmwareOf(textAt(properties, 'firmwareProfile', 'type')),
    nics,
    ipAddresses: nics?.flatMap(({ ipAddresses }) => ipAddresses ?? []),
    filesystems: filesystemsOf(properties),
    licenseType: licenceOf(valueAt(properties, 'licenseProfile')),
    roles: sql === undefined ? undefined : sql ? ['sql-server'] : [],
    rolesSeen: sql === undefined ? undefined : ['sql-server'],
    tags: resource.tags,
  });
}

/** Extended security updates and pay-as-you-go, as the licence profile states them. */
function licenceOf(profile: unknown): string | undefined {
  const words: string[] = [];
  if (textAt(profile, 'esuProfile', 'licenseAssignmentState')?.toLowerCase() === 'assigned') words.push('ESU');
  const product = textAt(profile, 'productProfile', 'productType');
  if (product !== undefined && textAt(profile, 'productProfile', 'subscriptionStatus')?.toLowerCase() === 'enabled')
    words.push(`${product} pay-as-you-go`);
  if (flagAt(profile, 'softwareAssurance', 'softwareAssuranceCustomer') === true) words.push('Software Assurance');
  return words.length === 0 ? undefined : words.join(', ');
}

function memoryOf(properties: JsonObject): number | undefined {
  const bytes =
    numberAt(properties, 'hardwareProfile', 'totalPhysicalMemoryInBytes') ??
    numberAt(properties, 'detectedProperties', 'totalPhysicalMemoryInBytes');
  if (bytes !== undefined) return Math.round(bytes / 1024 ** 2);
  const gigabytes = numberAt(properties, 'detectedProperties', 'totalPhysicalMemoryInGigabytes');
  return gigabytes === undefined ? undefined : gigabytes * 1024;
}

function firmwareOf(type: string | undefined): WorkloadFacts['firmware'] {
  const word = type?.toLowerCase();
  if (word === 'bios') return 'bios';
  return word === 'uefi' || word === 'efi' ? 'efi' : undefined;
}

function guestNics(properties: JsonObject): readonly Nic[] | undefined {
  const listed = listAt(properties, 'networkProfile', 'networkInterfaces');
  return listed?.map((entry, index) => {
    const addresses = listAt(entry, 'ipAddresses')?.flatMap((one) => addressOf(textAt(one, 'address')) ?? []);
    return stated<Nic>({
      label: textAt(entry, 'name') ?? `NIC ${index}`,
      macAddress: macOf(textAt(entry, 'macAddress')),
      ipAddresses: addresses,
    });
  });
}

/** The agent calls volumes disks. */
function filesystemsOf(properties: JsonObject): readonly GuestFilesystem[] | undefined {
  const found = listAt(properties, 'storageProfile', 'disks')?.flatMap((disk): GuestFilesystem[] => {
    const path = textAt(disk, 'path');
    const bytes = numberAt(disk, 'maxSizeInBytes');
    const used = numberAt(disk, 'usedSpaceInBytes');
    if (path === undefined || bytes === undefined) return [];
    const capacityMiB = Math.floor(bytes / 1024 ** 2);
    return [
      {
        path: /^[a-z]:\/$/i.test(path) ? `${path.slice(0, 2)}\\` : path,
        capacityMiB,
        ...(used !== undefined && { freeMiB: Math.max(0, capacityMiB - Math.ceil(used / 1024 ** 2)) }),
      },
    ];
  });
  return found === undefined || found.length === 0 ? undefined : found;
}

/** What the hosts of Azure Local know of it goes before what its guest says. */
function localFacts(resource: Resource, local: Resource, lookup: Lookup): WorkloadFacts {
  const { properties } = local;
  const cluster = textAt(resource.properties, 'parentClusterResourceId');
  const nics = listAt(properties, 'networkProfile', 'networkInterfaces')?.map((reference, index): Nic => {
    const id = textAt(reference, 'id') ?? `NIC ${index}`;
    return lookup.nics.get(id.toLowerCase()) ?? { label: lastName(id) };
  });
  const disks = localDisks(properties, lookup);
  const store = textAt(properties, 'storageProfile', 'vmConfigStoragePathId');
  const addresses = nics?.flatMap(({ ipAddresses }) => ipAddresses ?? []) ?? [];
  const networks = nics?.flatMap(({ network }) => network ?? []) ?? [];
  const datastores = [...new Set(disks?.flatMap(({ datastore }) => datastore ?? []))];
  return stated<WorkloadFacts>({
    platform: AZURE_LOCAL,
    folder: `${resource.subscriptionId ?? ''}/${resource.resourceGroup ?? ''}`,
    // Generation 2 is the only one Azure Local makes.
    generation: 2,
    firmware: 'efi',
    cluster: cluster === undefined ? undefined : lastName(cluster).toLowerCase(),
    powerState: powerState(textAt(properties, 'status', 'powerState') ?? textAt(properties, 'powerState')),
    cpuCount: numberAt(properties, 'hardwareProfile', 'processors'),
    memoryMiB: numberAt(properties, 'hardwareProfile', 'memoryMB'),
    size: namedSize(textAt(properties, 'hardwareProfile', 'vmSize')),
    secureBoot: flagAt(properties, 'securityProfile', 'uefiSettings', 'secureBootEnabled'),
    tpm: flagAt(properties, 'securityProfile', 'enableTPM'),
    securityType: textAt(properties, 'securityProfile', 'securityType'),
    hostName: textAt(properties, 'osProfile', 'computerName'),
    nics,
    networks: nics?.every(({ network }) => network !== undefined) === true ? [...new Set(networks)].sort() : undefined,
    ipAddresses: addresses.length > 0 ? [...new Set(addresses)] : undefined,
    disks,
    datastores: datastores.length > 0 ? datastores : store === undefined ? undefined : [lastName(store).toLowerCase()],
  });
}

/** "Default" and "Custom" are no sizes. */
const namedSize = (size: string | undefined): string | undefined =>
  size === undefined || /^(default|custom)$/i.test(size) ? undefined : size;

function localDisks(properties: JsonObject, lookup: Lookup): readonly Disk[] | undefined {
  const storage = valueAt(properties, 'storageProfile');
  if (!isObject(storage)) return undefined;
  const osDisk = textAt(storage, 'osDisk', 'id');
  const data = listAt(storage, 'dataDisks') ?? [];
  const known = (id: string | undefined, label: string): Disk => {
    const own = id === undefined ? undefined : lookup.disks.get(id.toLowerCase());
    return { ...own, label, ...(id !== undefined && { path: lastName(id) }) };
  };
  // The system's disk is made with the machine and need not be a resource of its own.
  return [known(osDisk, 'OS disk'), ...data.map((disk, index) => known(textAt(disk, 'id'), `Data disk ${index}`))];
}

/** A virtual hard disk of Azure Local. */
export function localDiskOf({ name, properties }: Resource): Disk {
  const sizeGiB = numberAt(properties, 'diskSizeGB');
  const container = textAt(properties, 'containerId');
  const dynamic = flagAt(properties, 'dynamic');
  return stated<Disk>({
    label: name,
    path: name,
    capacityMiB: sizeGiB === undefined ? undefined : sizeGiB * 1024,
    thin: dynamic,
    datastore: container === undefined ? undefined : lastName(container).toLowerCase(),
  });
}

/** An adapter of Azure Local, which hangs on a logical network. */
export function localNicOf({ name, properties }: Resource): Nic {
  const configurations = listAt(properties, 'ipConfigurations') ?? [];
  const addresses = configurations.flatMap((one) => addressOf(textAt(propertiesOf(one), 'privateIPAddress')) ?? []);
  const network = configurations.flatMap((one) => textAt(propertiesOf(one), 'subnet', 'id') ?? [])[0];
  return stated<Nic>({
    label: name,
    macAddress: macOf(textAt(properties, 'macAddress')),
    network: network === undefined ? undefined : subnetName(network),
    ipAddresses: addresses.length > 0 ? addresses : undefined,
  });
}
