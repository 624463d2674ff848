/**
 * The wanted cells of one sheet, kept compactly: 5 bytes a cell, in blocks, outside the JavaScript heap. Texts are
 * pool ids; numbers that are no small integer are kept beside. Objects are made of a row only when it is handed over.
 */

import type { StringPool } from '../../formats/string-pool.ts';
import type { TableRow } from '../../formats/table.ts';

const ROWS_PER_BLOCK = 4096;

type StoredKind = 'empty' | 'number' | 'text' | 'boolean' | 'date' | 'error';
const CODES = { empty: 0, number: 1, string: 2, boolean: 3, date: 4, error: 5 } as const;
const KINDS: readonly StoredKind[] = ['empty', 'number', 'text', 'boolean', 'date', 'error', 'number', 'date'];
/** Numbers and dates whose value is an index into the doubles. */
const DOUBLE_NUMBER = 6;
const DOUBLE_DATE = 7;

interface Block {
  readonly kinds: Uint8Array;
  readonly values: Int32Array;
  readonly rowNumbers: Uint32Array;
}

export class PartTable {
  readonly pool: StringPool;
  readonly date1904: boolean;
  readonly width: number;
  rows = 0;
  readonly #blocks: Block[] = [];
  #doubles = new Float64Array(1024);
  #doubleCount = 0;

  constructor(pool: StringPool, date1904: boolean, width: number) {
    this.pool = pool;
    this.date1904 = date1904;
    this.width = width;
  }

  add(row: TableRow): void {
    const at = this.rows % ROWS_PER_BLOCK;
    if (at === 0) {
      this.#blocks.push({
        kinds: new Uint8Array(ROWS_PER_BLOCK * this.width),
        values: new Int32Array(ROWS_PER_BLOCK * this.width),
        rowNumbers: new Uint32Array(ROWS_PER_BLOCK),
      });
    }
    const block = this.#blocks[this.#blocks.length - 1]!;
    block.rowNumbers[at] = row.rowNumber;
    const base = at * this.width;
    for (let slot = 0; slot < this.width; slot++) {
      const kind = row.kind(slot);
      if (kind === 'empty') continue;
      const value = kind === 'string' || kind === 'error' ? row.stringId(slot) : row.number(slot);
      if ((value | 0) === value) {
        block.kinds[base + slot] = CODES[kind];
        block.values[base + slot] = value;
      } else {
        block.kinds[base + slot] = kind === 'date' ? DOUBLE_DATE : DOUBLE_NUMBER;
        block.values[base + slot] = this.#addDouble(value);
      }
    }
    this.rows++;
  }

  kind(row: number, slot: number): StoredKind {
    return KINDS[this.#block(row).kinds[(row % ROWS_PER_BLOCK) * this.width + slot]!]!;
  }

  /** Number, serial date, 0 or 1, or the pool id of a text. */
  value(row: number, slot: number): number {
    const block = this.#block(row);
    const at = (row % ROWS_PER_BLOCK) * this.width + slot;
    const value = block.values[at]!;
    return block.kinds[at]! >= DOUBLE_NUMBER ? this.#doubles[value]! : value;
  }

  rowNumber(row: number): number {
    return this.#block(row).rowNumbers[row % ROWS_PER_BLOCK]!;
  }

  #addDouble(value: number): number {
    if (this.#doubleCount === this.#doubles.length) {
      const larger = new Float64Array(this.#doubles.length * 2);
      larger.set(this.#doubles);
      this.#doubles = larger;
    }
    this.#doubles[this.#doubleCount] = value;
    return this.#doubleCount++;
  }

  #block(row: number): Block {
    return this.#blocks[Math.floor(row / ROWS_PER_BLOCK)]!;
  }
}
