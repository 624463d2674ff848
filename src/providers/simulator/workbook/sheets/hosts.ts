/** vHost and the sheets of what is plugged into hosts: vHBA, vNIC, vSC_VMK, vMultiPath. */

import type { Host } from '../../../../core/model/estate.ts';
import { uuid } from '../../machine/identity.ts';
import type { ClusterPlace, HostPlace, StorePlace } from '../../places/place.ts';
import { hashOf } from '../../random.ts';
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

interface HostPart {
  readonly row: HostRow;
  readonly index: number;
}

const partsOfHost = (count: number) =>
  function* (vcenter: Vcenter): Generator<HostPart> {
    for (const row of hostRows(vcenter)) for (let index = 0; index < count; index++) yield { row, index };
  };
const rowOf = ({ row }: HostPart): HostRow => row;
const macOf = ({ row, index }: HostPart): string => {
  const hex = (hashOf(row.vcenter.seed, 'host mac', row.number * 8 + index) & 0xffffff).toString(16).padStart(6, '0');
  return `b0:26:28:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
};

export const vHBA = sheet<HostPart>(
  'vHBA',
  [
    ...wheresOf(rowOf),
    text('Device', ({ index }) => `vmhba${index}`),
    text('Type', ({ index }) => (index === 0 ? 'Block SCSI' : 'Fibre Channel')),
    text('Status', ({ index }) => (index === 0 ? 'unknown' : 'online')),
    int('Bus', ({ index }) => index + 1),
    text('Pci', ({ index }) => `0000:3${index}:00.0`),
    text('Driver', ({ index }) => (index === 0 ? 'lsi_mr3' : 'qlnativefc')),
    text('Model', ({ index }) => (index === 0 ? 'PERC H740P' : 'QLE2692 Dual Port 16Gb Fibre Channel Adapter')),
    unique('WWN', (part) => (part.index === 0 ? undefined : `21000024ff${macOf(part).replaceAll(':', '').slice(6)}`)),
    ...serverOf<HostPart>(({ row }) => row.vcenter),
  ],
  { ofVcenter: partsOfHost(3) },
);

export const vNIC = sheet<HostPart>(
  'vNIC',
  [
    ...wheresOf(rowOf),
    text('Network Device', ({ index }) => `vmnic${index}`),
    always('Driver', 'i40en'),
    int('Speed', ({ index }) => (index < 2 ? 25_000 : 10_000)),
    always('Duplex', true),
    unique('MAC', macOf),
    text('Switch', ({ row, index }) => (index < 2 ? `dvSwitch-${row.vcenter.place.source.siteCode}-01` : 'vSwitch0')),
    text('Uplink port', ({ index }) => (index < 2 ? `Uplink ${index + 1}` : undefined)),
    text('PCI', ({ index }) => `0000:18:00.${index}`),
    always('WakeOn', false),
    ...serverOf<HostPart>(({ row }) => row.vcenter),
  ],
  { ofVcenter: partsOfHost(4) },
);

export const vSC_VMK = sheet<HostPart>(
  'vSC_VMK',
  [
    ...wheresOf(rowOf),
    text('Port Group', ({ index }) => (index === 0 ? 'Management Network' : 'vMotion')),
    text('Device', ({ index }) => `vmk${index}`),
    unique('Mac Address', macOf),
    always('DHCP', false),
    text(
      'IP Address',
      ({ row, index }) => `10.${8 + index}.${Math.floor(row.number / 250) % 250}.${(row.number % 250) + 2}`,
    ),
    blank('IP 6 Address'),
    always('Subnet mask', '255.255.0.0'),
    text('Gateway', ({ index }) => `10.${8 + index}.0.1`),
    blank('IP 6 Gateway'),
    int('MTU', ({ index }) => (index === 0 ? 1500 : 9000)),
    ...serverOf<HostPart>(({ row }) => row.vcenter),
  ],
  { ofVcenter: partsOfHost(2) },
);

interface PathRow {
  readonly row: HostRow;
  readonly store: StorePlace;
}

function* pathRows(vcenter: Vcenter): Generator<PathRow> {
  for (const row of hostRows(vcenter))
    for (const store of row.cluster.stores) if (store.type === 'VMFS') yield { row, store };
}

const paths: Column<PathRow>[] = Array.from({ length: 8 }, (_, i) => [
  text<PathRow>(`Path ${i + 1}`, () => (i < 4 ? `vmhba${1 + (i % 2)}:C0:T${i}:L1` : undefined)),
  text<PathRow>(`Path ${i + 1} state`, () => (i < 4 ? 'active' : undefined)),
]).flat();

export const vMultiPath = sheet<PathRow>(
  'vMultiPath',
  [
    text('Host', ({ row }) => row.host.name),
    text('Cluster', ({ row }) => row.host.cluster),
    text('Datacenter', ({ row }) => row.host.datacenter),
    text('Datastore', ({ store }) => store.name),
    text('Disk', ({ store }) => store.address),
    text('Display name', ({ store }) => `DGC Fibre Channel Disk (${store.address})`),
    always('Policy', 'VMW_PSP_RR'),
    always('Oper. State', 'ok'),
    ...paths,
    always('vStorage', 'vStorageSupported'),
    always('Queue depth', 64),
    always('Vendor', 'DGC'),
    always('Model', 'VRAID'),
    always('Revision', '5400'),
    always('Level', '4'),
    blank('Serial #'),
    text('UUID', ({ store }) => store.address, null),
    text('Object ID', ({ row }) => `host-${row.number + 20}`),
    ...serverOf<PathRow>(({ row }) => row.vcenter),
  ],
  { ofVcenter: pathRows },
);
