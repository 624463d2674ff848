/** Rows of values to rows of cells. Empty cells are left out, as the format allows and exports do. */

import type { Sheet, Value, ValueKind, Version } from './column.ts';
import { cellOf, headerText } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { STYLE, sheetHead, sheetTail } from './package-parts.ts';
import { openPart } from './part-file.ts';
import type { PackedPart } from './part-file.ts';
import { textElement } from './strings.ts';
import type { StringTable } from './strings.ts';
import { columnLetters } from './xml.ts';

/** What a spreadsheet can hold; the format's readers refuse more. */
const MOST_ROWS = 1_048_576;

export interface SheetCount {
  readonly name: string;
  /** Rows of data, without the header. */
  readonly rows: number;
  /** Cells that hold something, with the header. */
  readonly cells: number;
  /** Rows left out because a sheet can hold no more. */
  readonly dropped: number;
}

export interface SheetWriter {
  readonly sheet: Sheet;
  write(row: readonly Value[]): Promise<void> | undefined;
  finish(): Promise<{ readonly part: PackedPart; readonly count: SheetCount }>;
  abandon(): void;
}

export function openSheet(
  path: string,
  sheet: Sheet,
  version: Version,
  dialect: Dialect,
  strings: StringTable,
): SheetWriter {
  const part = openPart(path);
  const kinds = sheet.kinds(version);
  const letters = kinds.map((_, i) => columnLetters(i));
  const last = letters.at(-1) ?? 'A';
  let rows = 0;
  let cells = 0;
  let dropped = 0;

  const textCell = (at: string, text: string, style: string, share: boolean): string => {
    const index = share ? strings.indexOf(text) : undefined;
    return index === undefined
      ? `<c r="${at}"${style} t="inlineStr"><is>${textElement(text)}</is></c>`
      : `<c r="${at}"${style} t="s"><v>${index}</v></c>`;
  };
  const sharing = (unique: boolean): boolean =>
    dialect.strings === 'shared' || (dialect.strings !== 'inline' && !unique);

  const headers = sheet.headers(version);
  cells += headers.length;
  void part.write(
    `<row r="1">${headers.map((header, i) => textCell(`${letters[i]}1`, headerText(sheet.name, header, dialect), ` s="${STYLE.header}"`, sharing(false))).join('')}</row>`,
  );

  return {
    sheet,
    write: (row) => {
      if (rows + 2 > MOST_ROWS) {
        dropped++;
        return undefined;
      }
      rows++;
      const number = rows + 1;
      let xml = `<row r="${number}">`;
      for (let i = 0; i < kinds.length; i++) {
        const kind = kinds[i] ?? 'text';
        const cell = cellOf(row[i], kind, dialect);
        if (cell === undefined) continue;
        cells++;
        const at = `${letters[i]}${number}`;
        xml +=
          typeof cell === 'string'
            ? textCell(at, cell, '', sharing(kind === 'unique'))
            : `<c r="${at}" s="${styleOf(kind)}"><v>${cell}</v></c>`;
      }
      return part.write(`${xml}</row>`);
    },
    finish: async () => {
      const range = `A1:${last}${rows + 1}`;
      void part.write(sheetTail(range));
      const packed = await part.finish(
        sheetHead(dialect.dimension === 'whole-sheet' ? `A1:${last}${MOST_ROWS}` : range),
      );
      return { part: packed, count: { name: sheet.name, rows, cells, dropped } };
    },
    abandon: () => part.abandon(),
  };
}

const styleOf = (kind: ValueKind): number =>
  kind === 'date' ? STYLE.date : kind === 'decimal' ? STYLE.decimal : STYLE.int;
