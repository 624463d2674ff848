/**
 * Rows and cells out of the bytes of a sheet. The hot loop of an import: it makes no strings, looks only at the
 * cells the consumer wants, and jumps to the end of a row after the last of them. Cells of a row come in column
 * order, as the standard demands; a cell may lack its reference, and a row its number.
 */

import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import type { StringPool } from '../string-pool.ts';
import { NO_STRING } from '../table.ts';
import type { CellKind, TableConsumer, TableRow } from '../table.ts';
import { BOOLEAN, ERROR, INLINE, KINDS, MAX_COLUMNS, NUMBER, SHARED, TEXT, columnIn, typeIn } from './cell-codes.ts';
import { decimalIn, digitsIn } from './numbers.ts';
import { refused } from './markup.ts';
import { internItem, internText } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';

const MAX_HEADER_TRIES = 20;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQ = 0x3d;
const BANG = 0x21;
const [C, F, I, R, S, T, V] = [0x63, 0x66, 0x69, 0x72, 0x73, 0x74, 0x76];

export interface SheetContext {
  readonly part: string;
  readonly pool: StringPool;
  readonly strings: SharedStrings | undefined;
  readonly dateStyles: Uint8Array;
  readonly limits: FormatLimits;
}

export class RowScanner implements TableRow {
  rowNumber = 0;
  readonly #context: SheetContext;
  readonly #consumer: TableConsumer;
  readonly #slotOf = new Int32Array(MAX_COLUMNS);
  #lastColumn = MAX_COLUMNS - 1;
  #slots = MAX_COLUMNS;
  #types = new Uint8Array(MAX_COLUMNS);
  #styles = new Int32Array(MAX_COLUMNS);
  #from = new Uint32Array(MAX_COLUMNS);
  #to = new Uint32Array(MAX_COLUMNS);
  #filled = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #prefix = 0;
  #rowClose: Buffer = Buffer.alloc(0);
  #headerTries = 0;
  #state: 'header' | 'rows' | 'done' = 'header';
  #rows = 0;

  constructor(context: SheetContext, consumer: TableConsumer) {
    this.#context = context;
    this.#consumer = consumer;
    for (let column = 0; column < MAX_COLUMNS; column++) this.#slotOf[column] = column;
  }

  /** True when no later row can matter: the consumer found no header. */
  get done(): boolean {
    return this.#state === 'done';
  }

  kind(slot: number): CellKind {
    const type = this.#types[slot]!;
    if (type !== NUMBER) return KINDS[type]!;
    return this.#context.dateStyles[this.#styles[slot]!] === 1 ? 'date' : 'number';
  }

  number(slot: number): number {
    const type = this.#types[slot]!;
    if (type !== NUMBER && type !== BOOLEAN) return Number.NaN;
    return decimalIn(this.#bytes, this.#from[slot]!, this.#to[slot]!);
  }

  stringId(slot: number): number {
    const { pool, strings, part } = this.#context;
    const from = this.#from[slot]!;
    const to = this.#to[slot]!;
    switch (this.#types[slot]) {
      case SHARED: {
        const index = digitsIn(this.#bytes, from, to);
        const id = strings?.at(index);
        if (id === undefined) {
          throw failure(
            'IST-1006',
            `row ${this.rowNumber} of ${part} refers to text ${index}, which the workbook does not have`,
          );
        }
        return id;
      }
      case TEXT:
      case ERROR:
        return internText(this.#bytes, from, to, pool);
      case INLINE:
        return internItem(this.#bytes, from, to, pool);
      default:
        return NO_STRING;
    }
  }

  /** Scans a range of whole rows. `prefix` is the namespace prefix with its colon. */
  scan(bytes: Buffer, from: number, to: number, prefix: string, rowClose: Buffer): void {
    this.#bytes = bytes;
    this.#prefix = prefix.length;
    this.#rowClose = rowClose;
    let i = from;
    for (;;) {
      while (i < to && bytes[i] !== LT) i++;
      if (i >= to || this.done) return;
      if (bytes[i + 1] === BANG) {
        i = this.#skipComment(i, to);
        continue;
      }
      const name = i + 1 + this.#prefix;
      const isRow = bytes[name] === R && bytes[name + 1] === 0x6f && bytes[name + 2] === 0x77;
      i = isRow ? this.#row(name + 3, to) : i + 1;
    }
  }

  #row(start: number, to: number): number {
    const bytes = this.#bytes;
    this.rowNumber++;
    if (++this.#rows > this.#context.limits.maxSheetRows) {
      throw failure(
        'IST-1007',
        `${this.#context.part} has more rows than a sheet can have (${this.#context.limits.maxSheetRows})`,
      );
    }
    let i = start;
    for (;;) {
      const byte = bytes[i]!;
      if (byte === GT) break;
      if (i >= to) throw this.#damaged();
      if (byte === SLASH) return i + 2;
      if (byte <= 0x20) {
        i++;
        continue;
      }
      const eq = this.#find(i, to, EQ);
      const end = this.#find(eq + 2, to, bytes[eq + 1]!);
      if (byte === R && eq === i + 1) this.rowNumber = digitsIn(bytes, eq + 2, end);
      i = end + 1;
    }
    this.#types.fill(0, 0, this.#slots);
    this.#filled = 0;
    i = this.#cells(i + 1, to);
    this.#emit();
    return i;
  }

  /** Reads the cells of a row; returns the offset after its closing tag. */
  #cells(start: number, to: number): number {
    const bytes = this.#bytes;
    const prefix = this.#prefix;
    const lastColumn = this.#lastColumn;
    let column = -1;
    let i = start;
    for (;;) {
      while (i < to && bytes[i] !== LT) i++;
      if (i >= to) throw this.#damaged();
      const name = i + 1 + prefix;
      if (bytes[i + 1] === SLASH) {
        if (bytes[name + 1] === R) return name + 5;
        i++;
        continue;
      }
      if (bytes[name] !== C || bytes[name + 1]! > 0x3e) {
        i = bytes[i + 1] === BANG ? this.#skipComment(i, to) : i + 1;
        continue;
      }
      column++;
      let type = NUMBER;
      let style = -1;
      i = name + 1;
      let open = true;
      for (;;) {
        const byte = bytes[i]!;
        if (byte === GT) {
          i++;
          break;
        }
        if (byte <= 0x20) {
          i++;
          continue;
        }
        if (byte === SLASH) {
          open = false;
          i += 2;
          break;
        }
        if (i >= to) throw this.#damaged();
        let eq = i + 1;
        while (eq < to && bytes[eq] !== EQ) eq++;
        const quote = bytes[eq + 1];
        let end = eq + 2;
        while (end < to && bytes[end] !== quote) end++;
        if (eq === i + 1) {
          if (byte === R) column = columnIn(bytes, eq + 2, end, column);
          else if (byte === S) style = digitsIn(bytes, eq + 2, end);
          else if (byte === T) type = typeIn(bytes, eq + 2, end);
        }
        i = end + 1;
      }
      if (column > lastColumn) {
        const close = bytes.indexOf(this.#rowClose, i);
        if (close < 0 || close >= to) throw this.#damaged();
        return close + this.#rowClose.length;
      }
      if (!open) continue;
      const slot = this.#slotOf[column]!;
      i = slot < 0 ? this.#skipCell(i, to) : this.#value(i, to, slot, type, style);
    }
  }

  /** Remembers where the value of a wanted cell is; returns the offset after the cell. */
  #value(start: number, to: number, slot: number, type: number, style: number): number {
    const bytes = this.#bytes;
    const prefix = this.#prefix;
    let i = start;
    for (;;) {
      while (i < to && bytes[i] !== LT) i++;
      if (i >= to) throw this.#damaged();
      if (bytes[i + 1] === SLASH) {
        if (bytes[i + 2 + prefix] === C && bytes[i + 3 + prefix] === GT) return i + 4 + prefix;
        i++;
        continue;
      }
      if (bytes[i + 1] === BANG) {
        i = this.#skipComment(i, to);
        continue;
      }
      const name = bytes[i + 1 + prefix];
      const tagEnd = this.#find(i, to, GT);
      i = tagEnd + 1;
      if (bytes[tagEnd - 1] === SLASH) continue;
      if (name === V) {
        const from = i;
        while (i < to && bytes[i] !== LT) i++;
        if (i > from) this.#fill(slot, type, style, from, i);
      } else if (name === I && type === INLINE) {
        const end = this.#skipCell(i, to) - 4 - prefix;
        this.#fill(slot, type, style, i, end);
        i = end;
      } else if (name === F) {
        while (i < to && bytes[i] !== LT) i++;
      }
    }
  }

  #fill(slot: number, type: number, style: number, from: number, to: number): void {
    this.#types[slot] = type;
    this.#styles[slot] = style;
    this.#from[slot] = from;
    this.#to[slot] = to;
    this.#filled++;
  }

  #skipCell(start: number, to: number): number {
    const bytes = this.#bytes;
    const prefix = this.#prefix;
    let i = start;
    for (;;) {
      while (i < to && bytes[i] !== LT) i++;
      if (i >= to) throw this.#damaged();
      if (bytes[i + 1] === SLASH && bytes[i + 2 + prefix] === C && bytes[i + 3 + prefix] === GT) return i + 4 + prefix;
      i++;
    }
  }

  #skipComment(at: number, to: number): number {
    if (this.#bytes[at + 2] !== 0x2d || this.#bytes[at + 3] !== 0x2d) throw refused(this.#context.part);
    const end = this.#bytes.indexOf('-->', at + 4);
    if (end < 0 || end >= to) throw this.#damaged();
    return end + 3;
  }

  #find(from: number, to: number, byte: number): number {
    let i = from;
    while (i < to && this.#bytes[i] !== byte) i++;
    if (i >= to) throw this.#damaged();
    return i;
  }

  #emit(): void {
    if (this.#filled === 0) return;
    if (this.#state === 'rows') return this.#consumer.row(this);
    let width = MAX_COLUMNS;
    while (this.#types[width - 1] === 0) width--;
    const texts: (string | undefined)[] = [];
    for (let column = 0; column < width; column++) texts.push(this.#headerText(column));
    if (texts.every((text) => text === undefined)) return;
    const wanted = this.#consumer.header(texts, this.rowNumber);
    if (wanted !== undefined) this.#want(wanted);
    else if (++this.#headerTries >= MAX_HEADER_TRIES) this.#state = 'done';
  }

  #headerText(slot: number): string | undefined {
    const kind = this.kind(slot);
    if (kind === 'empty') return undefined;
    if (kind !== 'string') return String(this.number(slot));
    const text = this.#context.pool.text(this.stringId(slot)).trim();
    return text === '' ? undefined : text;
  }

  #want(columns: readonly number[]): void {
    this.#slotOf.fill(-1);
    columns.forEach((column, slot) => (this.#slotOf[column] = slot));
    this.#lastColumn = Math.max(-1, ...columns);
    this.#slots = columns.length;
    this.#types = new Uint8Array(columns.length);
    this.#styles = new Int32Array(columns.length);
    this.#from = new Uint32Array(columns.length);
    this.#to = new Uint32Array(columns.length);
    this.#state = columns.length === 0 ? 'done' : 'rows';
  }

  #damaged(): Error {
    return failure('IST-1006', `${this.#context.part} is damaged near row ${this.rowNumber}`);
  }
}
