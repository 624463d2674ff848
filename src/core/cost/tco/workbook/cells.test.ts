import { describe, expect, it } from 'vitest';
import { absolute, columnName, escapeXml, sheetXml } from './cells.ts';
import type { Cell, Sheet } from './cells.ts';

const sheet = (rows: Sheet['rows'], frozenRows = 0, frozenColumns = 0): string =>
  sheetXml({ name: 'S', widths: [10, 7], frozenRows, frozenColumns, rows });
const dataOf = (xml: string): string => /<sheetData>(.*)<\/sheetData>/s.exec(xml)?.[1] ?? '';
const one = (cell: Cell): string => dataOf(sheet([[cell]]));

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, name) => {
  expect(columnName(index)).toBe(name);
  expect(absolute(index, 3)).toBe(`$${name}$3`);
});

it('escapes what means something in XML, and replaces what XML does not allow', () => {
  expect(escapeXml('a<b>&"c"')).toBe('a&lt;b&gt;&amp;&quot;c&quot;');
  expect(escapeXml('a\u0000b\u001Fc\uD800d')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  expect(escapeXml('tab\tline\n\u{1F600}')).toBe('tab\tline\n\u{1F600}');
});

describe('cells', () => {
  it('are numbers, texts, formulas with what they come to, and cells to be filled in', () => {
    expect(one(3.5)).toBe('<row r="1"><c r="A1"><v>3.5</v></c></row>');
    expect(one('x')).toBe('<row r="1"><c r="A1" s="0" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>');
    expect(one({ formula: 'A2<B2', value: 1 })).toBe('<row r="1"><c r="A1" s="2"><f>A2&lt;B2</f><v>1</v></c></row>');
    expect(one({ formula: 'A2', value: 1, style: 'plain' })).toContain('s="0"');
    expect(one({ number: 4, style: 'given' })).toBe('<row r="1"><c r="A1" s="6"><v>4</v></c></row>');
    expect(one({ empty: 'missing' })).toBe('<row r="1"><c r="A1" s="5"/></row>');
    expect(one({ text: 'T', style: 'title' })).toContain('s="8" t="inlineStr"');
  });

  it('stand where their row and column say, whatever is empty before them', () => {
    expect(dataOf(sheet([[], [null, 1, null, 2]]))).toBe(
      '<row r="1"></row><row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row>',
    );
  });

  it('hold no more text than a spreadsheet takes', () => {
    expect(one('y'.repeat(40_000)).match(/y/g)).toHaveLength(32_000);
  });
});

describe('a sheet', () => {
  it('states its columns from 1, before its rows', () => {
    expect(sheet([])).toMatch(
      /<cols><col min="1" max="1" width="10" customWidth="1"\/><col min="2" max="2" width="7" customWidth="1"\/><\/cols><sheetData><\/sheetData><\/worksheet>$/,
    );
  });

  it.each([
    [3, 2, ' xSplit="2" ySplit="3" topLeftCell="C4" activePane="bottomRight"'],
    [3, 0, ' ySplit="3" topLeftCell="A4" activePane="bottomLeft"'],
    [0, 2, ' xSplit="2" topLeftCell="C1" activePane="topRight"'],
  ])('keeps %i rows and %i columns in sight', (rows, columns, pane) => {
    expect(sheet([], rows, columns)).toContain(
      `<sheetViews><sheetView workbookViewId="0"><pane${pane} state="frozen"/></sheetView></sheetViews><cols>`,
    );
  });

  it('without any has no pane, which a spreadsheet would call damaged', () => {
    expect(sheet([])).not.toContain('sheetView');
    expect(sheet([])).toContain('main"><cols>');
  });
});
