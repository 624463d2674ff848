import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { ImportIssue, Receipt } from '../provider.ts';
import { readServers } from './read.ts';
import { TEMPLATE, csv } from './table.fixture.ts';

async function imported(text: string | Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-azure-migrate-'));
  const machines: WorkloadObservation[] = [];
  const issues: ImportIssue[] = [];
  try {
    await writeFile(join(folder, 'a.csv'), text);
    const receipt: Receipt = await readServers({
      path: join(folder, 'a.csv'),
      fileName: 'a.csv',
      sourceId: 'source-1',
      observedAt: '2026-11-22T00:00:00Z',
      onItem: (items) => void machines.push(...items.flatMap((i) => (i.type === 'workload' ? i.observation : []))),
      onIssue: (issue) => void issues.push(issue),
    });
    return { machines, issues, receipt };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const row = (cells: Readonly<Record<string, string>>): string[] => TEMPLATE.map((header) => cells[header] ?? '');
const GOOD = { '*Server Name': 'a', '*Cores': '2', '*Memory (In MB)': '4096', '*OS name': 'Debian 12' };
const facts = async (cells: Readonly<Record<string, string>>) =>
  (await imported(csv(TEMPLATE, [row({ ...GOOD, ...cells })]))).machines[0]?.facts;

describe('a row of the template', () => {
  test('gives everything that stands in it', async () => {
    const { machines, issues } = await imported(
      csv(TEMPLATE, [
        row({
          '*Server Name': 'Db01.Example.com',
          'IP addresses': '10.1.0.21;10.2.0.21',
          '*Cores': '16',
          '*Memory (In MB)': '131,072',
          '*OS name': 'Red Hat Enterprise Linux 7',
          'OS version': '7.9',
          'OS architecture': '64-bit',
          'CPU utilization percentage': '35',
          'Memory utilization percentage': '60,5',
          'Network adapters': '2',
          'Boot type': 'UEFI',
          'Number of disks': '2',
          'Disk 1 size (In GB)': '128',
          'Disk 1 read throughput (MB per second)': '12.5',
          'Disk 1 read ops (operations per second)': '100',
          'Disk 2 size (In GB)': '0.5',
          'Disk 2 write ops (operations per second)': '50',
        }),
      ]),
    );
    expect(issues).toEqual([]);
    expect(machines[0]).toMatchObject({ nativeId: 'db01.example.com', identity: { fqdn: 'db01.example.com' } });
    expect(machines[0]?.facts).toEqual({
      name: 'Db01.Example.com',
      cpuCount: 16,
      memoryMiB: 131072,
      os: { configuredAs: 'Red Hat Enterprise Linux 7.9', family: 'linux', architecture: 'x86_64' },
      hostName: 'db01.example.com',
      ipAddresses: ['10.1.0.21', '10.2.0.21'],
      firmware: 'efi',
      disks: [
        { label: 'Disk 1', capacityMiB: 131072 },
        { label: 'Disk 2', capacityMiB: 512 },
      ],
      nics: [{ label: 'Network adapter 1' }, { label: 'Network adapter 2' }],
      utilisation: { cpuAvgPct: 35, memoryAvgPct: 60.5, diskReadMiBps: 12.5, diskIops: 150 },
    });
  });

  test('states nothing that it leaves empty', async () => {
    expect(await facts({})).toEqual({
      name: 'a',
      cpuCount: 2,
      memoryMiB: 4096,
      os: { configuredAs: 'Debian 12', family: 'linux' },
    });
  });

  test('a disk that is only counted is there, and nothing is known of it', async () => {
    const { machines, issues } = await imported(
      csv(TEMPLATE, [row({ ...GOOD, 'Number of disks': '3', 'Disk 1 size (In GB)': '10' })]),
    );
    expect(machines[0]?.facts.disks).toEqual([
      { label: 'Disk 1', capacityMiB: 10240 },
      { label: 'Disk 2, not described' },
      { label: 'Disk 3, not described' },
    ]);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'DISK_COUNT_DIFFERS', where: 'row 2, Number of disks' }),
    );
  });

  test.each([
    ['*Cores', 'four'],
    ['*Cores', '0'],
    ['*Cores', '999999'],
    ['*Memory (In MB)', '-1'],
    ['CPU utilization percentage', '140'],
    ['Boot type', 'floppy'],
    ['IP addresses', 'dhcp'],
    ['Disk 2 size (In GB)', 'large'],
    ['Disk 2 write ops (operations per second)', '-5'],
  ])('%s = "%s" is an issue that names row and column, and the rest of the row is kept', async (header, text) => {
    const { machines, issues } = await imported(csv(TEMPLATE, [row({ ...GOOD, [header]: text })]));
    expect(machines).toHaveLength(1);
    expect(issues).toContainEqual(expect.objectContaining({ code: 'INVALID_VALUE', where: `row 2, ${header}` }));
  });

  test.each([
    ['Windows Server 2019', '10.0.17763', 'Windows Server 2019'],
    ['Ubuntu', '22.04', 'Ubuntu 22.04'],
    ['Red Hat Enterprise Linux 7', '8.1', 'Red Hat Enterprise Linux 7'],
    ['CentOS 7.9', '7.9', 'CentOS 7.9'],
  ])('system "%s" with version "%s" is "%s"', async (name, version, text) => {
    expect((await facts({ '*OS name': name, 'OS version': version }))?.os?.configuredAs).toBe(text);
  });
});

describe('rows that are no machine', () => {
  test('without a name, repeated, or with an empty mandatory column', async () => {
    const rows = [
      row(GOOD),
      row({ ...GOOD, '*Server Name': '' }),
      row(GOOD),
      row({ ...GOOD, '*Server Name': 'b', '*Cores': '' }),
    ];
    const { machines, issues, receipt } = await imported(csv(TEMPLATE, rows));
    expect(machines.map(({ nativeId }) => nativeId)).toEqual(['a', 'b']);
    expect(issues.map(({ code, where }) => [code, where])).toEqual([
      ['MISSING_SERVER_NAME', 'row 3, Server name'],
      ['DUPLICATE_MACHINE', 'row 4'],
      ['MANDATORY_EMPTY', 'row 5, *Cores'],
    ]);
    expect(receipt.skippedRows).toBe(2);
  });

  test('a header alone is reported', async () => {
    expect((await imported(csv(TEMPLATE, []))).issues.map(({ code }) => code)).toEqual(['NO_SERVERS']);
  });
});

describe('other headers', () => {
  test('the assessment that the portal exports', async () => {
    const header = [
      'Machine',
      'VM host',
      'Azure VM readiness',
      'Operating system',
      'Boot type',
      'Cores',
      'Memory(MB)',
      'CPU usage(%)',
      'Memory usage(%)',
      'Storage(GB)',
      'Disk read(ops/sec)',
      'Disk write(ops/sec)',
      'Disk read(MBPS)',
      'Disk write(MBPS)',
      'Network adapters',
      'IP address',
      'MAC address',
    ];
    const cells =
      'app1,esx1,Ready,Windows Server 2016,BIOS,4,8192,12.5,40,200,10,20,1.5,2.5,1,10.0.0.4,00-50-56-aa-bb-01';
    const { machines, issues } = await imported(csv(header, [cells.split(',')]));
    expect(issues).toEqual([]);
    expect(machines[0]?.identity.macAddresses).toEqual(['00:50:56:aa:bb:01']);
    expect(machines[0]?.facts).toMatchObject({
      host: 'esx1',
      provisionedMiB: 204800,
      memoryMiB: 8192,
      nics: [{ label: 'Network adapter 1', macAddress: '00:50:56:aa:bb:01' }],
      utilisation: { cpuAvgPct: 12.5, memoryAvgPct: 40, diskReadMiBps: 1.5, diskWriteMiBps: 2.5, diskIops: 30 },
    });
  });

  test.each([
    { reason: 'German', header: 'Servername;IP-Adressen;Kerne;Arbeitsspeicher (GB);Betriebssystem' },
    { reason: 'French', header: "Nom du serveur;Adresses IP;Cœurs;Mémoire (Go→GB)(GB);Système d'exploitation" },
    { reason: 'without stars, in GB', header: 'Server name;IP addresses;Cores;Memory (In GB);OS name' },
    { reason: 'below a title', header: 'Our servers;;;;\nServer name;IP addresses;Cores;Memory (In GB);OS name' },
  ])('$reason', async ({ header }) => {
    const { machines } = await imported(`${header}\nsrv1;10.0.0.1;2;4;Debian 12\n`);
    expect(machines[0]?.facts).toMatchObject({ name: 'srv1', cpuCount: 2, ipAddresses: ['10.0.0.1'] });
  });

  test('a unit in the header counts', async () => {
    const { machines } = await imported(
      'Server name,Cores,Memory (In GB),OS name,Disk 1 size (In TB)\na,1,4,Debian 12,2\n',
    );
    expect(machines[0]?.facts).toMatchObject({ memoryMiB: 4096, disks: [{ capacityMiB: 2097152 }] });
  });

  test.each([
    ['VMware', 'vsphere'],
    ['Microsoft Hyper-V', 'hyperv'],
    ['KVM', 'kvm'],
    ['Xen', undefined],
  ])('hypervisor %s is platform %s', async (text, platform) => {
    const { machines } = await imported(`Server name,Cores,Memory,OS name,Hypervisor\na,1,1024,Debian 12,${text}\n`);
    expect(machines[0]?.facts.platform).toBe(platform);
  });
});

describe('what cannot be read', () => {
  test.each([
    { reason: 'another table', text: 'Date,Amount\n2026-01-01,5\n', code: 'IST-1012' },
    { reason: 'nothing', text: '', code: 'IST-1002' },
    {
      reason: 'a workbook',
      text: Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array.from({ length: 18 }, () => 0)]),
      code: 'IST-1002',
    },
  ])('$reason is refused with what to do', async ({ text, code }) => {
    await expect(imported(text)).rejects.toMatchObject({ code, hint: expect.stringMatching(/Server name|CSV|\.csv/) });
  });

  test('a table with random damage gives machines or a refusal, never another failure', async () => {
    const text = csv(TEMPLATE, [row(GOOD), row({ ...GOOD, '*Server Name': 'b "quoted"', 'Number of disks': '2' })]);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 6 }), async (at, cut, put) => {
        const error: unknown = await imported(text.slice(0, at) + put + text.slice(at + cut)).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(IsthmusError);
      }),
      { numRuns: 100 },
    );
  });
});
