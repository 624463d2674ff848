/** The small parts every workbook has: types, relations, the list of sheets, and styles as the product sets them. */

import { escapeXml } from './xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into cellXfs below. */
export const STYLE = { text: 0, date: 1, int: 2, decimal: 3, header: 4 } as const;

export function contentTypes(sheets: number): string {
  const part = (name: string, type: string): string => `<Override PartName="${name}" ContentType="${type}"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('/xl/workbook.xml', `${SHEET_TYPE}.sheet.main+xml`)}${part('/xl/styles.xml', `${SHEET_TYPE}.styles+xml`)}${part('/xl/sharedStrings.xml', `${SHEET_TYPE}.sharedStrings+xml`)}${Array.from({ length: sheets }, (_, i) => part(`/xl/worksheets/sheet${i + 1}.xml`, `${SHEET_TYPE}.worksheet+xml`)).join('')}</Types>`;
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (list: string): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`;

export const packageRelations = (): string => relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'));

export const workbookRelations = (sheets: number): string =>
  relations(
    Array.from({ length: sheets }, (_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join(
      '',
    ) +
      relation(`rId${sheets + 1}`, 'styles', 'styles.xml') +
      relation(`rId${sheets + 2}`, 'sharedStrings', 'sharedStrings.xml'),
  );

export function workbookXml(names: readonly string[]): string {
  const sheets = names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('');
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets>${sheets}</sheets></workbook>`;
}

export function stylesXml(): string {
  const font = (extra: string): string => `<font>${extra}<sz val="9"/><name val="Verdana"/></font>`;
  const xf = (numberFormat: number, fontId: number, fillId: number): string =>
    `<xf numFmtId="${numberFormat}" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`;
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/MM/dd\\ HH:mm:ss"/></numFmts><fonts count="2">${font('')}${font('<b/>').replace('<name', '<color rgb="FFFFFFFF"/><name')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${xf(0, 0, 0)}${xf(164, 0, 0)}${xf(3, 0, 0)}${xf(4, 0, 0)}${xf(0, 1, 2)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

export const sharedStringsHead = (uses: number, size: number): string =>
  `${HEAD}<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${size}">`;
export const SHARED_STRINGS_TAIL = '</sst>';

/** Everything of a sheet up to its first row. */
export const sheetHead = (range: string): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="${range}"/><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`;
export const sheetTail = (range: string): string => `</sheetData><autoFilter ref="${range}"/></worksheet>`;
