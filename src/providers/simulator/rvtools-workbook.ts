/** Writes an RVTools-like .xlsx of a simulated vCenter: streaming, any size to 200,000 machines, the same bytes every time. */

import { rename, rm } from 'node:fs/promises';
import { openExport } from './workbook/export-source.ts';
import type { ExportOptions } from './workbook/export-source.ts';
import { sheetName } from './workbook/dialect.ts';
import type { Dialect } from './workbook/dialect.ts';
import type { Sheet } from './workbook/column.ts';
import {
  SHARED_STRINGS_TAIL,
  contentTypes,
  packageRelations,
  sharedStringsHead,
  stylesXml,
  workbookRelations,
  workbookXml,
} from './workbook/package-parts.ts';
import { openPart, packText } from './workbook/part-file.ts';
import type { PackedPart } from './workbook/part-file.ts';
import { openSheet } from './workbook/sheet-writer.ts';
import type { SheetCount, SheetWriter } from './workbook/sheet-writer.ts';
import { SHEETS } from './workbook/sheets/all.ts';
import { stringTable } from './workbook/strings.ts';
import type { StringTable } from './workbook/strings.ts';
import { writeZip } from './workbook/zip-file.ts';
import type { ZipEntry } from './workbook/zip-file.ts';

/** Distinct texts kept in memory unless the dialect asks for all of them to be shared. */
const STRING_LIMIT = 250_000;

export interface WorkbookOptions extends ExportOptions {
  readonly path: string;
  /** Names of the tabs to write, in the product's order; default all 27. */
  readonly sheets?: readonly string[];
  readonly dialect?: Dialect;
}

export interface WrittenWorkbook {
  readonly path: string;
  readonly sheets: readonly SheetCount[];
  readonly sizeBytes: number;
}

/** Parts grow in files beside `path`, which are removed at the end. Rejects with RangeError on impossible options. */
export async function writeRvtoolsWorkbook(options: WorkbookOptions): Promise<WrittenWorkbook> {
  const dialect = options.dialect ?? {};
  const chosen = chooseSheets(options.sheets);
  const source = openExport(options);
  const strings = stringTable(dialect.strings === 'shared' ? Infinity : STRING_LIMIT);
  const partPath = (i: number): string => `${options.path}.part${i}`;
  const writers = chosen.map((sheet, i) => openSheet(partPath(i), sheet, source.vcenter.version, dialect, strings));
  try {
    for (const machine of source.machines()) {
      for (const writer of writers) await writeAll(writer, writer.sheet.ofMachine(machine));
    }
    for (const writer of writers) await writeAll(writer, writer.sheet.ofVcenter(source.vcenter));
    const finished = [];
    for (const writer of writers) finished.push(await writer.finish());
    const sharedStrings = await packStrings(partPath(writers.length), strings);
    const names = chosen.map((sheet) => sheetName(sheet.name, dialect));
    const entries = [
      ...packageEntries(names, sharedStrings),
      ...finished.map(({ part }, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, part })),
    ];
    // The file appears under its name only when it is whole.
    const sizeBytes = await writeZip(partPath(writers.length + 1), entries, new Date(source.vcenter.observedAt));
    await rename(partPath(writers.length + 1), options.path);
    return { path: options.path, sheets: finished.map(({ count }) => count), sizeBytes };
  } catch (error) {
    for (const writer of writers) writer.abandon();
    throw error;
  } finally {
    await Promise.all(Array.from({ length: writers.length + 2 }, (_, i) => rm(partPath(i), { force: true })));
  }
}

export function chooseSheets(names: readonly string[] | undefined): readonly Sheet[] {
  if (names === undefined) return SHEETS;
  const unknown = names.filter((name) => !SHEETS.some((sheet) => sheet.name === name));
  if (unknown.length > 0 || names.length === 0)
    throw new RangeError(`no such sheet: ${unknown.join(', ') || '(none given)'}`);
  return SHEETS.filter((sheet) => names.includes(sheet.name));
}

async function writeAll(writer: SheetWriter, rows: ReturnType<Sheet['ofVcenter']>): Promise<void> {
  for (const row of rows) {
    const full = writer.write(row);
    if (full !== undefined) await full;
  }
}

async function packStrings(path: string, strings: StringTable): Promise<PackedPart> {
  const part = openPart(path);
  for (const item of strings.xml()) {
    const full = part.write(item);
    if (full !== undefined) await full;
  }
  void part.write(SHARED_STRINGS_TAIL);
  return part.finish(sharedStringsHead(strings.uses, strings.size));
}

function packageEntries(names: readonly string[], sharedStrings: PackedPart): ZipEntry[] {
  return [
    { name: '[Content_Types].xml', part: packText(contentTypes(names.length)) },
    { name: '_rels/.rels', part: packText(packageRelations()) },
    { name: 'xl/workbook.xml', part: packText(workbookXml(names)) },
    { name: 'xl/_rels/workbook.xml.rels', part: packText(workbookRelations(names.length)) },
    { name: 'xl/styles.xml', part: packText(stylesXml()) },
    { name: 'xl/sharedStrings.xml', part: sharedStrings },
  ];
}
