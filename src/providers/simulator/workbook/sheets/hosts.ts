/** vHost, and the rows that the sheets about parts of hosts build on. */

import type { Host } from '../../../../core/model/estate.ts';
import { uuid } from '../../machine/identity.ts';
import type { ClusterPlace, HostPlace } from '../../places/place.ts';
import { inventoryOf } from '../../sources/inventory.ts';
import { always, blank, date, decimal, flag, int, sheet, text, unique } from '../column.ts';
import type { Column, Vcenter } from '../column.ts';
import { serverOf } from './common.ts';

export interface HostRow {
  readonly vcenter: Vcenter;
  readonly cluster: ClusterPlace;
  readonly place: HostPlace;
  readonly host: Host;
  /** Number in the vCenter, from 1. */
  readonly number: number;
}

export function hostRows(vcenter: Vcenter): HostRow[] {
  const hosts = inventoryOf(vcenter.seed, vcenter.place, vcenter.observedAt).flatMap((item) =>
    item.type === 'host' ? [item.host] : [],
  );
  const places = vcenter.place.clusters.flatMap((cluster) => cluster.hosts.map((place) => ({ cluster, place })));
  return places.flatMap(({ cluster, place }, i) => {
    const host = hosts[i];
    return host === undefined ? [] : [{ vcenter, cluster, place, host, number: i + 1 }];
  });
}

export function wheresOf<Row>(rowOf: (row: Row) => HostRow): Column<Row>[] {
  return [
    text('Host', (row) => rowOf(row).host.name),
    text('Datacenter', (row) => rowOf(row).host.datacenter),
    text('Cluster', (row) => rowOf(row).host.cluster),
  ];
}

const self = (row: HostRow): HostRow => row;
const vcenterOf = (row: HostRow): Vcenter => row.vcenter;
const perCore = (count: number, host: Host): number =>
  Math.round((count / Math.max(1, host.cpuCores ?? 1)) * 100) / 100;

export const vHost = sheet<HostRow>(
  'vHost',
  [
    ...wheresOf(self),
    always('Config status', 'green'),
    blank('Compliance Check State', null),
    flag('in Maintenance Mode', ({ host }) => host.inMaintenance),
    flag('in Quarantine Mode', () => false, null),
    blank('vSAN Fault Domain Name', null),
    text('CPU Model', ({ host }) => host.cpuModel),
    int('Speed', ({ host }) => host.cpuMhz),
    always('HT Available', true),
    flag('HT Active', ({ host }) => host.hyperThreading),
    int('# CPU', ({ host }) => host.cpuSockets),
    int('Cores per CPU', ({ host }) => host.coresPerSocket),
    int('# Cores', ({ host }) => host.cpuCores),
    int('CPU usage %', ({ host }) => host.cpuUsagePct),
    int('# Memory', ({ host }) => host.memoryMiB),
    blank('Memory Tiering Type', null),
    int('Memory usage %', ({ host }) => host.memoryUsagePct),
    always('Console', 0),
    always('# NICs', 4),
    always('# HBAs', 3),
    int('# VMs total', ({ host }) => host.workloadCount, null),
    int('# VMs', ({ place, vcenter }) => (vcenter.version === '3' ? place.machines : place.running)),
    decimal('VMs per Core', ({ host, place }) => perCore(place.running, host)),
    int('# vCPUs', ({ place }) => place.vcpus),
    decimal('vCPUs per Core', ({ host, place }) => perCore(place.vcpus, host)),
    int('vRAM', ({ place }) => place.memoryMiB),
    int('VM Used memory', ({ place }) => Math.round(place.memoryMiB * 0.9)),
    always('VM Memory Swapped', 0),
    always('VM Memory Ballooned', 0),
    always('VMotion support', true),
    always('Storage VMotion support', true),
    text('Current EVC', ({ host }) => host.evcMode),
    text('Max EVC', ({ host }) => host.evcMode),
    always('Assigned License(s)', 'VMware vSphere Enterprise Plus'),
    always('ATS Heartbeat', true),
    always('ATS Locking', true),
    always('Current CPU power man. policy', 'Balanced'),
    always('Supported CPU power man.', 'ACPI P-states, ACPI C-states'),
    always('Host Power Policy', 'Balanced'),
    text('ESX Version', ({ host }) => host.version),
    blank('Boot time'),
    always('DNS Servers', '10.9.0.53, 10.9.1.53'),
    always('DHCP', false),
    always('Domain', 'nordwerk.example'),
    blank('Domain List', null),
    always('DNS Search Order', 'nordwerk.example'),
    always('NTP Server(s)', 'ntp.nordwerk.example'),
    flag('NTPD running', ({ number }) => number % 17 !== 0),
    always('Time Zone', 'UTC'),
    always('Time Zone Name', 'UTC'),
    always('GMT Offset', 0),
    text('Vendor', ({ host }) => host.vendor),
    text('Model', ({ host }) => host.model),
    text('Serial number', ({ host }) => host.serialNumber, null),
    text('Service tag', ({ host }) => host.serialNumber),
    blank('OEM specific string'),
    text('BIOS Vendor', ({ host }) => host.vendor),
    always('BIOS Version', '2.19.1'),
    blank('BIOS Date'),
    always('Certificate Issuer', 'CN=CA,DC=nordwerk,DC=example'),
    blank('Certificate Start Date', null),
    date('Certificate Expiry Date', ({ host }) => host.certificateExpiresAt, null),
    text(
      'Certificate Status',
      ({ host, vcenter }) => ((host.certificateExpiresAt ?? '') < vcenter.observedAt ? 'expired' : 'good'),
      null,
    ),
    text('Certificate Subject', ({ host }) => `CN=${host.name}`, null),
    text('Object ID', ({ number }) => `host-${number + 20}`),
    unique('UUID', ({ vcenter, number }) => uuid(vcenter.seed, `host ${vcenter.place.source.id}`, number), null),
    ...serverOf(vcenterOf),
  ],
  { ofVcenter: hostRows },
);
