/** Reads the CSV into rows of texts, with the columns that were found. */

import { csvPart } from '../../formats/csv/csv.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import { StringPool } from '../../formats/string-pool.ts';
import type { TableConsumer, TableRow } from '../../formats/table.ts';
import type { ImportRun } from '../import-run.ts';
import { columnOf, isHeader } from './columns.ts';
import type { DiskColumn, FieldColumn } from './columns.ts';

export interface Row {
  readonly number: number;
  readonly texts: readonly (string | undefined)[];
}

export interface Table {
  readonly columns: readonly (FieldColumn | DiskColumn)[];
  readonly rows: readonly Row[];
  /** First row of texts, for the message when no header was found. */
  readonly firstTexts: readonly string[];
  readonly found: boolean;
}

class Reader implements TableConsumer {
  columns: (FieldColumn | DiskColumn)[] = [];
  readonly rows: Row[] = [];
  firstTexts: readonly string[] = [];
  found = false;
  readonly #pool: StringPool;
  readonly #run: ImportRun;

  constructor(pool: StringPool, run: ImportRun) {
    this.#pool = pool;
    this.#run = run;
  }

  header(cells: readonly (string | undefined)[]): readonly number[] | undefined {
    if (this.firstTexts.length === 0) this.firstTexts = cells.filter((cell) => cell !== undefined);
    if (!isHeader(cells)) return undefined;
    this.found = true;
    const wanted: number[] = [];
    const taken = new Set<string>();
    cells.forEach((cell, column) => {
      const known = cell === undefined ? undefined : columnOf(cell);
      if (known === undefined) return;
      const key = 'disk' in known ? `${known.disk} ${known.field}` : known.field;
      if (taken.has(key)) return;
      taken.add(key);
      this.columns.push(known);
      wanted.push(column);
    });
    return wanted;
  }

  row(row: TableRow): void {
    const texts = this.columns.map((_, slot) => {
      if (row.kind(slot) === 'empty') return undefined;
      const text = this.#pool.text(row.stringId(slot)).trim();
      return text === '' ? undefined : text;
    });
    this.rows.push({ number: row.rowNumber, texts });
  }

  irregular(rowNumber: number, message: string, skipped: boolean): void {
    this.#run.issue({
      severity: skipped ? 'error' : 'warning',
      code: 'IRREGULAR_ROW',
      where: `row ${rowNumber}`,
      message: skipped ? `${message}; the row was left out` : `${message}; what is missing counts as unknown`,
      fix: 'Look for a stray quote, separator or line break in this row, and import again.',
      skipped,
    });
  }
}

/** Throws IST-1010 and IST-1013, and the signal's reason. */
export async function readTable(
  name: string,
  open: () => AsyncIterable<Buffer>,
  run: ImportRun,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<Table> {
  const pool = new StringPool(limits);
  const reader = new Reader(pool, run);
  await csvPart(name, open, pool, limits).read(reader, signal);
  return reader;
}
