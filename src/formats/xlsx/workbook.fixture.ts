/** Writes small workbooks for tests, in the shapes that different programs give them. */

import { strToU8, zipSync } from 'fflate';

export type CellValue = string | number | boolean | Date | null | { readonly raw: string };

export interface FixtureOptions {
  /** Namespace prefix of every element, as some writers use: "x". */
  readonly prefix?: string;
  /** Texts in the cells instead of in the shared table. */
  readonly inline?: boolean;
  readonly date1904?: boolean;
  /** Declared range, right or wrong. */
  readonly dimension?: string;
  /** Leave out the references of rows and cells. */
  readonly noReferences?: boolean;
  /** Goes before the document element of every sheet. */
  readonly prologue?: string;
  readonly extraParts?: Readonly<Record<string, string>>;
}

export type FixtureSheets = Readonly<Record<string, readonly (readonly CellValue[])[]>>;

export function workbookBytes(sheets: FixtureSheets, options: FixtureOptions = {}): Uint8Array {
  const parts = workbookParts(sheets, options);
  const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files, { mtime: new Date(2024, 0, 1) });
}

function workbookParts(sheets: FixtureSheets, options: FixtureOptions = {}): Record<string, string> {
  const p = options.prefix === undefined ? '' : `${options.prefix}:`;
  const ns = `xmlns${options.prefix === undefined ? '' : `:${options.prefix}`}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const names = Object.keys(sheets);
  const shared = new Map<string, number>();
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(names.length),
    '_rels/.rels': relationships([['rId1', `${rel}/officeDocument`, 'xl/workbook.xml']]),
    'xl/workbook.xml': `<${p}workbook ${ns} xmlns:r="${rel}"><${p}workbookPr${options.date1904 === true ? ' date1904="1"' : ''}/><${p}sheets>${names.map((name, i) => `<${p}sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...names.map((_, i): [string, string, string] => [
        `rId${i + 1}`,
        `${rel}/worksheet`,
        `worksheets/sheet${i + 1}.xml`,
      ]),
      ['rId900', `${rel}/styles`, 'styles.xml'],
      ['rId901', `${rel}/sharedStrings`, '/xl/sharedStrings.xml'],
    ]),
    'xl/styles.xml': `<${p}styleSheet ${ns}><${p}numFmts count="1"><${p}numFmt numFmtId="164" formatCode="yyyy/mm/dd hh:mm:ss"/></${p}numFmts><${p}fonts count="1"><${p}font/></${p}fonts><${p}fills count="1"><${p}fill/></${p}fills><${p}borders count="1"><${p}border/></${p}borders><${p}cellStyleXfs count="1"><${p}xf numFmtId="14"/></${p}cellStyleXfs><${p}cellXfs count="2"><${p}xf numFmtId="0"/><${p}xf numFmtId="164" applyNumberFormat="1"/></${p}cellXfs></${p}styleSheet>`,
  };
  names.forEach((name, i) => {
    const rows = (sheets[name] ?? []).map((cells, r) => rowXml(cells, r, p, options, shared)).join('');
    const dimension = options.dimension === undefined ? '' : `<${p}dimension ref="${options.dimension}"/>`;
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?>${options.prologue ?? ''}<${p}worksheet ${ns}>${dimension}<${p}sheetData>${rows}</${p}sheetData></${p}worksheet>`;
  });
  parts['xl/sharedStrings.xml'] =
    `<${p}sst ${ns} count="${shared.size}">${[...shared.keys()].map((text) => `<${p}si><${p}t xml:space="preserve">${escapeXml(text)}</${p}t></${p}si>`).join('')}</${p}sst>`;
  return { ...parts, ...options.extraParts };
}

function rowXml(
  cells: readonly CellValue[],
  r: number,
  p: string,
  options: FixtureOptions,
  shared: Map<string, number>,
): string {
  const inner = cells.map((value, c) => cellXml(value, `${letters(c)}${r + 1}`, p, options, shared)).join('');
  return `<${p}row${options.noReferences === true ? '' : ` r="${r + 1}"`}>${inner}</${p}row>`;
}

function cellXml(
  value: CellValue,
  reference: string,
  p: string,
  options: FixtureOptions,
  shared: Map<string, number>,
): string {
  const ref = options.noReferences === true ? '' : ` r="${reference}"`;
  if (value === null) return options.noReferences === true ? `<${p}c/>` : '';
  if (typeof value === 'number') return `<${p}c${ref}><${p}v>${value}</${p}v></${p}c>`;
  if (typeof value === 'boolean') return `<${p}c${ref} t="b"><${p}v>${value ? 1 : 0}</${p}v></${p}c>`;
  if (value instanceof Date) return `<${p}c${ref} s="1"><${p}v>${serialOf(value, options.date1904)}</${p}v></${p}c>`;
  if (typeof value === 'object') return value.raw.replace('<c', `<c${ref}`);
  if (options.inline === true)
    return `<${p}c${ref} t="inlineStr"><${p}is><${p}t>${escapeXml(value)}</${p}t></${p}is></${p}c>`;
  const index = shared.get(value) ?? shared.size;
  shared.set(value, index);
  return `<${p}c${ref} t="s"><${p}v>${index}</${p}v></${p}c>`;
}

const serialOf = (date: Date, date1904 = false): number => date.getTime() / 86_400_000 + 25_569 - (date1904 ? 1462 : 0);

function letters(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest >= 0 ? letters(rest) : '') + String.fromCharCode(65 + (column % 26));
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function relationships(entries: readonly (readonly [string, string, string])[]): string {
  const items = entries.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${main}.worksheet+xml"/>`,
  ).join('');
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/>${overrides}<Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${main}.sharedStrings+xml"/></Types>`;
}
