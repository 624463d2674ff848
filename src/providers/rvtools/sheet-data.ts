/** All rows of one kind of sheet, from every part of the file that holds it, read through a cursor. */

import { serialToIso } from '../../formats/serial-date.ts';
import { NO_STRING } from '../../formats/table.ts';
import type { ImportIssue } from '../provider.ts';
import type { IssueLog } from './issues.ts';
import { booleanWord } from './languages.ts';
import type { PartTable } from './part-table.ts';
import type { SheetSpec } from './sheet.ts';
import { parseDate, parseNumber, withoutLicenceKeys } from './values.ts';

export interface SheetPart<F extends string = string> {
  /** Name of the tab or file as found. */
  readonly name: string;
  readonly slots: ReadonlyMap<F, number>;
  readonly headers: ReadonlyMap<F, string>;
  /** Columns that are not the export's own: custom attributes and tags. */
  readonly extras: readonly { readonly name: string; readonly slot: number }[];
  readonly table: PartTable;
}

/** What a cursor on a row can be asked. A getter answers undefined when the cell is empty or says nothing usable. */
export interface Row<F extends string> {
  readonly index: number;
  has(field: F): boolean;
  text(field: F): string | undefined;
  /** Text, unless it is the placeholder "VM" or only repeats the object's name. */
  word(field: F): string | undefined;
  number(field: F): number | undefined;
  /** A number that cannot be negative. */
  amount(field: F): number | undefined;
  flag(field: F): boolean | undefined;
  date(field: F): string | undefined;
  extras(): Record<string, string> | undefined;
  where(field?: F): string;
  issue(field: F | undefined, issue: Omit<ImportIssue, 'where'>): void;
}

export class SheetData<F extends string = string> implements Row<F> {
  readonly spec: SheetSpec<F>;
  readonly parts: readonly SheetPart<F>[];
  readonly rows: number;
  index = 0;
  readonly #issues: IssueLog;
  #part: SheetPart<F> | undefined;
  #row = 0;

  constructor(spec: SheetSpec<F>, parts: readonly SheetPart<F>[], issues: IssueLog) {
    this.spec = spec;
    this.parts = parts;
    this.rows = parts.reduce((sum, part) => sum + part.table.rows, 0);
    this.#issues = issues;
  }

  /** True when the file holds the sheet, with or without rows. */
  get present(): boolean {
    return this.parts.length > 0;
  }

  /** Moves the cursor. The answer is this object: read it before the next call. */
  at(index: number): Row<F> {
    this.index = index;
    this.#row = index;
    for (const part of this.parts) {
      this.#part = part;
      if (this.#row < part.table.rows) break;
      this.#row -= part.table.rows;
    }
    return this;
  }

  hasColumn(field: F): boolean {
    return this.parts.some((part) => part.slots.has(field));
  }

  has(field: F): boolean {
    return this.#part?.slots.has(field) === true;
  }

  /** Pool id of a cell's text, for joins without making strings; NO_STRING for an empty cell. */
  textId(field: F): number {
    const slot = this.#part?.slots.get(field);
    if (this.#part === undefined || slot === undefined) return NO_STRING;
    const { table } = this.#part;
    if (table.kind(this.#row, slot) === 'text') return table.value(this.#row, slot);
    // A machine may be called "1234", which a spreadsheet keeps as a number.
    const text = this.#textAt(slot);
    return text === undefined ? NO_STRING : table.pool.internText(text);
  }

  text(field: F): string | undefined {
    const slot = this.#part?.slots.get(field);
    return slot === undefined ? undefined : this.#textAt(slot, field);
  }

  word(field: F): string | undefined {
    const text = this.text(field);
    return text === undefined || text === 'VM' || text === this.text(this.spec.key) ? undefined : text;
  }

  number(field: F): number | undefined {
    const cell = this.#numeric(field);
    if (typeof cell !== 'string') return cell;
    const number = parseNumber(cell);
    if (number === undefined) this.#unusable(field, cell, 'a number');
    return number;
  }

  amount(field: F): number | undefined {
    const number = this.number(field);
    if (number === undefined || number >= 0) return number;
    this.#unusable(field, String(number), 'a number of zero or more');
    return undefined;
  }

  flag(field: F): boolean | undefined {
    const cell = this.#numeric(field);
    if (cell === undefined) return undefined;
    const flag = booleanWord(String(cell));
    if (flag === undefined) this.#unusable(field, String(cell), 'True or False');
    return flag;
  }

  date(field: F): string | undefined {
    const cell = this.#numeric(field);
    if (cell === undefined) return undefined;
    const serial = typeof cell === 'number' ? cell : undefined;
    const date = serial === undefined ? parseDate(String(cell)) : serialToIso(serial, this.#part?.table.date1904);
    if (date === undefined) this.#unusable(field, String(cell), 'a date that can be read in one way only');
    return date;
  }

  extras(): Record<string, string> | undefined {
    const extras = this.#part?.extras ?? [];
    if (extras.length === 0) return undefined;
    const values: Record<string, string> = {};
    for (const { name, slot } of extras) {
      const text = this.#textAt(slot);
      if (text !== undefined) values[name] = withoutLicenceKeys(text);
    }
    return values;
  }

  where(field?: F): string {
    const part = this.#part;
    const row = part === undefined ? 0 : part.table.rowNumber(this.#row);
    const column = field === undefined ? '' : `, ${part?.headers.get(field) ?? this.spec.columns[field][0] ?? field}`;
    return `${this.spec.name} row ${row}${column}`;
  }

  issue(field: F | undefined, issue: Omit<ImportIssue, 'where'>): void {
    this.#issues.add({ ...issue, where: this.where(field) });
  }

  #textAt(slot: number, field?: F): string | undefined {
    const part = this.#part;
    if (part === undefined) return undefined;
    const { table } = part;
    const value = table.value(this.#row, slot);
    switch (table.kind(this.#row, slot)) {
      case 'empty':
        return undefined;
      case 'text': {
        const text = table.pool.text(value).trim();
        return text === '' ? undefined : text;
      }
      case 'error':
        if (field !== undefined) this.#unusable(field, table.pool.text(value), 'a value instead of an error');
        return undefined;
      case 'boolean':
        return value === 1 ? 'True' : 'False';
      case 'date':
        return serialToIso(value, table.date1904) ?? String(value);
      case 'number':
        return String(value);
    }
  }

  /** Number of a numeric cell, text of another; undefined for an empty cell and for a placeholder. */
  #numeric(field: F): number | string | undefined {
    const part = this.#part;
    const slot = part?.slots.get(field);
    if (part === undefined || slot === undefined) return undefined;
    const kind = part.table.kind(this.#row, slot);
    if (kind === 'number' || kind === 'date' || kind === 'boolean') return part.table.value(this.#row, slot);
    const text = this.#textAt(slot, field);
    if (text === undefined || (text !== 'VM' && text !== this.text(this.spec.key))) return text;
    this.issue(field, {
      severity: 'info',
      code: 'PLACEHOLDER_VALUE',
      message: `the cell holds "${text}" in place of a value`,
      fix: 'Nothing to do; the value counts as unknown. Export again if the column should be filled.',
      skipped: false,
    });
    return undefined;
  }

  #unusable(field: F, text: string, wanted: string): void {
    this.issue(field, {
      severity: 'warning',
      code: 'UNUSABLE_VALUE',
      message: `"${text.slice(0, 60)}" is not ${wanted}; the value counts as unknown`,
      fix: 'Correct the cell and import again.',
      skipped: false,
    });
  }
}
