/** Cells and sheets of a workbook as XML. Text is always text: a name that begins like a formula stays a name. */

export type Cell =
  | null
  | number
  | string
  | { readonly formula: string; readonly value: number; readonly style?: Style }
  | { readonly number: number; readonly style: Style }
  | { readonly text: string; readonly style: Style }
  | { readonly empty: Style };

/** Index into cellXfs of styles.xml. */
export const STYLES = {
  plain: 0,
  head: 1,
  money: 2,
  percent: 3,
  wrapped: 4,
  missing: 5,
  given: 6,
  total: 7,
  title: 8,
} as const;
export type Style = keyof typeof STYLES;

export interface Sheet {
  readonly name: string;
  /** Widths of the first columns, in characters. */
  readonly widths: readonly number[];
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** 0 is A. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCodePoint(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** "$B$3" of zero-based column and one-based row. */
export const absolute = (column: number, row: number): string => `$${columnName(column)}$${row}`;

// Characters XML 1.0 does not allow, and lone surrogates.
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export const escapeXml = (text: string): string =>
  text
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const MOST_TEXT = 32_000;

function cellXml(cell: Cell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return textXml(cell, reference, 'plain');
  if ('formula' in cell) {
    const style = STYLES[cell.style ?? 'money'];
    return `<c r="${reference}" s="${style}"><f>${escapeXml(cell.formula)}</f><v>${cell.value}</v></c>`;
  }
  if ('number' in cell) return `<c r="${reference}" s="${STYLES[cell.style]}"><v>${cell.number}</v></c>`;
  if ('empty' in cell) return `<c r="${reference}" s="${STYLES[cell.empty]}"/>`;
  return textXml(cell.text, reference, cell.style);
}

const textXml = (text: string, reference: string, style: Style): string =>
  `<c r="${reference}" s="${STYLES[style]}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, MOST_TEXT))}</t></is></c>`;

export function sheetXml({ rows, widths, frozenRows, frozenColumns }: Sheet): string {
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const body = rows
    .map((cells, at) => {
      const xml = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`)).join('');
      return `<row r="${at + 1}">${xml}</row>`;
    })
    .join('');
  const corner = `${columnName(frozenColumns)}${frozenRows + 1}`;
  const split = `${frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : ''}${frozenRows > 0 ? ` ySplit="${frozenRows}"` : ''}`;
  const pane = frozenRows > 0 && frozenColumns > 0 ? 'bottomRight' : frozenRows > 0 ? 'bottomLeft' : 'topRight';
  const view =
    split === ''
      ? ''
      : `<sheetViews><sheetView workbookViewId="0"><pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${view}<cols>${columns}</cols><sheetData>${body}</sheetData></worksheet>`;
}
