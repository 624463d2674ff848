/** One machine out of the words of a source. */

import type {
  Device,
  Disk,
  GpuNeed,
  GuestOs,
  Identity,
  Nic,
  Snapshot,
  WorkloadFacts,
  WorkloadObservation,
} from '../../core/model/workload.ts';
import { readOsText } from '../../core/model/os-text.ts';
import { BYTES_PER_MIB } from '../../core/model/units.ts';
import { addressesOf, entryOf, fqdnOf, macOf, stated, uuidOf, withoutSecrets } from '../import-values.ts';
import { isGpuVendor } from '../pci-vendors.ts';
import { datastoreNameOf, networkNameOf } from './names.ts';
import type { SharedVolume } from './names.ts';
import { isOnShare } from './shares.ts';
import type { SharesOf } from './shares.ts';
import type { DiskWord, GuestWords, MachineWord, NicWord } from './words.ts';

export const PLATFORM = 'hyperv';

export interface ObserveOptions {
  readonly sourceId: string;
  readonly observedAt: string;
  readonly volumes: readonly SharedVolume[];
  /** Names of the virtual switches that the hosts of a scope list; undefined when none of them was asked. */
  readonly switches: (scope: string | undefined) => ReadonlySet<string> | undefined;
  readonly shares: SharesOf;
}

/** The platform has none of these at all. */
const NEVER_THERE: readonly Device['type'][] = ['parallel', 'usb', 'usb-controller', 'watchdog'];
/** Win32_Processor.Architecture. */
const ARCHITECTURES: Readonly<Record<string, NonNullable<GuestOs['architecture']>>> = {
  '0': 'x86',
  '9': 'x86_64',
  '12': 'arm64',
};
/** "PCIP\VEN_10DE&DEV_20B5…"; a location path says nothing of the vendor. */
const PCI_VENDOR = /VEN_([0-9A-F]{4})/i;

/** Undefined for words without an id and a name. */
export function observe(word: MachineWord, options: ObserveOptions): WorkloadObservation | undefined {
  const nativeId = uuidOf(word.id) ?? word.id ?? word.name;
  if (nativeId === undefined) return undefined;
  return {
    sourceId: options.sourceId,
    nativeId: nativeId.toLowerCase(),
    ...(word.scope !== undefined && { scope: word.scope }),
    observedAt: word.observedAt ?? options.observedAt,
    kind: 'vm',
    identity: word.replica === true ? {} : identityOf(word),
    facts: factsOf(word, options),
  };
}

/** A replica has the ids and addresses of its original, and is not it: it is known by its own site only. */
function identityOf(word: MachineWord): Identity {
  const macs = word.nics?.flatMap(({ macAddress }) => macOf(macAddress) ?? []) ?? [];
  return stated<Identity>({
    biosUuid: uuidOf(word.biosGuid),
    instanceUuid: uuidOf(word.id),
    macAddresses: macs.length > 0 ? [...new Set(macs)].sort() : undefined,
    fqdn: fqdnOf(word.guest?.get('FullyQualifiedDomainName')),
  });
}

function factsOf(word: MachineWord, options: ObserveOptions): WorkloadFacts {
  const { generation, guest } = word;
  const disks = word.disks?.map((disk) => diskOf(disk, word, options));
  const switches = options.switches(word.scope);
  const nics = word.nics?.map((nic, index) => nicOf(nic, index, switches));
  // What is switched off reports nothing, which says nothing of its addresses.
  const asked = word.powerState === 'on' && word.nics?.every((nic) => nic.ipAddresses !== undefined) === true;
  const own = nics?.flatMap(({ ipAddresses }) => ipAddresses ?? []) ?? [];
  const said = addressesOf([guest?.get('NetworkAddressIPv4') ?? '', guest?.get('NetworkAddressIPv6') ?? '']);
  const ipAddresses = own.length > 0 ? [...new Set(own)] : said;
  const { devices, seen } = devicesOf(word);
  const version = Number(word.version);
  // Machines of generation 1 have a BIOS and nothing that needs UEFI.
  const first = generation === 1;
  const productType = guest?.get('ProductType');
  return stated<WorkloadFacts>({
    name: word.name,
    platform: PLATFORM,
    template: word.id === undefined ? undefined : false,
    placeholder: word.replica,
    powerState: word.powerState,
    cpuCount: positive(word.cpuCount),
    memoryMiB: mib(word.memoryBytes),
    memoryHotAdd: word.dynamicMemory === true ? true : undefined,
    provisionedMiB: total(disks?.map(({ capacityMiB }) => capacityMiB)),
    usedMiB: total(disks?.map(({ usedMiB }) => usedMiB)),
    os: osOf(guest),
    hostName: guest?.get('FullyQualifiedDomainName'),
    // An empty list of every adapter is what the host says of a guest that reports none.
    ipAddresses: ipAddresses.length > 0 || asked ? ipAddresses : undefined,
    firmware: first ? 'bios' : generation === 2 ? 'efi' : undefined,
    secureBoot: first ? false : word.secureBoot,
    tpm: first ? false : word.tpm,
    securityType: word.shielded === true ? 'Shielded' : undefined,
    generation,
    hardwareVersion: version > 0 ? version : undefined,
    disks,
    nics,
    networks: nics === undefined ? undefined : unique(nics.map(({ network }) => network)),
    datastores: disks === undefined ? undefined : unique(disks.map(({ datastore }) => datastore)),
    snapshots: word.checkpoints?.map((checkpoint): Snapshot => checkpoint),
    consolidationNeeded: consolidationOf(word),
    changeTracking: trackingOf(word.disks),
    devices: seen.length === 0 && devices.length === 0 ? undefined : devices,
    deviceTypesSeen: seen.length === 0 && devices.length === 0 ? undefined : seen,
    gpus: gpusOf(word),
    guestToolsStatus: word.heartbeat ?? (guest?.has('OSName') === true ? 'GuestReports' : undefined),
    guestToolsVersion: word.toolsVersion ?? guest?.get('IntegrationServicesVersion'),
    haRestartPriority: word.priority,
    highAvailability: word.clustered,
    affinityRules: word.separations,
    host: word.host,
    cluster: word.clusterName,
    createdAt: word.createdAt,
    annotation: word.notes === undefined ? undefined : withoutSecrets(word.notes).slice(0, 4000),
    // The guest says whether it is a domain controller, and nothing of other roles.
    roles: productType === undefined ? undefined : productType === '2' ? ['domain-controller'] : [],
    rolesSeen: productType === undefined ? undefined : ['domain-controller'],
  });
}

const positive = (number: number | undefined): number | undefined => (number === 0 ? undefined : number);
const mib = (bytes: number | undefined): number | undefined =>
  bytes === undefined || bytes === 0 ? undefined : Math.round(bytes / BYTES_PER_MIB);
const unique = (names: readonly (string | undefined)[]): string[] => [
  ...new Set(names.filter((name) => name !== undefined)),
];

/** Their sum when all are known. */
function total(sizes: readonly (number | undefined)[] | undefined): number | undefined {
  if (sizes === undefined || sizes.length === 0) return undefined;
  const known = sizes.filter((size) => size !== undefined);
  return known.length < sizes.length ? undefined : known.reduce((sum, size) => sum + size, 0);
}

function diskOf(disk: DiskWord, word: MachineWord, { volumes, shares }: ObserveOptions): Disk {
  const { controllerType, controllerNumber, controllerLocation, path } = disk;
  const numbers = [controllerNumber, controllerLocation].filter((number) => number !== undefined).join(':');
  const file = path?.split('\\').pop();
  const label = controllerType === undefined ? (file ?? 'Disk') : `${controllerType} ${numbers}`.trim();
  const raw = disk.passThrough;
  return stated<Disk>({
    label,
    key: label,
    capacityMiB: mib(disk.sizeBytes),
    usedMiB: mib(disk.fileBytes),
    datastore: raw === true ? undefined : datastoreNameOf(path, word.host, volumes),
    path,
    thin: disk.kind === undefined ? undefined : disk.kind !== 'fixed',
    // Checkpoints take in every disk: there is no other mode.
    mode: raw === true ? undefined : 'persistent',
    shared: disk.shared,
    rawDeviceMapping: raw,
    rawCompatibility: raw === true ? 'physical' : undefined,
    controller: controllerNumber === undefined ? controllerType : `${controllerType ?? ''} ${controllerNumber}`.trim(),
    bus: busOf(controllerType),
    changeTracking: disk.changeTracking,
    onFileShare: raw === true ? false : isOnShare(path, word, shares),
    uuid: uuidOf(disk.identifier),
  });
}

function busOf(controllerType: string | undefined): Disk['bus'] {
  if (controllerType === undefined) return undefined;
  return controllerType === 'IDE' ? 'ide' : controllerType === 'SCSI' ? 'scsi' : 'other';
}

function nicOf(nic: NicWord, index: number, switches: ReadonlySet<string> | undefined): Nic {
  const ipAddresses = addressesOf(nic.ipAddresses ?? []);
  return stated<Nic>({
    label: nic.name ?? `Network adapter ${index + 1}`,
    network: networkNameOf(nic.switchName, nic.vlanId),
    switchName: nic.switchName,
    macAddress: macOf(nic.macAddress),
    adapter: nic.legacy === undefined ? undefined : nic.legacy ? 'legacy' : 'synthetic',
    connected: nic.connected,
    ipAddresses: ipAddresses.length > 0 ? ipAddresses : undefined,
    // One that names no switch misses none.
    networkKnown: nic.switchName === undefined ? switches && true : switches?.has(nic.switchName),
    passthrough: nic.sriov === undefined ? undefined : nic.sriov ? 'sriov' : 'none',
  });
}

/** Windows reports its full name; Linux may report the distribution alone, with its release beside. */
function osOf(guest: GuestWords | undefined): GuestOs | undefined {
  const name = guest?.get('OSName');
  if (name === undefined) return undefined;
  const release = guest?.get('OSMajorVersion');
  const bare = readOsText(name)?.family !== 'windows' && !/\d/.test(name) && release !== undefined;
  const reportedAs = bare ? `${name} ${release}` : name;
  const architecture = entryOf(ARCHITECTURES, guest?.get('ProcessorArchitecture'));
  return stated<GuestOs>({
    reportedAs,
    family: readOsText(reportedAs)?.family,
    architecture,
  });
}

/** A disk that is still a checkpoint's difference although no checkpoint is left waits to be merged. */
function consolidationOf({ disks, checkpoints }: MachineWord): boolean | undefined {
  if (disks === undefined || checkpoints === undefined) return undefined;
  return checkpoints.length === 0 && disks.some(({ path }) => /\.avhdx?$/i.test(path ?? ''));
}

function trackingOf(disks: readonly DiskWord[] | undefined): boolean | undefined {
  if (disks === undefined || disks.length === 0) return undefined;
  if (disks.some(({ changeTracking }) => changeTracking === undefined)) return undefined;
  return disks.every(({ changeTracking }) => changeTracking === true);
}

function devicesOf(word: MachineWord): { readonly devices: readonly Device[]; readonly seen: Device['type'][] } {
  const devices: Device[] = [];
  const seen: Device['type'][] = [];
  const add = (list: readonly Device[] | undefined, ...types: readonly Device['type'][]): void => {
    if (list === undefined) return;
    seen.push(...types);
    devices.push(...list);
  };
  add(
    word.dvdDrives?.map(({ loaded }, index) => ({ type: 'cdrom', label: `DVD ${index + 1}`, connected: loaded })),
    'cdrom',
  );
  add(
    word.floppyDrives?.map(({ loaded }) => ({ type: 'floppy', connected: loaded })),
    'floppy',
  );
  add(
    word.comPorts?.filter(({ used }) => used).map(({ name }) => ({ type: 'serial', label: name })),
    'serial',
  );
  add(
    word.assignedDevices?.map((label) => ({ type: 'pci-passthrough', label })),
    'pci-passthrough',
  );
  const remote = word.remoteFx === undefined ? undefined : Array.from({ length: word.remoteFx }, () => 'RemoteFX');
  const shares = word.gpuPartitions === undefined ? undefined : [...word.gpuPartitions, ...(remote ?? [])];
  const whole = wholeGpus(word.assignedDevices);
  add(
    shares?.map((label) => ({ type: 'vgpu', label })),
    'vgpu',
  );
  add(
    whole?.map((label) => ({ type: 'gpu', label })),
    'gpu',
  );
  if (word.generation === 1 || word.tpm !== undefined) add(word.tpm === true ? [{ type: 'tpm' }] : [], 'tpm');
  const hbas = word.fibreChannel ?? 0;
  add(Array.from({ length: hbas }, (_, i) => ({ type: 'other', label: `Fibre Channel adapter ${i + 1}` })));
  const nics = word.nics;
  if (nics?.every(({ sriov }) => sriov !== undefined) === true) {
    add(
      nics.filter(({ sriov }) => sriov).map(({ name }) => stated<Device>({ type: 'sriov', label: name })),
      'sriov',
    );
  }
  if (seen.length > 0) seen.push(...NEVER_THERE);
  return { devices, seen: seen.sort() };
}

function gpusOf({ assignedDevices, gpuPartitions, remoteFx }: MachineWord): readonly GpuNeed[] | undefined {
  const whole = wholeGpus(assignedDevices);
  if (whole === undefined || gpuPartitions === undefined) return undefined;
  const shares = [...gpuPartitions, ...Array.from({ length: remoteFx ?? 0 }, () => 'RemoteFX')];
  return [
    ...whole.map((type): GpuNeed => ({ type, count: 1, shared: false })),
    ...shares.map((type): GpuNeed => ({ type, count: 1, shared: true })),
  ];
}

/** Undefined also when one of them may be a GPU and does not say. */
function wholeGpus(assigned: readonly string[] | undefined): readonly string[] | undefined {
  const known = assigned?.map((label) => {
    const vendor = PCI_VENDOR.exec(label)?.[1];
    return isGpuVendor(vendor === undefined ? undefined : Number.parseInt(vendor, 16));
  });
  return known?.includes(undefined) === true ? undefined : assigned?.filter((_, index) => known?.[index] === true);
}
