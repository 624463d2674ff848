/** What could not be collected, as findings and as facts that stay unknown. */

import type { FactPath } from '../../core/assess/verdict.ts';
import type { ImportIssue, Receipt } from '../provider.ts';
import type { Gathered } from './gather.ts';
import type { MachineWord } from './words.ts';

type Finding = Omit<ImportIssue, 'skipped'> & { readonly kind: string };

/** Errors of the collector, and hosts whose machines are missing. `kind` says which repeat each other. */
export function issuesOf({ errors, notListed, machines, odd, unknownFormats, nameless }: Gathered): Finding[] {
  const findings = errors.map(({ host, cmdlet, about, cost, message }): Finding => ({
    severity: 'warning',
    code: 'NOT_COLLECTED',
    where: [host, cmdlet, about === host ? '' : about].filter((part) => part !== '').join(', '),
    message: message === '' ? cost : `${cost} (${message})`,
    fix: 'Give the account the rights of docs/guide/sources/hyperv.md and collect again.',
    kind: cmdlet,
  }));
  for (const host of [...notListed].sort()) {
    findings.push({
      severity: 'error',
      code: 'HOST_NOT_LISTED',
      where: host,
      message: 'the machines of this host could not be listed and are missing',
      fix: 'Run the collector on this host as well and import all files as one folder.',
      incomplete: true,
      kind: host,
    });
  }
  if (machines.size === 0) {
    findings.push({
      severity: 'warning',
      code: 'NO_VMS',
      where: 'file',
      message: 'a host was collected and no machine',
      fix: 'Run the collector with an account in the group Hyper-V Administrators: others see no machines and no error.',
      incomplete: true,
      kind: '',
    });
  }
  if (nameless > 0) {
    findings.push({
      severity: 'error',
      code: 'MISSING_VM_NAME',
      where: 'file',
      message: `${nameless} ${nameless === 1 ? 'machine has' : 'machines have'} neither id nor name and ${nameless === 1 ? 'was' : 'were'} left out`,
      fix: 'Collect again, and import the file as it was written.',
      incomplete: true,
      kind: '',
    });
  }
  for (const version of new Set(unknownFormats)) {
    findings.push({
      severity: 'warning',
      code: 'UNKNOWN_FORMAT_VERSION',
      where: 'file, formatVersion',
      message: `the collector wrote format "${version}", which this version does not know; parts of it may be misread`,
      fix: 'Update Isthmus, or collect again with the script of this version: isthmus collect hyperv prints it.',
      kind: version,
    });
  }
  for (const { field, ...said } of odd)
    findings.push({ severity: 'warning', code: 'INVALID_VALUE', ...said, kind: field });
  return findings;
}

interface Want {
  readonly part: string;
  readonly cost: string;
  readonly facts: readonly FactPath[];
  readonly has: (word: MachineWord) => boolean;
}

const WANTS: readonly Want[] = [
  {
    part: 'Get-VMHardDiskDrive, Get-VHD',
    cost: 'Disks stay unknown.',
    facts: ['disks'],
    has: ({ disks }) => disks !== undefined,
  },
  {
    part: 'Get-VMNetworkAdapter',
    cost: 'Adapters stay unknown.',
    facts: ['nics'],
    has: ({ nics }) => nics !== undefined,
  },
  {
    part: 'Generation of Get-VM',
    cost: 'BIOS or UEFI stays unknown.',
    facts: ['firmware', 'generation'],
    has: ({ generation }) => generation !== undefined,
  },
  {
    part: 'Get-VMAssignableDevice',
    cost: 'Devices passed through stay unknown.',
    facts: ['devices'],
    has: ({ assignedDevices }) => assignedDevices !== undefined,
  },
  {
    part: 'Get-VMSnapshot',
    cost: 'Checkpoints stay unknown.',
    facts: ['snapshots'],
    has: ({ checkpoints }) => checkpoints !== undefined,
  },
  {
    part: 'Msvm_KvpExchangeComponent',
    cost: 'Operating systems stay unknown.',
    facts: ['os', 'hostName'],
    has: ({ guest }) => guest !== undefined,
  },
];

/** Parts that no machine has. */
export function missingOf({ machines }: Gathered): Receipt['missing'] {
  const words = [...machines.values()];
  if (words.length === 0) return [];
  return WANTS.filter(({ has }) => !words.some(has)).map(({ part, cost, facts }) => ({ part, cost, facts }));
}
