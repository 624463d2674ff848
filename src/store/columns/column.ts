/**
 * One field of every workload of a generation, dictionary-coded: distinct values once, a small number per row.
 * A filter is then asked once per distinct value, by the same code that judges single rows, and looked up per row.
 */

import type { Field, FieldValue, WorkloadRow } from '../../core/model/field.ts';

/** What is known of one value: itself, or the values it may be. Neither: unknown. */
export interface Entry {
  readonly value?: FieldValue;
  readonly possible?: readonly string[];
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

export interface Column {
  /** Entry 0 is always unknown. */
  readonly entries: readonly Entry[];
  /** Index into entries, in the order of workload ids. */
  readonly codes: Codes;
}

export const UNKNOWN: Entry = Object.freeze({});

function codesFor(entryCount: number, rows: number): Codes {
  if (entryCount <= 256) return new Uint8Array(rows);
  return entryCount <= 65_536 ? new Uint16Array(rows) : new Uint32Array(rows);
}

export function unknownColumn(rows: number): Column {
  return { entries: [UNKNOWN], codes: new Uint8Array(rows) };
}

/** Collects one field's values in any order of rows. */
class Dictionary {
  readonly field: Field;
  readonly entries: Entry[] = [UNKNOWN];
  readonly #known = new Map<unknown, number>();
  #codes = new Uint32Array(1024);

  constructor(field: Field) {
    this.field = field;
  }

  put(index: number, row: WorkloadRow): void {
    const code = this.#codeOf(row);
    if (code === 0) return;
    if (index >= this.#codes.length) {
      const larger = new Uint32Array(Math.max(index + 1, this.#codes.length * 2));
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[index] = code;
  }

  #codeOf(row: WorkloadRow): number {
    const value = this.field.read(row);
    if (value !== undefined)
      return this.#intern(typeof value === 'object' ? JSON.stringify(value) : value, typeof value === 'object', {
        value,
      });
    const possible = this.field.readPossible?.(row);
    return possible === undefined || possible.length === 0
      ? 0
      : this.#intern(`?${JSON.stringify(possible)}`, true, { possible });
  }

  #intern(key: unknown, composite: boolean, entry: Entry): number {
    // A list and the text that looks like it are different values.
    const unique = composite ? `\u0000${String(key)}` : key;
    const known = this.#known.get(unique);
    if (known !== undefined) return known;
    this.#known.set(unique, this.entries.length);
    this.entries.push(entry);
    return this.entries.length - 1;
  }

  /** @param order for each place in the result, the index its row was put under; -1 for a row that never was. */
  finish(order: Int32Array): Column {
    const codes = codesFor(this.entries.length, order.length);
    for (let place = 0; place < order.length; place += 1) {
      const index = order[place] ?? -1;
      codes[place] = index < 0 ? 0 : (this.#codes[index] ?? 0);
    }
    return { entries: this.entries, codes };
  }
}

export interface ColumnSet {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** Reads the given fields of rows as they come; finish() puts them in the order of ids. */
export class ColumnSetBuilder {
  readonly #dictionaries: readonly Dictionary[];
  readonly #ids: string[] = [];

  constructor(fields: readonly Field[]) {
    this.#dictionaries = fields.map((field) => new Dictionary(field));
  }

  add(row: WorkloadRow): void {
    const index = this.#ids.push(row.id) - 1;
    for (const dictionary of this.#dictionaries) dictionary.put(index, row);
  }

  /** @param ids the ids to align to, ascending; absent: those that were added. */
  finish(ids?: readonly string[]): ColumnSet {
    const added = this.#ids;
    let order: Int32Array;
    if (ids === undefined) {
      order = Int32Array.from(added.keys()).sort((a, b) => ((added[a] ?? '') < (added[b] ?? '') ? -1 : 1));
    } else {
      const indexOf = new Map(added.map((id, index) => [id, index]));
      order = Int32Array.from(ids, (id) => indexOf.get(id) ?? -1);
    }
    const columns = new Map<string, Column>();
    for (const dictionary of this.#dictionaries) {
      // A field that no row has needs no column: its absence says the same.
      if (dictionary.entries.length > 1) columns.set(dictionary.field.path, dictionary.finish(order));
    }
    return { rows: order.length, columns };
  }
}
