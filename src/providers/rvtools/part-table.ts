/**
 * The wanted cells of one sheet, kept compactly: 9 bytes a cell, in blocks, outside the JavaScript heap. Texts are
 * pool ids. Objects are made of a row only when it is handed over.
 */

import type { StringPool } from '../../formats/string-pool.ts';
import type { TableRow } from '../../formats/table.ts';

const ROWS_PER_BLOCK = 4096;

export type StoredKind = 'empty' | 'number' | 'text' | 'boolean' | 'date' | 'error';
const CODES = { empty: 0, number: 1, string: 2, boolean: 3, date: 4, error: 5 } as const;
const KINDS: readonly StoredKind[] = ['empty', 'number', 'text', 'boolean', 'date', 'error'];

interface Block {
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  readonly rowNumbers: Uint32Array;
}

export class PartTable {
  readonly pool: StringPool;
  readonly date1904: boolean;
  readonly width: number;
  rows = 0;
  readonly #blocks: Block[] = [];

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
        values: new Float64Array(ROWS_PER_BLOCK * this.width),
        rowNumbers: new Uint32Array(ROWS_PER_BLOCK),
      });
    }
    const block = this.#blocks[this.#blocks.length - 1]!;
    block.rowNumbers[at] = row.rowNumber;
    const base = at * this.width;
    for (let slot = 0; slot < this.width; slot++) {
      const kind = row.kind(slot);
      if (kind === 'empty') continue;
      block.kinds[base + slot] = CODES[kind];
      block.values[base + slot] = kind === 'string' || kind === 'error' ? row.stringId(slot) : row.number(slot);
    }
    this.rows++;
  }

  kind(row: number, slot: number): StoredKind {
    return KINDS[this.#block(row).kinds[(row % ROWS_PER_BLOCK) * this.width + slot]!]!;
  }

  /** Number, serial date, 0 or 1, or the pool id of a text. */
  value(row: number, slot: number): number {
    return this.#block(row).values[(row % ROWS_PER_BLOCK) * this.width + slot]!;
  }

  rowNumber(row: number): number {
    return this.#block(row).rowNumbers[row % ROWS_PER_BLOCK]!;
  }

  #block(row: number): Block {
    return this.#blocks[Math.floor(row / ROWS_PER_BLOCK)]!;
  }
}
