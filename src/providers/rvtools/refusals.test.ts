import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import { workbookBytes } from '../../formats/xlsx/workbook.fixture.ts';
import { EXPORT, exportBytes, imported } from './export.fixture.ts';

async function refusal(source: Uint8Array | { path: string }): Promise<IsthmusError> {
  const error = await imported(source, 'mine.xlsx').catch((caught: unknown) => caught);
  if (error instanceof IsthmusError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

function compound(stream: string): Buffer {
  const bytes = Buffer.alloc(1536);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  bytes.write(stream, 1024, 'utf16le');
  bytes.writeUInt16LE((stream.length + 1) * 2, 1024 + 64);
  return bytes;
}

const bomb = (): Uint8Array =>
  zipSync({
    ...Object.fromEntries(
      Object.entries({
        '_rels/.rels': '<Relationships/>',
        'xl/workbook.xml': '<workbook><sheets><sheet name="vInfo" r:id="r1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
    'xl/worksheets/sheet1.xml': Buffer.concat([
      Buffer.from('<worksheet><sheetData>'),
      Buffer.alloc(36_000_000, '<row/>'),
      Buffer.from('</sheetData></worksheet>'),
    ]),
  });

describe('what cannot be imported says why and what to do', () => {
  test.each([
    { reason: 'password', bytes: compound('EncryptedPackage'), code: 'IST-1003' },
    { reason: 'old .xls', bytes: compound('Workbook'), code: 'IST-1004' },
    { reason: 'truncated workbook', bytes: exportBytes(EXPORT).subarray(0, 3000), code: 'IST-1005' },
    { reason: 'decompression bomb', bytes: bomb(), code: 'IST-1007' },
    {
      reason: 'binary workbook',
      bytes: zipSync({
        '_rels/.rels': strToU8(
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        ),
      }),
      code: 'IST-1008',
    },
    {
      reason: 'OpenDocument',
      bytes: zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }),
      code: 'IST-1008',
    },
    { reason: 'archive without tables', bytes: zipSync({ 'a.txt': strToU8('x') }), code: 'IST-1002' },
    {
      reason: 'workbook without vInfo',
      bytes: workbookBytes({
        Sheet1: [
          ['a', 'b'],
          [1, 2],
        ],
      }),
      code: 'IST-1011',
    },
    { reason: 'workbook with every sheet but vInfo', bytes: exportBytes({ ...EXPORT, vInfo: [] }), code: 'IST-1011' },
    {
      reason: 'a language nobody taught us',
      bytes: workbookBytes({
        vInfo: [
          ['仮想マシン', '電源'],
          ['a', 'オン'],
        ],
      }),
      code: 'IST-1012',
    },
    { reason: 'a CSV of something else', bytes: Buffer.from('Date,Amount\n2024-01-01,12\n'), code: 'IST-1011' },
    { reason: 'nothing', bytes: Buffer.alloc(0), code: 'IST-1002' },
  ])('$reason', async ({ bytes, code }) => {
    const error = await refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/mine\.xlsx|workbook|archive|sheet/);
    expect(error.hint).not.toBe('');
  });

  test('a file that is not there, and a folder without tables', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-rvtools-'));
    try {
      expect((await refusal({ path: join(folder, 'none.xlsx') })).code).toBe('IST-1001');
      expect((await refusal({ path: folder })).code).toBe('IST-1002');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('unknown headers are shown, with the sheet they are in', async () => {
    const error = await refusal(
      workbookBytes({
        vInfo: [
          ['仮想マシン', '電源'],
          ['a', 'オン'],
        ],
      }),
    );
    expect(error.message).toContain('"vInfo"');
    expect(error.message).toContain('"仮想マシン", "電源"');
    expect(error.hint).toContain('Powerstate');
  });

  test('the sheets found are named when vInfo is not among them', async () => {
    expect((await refusal(workbookBytes({ 'My list': [['a'], [1]] }))).message).toContain('"My list"');
  });

  test('another sheet with unknown headers is left out and reported, the rest is imported', async () => {
    const bytes = workbookBytes({
      vInfo: [
        ['VM', 'CPUs', 'Memory'],
        ['a', 1, 1024],
      ],
      vDisk: [
        ['Festplatte', 'Größe'],
        ['x', 1],
      ],
    });
    const { machines, issues, receipt } = await imported(bytes);
    expect(machines).toHaveLength(1);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'HEADERS_NOT_RECOGNISED', severity: 'error', where: 'vDisk' }),
    );
    expect(receipt.missing.map(({ part }) => part)).toContain('sheet vDisk');
  });
});
