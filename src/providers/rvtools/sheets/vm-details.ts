/** Sheets vCPU, vMemory and vTools: one row per virtual machine. */

import type { WorkloadFacts } from '../../../core/model/workload.ts';
import type { Row } from '../sheet-data.ts';
import { VM_COLUMNS, defineSheet } from '../sheet.ts';

export const VCPU = defineSheet({
  name: 'vCPU',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'cpus', 'coresPerSocket'],
  columns: {
    ...VM_COLUMNS,
    cpus: ['CPUs'],
    coresPerSocket: ['Cores p/s', 'Cores per socket'],
    reservation: ['Reservation'],
    hotAdd: ['Hot Add'],
    hotRemove: ['Hot Remove'],
  },
  facts: {
    coresPerSocket: 'coresPerSocket',
    cpuReservationMhz: 'reservation',
    cpuHotAdd: 'hotAdd',
    cpuHotRemove: 'hotRemove',
  },
  cost: 'Sockets, CPU hot-plug and CPU reservations stay unknown.',
});

export const VMEMORY = defineSheet({
  name: 'vMemory',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'size', 'ballooned'],
  columns: {
    ...VM_COLUMNS,
    size: ['Size MiB', 'Size'],
    ballooned: ['Ballooned'],
    reservation: ['Reservation'],
    hotAdd: ['Hot Add'],
  },
  facts: { memoryReservationMiB: 'reservation', memoryHotAdd: 'hotAdd' },
  cost: 'Memory hot-plug and memory reservations stay unknown.',
});

export const VTOOLS = defineSheet({
  name: 'vTools',
  use: 'workload',
  key: 'vm',
  signature: ['vm', 'required', 'upgradeable'],
  columns: {
    ...VM_COLUMNS,
    tools: ['Tools', 'Tools Status'],
    version: ['Tools Version'],
    required: ['Required Version'],
    upgradeable: ['Upgradeable'],
  },
  facts: { guestToolsStatus: 'tools', guestToolsVersion: 'version' },
  cost: 'Whether the guest tools run is unknown, so an empty host name or address is unknown too.',
});

export function vcpuFacts(row: Row<keyof typeof VCPU.columns>): WorkloadFacts {
  return {
    coresPerSocket: row.amount('coresPerSocket') || undefined,
    cpuReservationMhz: row.amount('reservation'),
    cpuHotAdd: row.flag('hotAdd'),
    cpuHotRemove: row.flag('hotRemove'),
  };
}

export function vmemoryFacts(row: Row<keyof typeof VMEMORY.columns>): WorkloadFacts {
  return { memoryReservationMiB: row.amount('reservation'), memoryHotAdd: row.flag('hotAdd') };
}

export function vtoolsFacts(row: Row<keyof typeof VTOOLS.columns>): WorkloadFacts {
  return { guestToolsStatus: row.word('tools'), guestToolsVersion: row.text('version') };
}

/** True when the tools run, so that what they do not report is not there. */
export function toolsRun(status: string | undefined): boolean {
  return /^tools(ok|old)$|^(ok|running|guesttoolsrunning)$/i.test(status ?? '');
}
