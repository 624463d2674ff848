/** vSource, vLicense, vHealth and vMetaData. */

import { always, blank, date, int, sheet, text } from '../column.ts';
import type { Machine, Vcenter } from '../column.ts';
import { serverOf } from './common.ts';
import { hostRows } from './hosts.ts';

const self = (vcenter: Vcenter): Vcenter => vcenter;

export const vSource = sheet<Vcenter>(
  'vSource',
  [
    text('Name', ({ server }) => server),
    always('OS type', 'linux-x64'),
    always('API type', 'VirtualCenter'),
    text('API version', ({ apiVersion }) => apiVersion),
    text('Version', ({ version }) => (version === '3' ? '6.5.0' : '8.0.3')),
    blank('Patch level'),
    text('Build', ({ version }) => (version === '3' ? '9451637' : '24674346')),
    text('Fullname', ({ version }) =>
      version === '3' ? 'VMware vCenter Server 6.5.0 build-9451637' : 'VMware vCenter Server 8.0.3 build-24674346',
    ),
    always('Product name', 'VMware vCenter Server'),
    text('Product version', ({ version }) => (version === '3' ? '6.5.0' : '8.0.3')),
    always('Product line', 'vpx'),
    always('Vendor', 'VMware, Inc.'),
    ...serverOf(self),
  ],
  { ofVcenter: (vcenter) => [vcenter] },
);

interface License {
  readonly vcenter: Vcenter;
  readonly name: string;
  readonly key: string;
  readonly unit: string;
  readonly total: number;
}

/** The keys are made to be recognised as false, and to be looked for where they must not turn up. */
function licenses(vcenter: Vcenter): License[] {
  const sockets = vcenter.place.clusters.reduce(
    (sum, cluster) => sum + cluster.hosts.reduce((n, host) => n + host.model.sockets, 0),
    0,
  );
  return [
    {
      vcenter,
      name: 'VMware vSphere 8 Enterprise Plus',
      key: 'FAKE0-00001-FAKE1-00001-FAKE2',
      unit: 'cpuPackage',
      total: sockets + 8,
    },
    {
      vcenter,
      name: 'VMware vCenter Server 8 Standard',
      key: 'FAKE0-00002-FAKE1-00002-FAKE2',
      unit: 'server',
      total: 1,
    },
    { vcenter, name: 'VMware Site Recovery Manager', key: 'FAKE0-00003-FAKE1-00003-FAKE2', unit: 'vm', total: 100 },
  ];
}

export const vLicense = sheet<License>(
  'vLicense',
  [
    text('Name', ({ name }) => name),
    text('Key', ({ key }) => key),
    blank('Labels'),
    text('Cost Unit', ({ unit }) => unit),
    int('Total', ({ total }) => total),
    int('Used', ({ total }) => Math.max(1, total - 8)),
    date('Expiration Date', () => '2027-01-31T00:00:00Z'),
    blank('Features'),
    ...serverOf<License>(({ vcenter }) => vcenter),
  ],
  { ofVcenter: licenses },
);

interface Complaint {
  readonly vcenter: Vcenter;
  readonly name: string;
  readonly message: string;
  readonly type: string;
}

/** The checks the product makes itself from what it has collected. */
function* machineComplaints({ facts, vcenter }: Machine): Generator<Complaint> {
  const name = facts.name ?? '';
  for (const device of facts.devices ?? []) {
    if (device.type === 'cdrom' && device.connected === true)
      yield { vcenter, name, message: `VM has a CDROM device connected! ${device.label ?? ''}`, type: 'CDROM' };
  }
  for (const snapshot of facts.snapshots ?? []) {
    const taken = (snapshot.createdAt ?? '').slice(0, 19).replaceAll('-', '/').replace('T', ' ');
    yield {
      vcenter,
      name,
      message: `VM has an active snapshot! ${snapshot.name} created on ${taken}`,
      type: 'Snapshot',
    };
  }
}

function* hostComplaints(vcenter: Vcenter): Generator<Complaint> {
  for (const { host, number } of hostRows(vcenter)) {
    if (number % 17 === 0) yield { vcenter, name: host.name, message: 'NTPD service is not running!', type: 'NTPD' };
  }
}

export const vHealth = sheet<Complaint>(
  'vHealth',
  [
    text('Name', ({ name }) => name),
    text('Message', ({ message }) => message),
    text('Message type', ({ type }) => type),
    ...serverOf<Complaint>(({ vcenter }) => vcenter),
  ],
  { ofMachine: machineComplaints, ofVcenter: hostComplaints },
);

export const vMetaData = sheet<Vcenter>(
  'vMetaData',
  [
    text('RVTools major version', ({ version }) => (version === '3' ? '3.11' : '4.7')),
    text('RVTools version', ({ version }) => (version === '3' ? '3.11.6.0' : '4.7.1.4')),
    date('xlsx creation datetime', ({ observedAt }) => observedAt),
    text('Server', ({ server }) => server),
  ],
  { ofVcenter: (vcenter) => [vcenter] },
);
