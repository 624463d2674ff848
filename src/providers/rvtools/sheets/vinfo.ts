/** Sheet vInfo: one row per virtual machine. The only sheet an import cannot do without. */

import type { GuestOs, OsFamily, WorkloadFacts } from '../../../core/model/workload.ts';
import { TRANSLATED_VINFO, powerWord } from '../languages.ts';
import type { Row } from '../sheet-data.ts';
import { VM_COLUMNS, defineSheet } from '../sheet.ts';
import { parseAddresses, parseUuid, withoutLicenceKeys } from '../values.ts';

const NETWORK_FIELDS = [
  'network1',
  'network2',
  'network3',
  'network4',
  'network5',
  'network6',
  'network7',
  'network8',
] as const;

export const VINFO = defineSheet({
  name: 'vInfo',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'cpus', 'memory'],
  columns: {
    ...VM_COLUMNS,
    vm: [...VM_COLUMNS.vm, ...TRANSLATED_VINFO.vm],
    smbiosUuid: ['SMBIOS UUID', 'BIOS UUID'],
    instanceUuid: ['Instance UUID'],
    server: ['VI SDK Server'],
    power: ['Powerstate', ...TRANSLATED_VINFO.power],
    template: ['Template', ...TRANSLATED_VINFO.template],
    placeholder: ['SRM Placeholder'],
    connection: ['Connection state'],
    guestState: ['Guest state'],
    consolidation: ['Consolidation Needed'],
    dnsName: ['DNS Name', 'Guest Host Name', ...TRANSLATED_VINFO.dnsName],
    primaryIp: ['Primary IP Address', 'IP Address', ...TRANSLATED_VINFO.primaryIp],
    created: ['Creation date', 'Create Date', ...TRANSLATED_VINFO.created],
    cpus: ['CPUs', 'Num CPU', ...TRANSLATED_VINFO.cpus],
    memory: ['Memory', 'Memory MiB', 'Memory Size', ...TRANSLATED_VINFO.memory],
    nics: ['NICs'],
    disks: ['Disks', 'Num Virtual Disks'],
    diskCapacity: ['Total disk capacity MiB'],
    provisioned: ['Provisioned MiB', 'Provisioned', ...TRANSLATED_VINFO.provisioned],
    inUse: ['In Use MiB', 'In Use', ...TRANSLATED_VINFO.inUse],
    latency: ['Latency Sensitivity'],
    enableUuid: ['EnableUUID', 'disk.EnableUUID'],
    cbt: ['CBT', 'Changed Block Tracking'],
    network1: ['Network #1', 'Network1'],
    network2: ['Network #2', 'Network2'],
    network3: ['Network #3', 'Network3'],
    network4: ['Network #4', 'Network4'],
    network5: ['Network #5', 'Network5'],
    network6: ['Network #6', 'Network6'],
    network7: ['Network #7', 'Network7'],
    network8: ['Network #8', 'Network8'],
    resourcePool: ['Resource pool', ...TRANSLATED_VINFO.resourcePool],
    folder: ['Folder', ...TRANSLATED_VINFO.folder],
    vApp: ['vApp'],
    ftState: ['FT State'],
    haRestart: ['HA Restart Priority'],
    ruleNames: ['Cluster rule name(s)'],
    secureBoot: ['EFI Secure boot', 'Secure boot'],
    firmware: ['Firmware'],
    hardware: ['HW version', 'VM Version', 'Version'],
    path: ['Path'],
    annotation: ['Annotation', 'Notes', ...TRANSLATED_VINFO.annotation],
    datacenter: ['Datacenter', ...TRANSLATED_VINFO.datacenter],
    cluster: ['Cluster', ...TRANSLATED_VINFO.cluster],
    host: ['Host', ...TRANSLATED_VINFO.host],
    osConfigured: ['OS according to the configuration file', 'OS', ...TRANSLATED_VINFO.osConfigured],
    osReported: ['OS according to the VMware Tools', 'OS Tools', ...TRANSLATED_VINFO.osReported],
    guestDetail: ['Guest Detailed Data'],
  },
  facts: {
    name: 'vm',
    powerState: 'power',
    template: 'template',
    placeholder: 'placeholder',
    connectionState: 'connection',
    cpuCount: 'cpus',
    memoryMiB: 'memory',
    provisionedMiB: 'provisioned',
    usedMiB: 'inUse',
    os: 'osConfigured',
    'os.reportedAs': 'osReported',
    hostName: 'dnsName',
    ipAddresses: 'primaryIp',
    firmware: 'firmware',
    secureBoot: 'secureBoot',
    hardwareVersion: 'hardware',
    networks: 'network1',
    changeTracking: 'cbt',
    latencySensitivity: 'latency',
    consolidationNeeded: 'consolidation',
    faultTolerance: 'ftState',
    diskUuidEnabled: 'enableUuid',
    haRestartPriority: 'haRestart',
    affinityRules: 'ruleNames',
    datacenter: 'datacenter',
    cluster: 'cluster',
    host: 'host',
    folder: 'folder',
    resourcePool: 'resourcePool',
    vApp: 'vApp',
    annotation: 'annotation',
    createdAt: 'created',
    tags: undefined,
  },
});

export type VInfoField = keyof typeof VINFO.columns;

/** Columns the export itself writes that no fact takes: they are not custom attributes. */
export const VINFO_OTHER_COLUMNS: readonly string[] = [
  'Config status',
  'Heartbeat',
  'PowerOn',
  'Suspended To Memory',
  'Suspend time',
  'Suspend Interval',
  'Change Version',
  'Overall Cpu Readiness',
  'Active Memory',
  'Fixed Passthru HotPlug',
  'min Required EVC Mode Key',
  'Op Notification Timeout',
  'Num Monitors',
  'Video Ram KiB',
  'Video Ram KB',
  'Folder ID',
  'DAS protection',
  'FT Role',
  'FT Latency',
  'FT Bandwidth',
  'FT Sec. Latency',
  'Vm Failover In Progress',
  'Unshared MiB',
  'Unshared',
  'HA Isolation Response',
  'HA VM Monitoring',
  'Cluster rule(s)',
  'Boot Required',
  'Boot delay',
  'Boot retry delay',
  'Boot retry enabled',
  'Boot BIOS setup',
  'Reboot PowerOff',
  'HW upgrade status',
  'HW upgrade policy',
  'HW target',
  'Log directory',
  'Snapshot directory',
  'Suspend directory',
  'Customization Info',
  'VI SDK Server type',
  'VI SDK API Version',
  'Select',
  'Upgrade',
  'Internal Sort Column',
  'Config Checksum',
  'vSAN Policy',
];

/** Facts of one row. What needs other sheets is added by whoever joins them. */
export function vinfoFacts(row: Row<VInfoField>, guestRuns: boolean): WorkloadFacts {
  const annotation = row.text('annotation');
  return {
    name: row.text('vm') ?? row.text('vmId'),
    template: row.flag('template'),
    placeholder: row.flag('placeholder'),
    powerState: powerState(row),
    connectionState: row.word('connection'),
    cpuCount: wholeUpTo(row, 'cpus', MOST_CPUS),
    memoryMiB: wholeUpTo(row, 'memory', MOST_MEMORY_MIB),
    provisionedMiB: row.amount('provisioned'),
    usedMiB: row.amount('inUse'),
    os: guestOs(row),
    // A running guest agent that reports nothing is an answer; a guest that is off is none.
    hostName: row.text('dnsName') ?? (guestRuns && row.has('dnsName') ? '' : undefined),
    ipAddresses: addresses(row, guestRuns),
    firmware: firmware(row),
    secureBoot: row.flag('secureBoot'),
    hardwareVersion: hardwareVersion(row),
    networks: networks(row),
    changeTracking: row.flag('cbt'),
    latencySensitivity: row.word('latency'),
    consolidationNeeded: row.flag('consolidation'),
    faultTolerance: faultTolerance(row.word('ftState')),
    diskUuidEnabled: row.flag('enableUuid'),
    haRestartPriority: row.word('haRestart'),
    affinityRules: row.has('ruleNames') ? splitNames(row.word('ruleNames')) : undefined,
    datacenter: row.word('datacenter'),
    cluster: row.word('cluster'),
    host: row.word('host'),
    folder: row.text('folder'),
    resourcePool: row.text('resourcePool'),
    vApp: row.text('vApp'),
    annotation: annotation === undefined ? undefined : withoutLicenceKeys(annotation),
    createdAt: row.date('created'),
    tags: row.extras(),
  };
}

/**
 * The SMBIOS UUID and the instance UUID. Since 4.3.1 they are two columns; before, "VM UUID" held the SMBIOS UUID.
 */
export function vinfoUuids(row: Row<VInfoField>): { readonly biosUuid?: string; readonly instanceUuid?: string } {
  const vmUuid = uuid(row, 'vmUuid');
  if (row.has('smbiosUuid'))
    return { biosUuid: uuid(row, 'smbiosUuid'), instanceUuid: uuid(row, 'instanceUuid') ?? vmUuid };
  return { biosUuid: vmUuid, instanceUuid: uuid(row, 'instanceUuid') };
}

function uuid(row: Row<VInfoField>, field: VInfoField): string | undefined {
  const text = row.word(field);
  if (text === undefined) return undefined;
  const parsed = parseUuid(text);
  if (parsed === undefined) {
    row.issue(field, {
      severity: 'warning',
      code: 'INVALID_UUID',
      message: `"${text.slice(0, 60)}" is not a usable UUID; the machine is not matched by it`,
      fix: 'Correct the cell, or rely on the other identifiers.',
      skipped: false,
    });
  }
  return parsed;
}

export function powerState(row: Row<VInfoField>): WorkloadFacts['powerState'] {
  const text = row.word('power');
  return text === undefined ? undefined : powerWord(text);
}

/** Well above what any hypervisor gives one machine: 768 CPUs and 24 TiB today. */
const MOST_CPUS = 4096;
const MOST_MEMORY_MIB = 128 * 1024 * 1024;

/** A size no machine has is a slip of whoever edited the file: it is told, and stays unknown. */
function wholeUpTo(row: Row<VInfoField>, field: VInfoField, most: number): number | undefined {
  const value = row.amount(field);
  if (value === undefined || value === 0) return undefined;
  if (Number.isInteger(value) && value <= most) return value;
  row.issue(field, {
    severity: 'warning',
    code: 'UNUSABLE_VALUE',
    message: `${value} is not a whole number from 1 to ${most}`,
    fix: 'Correct the cell, or export again; the machine is kept and the value is unknown.',
    skipped: false,
  });
  return undefined;
}

function addresses(row: Row<VInfoField>, guestRuns: boolean): readonly string[] | undefined {
  const text = row.word('primaryIp');
  if (text === undefined) return guestRuns && row.has('primaryIp') ? [] : undefined;
  const found = parseAddresses(text);
  if (found.length > 0) return found;
  row.issue('primaryIp', {
    severity: 'warning',
    code: 'INVALID_ADDRESS',
    message: `"${text.slice(0, 60)}" is not an IP address`,
    fix: 'Correct the cell, or leave it empty.',
    skipped: false,
  });
  return undefined;
}

function networks(row: Row<VInfoField>): readonly string[] | undefined {
  if (!NETWORK_FIELDS.some((field) => row.has(field))) return undefined;
  const names = NETWORK_FIELDS.map((field) => row.text(field)).filter((name) => name !== undefined);
  // Blank in every column: some exports never fill them, so it does not mean "no network".
  return names.length === 0 ? undefined : [...new Set(names)];
}

function firmware(row: Row<VInfoField>): WorkloadFacts['firmware'] {
  const text = row.word('firmware')?.toLowerCase();
  if (text === 'efi' || text === 'uefi') return 'efi';
  return text === 'bios' ? 'bios' : undefined;
}

/** "vmx-19", "19" or the number 19. */
function hardwareVersion(row: Row<VInfoField>): number | undefined {
  const digits = /^(?:vmx-)?0*(\d{1,3})$/i.exec(row.word('hardware') ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function faultTolerance(state: string | undefined): boolean | undefined {
  if (state === undefined) return undefined;
  return !/^(not\s*configured|disabled|false|no|0)$/i.test(state);
}

function splitNames(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function guestOs(row: Row<VInfoField>): GuestOs | undefined {
  const configuredAs = row.word('osConfigured');
  const reportedAs = row.word('osReported') ?? prettyName(row.text('guestDetail'));
  if (configuredAs === undefined && reportedAs === undefined) return undefined;
  const family = osFamily(reportedAs ?? '') ?? osFamily(configuredAs ?? '');
  return {
    ...(configuredAs !== undefined && { configuredAs }),
    ...(reportedAs !== undefined && { reportedAs }),
    ...(family !== undefined && { family }),
  };
}

/** Guest agents since ESXi 6.7 give "… prettyName='Red Hat Enterprise Linux 8.6 (Ootpa)' …". */
function prettyName(detail: string | undefined): string | undefined {
  return /prettyName='([^']+)'/.exec(detail ?? '')?.[1];
}

const LINUX =
  /linux|red hat|rhel|centos|ubuntu|debian|suse|sles|fedora|rocky|alma|photon|coreos|amazon|asianux|mageia|mandriva|turbolinux|gentoo/i;
const OTHER = /solaris|freebsd|netware|os\/2|mac os|darwin|ms-dos|sco |unixware|esxi?\b|vmkernel|oracle solaris/i;

/** The family when the text clearly says one. "Other (64-bit)" says nothing. */
export function osFamily(text: string): OsFamily | undefined {
  if (/windows/i.test(text)) return 'windows';
  if (OTHER.test(text)) return 'other';
  return LINUX.test(text) ? 'linux' : undefined;
}
