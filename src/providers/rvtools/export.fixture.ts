/** A small estate as RVTools writes it, and an import of it, for tests. */

import type { WorkloadObservation } from '../../core/model/workload.ts';
import { withFile } from '../../formats/table.fixture.ts';
import { workbookBytes } from '../../formats/xlsx/workbook.fixture.ts';
import type { CellValue, FixtureOptions } from '../../formats/xlsx/workbook.fixture.ts';
import type { ImportIssue, InventoryItem, Receipt } from '../provider.ts';
import { readExport } from './read.ts';

export type Fields = Readonly<Record<string, CellValue>>;
export type ExportSheets = Readonly<Record<string, readonly Fields[]>>;

export const VCENTER = '8c8a3a1e-1111-4222-8333-9a9b9c9d9e9f';
export const LICENCE_KEY = 'A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q';

const of = (vm: string, id: string): Fields => ({ VM: vm, 'VM ID': id, 'VI SDK UUID': VCENTER });
const WEB = of('web01', 'vm-101');
const SQL = of('sql01', 'vm-102');

/** Two machines and what all sheets say of them. Tests change what they need. */
export const EXPORT: ExportSheets = {
  vInfo: [
    {
      ...WEB,
      Powerstate: 'poweredOn',
      Template: 'False',
      'SRM Placeholder': 'False',
      'Config status': 'green',
      'DNS Name': 'Web01.corp.example.com',
      'Connection state': 'connected',
      'Guest state': 'running',
      'Consolidation Needed': 'False',
      'Creation date': new Date('2021-03-04T10:11:12Z'),
      CPUs: 4,
      Memory: 8192,
      NICs: 1,
      Disks: 2,
      EnableUUID: 'True',
      CBT: 'True',
      'Primary IP Address': '10.0.0.1',
      'Network #1': 'app-net',
      'Resource pool': '/DC1/Prod/Resources',
      Folder: '/DC1/vm/apps',
      'FT State': 'notConfigured',
      'Provisioned MiB': 204800,
      'In Use MiB': 51200,
      'HA Restart Priority': 'clusterRestartPriority',
      'Cluster rule name(s)': 'keep-apart',
      'EFI Secure boot': 'True',
      Firmware: 'efi',
      'HW version': 'vmx-19',
      Path: '[ds1] web01/web01.vmx',
      Annotation: `shop front, licence ${LICENCE_KEY}`,
      'Latency Sensitivity': 'normal',
      Owner: 'team-a',
      Datacenter: 'DC1',
      Cluster: 'Prod',
      Host: 'esx1.example.com',
      'OS according to the configuration file': 'Red Hat Enterprise Linux 8 (64-bit)',
      'OS according to the VMware Tools': 'Red Hat Enterprise Linux 8.6 (Ootpa)',
      'SMBIOS UUID': '4202AAAA-0001-0002-0003-000000000001',
      'VM UUID': '5002bbbb-0001-0002-0003-000000000001',
      'VI SDK Server': 'vc01.example.com',
    },
    {
      ...SQL,
      Powerstate: 'poweredOff',
      Template: 'False',
      CPUs: 8,
      Memory: 65536,
      NICs: 1,
      Disks: 1,
      Datacenter: 'DC1',
      Cluster: 'Prod',
      Host: 'esx2.example.com',
      'OS according to the configuration file': 'Microsoft Windows Server 2019 (64-bit)',
      'SMBIOS UUID': '4202AAAA-0001-0002-0003-000000000002',
    },
  ],
  vCPU: [
    { ...WEB, CPUs: 4, Sockets: 2, 'Cores p/s': 2, Reservation: 500, 'Hot Add': 'True', 'Hot Remove': 'False' },
    { ...SQL, CPUs: 8, Sockets: 8, 'Cores p/s': 1, Reservation: 0, 'Hot Add': 'False', 'Hot Remove': 'False' },
  ],
  vMemory: [{ ...WEB, 'Size MiB': 8192, Ballooned: 0, Reservation: 4096, 'Hot Add': 'True' }],
  vDisk: [
    {
      ...WEB,
      Disk: 'Hard disk 1',
      'Disk Key': 2000,
      'Disk Path': '[ds1] web01/web01.vmdk',
      'Capacity MiB': 102400,
      Raw: 'False',
      'Disk Mode': 'persistent',
      'Sharing mode': 'sharingNone',
      Thin: 'True',
      Controller: 'VMware paravirtual SCSI',
      'Shared Bus': 'noSharing',
    },
    {
      ...WEB,
      Disk: 'Hard disk 2',
      'Disk Key': 2001,
      'Disk Path': '[ds2] shared/quorum.vmdk',
      'Capacity MiB': 1024,
      Raw: 'True',
      'Raw Comp. Mode': 'physicalMode',
      'Disk Mode': 'independent_persistent',
      'Sharing mode': 'sharingMultiWriter',
      Controller: 'LSI Logic SAS',
      'Shared Bus': 'physicalSharing',
    },
    {
      ...SQL,
      Disk: 'Hard disk 1',
      'Disk Path': '[ds1] sql01/sql01.vmdk',
      'Capacity MiB': 204800,
      'Disk Mode': 'persistent',
    },
  ],
  vPartition: [
    {
      ...WEB,
      'Disk Key': 2000,
      Disk: '/',
      'Capacity MiB': 90000,
      'Consumed MiB': 80000,
      'Free MiB': 10000,
      'Free %': 11,
    },
  ],
  vNetwork: [
    {
      ...WEB,
      'NIC label': 'Network adapter 1',
      Adapter: 'Vmxnet3',
      Network: 'app-net',
      Switch: 'dvs1',
      Connected: 'True',
      'Starts Connected': 'True',
      'Mac Address': '00:50:56:AA:BB:01',
      'IPv4 Address': '10.0.0.1',
      'IPv6 Address': 'fe80::1',
      'Direct Path IO': 'True',
    },
    {
      ...SQL,
      'NIC label': 'Network adapter 1',
      Adapter: 'SR-IOV passthrough',
      Network: 'db-net',
      'Mac Address': '00-50-56-aa-bb-02',
    },
  ],
  vCD: [
    {
      ...WEB,
      'Device Node': 'CD/DVD drive 1',
      Connected: 'True',
      'Starts Connected': 'False',
      'Device Type': 'ISO [ds1] a.iso',
    },
  ],
  vUSB: [{ ...SQL, 'Device Node': 'USB 1', 'Device Type': 'storage', Connected: 'True', 'EHCI enabled': 'False' }],
  vSnapshot: [
    {
      ...SQL,
      Name: 'before patch',
      'Date / time': new Date('2022-01-02T03:04:05Z'),
      'Size MiB (vmsn)': 1,
      'Size MiB (total)': 2048,
      Quiesced: 'False',
    },
  ],
  vTools: [
    { ...WEB, Tools: 'toolsOk', 'Tools Version': 12352, 'Required Version': 12352, Upgradeable: 'False' },
    { ...SQL, Tools: 'toolsNotRunning', 'Tools Version': 11333, 'Required Version': 12352, Upgradeable: 'True' },
  ],
  vSource: [
    {
      Name: 'vc01',
      'API version': '8.0.3.0',
      Build: '24022515',
      Fullname: 'VMware vCenter Server 8.0.3 build-24022515',
    },
  ],
  vCluster: [
    {
      Name: 'Prod',
      NumHosts: 2,
      numEffectiveHosts: 2,
      NumCpuCores: 96,
      TotalMemory: 1648267526144,
      'HA enabled': 'True',
      'Failover Level': 1,
      'DRS enabled': 'True',
      'DPM enabled': 'False',
      'Object ID': 'domain-c8',
      'VI SDK UUID': VCENTER,
    },
  ],
  vHost: ['esx1.example.com', 'esx2.example.com'].map((host, i) => ({
    Host: host,
    Datacenter: 'DC1',
    Cluster: 'Prod',
    'in Maintenance Mode': 'False',
    'CPU Model': 'Intel(R) Xeon(R) Gold 6348',
    Speed: 2594,
    'HT Active': 'True',
    '# CPU': 2,
    'Cores per CPU': 24,
    '# Cores': 48,
    'CPU usage %': 21,
    '# Memory': 785962,
    'Memory usage %': 63,
    '# VMs total': 9,
    '# VMs': 8,
    'ESX Version': 'VMware ESXi 8.0.3 build-24022510',
    Vendor: 'Dell Inc.',
    Model: 'PowerEdge R750',
    'Serial number': `SN${i}`,
    'Assigned License(s)': LICENCE_KEY,
    'Object ID': `host-${i}`,
    'VI SDK UUID': VCENTER,
  })),
  vPort: [
    {
      Host: 'esx1.example.com',
      Datacenter: 'DC1',
      'Port Group': 'db-net',
      Switch: 'vSwitch0',
      VLAN: 20,
      'VI SDK UUID': VCENTER,
    },
  ],
  dvPort: [{ Port: 'app-net', Switch: 'dvs1', VLAN: '10', 'Active Uplink': 'Uplink 1', 'VI SDK UUID': VCENTER }],
  vDatastore: ['ds1', 'ds2'].map((name) => ({
    Name: name,
    Accessible: 'True',
    Type: 'VMFS',
    '# VMs': 2,
    'Capacity MiB': 4194304,
    'Provisioned MiB': 2097152,
    'In Use MiB': 1048576,
    'Free MiB': 3145728,
    '# Hosts': 2,
    'VI SDK UUID': VCENTER,
  })),
  vHealth: [{ Name: 'ds1', Message: 'zombie vmdk', 'Message type': 'Zombie' }],
  vLicense: [
    {
      Name: 'vSphere 8 Enterprise Plus',
      Key: LICENCE_KEY,
      Labels: '',
      'Cost Unit': 'cpuPackage',
      Total: 8,
      Used: 4,
      'VI SDK Server': 'vc01.example.com',
      'VI SDK UUID': VCENTER,
    },
  ],
  vMetaData: [
    {
      'RVTools major version': '4.7',
      'RVTools version': '4.7.1.4',
      'xlsx creation datetime': '2026/10/01 08:00:00',
      Server: 'vc01',
    },
  ],
};

/** Rows of cells under one header row made of all keys, in the order they first appear. */
export function cellsOf(records: readonly Fields[]): CellValue[][] {
  const headers = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [headers, ...records.map((record) => headers.map((header) => record[header] ?? null))];
}

export function exportBytes(sheets: ExportSheets, options?: FixtureOptions): Uint8Array {
  return workbookBytes(
    Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, cellsOf(rows)])),
    options,
  );
}

export interface Imported {
  readonly receipt: Receipt;
  readonly items: readonly InventoryItem[];
  readonly machines: readonly WorkloadObservation[];
  readonly issues: readonly ImportIssue[];
  readonly batches: readonly number[];
}

/** Imports a workbook from memory, or whatever is at a path. */
export async function imported(
  source: Uint8Array | { readonly path: string },
  fileName = 'export.xlsx',
): Promise<Imported> {
  if (source instanceof Uint8Array) return withFile(source, (path) => imported({ path }, fileName));
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  const batches: number[] = [];
  const receipt = await readExport({
    path: source.path,
    fileName,
    sourceId: 'src-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (batch) => {
      batches.push(batch.length);
      items.push(...batch);
    },
    onIssue: (issue) => void issues.push(issue),
  });
  const machines = items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
  return { receipt, items, machines, issues, batches };
}
