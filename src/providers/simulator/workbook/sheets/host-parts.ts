/** What is plugged into hosts: vHBA, vNIC, vSC_VMK, vMultiPath. */

import type { StorePlace } from '../../places/place.ts';
import { hashOf } from '../../random.ts';
import { always, blank, int, sheet, text, unique } from '../column.ts';
import type { Column, Vcenter } from '../column.ts';
import { serverOf } from './common.ts';
import { hostRows, wheresOf } from './hosts.ts';
import type { HostRow } from './hosts.ts';

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
