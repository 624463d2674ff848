import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import { generateEstate } from './estate.ts';
import { writeRvtoolsCsvFolder } from './rvtools-csv.ts';
import { writeRvtoolsWorkbook } from './rvtools-workbook.ts';
import type { WorkbookOptions, WrittenWorkbook } from './rvtools-workbook.ts';
import { SHEETS } from './workbook/sheets/all.ts';

const observedAt = '2026-11-22T06:00:00Z';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-workbook-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, options: Partial<WorkbookOptions>): Promise<WrittenWorkbook> =>
  writeRvtoolsWorkbook({ seed: 3, observedAt, path: join(folder, name), ...options });

const sha256 = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** Rows of a sheet as objects by header, read by a library that is not ours. */
async function rowsOf(path: string, sheet: string): Promise<Record<string, unknown>[]> {
  const [headers = [], ...rows] = await readSheet(path, sheet);
  return rows.map((row) => Object.fromEntries(headers.map((header, i) => [String(header), row[i] ?? null])));
}

function machinesOf(workloads: number, sourceId: string): WorkloadObservation[] {
  const source = generateEstate({ seed: 3, workloads, observedAt }).sources.find((each) => each.source.id === sourceId);
  return [...(source?.items() ?? [])].flat().flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
}

describe('a workbook of 4.x', () => {
  let path: string;
  let written: WrittenWorkbook;
  let machines: WorkloadObservation[];
  beforeAll(async () => {
    written = await write('four.xlsx', { workloads: 300, vcenter: 'vcenter-munich' });
    ({ path } = written);
    machines = machinesOf(300, 'vcenter-munich');
  });

  test('has the 27 tabs of the product, in its order', async () => {
    const sheets = await readXlsxFile(path);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(SHEETS.map((sheet) => sheet.name));
    expect(sheets).toHaveLength(27);
    expect(written.sheets.map((sheet) => [sheet.name, sheet.rows])).toEqual(
      sheets.map(({ sheet, data }) => [sheet, data.length - 1]),
    );
    const cells = sheets.map(({ data }) => data.flat().filter((cell) => cell !== null).length);
    expect(written.sheets.map((sheet) => sheet.cells)).toEqual(cells);
  });

  test('says in vInfo what the estate says of each machine', async () => {
    const rows = await rowsOf(path, 'vInfo');
    expect(rows).toHaveLength(machines.length);
    rows.forEach((row, i) => {
      const machine = machines[i];
      const facts = machine?.facts;
      expect(row).toMatchObject({
        VM: facts?.name,
        CPUs: facts?.cpuCount ?? null,
        Memory: facts?.memoryMiB ?? null,
        Disks: facts?.disks?.length,
        'VM ID': machine?.nativeId,
        'SMBIOS UUID': machine?.identity.biosUuid,
        'VM UUID': machine?.identity.instanceUuid,
        'VI SDK UUID': machine?.scope,
        Host: facts?.host,
        'OS according to the configuration file': facts?.os?.configuredAs,
        'In Use MiB': facts?.usedMiB,
        Owner: facts?.tags?.['Owner'] ?? null,
        Annotation: facts?.annotation ?? null,
        Template: facts?.template === true ? 'True' : 'False',
      });
      // The library cuts milliseconds off where a fraction of a day has no exact binary form.
      expect(Math.abs(Number(row['Creation date']) - Date.parse(facts?.createdAt ?? ''))).toBeLessThan(2);
    });
  });

  test('lists every disk, card, file system and snapshot once', async () => {
    const total = (count: (machine: WorkloadObservation) => number | undefined): number =>
      machines.reduce((sum, machine) => sum + (count(machine) ?? 0), 0);
    const rows = Object.fromEntries(written.sheets.map((sheet) => [sheet.name, sheet.rows]));
    expect(rows).toMatchObject({
      vDisk: total(({ facts }) => facts.disks?.length),
      vNetwork: total(({ facts }) => facts.nics?.length),
      vPartition: total(({ facts }) => facts.filesystems?.length),
      vSnapshot: total(({ facts }) => facts.snapshots?.length),
      vCPU: machines.length,
    });
    const disks = await rowsOf(path, 'vDisk');
    const sum = total(({ facts }) => facts.disks?.reduce((mib, disk) => mib + (disk.capacityMiB ?? 0), 0));
    expect(disks.reduce((mib, row) => mib + Number(row['Capacity MiB']), 0)).toBe(sum);
  });

  test('holds licence keys that cannot be taken for real ones', async () => {
    const keys = (await rowsOf(path, 'vLicense')).map((row) => String(row['Key']));
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^FAKE0-/);
  });

  test('is the same bytes each time, and leaves nothing beside it', async () => {
    const again = await write('again.xlsx', { workloads: 300, vcenter: 'vcenter-munich' });
    expect(await sha256(again.path)).toBe(await sha256(path));
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
    const other = await write('other.xlsx', { seed: 4, workloads: 300, vcenter: 'vcenter-munich' });
    expect(await sha256(other.path)).not.toBe(await sha256(path));
  });
});

const PYTHON = ['/usr/bin/python3', 'python3', 'python'].find(
  (command) => spawnSync(command, ['-c', 'import openpyxl']).status === 0,
);

test.skipIf(PYTHON === undefined)(
  'openpyxl reads it (skipped where no Python with openpyxl is installed)',
  async () => {
    const { path, sheets } = await write('python.xlsx', { vms: 40 });
    const script = `import json,sys,openpyxl
wb=openpyxl.load_workbook(sys.argv[1],read_only=True)
print(json.dumps([[ws.title,sum(1 for _ in ws.iter_rows())-1,ws.calculate_dimension()] for ws in wb]))`;
    const found = JSON.parse(execFileSync(PYTHON ?? '', ['-c', script, path], { encoding: 'utf8' })) as [
      string,
      number,
      string,
    ][];
    expect(found.map(([name, rows]) => [name, rows])).toEqual(sheets.map(({ name, rows }) => [name, rows]));
    expect(found[0]?.[2]).toBe('A1:CQ41');
  },
);

describe('dialects', () => {
  test('3.x says MB, and has neither VM ID nor SMBIOS UUID', async () => {
    const { path } = await write('three.xlsx', {
      workloads: 60,
      version: '3',
      sheets: ['vInfo', 'vDisk', 'vPartition'],
    });
    const machine = machinesOf(60, 'vcenter-frankfurt')[0];
    const [first] = await rowsOf(path, 'vInfo');
    expect(first).toMatchObject({ 'In Use MB': machine?.facts.usedMiB, 'VM UUID': machine?.identity.biosUuid });
    for (const header of ['VM ID', 'SMBIOS UUID', 'Creation date', 'Network #5', 'In Use MiB'])
      expect(first).not.toHaveProperty([header]);
    expect(Object.keys((await rowsOf(path, 'vPartition'))[0] ?? {})).toContain('Free MB');
  });

  test.each([
    { reason: 'all text shared', dialect: { strings: 'shared' } as const },
    { reason: 'no text shared', dialect: { strings: 'inline' } as const },
    { reason: 'declares rows that are not there', dialect: { dimension: 'whole-sheet' } as const },
  ])('$reason: the same cells', async ({ reason, dialect }) => {
    const plain = await write('plain.xlsx', { vms: 25, sheets: ['vInfo', 'vNetwork'] });
    const { path } = await write(`${reason}.xlsx`, { vms: 25, sheets: ['vInfo', 'vNetwork'], dialect });
    expect(await rowsOf(path, 'vInfo')).toEqual(await rowsOf(plain.path, 'vInfo'));
    expect(await sha256(path)).not.toBe(await sha256(plain.path));
  });

  test('other words for sheets, headers, truth and time', async () => {
    const { path } = await write('words.xlsx', {
      vms: 5,
      sheets: ['vInfo'],
      dialect: { sheetNames: 'tab', headers: 'prefix', booleans: '1', dates: 'text' },
    });
    const [row] = await rowsOf(path, 'tabvInfo');
    expect(row).toMatchObject({
      vInfoVMName: expect.any(String),
      vInfoTemplate: '0',
      vInfoCreateDate: expect.stringMatching(/^20\d\d\/\d\d\/\d\d /),
    });
  });

  test('an empty vCenter is a workbook with headers', async () => {
    const { sheets, path } = await write('empty.xlsx', { vms: 0, sheets: ['vInfo', 'vHost'] });
    expect(sheets.map(({ rows }) => rows)).toEqual([0, 0]);
    const [info] = await readXlsxFile(path);
    expect(info?.data[0]?.[0]).toBe('VM');
  });
});

describe('refusals', () => {
  test.each([
    { reason: 'a tab the product has not', options: { vms: 5, sheets: ['vMagic'] } },
    { reason: 'no tab at all', options: { vms: 5, sheets: [] } },
    { reason: 'no size', options: {} },
    { reason: 'a negative size', options: { vms: -1 } },
    { reason: 'more than fits', options: { vms: 200_001 } },
    { reason: 'no vCenter of that name', options: { vms: 5, vcenter: 'hyperv-hamburg' } },
  ])('$reason', async ({ options }) => {
    await expect(write('refused.xlsx', options)).rejects.toThrow(RangeError);
    expect(await readdir(folder)).not.toContain('refused.xlsx');
  });

  test('a place that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeRvtoolsWorkbook({ seed: 1, vms: 5, path: join(folder, 'file', 'below.xlsx') })).rejects.toThrow(
      /ENOTDIR|ENOENT/,
    );
  });
});

describe('a folder of CSV files', () => {
  test('has one file per tab, quoted where needed', async () => {
    const { files, path } = await writeRvtoolsCsvFolder({
      seed: 3,
      workloads: 300,
      vcenter: 'vcenter-munich',
      observedAt,
      path: join(folder, 'csv'),
    });
    expect(files).toHaveLength(27);
    expect((await readdir(path)).toSorted()).toEqual(files.map(({ name }) => name).toSorted());
    const lines = (await readFile(join(path, 'RVTools_tabvHealth.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength((files.find(({ name }) => name.includes('vHealth'))?.rows ?? 0) + 1);
    const info = await readFile(join(path, 'RVTools_tabvInfo.csv'), 'utf8');
    expect(info).toContain('"License bound to MAC address, see contract ""L-8842"" <procurement>"');
    expect(info.startsWith('VM,Powerstate,Template,SRM Placeholder,')).toBe(true);
  });

  test('groups digits and uses other separators when the dialect does', async () => {
    const { path } = await writeRvtoolsCsvFolder({
      seed: 3,
      vms: 20,
      observedAt,
      path: join(folder, 'csv-de'),
      sheets: ['vInfo'],
      dialect: { separator: ';', groupedNumbers: true },
    });
    const [, first = ''] = (await readFile(join(path, 'RVTools_tabvInfo.csv'), 'utf8')).split('\r\n');
    expect(first.split(';')).toContain('10,000');
  });
});
