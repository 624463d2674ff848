/** One machine out of one row. */

import { readOsText } from '../../core/model/os-text.ts';
import type {
  Disk,
  Firmware,
  GuestOs,
  Identity,
  Nic,
  PowerState,
  Utilisation,
  WorkloadFacts,
  WorkloadObservation,
} from '../../core/model/workload.ts';
import { addressesOf, fqdnOf, macOf, stated, uuidOf } from '../import-values.ts';
import type { Cells } from './cells.ts';

const MOST_CORES = 4096;
const MOST_NICS = 64;
/** Azure Migrate takes more, but a larger count is a wrong cell. */
const MOST_DISKS = 256;

const PLATFORMS: readonly (readonly [RegExp, string])[] = [
  [/vmware|esx|vsphere/, 'vsphere'],
  [/hyper-?v/, 'hyperv'],
  [/^(kvm|qemu|libvirt)$/, 'kvm'],
  [/^azure$/, 'azure'],
];

/** Undefined, after an issue, when the row has no name. */
export function observe(
  cells: Cells,
  options: { readonly sourceId: string; readonly observedAt: string },
): WorkloadObservation | undefined {
  const name = cells.text('name');
  if (name === undefined) return undefined;
  const macs = (cells.text('macAddresses') ?? '').split(/[\s,;|]+/).flatMap((text) => macOf(text) ?? []);
  const ipAddresses = addressesOf([cells.text('ipAddresses') ?? '']);
  checkAddresses(cells, ipAddresses);
  return {
    sourceId: options.sourceId,
    nativeId: (cells.text('machineId') ?? name).toLowerCase(),
    observedAt: options.observedAt,
    kind: 'vm',
    identity: stated<Identity>({
      biosUuid: uuidOf(cells.text('biosId')),
      macAddresses: macs.length > 0 ? [...new Set(macs)].sort() : undefined,
      fqdn: fqdnOf(name),
    }),
    facts: stated<WorkloadFacts>({
      name,
      platform: platformOf(cells),
      powerState: powerOf(cells.text('powerState')),
      cpuCount: cells.count('cores', MOST_CORES),
      memoryMiB: cells.size('memory', 'mb'),
      provisionedMiB: cells.size('storage', 'gb'),
      os: osOf(cells),
      hostName: fqdnOf(name),
      ipAddresses: ipAddresses.length > 0 ? ipAddresses : undefined,
      firmware: firmwareOf(cells),
      disks: disksOf(cells),
      nics: nicsOf(cells, macs),
      host: cells.text('host'),
      datacenter: cells.text('datacenter'),
      utilisation: utilisationOf(cells),
    }),
  };
}

function platformOf(cells: Cells): string | undefined {
  const text = (cells.text('hypervisor') ?? '').toLowerCase();
  return PLATFORMS.find(([pattern]) => pattern.test(text))?.[1];
}

function powerOf(text: string | undefined): PowerState | undefined {
  if (/^(on|powered ?on|running)$/i.test(text ?? '')) return 'on';
  return /^(off|powered ?off|stopped)$/i.test(text ?? '') ? 'off' : undefined;
}

function firmwareOf(cells: Cells): Firmware | undefined {
  const text = cells.text('bootType');
  if (text === undefined) return undefined;
  if (/^u?efi$/i.test(text)) return 'efi';
  if (/^(bios|legacy)$/i.test(text)) return 'bios';
  cells.issue('INVALID_VALUE', 'bootType', `"${text.slice(0, 40)}" is no boot type`, 'Write BIOS or UEFI.');
  return undefined;
}

/** "Red Hat Enterprise Linux 7" with version "7.9" is "Red Hat Enterprise Linux 7.9". */
function osOf(cells: Cells): GuestOs | undefined {
  const name = cells.text('osName');
  const version = cells.text('osVersion');
  const architecture = architectureOf(cells.text('osArchitecture'));
  if (name === undefined) return architecture === undefined ? undefined : { architecture };
  const configuredAs = withVersion(name, version);
  if (readOsText(configuredAs) === undefined) {
    cells.issue(
      'OS_NOT_RECOGNISED',
      'osName',
      `"${configuredAs.slice(0, 60)}" is no operating system we know`,
      'Write its full name, such as "Windows Server 2019" or "Red Hat Enterprise Linux 8.6".',
    );
  }
  return stated<GuestOs>({ configuredAs, family: readOsText(configuredAs)?.family, architecture });
}

function withVersion(name: string, version: string | undefined): string {
  if (version === undefined || !/^\d/.test(version) || name.includes(version)) return name;
  // Windows gives a build here, which is no release.
  if (/windows/i.test(name) && /^\d+\.\d/.test(version)) return name;
  const last = /^(.*\D)(\d+(?:\.\d+)*)$/.exec(name);
  if (last !== null) return version.startsWith(last[2] ?? '') ? `${last[1]}${version}` : name;
  return `${name} ${version}`;
}

function architectureOf(text: string | undefined): GuestOs['architecture'] {
  if (text === undefined) return undefined;
  if (/arm|aarch64/i.test(text)) return 'arm64';
  if (/64/.test(text)) return 'x86_64';
  return /x86|32|i[3-6]86/i.test(text) ? 'x86' : undefined;
}

/** A disk that is counted and not described is there, and nothing is known of it. */
function disksOf(cells: Cells): readonly Disk[] | undefined {
  const described = cells.diskNumbers.filter((disk) => cells.diskStated(disk));
  const count = cells.has('diskCount') ? cells.count('diskCount', MOST_DISKS) : undefined;
  if (count === undefined && described.length === 0) return undefined;
  const disks = described.map((disk) => stated<Disk>({ label: `Disk ${disk}`, capacityMiB: cells.diskSize(disk) }));
  if (count !== undefined && cells.diskNumbers.length > 0 && count !== disks.length) {
    const rest = count > disks.length ? 'nothing is known of the others' : 'the described ones count';
    cells.issue(
      'DISK_COUNT_DIFFERS',
      'diskCount',
      `${count} disks are counted, ${disks.length} are described; ${rest}`,
      'Fill one size column for each disk; columns for a third disk and more may be added.',
    );
  }
  for (let disk = disks.length + 1; disk <= (count ?? 0); disk++) disks.push({ label: `Disk ${disk}, not described` });
  return disks;
}

function nicsOf(cells: Cells, macs: readonly string[]): readonly Nic[] | undefined {
  const count = cells.has('nicCount') ? cells.count('nicCount', MOST_NICS) : undefined;
  const length = Math.max(count ?? 0, macs.length);
  if (length === 0) return undefined;
  return Array.from({ length }, (_, index) =>
    stated<Nic>({ label: `Network adapter ${index + 1}`, macAddress: macs[index] }),
  );
}

function utilisationOf(cells: Cells): Utilisation | undefined {
  const sum = (...numbers: readonly (number | undefined)[]): number | undefined => {
    const known = numbers.filter((number) => number !== undefined);
    return known.length === 0 ? undefined : known.reduce((total, number) => total + number, 0);
  };
  const disks = cells.diskNumbers;
  const ops = disks.flatMap((disk) => [cells.diskAmount(disk, 'readOps'), cells.diskAmount(disk, 'writeOps')]);
  const utilisation = stated<Utilisation>({
    cpuAvgPct: cells.percent('cpuUtilisation'),
    memoryAvgPct: cells.percent('memoryUtilisation'),
    diskReadMiBps: sum(
      ...disks.map((disk) => cells.diskAmount(disk, 'readThroughput')),
      cells.amount('diskReadThroughput'),
    ),
    diskWriteMiBps: sum(
      ...disks.map((disk) => cells.diskAmount(disk, 'writeThroughput')),
      cells.amount('diskWriteThroughput'),
    ),
    diskIops: sum(...ops, cells.amount('diskReadOps'), cells.amount('diskWriteOps')),
  });
  return Object.keys(utilisation).length === 0 ? undefined : utilisation;
}

function checkAddresses(cells: Cells, found: readonly string[]): void {
  const text = cells.text('ipAddresses');
  if (text === undefined || found.length > 0) return;
  cells.issue(
    'INVALID_VALUE',
    'ipAddresses',
    `"${text.slice(0, 60)}" holds no usable IP address`,
    'Write addresses separated by semicolons, such as 10.1.0.11;10.2.0.11.',
  );
}
