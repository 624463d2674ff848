/** vCPU, vMemory and vTools: one row per machine each. */

import { always, blank, flag, int, sheet, text } from '../column.ts';
import type { Machine } from '../column.ts';
import { headOf, tailOf } from './common.ts';

const self = (machine: Machine): Machine => machine;
const one = { ofMachine: (machine: Machine) => [machine] };
const running = (machine: Machine): boolean => machine.facts.powerState === 'on';
const cpus = (machine: Machine): number => machine.facts.cpuCount ?? 0;
const mhz = (machine: Machine): number => machine.host?.model.mhz ?? 2400;
const usedMhz = (m: Machine): number =>
  running(m) ? Math.round((cpus(m) * mhz(m) * (m.facts.utilisation?.cpuAvgPct ?? 2)) / 100) : 0;
const memory = (machine: Machine): number => machine.facts.memoryMiB ?? 0;
const share = (machine: Machine, pct: number): number =>
  running(machine) ? Math.round((memory(machine) * pct) / 100) : 0;
const activePct = (machine: Machine): number => machine.facts.utilisation?.memoryAvgPct ?? 10;

export const vCPU = sheet<Machine>(
  'vCPU',
  [
    ...headOf(self),
    int('CPUs', (m) => m.facts.cpuCount),
    int('Sockets', (m) => (m.facts.cpuCount === undefined ? undefined : cpus(m) / (m.facts.coresPerSocket ?? 1))),
    int('Cores p/s', (m) => m.facts.coresPerSocket),
    int('Max', (m) => (running(m) ? cpus(m) * mhz(m) : undefined)),
    int('Overall', usedMhz),
    always('Level', 'normal'),
    int('Shares', (m) => cpus(m) * 1000),
    int('Reservation', (m) => m.facts.cpuReservationMhz),
    int('Entitlement', usedMhz),
    int('DRS Entitlement', usedMhz),
    always('Limit', -1),
    flag('Hot Add', (m) => m.facts.cpuHotAdd),
    flag('Hot Remove', (m) => m.facts.cpuHotRemove),
    flag('Numa Hotadd Exposed', () => false, null),
    ...tailOf(self),
  ],
  one,
);

export const vMemory = sheet<Machine>(
  'vMemory',
  [
    ...headOf(self),
    int('Size MiB', (m) => m.facts.memoryMiB),
    flag('Memory Reservation Locked To Max', (m) => memory(m) > 0 && m.facts.memoryReservationMiB === memory(m)),
    int('Overhead', (m) => 40 + Math.round(memory(m) / 128)),
    int('Max', (m) => (running(m) ? memory(m) : undefined)),
    int('Consumed', (m) => share(m, 92)),
    int('Consumed Overhead', (m) => share(m, 0.6)),
    int('Private', (m) => share(m, 88)),
    int('Shared', (m) => share(m, 4)),
    always('Swapped', 0),
    always('Ballooned', 0),
    int('Active', (m) => share(m, activePct(m))),
    int('Entitlement', (m) => share(m, 60)),
    int('DRS Entitlement', (m) => share(m, 62)),
    always('Level', 'normal'),
    int('Shares', (m) => memory(m) * 10),
    int('Reservation', (m) => m.facts.memoryReservationMiB),
    always('Limit', -1),
    flag('Hot Add', (m) => m.facts.memoryHotAdd),
    ...tailOf(self),
  ],
  one,
);

const REQUIRED_TOOLS = '12421';

export const vTools = sheet<Machine>(
  'vTools',
  [
    blank('Upgrade'),
    ...headOf(self),
    int('VM Version', (m) => m.facts.hardwareVersion),
    text('Tools', (m) => m.facts.guestToolsStatus),
    text('Tools Version', (m) => m.facts.guestToolsVersion),
    always('Required Version', REQUIRED_TOOLS),
    text('Upgradeable', (m) => (m.facts.guestToolsStatus === 'toolsOld' ? 'Yes' : 'No')),
    always('Upgrade Policy', 'manual'),
    always('Sync time', false),
    always('App status', 'none'),
    text('Heartbeat status', (m) => (running(m) && m.facts.ipAddresses !== undefined ? 'green' : 'gray')),
    blank('Kernel Crash state'),
    flag('Operation Ready', (m) => running(m) && m.facts.ipAddresses !== undefined),
    flag('State change support', (m) => running(m) && m.facts.ipAddresses !== undefined),
    flag('Interactive Guest', () => false),
    ...tailOf(self).slice(0, -4),
    text('VMRef', (m) => m.observation.nativeId, null),
    ...tailOf(self).slice(-4),
  ],
  one,
);
