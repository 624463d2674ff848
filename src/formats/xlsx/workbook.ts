/** An .xlsx workbook: its sheets as tables, whatever their parts are called inside the archive. */

import { posix } from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import type { StringPool } from '../string-pool.ts';
import type { TableConsumer, TablePart } from '../table.ts';
import type { ZipArchive } from '../zip/archive.ts';
import { ElementRegions } from './element-regions.ts';
import { tagsOf } from './markup.ts';
import { RowScanner } from './row-scanner.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';
import { readDateStyles } from './styles.ts';

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/**
 * Reads the list of sheets, the styles and the shared strings of an open archive; sheets are read on demand.
 * Throws IST-1002 when the archive is no workbook, IST-1008 for .xlsb and .ods.
 */
export async function openWorkbook(
  archive: ZipArchive,
  pool: StringPool,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<readonly TablePart[]> {
  const workbookPath = await findWorkbook(archive);
  const relations = await readRelations(archive, workbookPath);
  const byType = (type: string): Relation | undefined => relations.find((relation) => relation.type === type);
  const { sheets, date1904 } = await readSheetList(archive, workbookPath, relations);
  const stylesEntry = archive.entry(byType('styles')?.target ?? '');
  const dateStyles =
    stylesEntry === undefined ? new Uint8Array(0) : readDateStyles(await archive.readSmall(stylesEntry));
  const stringsEntry = archive.entry(byType('sharedStrings')?.target ?? '');
  const strings =
    stringsEntry === undefined
      ? undefined
      : await readSharedStrings(archive.chunks(stringsEntry), pool, limits, signal);
  return sheets.map(({ name, path }) =>
    sheetPart({ archive, name, path, date1904, pool, strings, dateStyles, limits }),
  );
}

interface SheetSource {
  readonly archive: ZipArchive;
  readonly name: string;
  readonly path: string;
  readonly date1904: boolean;
  readonly pool: StringPool;
  readonly strings: SharedStrings | undefined;
  readonly dateStyles: Uint8Array;
  readonly limits: FormatLimits;
}

function sheetPart(source: SheetSource): TablePart {
  const { archive, name, path, date1904, pool, strings, dateStyles, limits } = source;
  const part = `sheet "${name}"`;
  return {
    name,
    date1904,
    async read(consumer: TableConsumer, signal?: AbortSignal): Promise<void> {
      const entry = archive.entry(path);
      if (entry === undefined) throw failure('IST-1006', `the workbook lists ${part} but does not hold it`);
      const regions = new ElementRegions(part, 'sheetData', 'row', limits);
      const scanner = new RowScanner({ part, pool, strings, dateStyles, limits }, consumer);
      for await (const chunk of archive.chunks(entry)) {
        signal?.throwIfAborted();
        regions.push(chunk, (bytes, from, to) => scanner.scan(bytes, from, to, regions.prefix, regions.closeTag));
        if (scanner.done) return;
      }
      regions.finish();
    },
  };
}

async function findWorkbook(archive: ZipArchive): Promise<string> {
  const rels = archive.entry('_rels/.rels');
  let path = 'xl/workbook.xml';
  if (rels !== undefined) {
    const found = parseRelations(await archive.readSmall(rels), '').find(({ type }) => type === 'officeDocument');
    path = found?.target ?? path;
  }
  if (path.toLowerCase().endsWith('.bin')) throw failure('IST-1008', 'the file is a binary workbook (.xlsb)');
  if (archive.entry(path) !== undefined) return path;
  const mime = archive.entry('mimetype');
  if (mime !== undefined && (await archive.readSmall(mime)).toString('latin1').includes('opendocument')) {
    throw failure('IST-1008', 'the file is an OpenDocument workbook (.ods)');
  }
  throw failure('IST-1002', 'the archive holds no workbook');
}

async function readRelations(archive: ZipArchive, path: string): Promise<readonly Relation[]> {
  const entry = archive.entry(posix.join(posix.dirname(path), '_rels', `${posix.basename(path)}.rels`));
  if (entry === undefined) throw failure('IST-1006', 'the workbook does not say where its sheets are');
  return parseRelations(await archive.readSmall(entry), posix.dirname(path));
}

/** Relation types are addresses that differ between the two flavours of the standard; the last segment does not. */
function parseRelations(bytes: Buffer, folder: string): Relation[] {
  const relations: Relation[] = [];
  for (const { name, kind, attributes } of tagsOf(bytes, 'relationships')) {
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
    if (name !== 'Relationship' || kind === 'close' || mode === 'External') continue;
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: path });
  }
  return relations;
}

async function readSheetList(
  archive: ZipArchive,
  workbookPath: string,
  relations: readonly Relation[],
): Promise<{ sheets: { name: string; path: string }[]; date1904: boolean }> {
  const entry = archive.entry(workbookPath);
  if (entry === undefined) throw failure('IST-1006', 'the workbook has no list of sheets');
  const sheets: { name: string; path: string }[] = [];
  let date1904 = false;
  for (const { name, kind, attributes } of tagsOf(await archive.readSmall(entry), workbookPath)) {
    if (name === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
    if (name !== 'sheet' || kind === 'close') continue;
    const relation = relations.find(({ id, type }) => id === attributes.id && type === 'worksheet');
    if (relation !== undefined) sheets.push({ name: attributes.name ?? '', path: relation.target });
  }
  return { sheets, date1904 };
}
