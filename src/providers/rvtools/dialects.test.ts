import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { workbookBytes } from '../../formats/xlsx/workbook.fixture.ts';
import type { CellValue } from '../../formats/xlsx/workbook.fixture.ts';
import { EXPORT, cellsOf, exportBytes, imported } from './export.fixture.ts';
import type { Fields, Imported } from './export.fixture.ts';

const rename = (rows: readonly Fields[], names: (header: string) => string): Fields[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([header, value]) => [names(header), value])));
/** A sheet as the CSV files of a batch export have it. */
function csvOf(rows: readonly Fields[], delimiter = ','): string {
  const text = (value: CellValue | undefined): string => {
    if (value === null || value === undefined) return '';
    const bare =
      value instanceof Date
        ? value.toISOString().replace('T', ' ').slice(0, 19).replaceAll('-', '/')
        : String(typeof value === 'object' ? value.raw : value);
    return /[",;\n]/.test(bare) ? `"${bare.replaceAll('"', '""')}"` : bare;
  };
  return `${cellsOf(rows)
    .map((row) => row.map(text).join(delimiter))
    .join('\r\n')}\r\n`;
}

/** What was learned, without what differs by the kind of file. */
const learned = ({ items, issues, receipt }: Imported): unknown => ({
  items,
  issues,
  counts: receipt.counts,
  missing: receipt.missing,
});

describe('one export in every dialect gives one estate', () => {
  test.each([
    { reason: 'headers with MB instead of MiB', names: (header: string) => header.replace('MiB', 'MB') },
    { reason: 'headers in lower case with blanks around them', names: (header: string) => ` ${header.toLowerCase()} ` },
    { reason: 'headers in upper case', names: (header: string) => header.toUpperCase() },
  ])('$reason', async ({ names }) => {
    const original = await imported(exportBytes(EXPORT));
    const first = Object.fromEntries(Object.entries(EXPORT.vInfo?.[0] ?? {}).filter(([header]) => header !== 'Owner'));
    const plain = { ...EXPORT, vInfo: [first, ...(EXPORT.vInfo ?? []).slice(1)] };
    const renamed = Object.fromEntries(Object.entries(plain).map(([sheet, rows]) => [sheet, rename(rows, names)]));
    const expected = await imported(exportBytes(plain));
    expect(learned(await imported(exportBytes(renamed)))).toEqual(learned(expected));
    expect(original.machines[0]?.facts.tags).toEqual({ Owner: 'team-a' });
  });

  test('the names with the sheet in front, as vInfoVMName', async () => {
    const rows: Fields[] = [
      {
        vInfoVMName: 'web01',
        vInfoPowerstate: 'poweredOn',
        vInfoTemplate: 'False',
        vInfoSRMPlaceHolder: 'False',
        vInfoCPUs: 4,
        vInfoMemory: 8192,
        vInfoNumVirtualDisks: 1,
        vInfoNICs: 1,
        vInfoProvisioned: 2048,
        vInfoInUse: 1024,
        vInfoDataCenter: 'DC1',
        vInfoCluster: 'Prod',
        vInfoHost: 'esx1',
        vInfoOS: 'Ubuntu Linux (64-bit)',
        vInfoOSTools: 'Ubuntu 22.04',
        vInfoUUID: '4202aaaa-0001-0002-0003-000000000001',
        vInfoGuestHostName: 'web01.example.com',
        vInfoPrimaryIPAddress: '10.0.0.1',
        vInfoNetwork1: 'app-net',
        vInfoResourcepool: '/DC1/Prod',
        vInfoFolder: '/DC1/vm',
        vInfoCreateDate: '2021/03/04 10:11:12',
        VInfoVersion: 'vmx-15',
        vInfo_tags_Owner: 'team-a',
        vInfoSomethingNew: 'x',
      },
    ];
    const { machines, issues } = await imported(exportBytes({ vInfo: rows }));
    expect(machines[0]).toMatchObject({
      nativeId: '4202aaaa-0001-0002-0003-000000000001',
      identity: { biosUuid: '4202aaaa-0001-0002-0003-000000000001', fqdn: 'web01.example.com' },
      facts: {
        name: 'web01',
        powerState: 'on',
        template: false,
        placeholder: false,
        cpuCount: 4,
        memoryMiB: 8192,
        provisionedMiB: 2048,
        usedMiB: 1024,
        datacenter: 'DC1',
        cluster: 'Prod',
        host: 'esx1',
        os: { family: 'linux', reportedAs: 'Ubuntu 22.04' },
        ipAddresses: ['10.0.0.1'],
        networks: ['app-net'],
        hardwareVersion: 15,
        createdAt: '2021-03-04T10:11:12Z',
        tags: { Owner: 'team-a' },
      },
    });
    expect(issues.map(({ code }) => code)).toEqual(['MISSING_VM_ID', 'MISSING_VI_SDK_UUID']);
  });

  test('version 3: no ids at all, the name and folder tell machines apart', async () => {
    const base: Fields = { Powerstate: 'poweredOn', CPUs: 2, Memory: 4096, Datacenter: 'DC1', 'vCenter UUID': 'b2' };
    const vInfo = [
      { VM: 'app', ...base, Folder: 'one' },
      { VM: 'app', ...base, Folder: 'two' },
      { VM: 'app', ...base, Folder: 'two' },
      { VM: 'db', ...base, Folder: 'two', Cluster: 'VM', Host: 'db' },
    ];
    const vDisk = ['app', 'db'].map((VM) => ({
      VM,
      Disk: 'Hard disk 1',
      'Capacity MB': 1024,
      'Disk Mode': 'persistent',
    }));
    const { machines, issues } = await imported(exportBytes({ vInfo, vDisk }));
    expect(machines.map(({ nativeId, scope, facts }) => [nativeId, scope, facts.disks?.length])).toEqual([
      ['dc1/one/app', 'b2', 0],
      ['dc1/two/app', 'b2', 0],
      ['dc1/two/db', 'b2', 1],
    ]);
    expect(machines[2]?.facts).not.toHaveProperty('cluster');
    expect(machines[2]?.facts).not.toHaveProperty('host');
    expect(issues.map(({ code }) => code).sort()).toEqual(['AMBIGUOUS_MACHINE', 'DUPLICATE_VM', 'MISSING_VM_ID']);
  });

  test('before 4.3.1 the VM UUID is the SMBIOS UUID', async () => {
    const row = { VM: 'a', 'VM ID': 'vm-1', 'VM UUID': '4202AAAA-0001-0002-0003-000000000001', CPUs: 1, Memory: 1 };
    const { machines } = await imported(exportBytes({ vInfo: [row] }));
    expect(machines[0]?.identity).toEqual({ biosUuid: '4202aaaa-0001-0002-0003-000000000001' });
  });

  test('machines that share a UUID because one is a clone stay two', async () => {
    const uuid = { 'VM UUID': '4202aaaa-0001-0002-0003-000000000001', CPUs: 1, Memory: 1024, Disks: 1 };
    const vInfo = [
      { VM: 'a', ...uuid },
      { VM: 'a - Clone', ...uuid },
      { VM: 'a', ...uuid },
    ];
    const vDisk = ['a - Clone', 'a'].map((VM) => ({
      VM,
      'VM UUID': uuid['VM UUID'],
      Disk: `disk of ${VM}`,
      'Capacity MB': 1,
      'Disk Mode': 'persistent',
    }));
    const { machines, issues } = await imported(exportBytes({ vInfo, vDisk }));
    expect(machines.map(({ nativeId, facts }) => [nativeId, facts.disks?.[0]?.label])).toEqual([
      ['a', 'disk of a'],
      ['a - clone', 'disk of a - Clone'],
    ]);
    expect(issues.map(({ code }) => code)).toEqual(expect.arrayContaining(['CLONED_UUID', 'DUPLICATE_VM']));
  });

  test('translated headers and values', async () => {
    const row = {
      'Virtuelle Maschine': 'a',
      Energiestatus: 'Eingeschaltet',
      Vorlage: 'FALSCH',
      Prozessoren: 2,
      Arbeitsspeicher: '4.096',
      Rechenzentrum: 'RZ1',
      Ordner: 'x',
    };
    const { machines } = await imported(exportBytes({ vInfo: [row] }));
    expect(machines[0]?.facts).toMatchObject({
      name: 'a',
      powerState: 'on',
      template: false,
      cpuCount: 2,
      memoryMiB: 4096,
      datacenter: 'RZ1',
      folder: 'x',
    });
  });

  test('sheets that somebody renamed are known by their headers', async () => {
    const names: Readonly<Record<string, string>> = {
      vInfo: 'Machines',
      vDisk: 'Tabelle1',
      vNetwork: 'NICs',
      vSnapshot: 'old snaps',
      vHost: 'ESX',
      vLicense: 'Lizenzen',
    };
    const renamed = Object.fromEntries(Object.entries(EXPORT).map(([name, rows]) => [names[name] ?? name, rows]));
    const { items, receipt } = await imported(exportBytes(renamed));
    expect(items).toEqual((await imported(exportBytes(EXPORT))).items);
    expect(receipt.parts).toContainEqual({ name: 'vInfo', rows: 2, handling: 'read', foundAs: 'Machines' });
    expect(receipt.parts).toContainEqual({ name: 'vLicense', rows: 1, handling: 'redacted', foundAs: 'Lizenzen' });
  });

  test('a title above the header, a blank row and an own sheet beside do no harm', async () => {
    const bytes = workbookBytes({
      Notes: [['remember to migrate'], ['before'], ['December'], ['or'], ['never']],
      vInfo: [['Inventory of 2024'], [null], ...cellsOf(EXPORT.vInfo ?? [])],
    });
    const { machines, receipt } = await imported(bytes);
    expect(machines).toHaveLength(2);
    expect(receipt.parts[0]).toEqual({ name: 'Notes', rows: 4, handling: 'ignored' });
  });

  test('a folder of CSV files, a zip of them and the workbook are one estate', async () => {
    const expected = learned(await imported(exportBytes(EXPORT)));
    const files = Object.fromEntries(
      Object.entries(EXPORT).map(([name, rows]) => [`RVTools_tab${name}.csv`, csvOf(rows)]),
    );
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-rvtools-'));
    try {
      const exported = join(folder, 'RVTools_export_all');
      await mkdir(exported);
      for (const [name, text] of Object.entries(files)) await writeFile(join(exported, name), text);
      await writeFile(join(exported, 'readme.txt'), 'not a table');
      expect(learned(await imported({ path: exported }))).toEqual(expected);
    } finally {
      await rm(folder, { recursive: true });
    }
    const zipped = zipSync(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`export/${name}`, strToU8(text)])),
    );
    const fromZip = await imported(zipped);
    expect(learned(fromZip)).toEqual(expected);
    expect(fromZip.receipt.parts.every(({ foundAs }) => foundAs === undefined)).toBe(true);
    expect(JSON.stringify(fromZip)).not.toContain('D3E4F');
  });

  test('one CSV file of vInfo, with semicolons', async () => {
    const { machines } = await imported(Buffer.from(csvOf(EXPORT.vInfo ?? [], ';')), 'RVTools_tabvInfo.csv');
    expect(machines.map(({ facts }) => facts.name)).toEqual(['web01', 'sql01']);
  });

  test('a CSV row with a stray separator is left out, the others stay', async () => {
    const csv = 'VM,Powerstate,CPUs,Memory\na,poweredOn,2,4096\nb, the second,poweredOn,2,4096\nc,poweredOn,4,8192\n';
    const { machines, issues, receipt } = await imported(Buffer.from(csv), 'vInfo.csv');
    expect(machines.map(({ facts }) => facts.name)).toEqual(['a', 'c']);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'IRREGULAR_ROW', where: 'vInfo row 3', skipped: true }),
    );
    expect(receipt.skippedRows).toBe(1);
  });

  test('exports of two vCenters in one workbook are read together', async () => {
    const other = (EXPORT.vInfo ?? []).map((row) => ({
      ...row,
      'VI SDK UUID': '11111111-1111-4222-8333-9a9b9c9d9e9f',
    }));
    const { machines, receipt } = await imported(exportBytes({ vInfo: EXPORT.vInfo ?? [], 'vc02-vInfo': other }));
    expect(machines).toHaveLength(4);
    expect(new Set(machines.map(({ scope }) => scope)).size).toBe(2);
    expect(receipt.parts.map(({ name, foundAs }) => [name, foundAs])).toEqual([
      ['vInfo', undefined],
      ['vInfo', 'vc02-vInfo'],
    ]);
  });
});
