/** vInfo: one row per machine, the sheet every reader needs. */

import { detailedData } from '../../machine/guest.ts';
import { folderName } from '../../sources/vsphere.ts';
import { always, blank, date, flag, int, sheet, text, unique } from '../column.ts';
import type { Column, Machine } from '../column.ts';
import { headOf, idsOf, notesOf, placeOf, serverOf, systemsOf } from './common.ts';

const self = (machine: Machine): Machine => machine;
const running = (machine: Machine): boolean => machine.facts.powerState === 'on';

const directory = ({ facts }: Machine): string => {
  const name = folderName(facts.name ?? '');
  const store = facts.disks?.[0]?.datastore ?? facts.datastores?.[0];
  return store === undefined ? '' : `[${store}] ${name}/`;
};

const networks: Column<Machine>[] = Array.from({ length: 8 }, (_, i) =>
  text<Machine>(`Network #${i + 1}`, (m) => m.facts.nics?.[i]?.network, i < 4 ? `Network #${i + 1}` : null),
);

const state: Column<Machine>[] = [
  text('Config status', (m) => (m.facts.connectionState === 'connected' ? 'green' : 'red')),
  text('DNS Name', (m) => m.facts.hostName),
  text('Connection state', (m) => m.facts.connectionState),
  text('Guest state', (m) => (running(m) && m.facts.ipAddresses !== undefined ? 'running' : 'notRunning')),
  text('Heartbeat', (m) => (running(m) && m.facts.ipAddresses !== undefined ? 'green' : 'gray')),
  flag('Consolidation Needed', (m) => m.facts.consolidationNeeded),
  date('PowerOn', (m) => (running(m) ? m.facts.createdAt : undefined)),
  blank('Suspended To Memory', null),
  blank('Suspend time'),
  always('Suspend Interval', 0),
  date('Creation date', (m) => m.facts.createdAt, null),
  unique('Change Version', (m) => m.facts.createdAt?.replace('Z', '.000000Z')),
  int('CPUs', (m) => m.facts.cpuCount),
  int('Overall Cpu Readiness', (m) => (running(m) ? Math.round((m.facts.utilisation?.cpuAvgPct ?? 0) / 20) : 0), null),
  int('Memory', (m) => m.facts.memoryMiB),
  int('Active Memory', (m) => activeMemory(m), null),
  int('NICs', (m) => m.facts.nics?.length),
  int('Disks', (m) => m.facts.disks?.length),
  int('Total disk capacity MiB', (m) => m.facts.disks?.reduce((sum, disk) => sum + (disk.capacityMiB ?? 0), 0), null),
  always('Fixed Passthru HotPlug', false),
  text('min Required EVC Mode Key', (m) => (running(m) ? m.host?.model.evcMode : undefined)),
  text('Latency Sensitivity', (m) => m.facts.latencySensitivity),
  blank('Op Notification Timeout', null),
  flag('EnableUUID', (m) => m.facts.diskUuidEnabled, 'disk.EnableUUID'),
  flag('CBT', (m) => m.facts.changeTracking),
  text('Primary IP Address', (m) => m.facts.ipAddresses?.[0]),
];

const setting: Column<Machine>[] = [
  always('Num Monitors', 1),
  always('Video Ram KiB', 4096),
  text('Resource pool', (m) => m.facts.resourcePool),
  text('Folder ID', (m) => `group-v${(m.facts.folder ?? '').length}`, null),
  text('Folder', (m) => m.facts.folder),
  blank('vApp'),
  flag('DAS protection', (m) => running(m) && m.cluster.purpose !== 'branch'),
  text('FT State', (m) => (m.facts.faultTolerance === true ? 'running' : 'notConfigured')),
  blank('FT Role', null),
  always('FT Latency', 'gray'),
  always('FT Bandwidth', -1),
  always('FT Sec. Latency', -1),
  always('Vm Failover In Progress', false),
  int('Provisioned MiB', (m) => m.facts.provisionedMiB),
  int('In Use MiB', (m) => m.facts.usedMiB),
  int('Unshared MiB', (m) => m.facts.usedMiB),
  text('HA Restart Priority', (m) => m.facts.haRestartPriority),
  always('HA Isolation Response', 'none'),
  always('HA VM Monitoring', 'vmMonitoringDisabled'),
  int('Cluster rule(s)', (m) => (m.facts.affinityRules?.length === 0 ? undefined : m.facts.affinityRules?.length)),
  text('Cluster rule name(s)', (m) =>
    m.facts.affinityRules?.length === 0 ? undefined : m.facts.affinityRules?.join(', '),
  ),
  always('Boot Required', false),
  always('Boot delay', 0),
  always('Boot retry delay', 10_000),
  always('Boot retry enabled', false),
  always('Boot BIOS setup', false),
  blank('Reboot PowerOff', null),
  flag('EFI Secure boot', (m) => m.facts.secureBoot, null),
  text('Firmware', (m) => m.facts.firmware),
  int('HW version', (m) => m.facts.hardwareVersion),
  always('HW upgrade status', 'none'),
  always('HW upgrade policy', 'never'),
  blank('HW target'),
  unique('Path', (m) => (directory(m) === '' ? undefined : `${directory(m)}${folderName(m.facts.name ?? '')}.vmx`)),
  unique('Log directory', (m) => directory(m) || undefined),
  unique('Snapshot directory', (m) => directory(m) || undefined),
  unique('Suspend directory', (m) => directory(m) || undefined),
];

function activeMemory({ facts }: Machine): number {
  return facts.powerState === 'on'
    ? Math.round(((facts.memoryMiB ?? 0) * (facts.utilisation?.memoryAvgPct ?? 10)) / 100)
    : 0;
}

export const vInfo = sheet<Machine>(
  'vInfo',
  [
    ...headOf(self),
    ...state,
    ...networks,
    ...setting,
    ...notesOf(self),
    ...placeOf(self),
    ...systemsOf(self),
    blank('Customization Info', null),
    text(
      'Guest Detailed Data',
      (m) => (m.facts.os?.reportedAs === undefined ? undefined : detailedData(m.slot.guest)),
      null,
    ),
    unique('VM ID', (m) => m.observation.nativeId, null),
    unique('SMBIOS UUID', (m) => m.observation.identity.biosUuid, null),
    ...idsOf(self).slice(1),
    always('VI SDK Server type', 'VMware vCenter Server'),
    text('VI SDK API Version', (m) => m.vcenter.apiVersion),
    ...serverOf<Machine>((m) => m.vcenter),
  ],
  { ofMachine: (machine) => [machine] },
);
