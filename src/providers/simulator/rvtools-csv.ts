/** Writes the folder of CSV files that the product's batch export leaves, one per tab. */

import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseSheets } from './rvtools-workbook.ts';
import type { Sheet, Value, ValueKind } from './workbook/column.ts';
import { cellOf, headerText } from './workbook/dialect.ts';
import type { Dialect } from './workbook/dialect.ts';
import { openExport } from './workbook/export-source.ts';
import type { ExportOptions } from './workbook/export-source.ts';

export interface CsvFolderOptions extends ExportOptions {
  /** Folder; made when absent. */
  readonly path: string;
  readonly sheets?: readonly string[];
  /** Dates are text here whatever is asked for; booleans and headers follow the dialect. */
  readonly dialect?: Dialect;
}

export interface WrittenCsvFolder {
  readonly path: string;
  readonly files: readonly { readonly name: string; readonly rows: number }[];
}

const FLUSH_CHARACTERS = 256 * 1024;

interface CsvFile {
  readonly sheet: Sheet;
  readonly name: string;
  readonly handle: FileHandle;
  readonly kinds: readonly ValueKind[];
  pending: string;
  rows: number;
}

export async function writeRvtoolsCsvFolder(options: CsvFolderOptions): Promise<WrittenCsvFolder> {
  const dialect: Dialect = { ...options.dialect, dates: 'text' };
  const sheets = chooseSheets(options.sheets);
  const source = openExport(options);
  const { version } = source.vcenter;
  await mkdir(options.path, { recursive: true });
  const files: CsvFile[] = [];
  try {
    for (const sheet of sheets) {
      const name = `RVTools_tab${sheet.name}.csv`;
      const pending = `${sheet
        .headers(version)
        .map((header) => quoted(headerText(sheet.name, header, dialect), dialect))
        .join(dialect.separator ?? ',')}\r\n`;
      files.push({
        sheet,
        name,
        kinds: sheet.kinds(version),
        pending,
        rows: 0,
        handle: await open(join(options.path, name), 'w'),
      });
    }
    for (const machine of source.machines())
      for (const file of files) await append(file, file.sheet.ofMachine(machine), dialect);
    for (const file of files) await append(file, file.sheet.ofVcenter(source.vcenter), dialect);
    for (const file of files) await file.handle.write(file.pending);
    return { path: options.path, files: files.map(({ name, rows }) => ({ name, rows })) };
  } finally {
    await Promise.all(files.map((file) => file.handle.close()));
  }
}

async function append(file: CsvFile, rows: Iterable<readonly Value[]>, dialect: Dialect): Promise<void> {
  for (const row of rows) {
    file.rows++;
    file.pending += `${row.map((value, i) => field(value, file.kinds[i] ?? 'text', dialect)).join(dialect.separator ?? ',')}\r\n`;
  }
  if (file.pending.length > FLUSH_CHARACTERS) {
    await file.handle.write(file.pending);
    file.pending = '';
  }
}

function field(value: Value, kind: ValueKind, dialect: Dialect): string {
  const cell = cellOf(value, kind, dialect);
  if (cell === undefined) return '';
  if (typeof cell === 'string') return quoted(cell, dialect);
  return quoted(dialect.groupedNumbers === true ? grouped(cell) : String(cell), dialect);
}

const grouped = (value: number): string => {
  const [whole = '', fraction] = String(value).split('.');
  const text = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? text : `${text}.${fraction}`;
};

function quoted(text: string, dialect: Dialect): string {
  return text.includes(dialect.separator ?? ',') || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
