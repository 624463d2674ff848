/** What machines of a subscription and machines of a scale set have in common: one profile, read once. */

import type { Device, Disk, Identity, Nic, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import { macOf, stated, uuidOf } from '../import-values.ts';
import { addressing, attachedDisk } from './devices.ts';
import { guestSystem } from './guest-system.ts';
import { AZURE, SCOPE } from './ids.ts';
import type { Observing } from './ids.ts';
import { flagAt, listAt, propertiesOf, textAt, timeAt, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Lookup } from './lookup.ts';
import { powerState, powerStateOf } from './power.ts';
import { lastName } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Size } from './sizes.ts';

/** One machine with everything said of it: its own properties first, then those of the model it was made from. */
export interface Profiled {
  readonly resource: Resource;
  readonly size: string | undefined;
  readonly instanceView: unknown;
  /** Own properties, then the model's. */
  readonly profiles: readonly JsonObject[];
}

export function observe(machine: Profiled, lookup: Lookup, observing: Observing): WorkloadObservation {
  const { resource } = machine;
  const nics = nicsOf(machine, lookup);
  const facts = factsOf(machine, nics, lookup);
  return {
    ...observing,
    nativeId: resource.key,
    scope: SCOPE,
    kind: 'vm',
    identity: identityOf(textAt(first(machine, 'vmId')), nics, facts.hostName),
    facts,
  };
}

/** The first profile's word on a property. */
function first({ profiles }: Profiled, ...path: readonly string[]): unknown {
  for (const profile of profiles) {
    const value = valueAt(profile, ...path);
    if (value !== undefined) return value;
  }
  return undefined;
}

function factsOf(machine: Profiled, nics: readonly Nic[] | undefined, lookup: Lookup): WorkloadFacts {
  const { resource, instanceView } = machine;
  const size = lookup.sizes.of(resource.location, machine.size);
  const disks = disksOf(machine, lookup);
  const generation = generationOf(textAt(instanceView, 'hyperVGeneration'));
  const zone = resource.zones?.[0];
  const sql = lookup.sqlMachines.has(resource.key) || isSqlImage(machine);
  return stated<WorkloadFacts>({
    name: resource.name,
    platform: AZURE,
    // The command line's `vm list -d` writes the state beside everything else.
    powerState: powerStateOf(instanceView) ?? powerState(textAt(resource.row, 'powerState')),
    size: machine.size,
    cpuCount: size?.cpuCount,
    memoryMiB: size?.memoryMiB,
    gpus: size?.gpus,
    os: guestSystem({
      osType: textAt(first(machine, 'storageProfile', 'osDisk', 'osType')),
      osName: textAt(instanceView, 'osName'),
      osVersion: textAt(instanceView, 'osVersion'),
      image: first(machine, 'storageProfile', 'imageReference'),
      architecture: size?.architecture,
    }),
    hostName: textAt(instanceView, 'computerName') ?? textAt(first(machine, 'osProfile', 'computerName')),
    ...securityOf(machine, generation),
    disks,
    provisionedMiB: sumOf(disks),
    nics,
    networks:
      nics?.every(({ network }) => network !== undefined) === true
        ? distinct(nics, ({ network }) => network)
        : undefined,
    ipAddresses: addressesOf(resource.row, nics),
    ...devicesOf(size, nics),
    region: resource.location,
    zone: zone === undefined ? undefined : `${resource.location ?? ''}-${zone}`,
    folder: `${resource.subscriptionId ?? ''}/${resource.resourceGroup ?? ''}`,
    licenseType: textAt(first(machine, 'licenseType')),
    interruptible: interruptibleOf(machine),
    affinityRules: affinityOf(machine),
    guestToolsStatus: textAt(listAt(instanceView, 'vmAgent', 'statuses')?.[0], 'displayStatus'),
    guestToolsVersion: textAt(instanceView, 'vmAgent', 'vmAgentVersion'),
    createdAt: timeAt(first(machine, 'timeCreated')),
    tags: resource.tags,
    roles: sql ? ['sql-server'] : undefined,
    rolesSeen: sql ? ['sql-server'] : undefined,
  });
}

export function identityOf(
  biosUuid: string | undefined,
  nics: readonly Nic[] | undefined,
  hostName: string | undefined,
): Identity {
  const macAddresses = nics?.flatMap(({ macAddress }) => macAddress ?? []) ?? [];
  const fqdn = hostName?.toLowerCase().replace(/\.$/, '');
  return stated<Identity>({
    biosUuid: uuidOf(biosUuid),
    macAddresses: macAddresses.length === 0 ? undefined : [...new Set(macAddresses)].sort(),
    fqdn: fqdn !== undefined && /^[^.\s]+\.\S+$/.test(fqdn) && !fqdn.startsWith('localhost.') ? fqdn : undefined,
  });
}

function generationOf(text: string | undefined): 1 | 2 | undefined {
  const word = text?.toLowerCase();
  if (word === 'v1') return 1;
  return word === 'v2' ? 2 : undefined;
}

/** Generation 1 starts by BIOS and has neither secure boot nor a TPM; without a security type a machine has none either. */
function securityOf(
  machine: Profiled,
  generation: 1 | 2 | undefined,
): { readonly [K in 'firmware' | 'generation' | 'securityType' | 'secureBoot' | 'tpm']: WorkloadFacts[K] | undefined } {
  const securityType = textAt(first(machine, 'securityProfile', 'securityType'));
  // Only a whole machine's silence means none: a row cut down to a few columns says nothing.
  const whole =
    first(machine, 'storageProfile') !== undefined && first(machine, 'hardwareProfile', 'vmSize') !== undefined;
  const none = generation === 1 || (whole && securityType === undefined) ? false : undefined;
  return {
    firmware: generation === undefined ? undefined : generation === 1 ? 'bios' : 'efi',
    generation,
    securityType,
    secureBoot: flagAt(first(machine, 'securityProfile', 'uefiSettings', 'secureBootEnabled')) ?? none,
    tpm: flagAt(first(machine, 'securityProfile', 'uefiSettings', 'vTpmEnabled')) ?? none,
  };
}

function disksOf(machine: Profiled, lookup: Lookup): readonly Disk[] | undefined {
  const storage = first(machine, 'storageProfile');
  const osDisk = valueAt(storage, 'osDisk');
  if (storage === undefined || osDisk === undefined) return undefined;
  const controller = textAt(storage, 'diskControllerType');
  const data = listAt(storage, 'dataDisks') ?? [];
  return [
    attachedDisk(osDisk, 'OS disk', controller, lookup),
    ...data.map((disk, index) => attachedDisk(disk, `LUN ${lunOf(disk) ?? index}`, controller, lookup)),
  ];
}

function lunOf(disk: unknown): number | undefined {
  const lun = valueAt(disk, 'lun');
  return typeof lun === 'number' ? lun : undefined;
}

function sumOf(disks: readonly Disk[] | undefined): number | undefined {
  if (disks?.every(({ capacityMiB }) => capacityMiB !== undefined) !== true) return undefined;
  return disks.reduce((sum, { capacityMiB }) => sum + (capacityMiB ?? 0), 0);
}

function nicsOf(machine: Profiled, lookup: Lookup): readonly Nic[] | undefined {
  const references = listAt(first(machine, 'networkProfile', 'networkInterfaces'));
  const configured = listAt(first(machine, 'networkProfileConfiguration', 'networkInterfaceConfigurations'));
  const macs = textAt(machine.resource.row, 'macAddresses')?.split(',') ?? [];
  const nics = references?.map((reference, index): Nic => {
    const id = textAt(reference, 'id') ?? '';
    const known = lookup.nics.get(id.toLowerCase());
    if (known !== undefined) return known;
    const mac = references.length === macs.length ? macOf(macs[index]) : undefined;
    return stated<Nic>({
      label: lastName(id) === '' ? `NIC ${index}` : lastName(id),
      ...configuredNic(configured?.[index], lookup),
      macAddress: mac,
    });
  });
  return (
    nics ??
    configured?.map((one, index) => ({ label: textAt(one, 'name') ?? `NIC ${index}`, ...configuredNic(one, lookup) }))
  );
}

/** What the model of a scale set says of an adapter. */
function configuredNic(configuration: unknown, lookup: Lookup): Omit<Nic, 'label'> {
  if (configuration === undefined) return {};
  const properties = propertiesOf(configuration);
  const accelerated = flagAt(properties, 'enableAcceleratedNetworking');
  const { network } = addressing(listAt(properties, 'ipConfigurations') ?? [], lookup);
  return stated<Omit<Nic, 'label'>>({
    network,
    passthrough: accelerated === undefined ? undefined : accelerated ? 'sriov' : 'none',
  });
}

/** Also those that `az vm list -d` writes beside everything else. */
function addressesOf(row: JsonObject, nics: readonly Nic[] | undefined): readonly string[] | undefined {
  const own = nics?.flatMap(({ ipAddresses }) => ipAddresses ?? []) ?? [];
  const beside = ['privateIps', 'publicIps'].flatMap((name) => textAt(row, name)?.split(',') ?? []);
  const all = [...new Set([...own, ...beside.map((one) => one.trim()).filter((one) => one !== '')])];
  return all.length > 0 || nics?.every(({ ipAddresses }) => ipAddresses !== undefined) === true ? all : undefined;
}

/** Azure attaches no device that its size does not carry, so a known size makes the list complete. */
function devicesOf(
  size: Size | undefined,
  nics: readonly Nic[] | undefined,
): {
  readonly devices: readonly Device[] | undefined;
  readonly deviceTypesSeen: readonly Device['type'][] | undefined;
} {
  if (size === undefined) return { devices: undefined, deviceTypesSeen: undefined };
  const gpus = size.gpus.flatMap(({ type, count, shared }) =>
    Array.from({ length: count }, (): Device => ({ type: shared === true ? 'vgpu' : 'gpu', label: type ?? 'GPU' })),
  );
  const fast = (nics ?? []).filter(({ passthrough }) => passthrough === 'sriov');
  const nicsKnown = nics?.every(({ passthrough }) => passthrough !== undefined) === true;
  return {
    devices: [...gpus, ...size.devices, ...fast.map(({ label }): Device => ({ type: 'sriov', label }))],
    deviceTypesSeen: [
      'gpu',
      'vgpu',
      'pci-passthrough',
      'usb',
      'usb-controller',
      'floppy',
      'parallel',
      ...(nicsKnown ? (['sriov'] as const) : []),
    ],
  };
}

function interruptibleOf(machine: Profiled): boolean | undefined {
  const priority = textAt(first(machine, 'priority'))?.toLowerCase();
  if (priority !== undefined) return priority !== 'regular';
  return first(machine, 'hardwareProfile', 'vmSize') === undefined ? undefined : false;
}

function affinityOf(machine: Profiled): readonly string[] | undefined {
  const sets = [
    ['availability set', textAt(first(machine, 'availabilitySet', 'id'))],
    ['proximity placement group', textAt(first(machine, 'proximityPlacementGroup', 'id'))],
    ['dedicated host', textAt(first(machine, 'host', 'id'))],
    ['dedicated host group', textAt(first(machine, 'hostGroup', 'id'))],
  ] as const;
  if (first(machine, 'storageProfile') === undefined) return undefined;
  return sets.flatMap(([kind, id]) => (id === undefined ? [] : [`${kind} ${lastName(id).toLowerCase()}`]));
}

const isSqlImage = (machine: Profiled): boolean =>
  textAt(first(machine, 'storageProfile', 'imageReference', 'publisher'))?.toLowerCase() === 'microsoftsqlserver';

function distinct<T>(items: readonly T[], value: (item: T) => string | undefined): readonly string[] {
  return [...new Set(items.flatMap((item) => value(item) ?? []))].sort();
}
