/** vSwitch, vPort, dvSwitch and dvPort. */

import type { NetworkPlace } from '../../places/place.ts';
import { always, blank, date, int, sheet, text } from '../column.ts';
import type { Column, Vcenter } from '../column.ts';
import { serverOf } from './common.ts';
import { hostRows, wheresOf } from './hosts.ts';
import type { HostRow } from './hosts.ts';

const policy = <Row>(): Column<Row>[] => [
  always<Row>('Promiscuous Mode', false),
  always<Row>('Mac Changes', false),
  always<Row>('Forged Transmits', false),
  always<Row>('Traffic Shaping', false),
  blank<Row>('Width'),
  blank<Row>('Peak'),
  blank<Row>('Burst'),
  always<Row>('Policy', 'loadbalance_srcid'),
  always<Row>('Reverse Policy', true),
  always<Row>('Notify Switch', true),
  always<Row>('Rolling Order', false),
  always<Row>('Offload', true),
  always<Row>('TSO', true),
  always<Row>('Zero Copy Xmit', true),
];

interface SwitchRow {
  readonly row: HostRow;
  readonly name: string;
}

interface PortRow {
  readonly row: HostRow;
  readonly network: NetworkPlace;
}

const standard = (vcenter: Vcenter): NetworkPlace[] =>
  vcenter.place.networks.filter((network) => network.kind === 'standard');
const rowOf = ({ row }: { readonly row: HostRow }): HostRow => row;

export const vSwitch = sheet<SwitchRow>(
  'vSwitch',
  [
    ...wheresOf<SwitchRow>(rowOf),
    text('Switch', ({ name }) => name),
    always('# Ports', 2560),
    always('Free Ports', 2548),
    ...policy<SwitchRow>(),
    always('MTU', 1500),
    ...serverOf<SwitchRow>(({ row }) => row.vcenter),
  ],
  {
    *ofVcenter(vcenter) {
      const names = [...new Set(standard(vcenter).flatMap((network) => network.switchName ?? []))].sort();
      for (const row of hostRows(vcenter)) for (const name of names) yield { row, name };
    },
  },
);

export const vPort = sheet<PortRow>(
  'vPort',
  [
    ...wheresOf<PortRow>(rowOf),
    text('Port Group', ({ network }) => network.name),
    text('Switch', ({ network }) => network.switchName),
    text('VLAN', ({ network }) => network.vlanId?.toString()),
    ...policy<PortRow>(),
    ...serverOf<PortRow>(({ row }) => row.vcenter),
  ],
  {
    *ofVcenter(vcenter) {
      const networks = standard(vcenter);
      for (const row of hostRows(vcenter)) for (const network of networks) yield { row, network };
    },
  },
);

interface DistributedRow {
  readonly vcenter: Vcenter;
  readonly name: string;
}

interface DistributedPortRow {
  readonly vcenter: Vcenter;
  readonly network: NetworkPlace;
  readonly number: number;
}

const shaping = <Row>(): Column<Row>[] =>
  ['In', 'Out'].flatMap((way) => [
    always<Row>(`${way} Traffic Shaping`, false),
    blank<Row>(`${way} Avg`),
    blank<Row>(`${way} Peak`),
    blank<Row>(`${way} Burst`),
  ]);

export const dvSwitch = sheet<DistributedRow>(
  'dvSwitch',
  [
    text('Switch', ({ name }) => name),
    text('Datacenter', ({ vcenter }) => vcenter.place.source.datacenter),
    text('Name', ({ name }) => name),
    always('Vendor', 'VMware, Inc.'),
    always('Version', '7.0.3'),
    blank('Description'),
    date('Created', () => '2019-05-06T08:00:00Z'),
    text('Host members', ({ vcenter }) =>
      vcenter.place.clusters.flatMap((cluster) => cluster.hosts.slice(0, 2).map((host) => host.name)).join(', '),
    ),
    always('Max Ports', 2_147_483_647),
    always('# Ports', 4096),
    int('# VMs', ({ vcenter }) =>
      vcenter.place.clusters.reduce((sum, cluster) => sum + cluster.hosts.reduce((n, host) => n + host.machines, 0), 0),
    ),
    ...shaping<DistributedRow>(),
    always('CDP Type', 'cdp'),
    always('CDP Operation', 'listen'),
    blank('LACP Name'),
    blank('LACP Mode'),
    blank('LACP Load Balance Alg.'),
    always('Max MTU', 9000),
    blank('Contact'),
    blank('Admin Name'),
    always('Object ID', 'dvs-21'),
    ...serverOf<DistributedRow>(({ vcenter }) => vcenter),
  ],
  {
    ofVcenter: (vcenter) =>
      [...new Set(distributed(vcenter).flatMap((network) => network.switchName ?? []))]
        .sort()
        .map((name) => ({ vcenter, name })),
  },
);

const distributed = (vcenter: Vcenter): NetworkPlace[] =>
  vcenter.place.networks.filter((network) => network.kind === 'distributed');

const OVERRIDES = [
  'Block Override',
  'Config Reset',
  'Shaping Override',
  'Vendor Config Override',
  'Sec. Policy Override',
  'Teaming Override',
  'Vlan Override',
];

export const dvPort = sheet<DistributedPortRow>(
  'dvPort',
  [
    text('Port', ({ network }) => network.name),
    text('Switch', ({ network }) => network.switchName),
    always('Type', 'earlyBinding'),
    always('# Ports', 128),
    text('VLAN', ({ network }) => network.vlanId?.toString()),
    blank('Speed'),
    always('Full Duplex', true),
    always('Blocked', false),
    always('Allow Promiscuous', false),
    always('Mac Changes', false),
    always('Active Uplink', 'Uplink 1'),
    always('Standby Uplink', 'Uplink 2'),
    always('Policy', 'loadbalance_loadbased'),
    always('Forged Transmits', false),
    ...shaping<DistributedPortRow>(),
    always('Reverse Policy', true),
    always('Notify Switch', true),
    always('Rolling Order', true),
    always('Check Beacon', false),
    always('Live Port Moving', false),
    always('Check Duplex', false),
    always('Check Error %', false),
    always('Check Speed', 'minimum'),
    always('Percentage', 0),
    ...OVERRIDES.map((name) => always<DistributedPortRow>(name, name === 'Config Reset')),
    text('Object ID', ({ number }) => `dvportgroup-${number + 30}`),
    ...serverOf<DistributedPortRow>(({ vcenter }) => vcenter),
  ],
  { ofVcenter: (vcenter) => distributed(vcenter).map((network, i) => ({ vcenter, network, number: i + 1 })) },
);
