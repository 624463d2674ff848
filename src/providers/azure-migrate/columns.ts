/**
 * Which column of the CSV is which: the import template, with or without its stars, the discovery and assessment
 * exports of the portal, and what people and translating spreadsheets make of the headers.
 */

export const FIELDS = {
  name: ['server name', 'machine name', 'machine', 'virtual machine', 'servername', 'vm name', 'name'],
  ipAddresses: ['ip addresses', 'ip address', 'ip', 'ipv6/ipv4', 'ip address(ipv6/ipv4)'],
  macAddresses: ['mac addresses', 'mac address', 'mac'],
  cores: ['cores', 'number of cores', 'cpu cores', 'vcpus', 'core'],
  memory: ['memory', 'ram', 'allocated memory'],
  osName: ['os name', 'operating system', 'operating system name', 'os', 'os details'],
  osVersion: ['os version', 'operating system version'],
  osArchitecture: ['os architecture', 'operating system architecture', 'architecture'],
  serverType: ['server type', 'machine type', 'type'],
  hypervisor: ['hypervisor', 'virtualization platform', 'hypervisor type'],
  bootType: ['boot type', 'firmware', 'firmware type'],
  powerState: ['power status', 'power state', 'status'],
  cpuUtilisation: ['cpu utilization percentage', 'cpu utilization', 'cpu usage', 'cpu utilisation percentage'],
  memoryUtilisation: [
    'memory utilization percentage',
    'memory utilization',
    'memory usage',
    'memory utilisation percentage',
  ],
  nicCount: ['network adapters', 'number of network adapters', 'nics'],
  diskCount: ['number of disks', 'disks', 'disk count'],
  storage: ['storage', 'total storage', 'storage in use', 'provisioned storage'],
  diskReadOps: ['disk read ops/sec', 'disk read', 'disk read iops'],
  diskWriteOps: ['disk write ops/sec', 'disk write', 'disk write iops'],
  diskReadThroughput: ['disk read mbps', 'disk read throughput'],
  diskWriteThroughput: ['disk write mbps', 'disk write throughput'],
  biosId: ['bios id', 'bios guid', 'bios uuid', 'smbios uuid'],
  machineId: ['virtual machine id', 'machine id', 'custom server id', 'vm id', 'discovered machine id'],
  host: ['vm host', 'host', 'host name', 'hypervisor host'],
  datacenter: ['datacenter', 'data center', 'datacenter name'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Field = keyof typeof FIELDS;

/** German, French and Spanish, as found in templates that somebody translated. */
const TRANSLATED: Readonly<Partial<Record<Field, readonly string[]>>> = {
  name: ['servername', 'name des servers', 'nom du serveur', 'nombre del servidor', 'nombre de servidor'],
  ipAddresses: ['ip-adressen', 'ip-adresse', 'adresses ip', 'adresse ip', 'direcciones ip', 'dirección ip'],
  macAddresses: ['mac-adresse', 'mac-adressen', 'adresse mac', 'dirección mac'],
  cores: ['kerne', 'anzahl kerne', 'cœurs', 'coeurs', 'núcleos', 'nucleos'],
  memory: ['arbeitsspeicher', 'speicher', 'mémoire', 'memoria'],
  osName: ['betriebssystem', 'betriebssystemname', "système d'exploitation", "nom du système d'exploitation"].concat([
    'sistema operativo',
    'nombre del sistema operativo',
  ]),
  osVersion: ['betriebssystemversion', "version du système d'exploitation", 'versión del sistema operativo'],
  osArchitecture: ['betriebssystemarchitektur', "architecture du système d'exploitation"],
  bootType: ['starttyp', 'type de démarrage', 'tipo de arranque'],
  cpuUtilisation: ['cpu-auslastung in prozent', "pourcentage d'utilisation du processeur", 'uso de cpu'],
  memoryUtilisation: ['arbeitsspeicherauslastung in prozent', "pourcentage d'utilisation de la mémoire"],
  nicCount: ['netzwerkadapter', 'cartes réseau', 'adaptadores de red'],
  diskCount: ['anzahl datenträger', 'nombre de disques', 'número de discos'],
};

export type DiskField = 'size' | 'readThroughput' | 'writeThroughput' | 'readOps' | 'writeOps';

export interface Column {
  readonly header: string;
  /** Unit that stands in the header: "mb", "gb" …, lower case. */
  readonly unit: string | undefined;
}
export interface FieldColumn extends Column {
  readonly field: Field;
}
export interface DiskColumn extends Column {
  readonly disk: number;
  readonly field: DiskField;
}

/** Lower case, single blanks, without stars and without what stands in brackets. */
const plain = (header: string): string =>
  header
    .replaceAll(/[*\u00a0_]/g, ' ')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const byName = new Map<string, Field>();
for (const field of Object.keys(FIELDS) as Field[]) {
  for (const name of [...FIELDS[field], ...(TRANSLATED[field] ?? [])]) if (!byName.has(name)) byName.set(name, field);
}

const DISK = /^(?:disk|datenträger|disque|disco) ?(\d{1,3})\b[ -]*(.*)$/;
const DISK_FIELDS: readonly (readonly [RegExp, DiskField])[] = [
  [/read throughput|lesedurchsatz/, 'readThroughput'],
  [/write throughput|schreibdurchsatz/, 'writeThroughput'],
  [/read (ops|iops|operations)|lesevorgänge/, 'readOps'],
  [/write (ops|iops|operations)|schreibvorgänge/, 'writeOps'],
  [/^(size|größe|taille|tamaño|capacity)?$/, 'size'],
];

/** What a header means, or undefined for a column nobody needs. */
export function columnOf(header: string): FieldColumn | DiskColumn | undefined {
  const name = plain(header);
  const unit = unitOf(header);
  const disk = DISK.exec(name);
  if (disk !== null) {
    const field = DISK_FIELDS.find(([pattern]) => pattern.test(disk[2] ?? ''))?.[1];
    return field === undefined ? undefined : { header, unit, disk: Number(disk[1]), field };
  }
  // The assessment writes the unit without a blank and has two columns for reads that only differ by it.
  const withUnit = unit === undefined ? undefined : byName.get(`${name} ${unit}`);
  const field = withUnit ?? byName.get(name);
  return field === undefined ? undefined : { header, unit, field };
}

function unitOf(header: string): string | undefined {
  const bracket = /\(([^)]*)\)/.exec(header)?.[1]?.toLowerCase().replace(/^in /, '').trim();
  if (bracket !== undefined) return bracket;
  return /\b(kb|mb|gb|tb|kib|mib|gib|tib)\b/i.exec(header)?.[1]?.toLowerCase();
}

const MIB_PER: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024, t: 1024 * 1024 };

/** MiB in one of the header's unit; Azure writes MB and GB and counts in powers of two. */
export function mibPerUnit(unit: string | undefined, otherwise: 'mb' | 'gb'): number {
  const letter = /^([kmgt])i?b/.exec(unit ?? otherwise)?.[1] ?? otherwise.slice(0, 1);
  return MIB_PER[letter] ?? 1;
}

/** Whether a row of texts is the header: it names the server and at least one thing about it. */
export function isHeader(cells: readonly (string | undefined)[]): boolean {
  const fields = new Set(cells.map((cell) => (cell === undefined ? undefined : columnOf(cell)?.field)));
  return fields.has('name') && (['cores', 'memory', 'osName', 'diskCount'] as const).some((field) => fields.has(field));
}
