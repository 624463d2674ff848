/** One row, asked field by field; what cannot be used is an issue that names row, column and what to write instead. */

import type { ImportRun } from '../import-run.ts';
import { mibPerUnit } from './columns.ts';
import type { DiskColumn, DiskField, Field, FieldColumn } from './columns.ts';
import type { Row, Table } from './rows.ts';

type AnyColumn = FieldColumn | DiskColumn;

export class Cells {
  readonly #table: Table;
  readonly #row: Row;
  readonly #run: ImportRun;

  constructor(table: Table, row: Row, run: ImportRun) {
    this.#table = table;
    this.#row = row;
    this.#run = run;
  }

  get where(): string {
    return `row ${this.#row.number}`;
  }

  text(field: Field): string | undefined {
    return this.#at(this.#column(field))?.text;
  }

  has(field: Field): boolean {
    return this.#column(field) !== undefined;
  }

  /** A whole number above zero, at most `most`. */
  count(field: Field, most: number): number | undefined {
    return this.#number(
      this.#column(field),
      (n) => Number.isInteger(n) && n > 0 && n <= most,
      `a whole number from 1 to ${most}`,
    );
  }

  /** MiB, from the unit in the header. */
  size(field: Field, unit: 'mb' | 'gb'): number | undefined {
    return this.#size(this.#column(field), unit);
  }

  percent(field: Field): number | undefined {
    return this.#number(this.#column(field), (n) => n >= 0 && n <= 100, 'a percentage from 0 to 100');
  }

  amount(field: Field): number | undefined {
    return this.#number(this.#column(field), (n) => n >= 0, 'a number of zero or more');
  }

  /** Numbers of the disks that have columns, in order. */
  get diskNumbers(): readonly number[] {
    const numbers = this.#table.columns.flatMap((column) => ('disk' in column ? [column.disk] : []));
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  diskSize(disk: number): number | undefined {
    return this.#size(this.#diskColumn(disk, 'size'), 'gb');
  }

  /** Whether any cell of this disk holds something. */
  diskStated(disk: number): boolean {
    return this.#table.columns.some(
      (column, slot) => 'disk' in column && column.disk === disk && this.#row.texts[slot] !== undefined,
    );
  }

  diskAmount(disk: number, field: DiskField): number | undefined {
    return this.#number(this.#diskColumn(disk, field), (n) => n >= 0, 'a number of zero or more');
  }

  issue(
    code: string,
    field: Field | undefined,
    message: string,
    fix: string,
    severity: 'error' | 'warning' = 'warning',
  ) {
    const header = field === undefined ? undefined : (this.#column(field)?.header ?? field);
    const where = header === undefined ? this.where : `${this.where}, ${header}`;
    this.#run.issue({ severity, code, where, message, fix }, header);
  }

  #column(field: Field): AnyColumn | undefined {
    return this.#table.columns.find((column) => !('disk' in column) && column.field === field);
  }

  #diskColumn(disk: number, field: DiskField): AnyColumn | undefined {
    return this.#table.columns.find((column) => 'disk' in column && column.disk === disk && column.field === field);
  }

  #at(column: AnyColumn | undefined): { text: string; column: AnyColumn } | undefined {
    if (column === undefined) return undefined;
    const text = this.#row.texts[this.#table.columns.indexOf(column)];
    return text === undefined || /^(-|n\/a|na|null|unknown|nicht verfügbar)$/i.test(text)
      ? undefined
      : { text, column };
  }

  #size(column: AnyColumn | undefined, unit: 'mb' | 'gb'): number | undefined {
    const number = this.#number(column, (n) => n > 0 && n < 1e9, 'a size above zero');
    return number === undefined ? undefined : Math.round(number * mibPerUnit(column?.unit, unit));
  }

  #number(column: AnyColumn | undefined, usable: (n: number) => boolean, wanted: string): number | undefined {
    const cell = this.#at(column);
    if (cell === undefined) return undefined;
    const number = parseNumber(cell.text);
    if (number !== undefined && usable(number)) return number;
    const { header } = cell.column;
    this.#run.issue(
      {
        severity: 'warning',
        code: 'INVALID_VALUE',
        where: `${this.where}, ${header}`,
        message: `"${cell.text.slice(0, 60)}" is not ${wanted}; it counts as unknown`,
        fix: `Write ${wanted} without a unit, and import again.`,
      },
      header,
    );
    return undefined;
  }
}

/** "16384", "16,384", "16.384", "12.5", "12,5", "35 %". */
function parseNumber(text: string): number | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’%]/g, '');
  if (/^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/.test(bare)) return Number(bare.replaceAll(/[.,]/g, ''));
  if (/^-?\d+(?:\.\d+)?$/.test(bare)) return Number(bare);
  return /^-?\d+,\d+$/.test(bare) ? Number(bare.replace(',', '.')) : undefined;
}
