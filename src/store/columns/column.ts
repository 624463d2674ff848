/**
 * One field of every workload of a generation, dictionary-coded: distinct values once, a small number per row.
 * A filter is then asked once per distinct value, by the same code that judges single rows, and looked up per row.
 */

import type { Field, FieldValue, WorkloadRow } from '../../core/model/field.ts';

/** Where no value is known: the values it may be. */
export interface Possible {
  readonly possible: readonly string[];
}

/** A list known in part: what is in it, and the elements of which that is known. */
export interface Partly {
  readonly list: readonly string[];
  readonly vouched: readonly string[];
}

/** A value, part of one, what it may be, or nothing: unknown. Bare where it can be, because there are millions of them. */
export type Entry = FieldValue | Possible | Partly | undefined;

const isPossible = (entry: Entry): entry is Possible => typeof entry === 'object' && 'possible' in entry;
const isPartly = (entry: Entry): entry is Partly => typeof entry === 'object' && 'vouched' in entry;

export const valueOf = (entry: Entry): FieldValue | undefined =>
  isPossible(entry) ? undefined : isPartly(entry) ? entry.list : entry;
export const possibleOf = (entry: Entry): readonly string[] | undefined =>
  isPossible(entry) ? entry.possible : undefined;
export const vouchedOf = (entry: Entry): readonly string[] | undefined => (isPartly(entry) ? entry.vouched : undefined);

export type Codes = Uint8Array | Uint16Array | Uint32Array;

export interface Column {
  /** Entry 0 is always unknown. A value may occur more than once: see Dictionary. */
  readonly entries: readonly Entry[];
  /** Index into entries, in the order of workload ids. */
  readonly codes: Codes;
}

export function codesFor(entryCount: number, rows: number): Codes {
  if (entryCount <= 256) return new Uint8Array(rows);
  return entryCount <= 65_536 ? new Uint16Array(rows) : new Uint32Array(rows);
}

export function unknownColumn(rows: number): Column {
  return { entries: [undefined], codes: new Uint8Array(rows) };
}

/** After this many values of which nearly all are new, remembering them costs more than writing some twice. */
const TRIAL = 4096;

/** Collects one field's values in any order of rows. */
class Dictionary {
  readonly field: Field;
  readonly entries: Entry[] = [undefined];
  /** Code by value; absent once the field has shown that its values hardly repeat: names, addresses, ids. */
  #known: Map<unknown, number> | undefined = new Map();
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
    const vouched = typeof value === 'object' ? this.field.readVouched?.(row) : undefined;
    if (typeof value === 'object' && vouched !== undefined)
      return this.#intern(`!${JSON.stringify([value, vouched])}`, { list: value, vouched });
    if (value !== undefined) return this.#intern(typeof value === 'object' ? listKey(value) : value, value);
    const possible = this.field.readPossible?.(row);
    return possible === undefined || possible.length === 0 ? 0 : this.#intern(`?${listKey(possible)}`, { possible });
  }

  #intern(key: unknown, entry: Entry): number {
    const known = this.#known?.get(key);
    if (known !== undefined) return known;
    const code = this.entries.push(entry) - 1;
    this.#known?.set(key, code);
    return code;
  }

  /** Decides whether remembering pays, once enough rows have been seen to tell. */
  review(rows: number): void {
    if (this.entries.length > rows / 2) this.#known = undefined;
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

/** Equal for entries that say the same. */
export function entryKey(entry: Entry): unknown {
  if (isPossible(entry)) return `?${listKey(entry.possible)}`;
  if (isPartly(entry)) return `!${JSON.stringify([entry.list, entry.vouched])}`;
  return typeof entry === 'object' ? listKey(entry) : entry;
}

/** A list as a key of its own: no text a source states begins with NUL. */
function listKey(list: readonly string[]): string {
  return list.length === 1 ? `\u0000${list[0]}` : `\u0000\u0000${JSON.stringify(list)}`;
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
    if (index === TRIAL) for (const dictionary of this.#dictionaries) dictionary.review(index);
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
