import * as fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../table.fixture.ts';
import type { Value } from '../table.fixture.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { workbookBytes } from './workbook.fixture.ts';
import type { CellValue, FixtureOptions } from './workbook.fixture.ts';

const DATE = new Date('2024-06-28T04:55:40Z');
const ROWS: readonly (readonly CellValue[])[] = [
  ['Name', 'Count', 'Flag', 'When', 'Text'],
  ['a & b', 12, true, DATE, ' blanks kept '],
  ['<tag>', -0.5, false, null, 'ü€😀'],
  [null, 1e21, null, null, null],
];
const READ: Value[][] = [
  ['Name', 'Count', 'Flag', 'When', 'Text'],
  ['a & b', 12, true, '2024-06-28T04:55:40Z', ' blanks kept '],
  ['<tag>', -0.5, false, null, 'ü€😀'],
  [null, 1e21, null, null, null],
];

describe('openWorkbook', () => {
  const shapes: { reason: string; options: FixtureOptions }[] = [
    { reason: 'texts in the shared table, as Excel writes', options: {} },
    { reason: 'texts inline', options: { inline: true } },
    { reason: 'every element with a namespace prefix', options: { prefix: 'x' } },
    { reason: 'inline texts with a namespace prefix', options: { prefix: 'x', inline: true } },
    { reason: 'no references on rows and cells', options: { noReferences: true } },
    { reason: 'dates counted from 1904', options: { date1904: true } },
    { reason: 'a declared range of a million rows', options: { dimension: 'A1:CL1048576' } },
    { reason: 'a declared range that is too small', options: { dimension: 'A1' } },
    { reason: 'a comment before the content', options: { prologue: '<!-- <row> is not a row here -->' } },
  ];
  test.each(shapes)('reads cells: $reason', async ({ options }) => {
    const { One } = await readWorkbook(workbookBytes({ One: ROWS }, options));
    expect(One?.rows).toEqual(READ);
  });

  test.each([
    ['formula text', '<c t="str"><f>A1&amp;"x"</f><v>formula</v></c>', 'formula'],
    ['formula number', '<c><f t="shared" si="0"/><v>7</v></c>', 7],
    ['error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['ISO date', '<c t="d"><v>2024-06-28T04:55:40</v></c>', '2024-06-28T04:55:40'],
    [
      'rich text',
      '<c t="inlineStr"><is><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r><rPh sb="0" eb="1"><t>xx</t></rPh></is></c>',
      'bold',
    ],
    ['empty inline text', '<c t="inlineStr"><is><t/></is></c>', ''],
    ['escaped control character', '<c t="str"><v>a_x000D_b</v></c>', 'a\rb'],
    ['numeric reference', '<c t="str"><v>&#228;&#x1F600;</v></c>', 'ä😀'],
    ['an entity nobody defined', '<c t="str"><v>&evil;</v></c>', '&evil;'],
    ['single quotes and more attributes', "<c cm='1' t='str' ph=\"1\" ><v >q</v ></c>", 'q'],
    ['styled empty cell', '<c s="1"/>', null],
    ['exponent', '<c><v>1.5E-3</v></c>', 0.0015],
    ['17 digits', '<c><v>0.30000000000000004</v></c>', 0.30000000000000004],
    ['not a number', '<c><v>abc</v></c>', Number.NaN],
  ] as const)('reads a cell with %s', async (_, raw, expected) => {
    const { One } = await readWorkbook(
      workbookBytes({
        One: [
          ['A', 'B'],
          [{ raw }, 'end'],
        ],
      }),
    );
    expect(One?.rows[1]).toEqual([expected, 'end']);
  });

  test('skips blank rows and keeps the numbers of the others', async () => {
    const { One } = await readWorkbook(workbookBytes({ One: [[null], ['A'], [null], [], ['x']] }));
    expect(One).toEqual({ numbers: [2, 5], rows: [['A'], ['x']] });
  });

  test('reads past a million rows that are only formatted', async () => {
    const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    const rows = Array.from(
      { length: 100_000 },
      (_, i) => `<row r="${i + 3}" spans="1:90" ht="15.75" customHeight="1"/>`,
    );
    const cells = '<row r="1"><c t="str"><v>A</v></c></row><row r="2"><c t="str"><v>x</v></c></row>';
    const extraParts = { 'xl/worksheets/sheet1.xml': sheet(`${cells}${rows.join('')}`) };
    const { One } = await readWorkbook(workbookBytes({ One: [] }, { extraParts }), {
      ...DEFAULT_LIMITS,
      maxRowBytes: 100_000,
      maxRatio: 2000,
    });
    expect(One?.rows).toEqual([['A'], ['x']]);
  });

  test('counts empty shared texts', async () => {
    const extraParts = {
      'xl/sharedStrings.xml': '<sst><si><t>zero</t></si><si/><si><t/></si><si ><t>three</t></si></sst>',
    };
    const rows = [['h'], ...[0, 1, 2, 3].map((index) => [{ raw: `<c t="s"><v>${index}</v></c>` }])];
    const { One } = await readWorkbook(workbookBytes({ One: rows }, { extraParts, inline: true }));
    expect(One?.rows).toEqual([['h'], ['zero'], [''], [''], ['three']]);
  });

  test('reads sheets whose rows are larger than a chunk', async () => {
    const long = 'x'.repeat(3_000_000);
    const { One } = await readWorkbook(workbookBytes({ One: [['A'], [long], ['b']] }, { inline: true }));
    expect(One?.rows.map(([cell]) => String(cell).length)).toEqual([1, 3_000_000, 1]);
  });

  const refusedParts: { reason: string; options: FixtureOptions; code: string }[] = [
    {
      reason: 'document type declaration in a sheet',
      options: { prologue: '<!DOCTYPE x [<!ENTITY a "b">]>' },
      code: 'IST-1009',
    },
    {
      reason: 'a tag of a megabyte',
      options: { extraParts: { 'xl/workbook.xml': `<workbook ${'a'.repeat(1_000_000)}/>` } },
      code: 'IST-1006',
    },
    {
      reason: 'the same in the list of sheets',
      options: { extraParts: { 'xl/workbook.xml': '<!DOCTYPE x><workbook/>' } },
      code: 'IST-1009',
    },
    {
      reason: 'a sheet cut off inside a row',
      options: { extraParts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1' } },
      code: 'IST-1006',
    },
    {
      reason: 'an unclosed attribute',
      options: {
        extraParts: {
          'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1><v>1</v></c></row></sheetData>',
        },
      },
      code: 'IST-1006',
    },
    {
      reason: 'a reference to a text that is not there',
      options: { extraParts: { 'xl/sharedStrings.xml': '<sst></sst>' } },
      code: 'IST-1006',
    },
    {
      reason: 'CDATA',
      options: {
        extraParts: {
          'xl/worksheets/sheet1.xml':
            '<worksheet><sheetData><row><c t="str"><v><![CDATA[a]]></v></c></row></sheetData></worksheet>',
        },
      },
      code: 'IST-1009',
    },
  ];
  test.each(refusedParts)('refuses a workbook with $reason', async ({ options, code }) => {
    const reading = readWorkbook(workbookBytes({ One: [['a']] }, options));
    await expect(reading).rejects.toMatchObject({ code });
  });

  test('refuses more distinct texts than the limit', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [`text ${i}`]);
    const reading = readWorkbook(workbookBytes({ One: rows }), { ...DEFAULT_LIMITS, maxStrings: 20 });
    await expect(reading).rejects.toMatchObject({ code: 'IST-1010' });
  });

  test('agrees with read-excel-file on any grid of values', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((s) => s.trim() === s && isXmlText(s) && !/_x[0-9a-f]{4}_/i.test(s));
    const cell = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
      fc.boolean(),
      fc.integer({ min: 1, max: 60_000 }).map((days) => new Date(days * 86_400_000 + 12_345_000)),
      fc.constant(null),
    );
    const grid = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(grid, fc.boolean(), async (cells, inline) => {
        const bytes = workbookBytes({ One: [['h1', 'h2', 'h3'], ...cells] }, { inline });
        const own = (await readWorkbook(bytes)).One?.rows ?? [];
        const peer = await readExcelFile(Buffer.from(bytes), { trim: false });
        expect(own).toEqual(peerRows(peer).filter((row, i) => i === 0 || row.some((value) => value !== null)));
      }),
      { numRuns: 60 },
    );
  });
});

const isXmlText = (text: string): boolean =>
  !/[\u0000-\u001f\ufffe\uffff\ud800-\udfff]/.test(text.replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, ''));

/** The peer cuts milliseconds off where we round to the second. */
const toSecond = (date: Date): string =>
  new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().replace('.000Z', 'Z');

function peerRows(result: unknown): Value[][] {
  const sheets = result as { data?: unknown[][] }[];
  const rows = (sheets[0]?.data ?? result) as unknown[][];
  return rows.map((row) => row.map((value) => (value instanceof Date ? toSecond(value) : (value as Value))));
}
