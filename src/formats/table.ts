/**
 * What the readers hand out: tables as streams of rows. A reader shows the first rows as headers; the consumer
 * answers with the columns it wants, and only those cells are decoded. Slot n is the n-th wanted column.
 */

export type CellKind = 'empty' | 'number' | 'string' | 'boolean' | 'date' | 'error';

/** Valid only during the call it is passed to: the reader reuses it for the next row. */
export interface TableRow {
  /** 1-based row number as the spreadsheet shows it; for CSV the number of the record. */
  readonly rowNumber: number;
  kind(slot: number): CellKind;
  /** Value of a number, date (serial day) or boolean (0 or 1) cell; NaN for every other kind. */
  number(slot: number): number;
  /** Pool id of the text of a string or error cell; NO_STRING for every other kind. */
  stringId(slot: number): number;
}

export interface TableConsumer {
  /**
   * Called with the texts of the first non-empty row, and again with the next one when it answers undefined
   * ("not the header"). The answer is the zero-based column of each slot.
   */
  header(cells: readonly (string | undefined)[], rowNumber: number): readonly number[] | undefined;
  /** Called for each row that has at least one wanted cell with a value. */
  row(row: TableRow): void;
  /** Called for a row that was not as it should be; `skipped` when row() is not called for it. */
  irregular?(rowNumber: number, message: string, skipped: boolean): void;
}

/** One table of a file: a sheet of a workbook, a CSV file. */
export interface TablePart {
  readonly name: string;
  /** True when its date serials count from 1904. */
  readonly date1904: boolean;
  /** Streams the rows. Throws the signal's reason when it is aborted. */
  read(consumer: TableConsumer, signal?: AbortSignal): Promise<void>;
}

export const NO_STRING = 0xffff_ffff;
