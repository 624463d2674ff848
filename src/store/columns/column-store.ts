/** Keeps columns in the database and, while the process lives, the ones in use in memory. */

import type { Queryable } from '../store.ts';
import type { Codes, Column, ColumnSet, Entry } from './column.ts';
import { unknownColumn } from './column.ts';
import { FIELDS_VERSION, isTagPath, TAG_MAP_PATH, tagColumn } from './fields.ts';

export const generationOwner = (generation: number): string => `generation/${generation}`;

const BIG_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;

/** Codes as little-endian bytes, whatever machine writes them. */
function toBytes(codes: Codes): Buffer {
  const bytes = Buffer.from(codes.buffer.slice(codes.byteOffset, codes.byteOffset + codes.byteLength) as ArrayBuffer);
  return swapped(bytes, codes.BYTES_PER_ELEMENT);
}

function fromBytes(bytes: Buffer, width: number): Codes {
  // A copy: the driver's buffer starts anywhere, and wider codes must start at a multiple of their width.
  const own = swapped(Buffer.from(Uint8Array.from(bytes).buffer), width);
  if (width === 1) return new Uint8Array(own.buffer, own.byteOffset, own.length);
  if (width === 2) return new Uint16Array(own.buffer, own.byteOffset, own.length / 2);
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}

function swapped(bytes: Buffer, width: number): Buffer {
  if (!BIG_ENDIAN || width === 1) return bytes;
  return width === 2 ? bytes.swap16() : bytes.swap32();
}

export async function saveColumns(connection: Queryable, owner: string, set: ColumnSet): Promise<void> {
  await connection.query('delete from column_sets where owner = $1', [owner]);
  await connection.query('insert into column_sets (owner, fields_version, row_count) values ($1, $2, $3)', [
    owner,
    FIELDS_VERSION,
    set.rows,
  ]);
  for (const [field, { entries, codes }] of set.columns) {
    const dictionary = JSON.stringify(entries.slice(1));
    await connection.query(
      'insert into columns (owner, field, dictionary, code_bytes, codes) values ($1, $2, $3, $4, $5)',
      [owner, field, dictionary, codes.BYTES_PER_ELEMENT, toBytes(codes)],
    );
  }
}

/** Entries are kept as they are; the unknown one, which every column has, is left out. */
const parseEntries = (dictionary: string): Entry[] => [undefined, ...(JSON.parse(dictionary) as Entry[])];

interface Loaded {
  readonly rows: number;
  /** Fields that have a column: all others are unknown throughout. */
  readonly fields: ReadonlySet<string>;
  readonly columns: Map<string, Promise<Column>>;
}

/** Owners kept in memory: the newest generation, the one before, and the results that belong to them. */
const MOST_OWNERS = 12;

export class ColumnCache {
  readonly #owners = new Map<string, Promise<Loaded | undefined>>();

  /** Rows and fields of an owner's columns; undefined when there are none for this release's fields. */
  describe(
    db: Queryable,
    owner: string,
  ): Promise<{ readonly rows: number; readonly fields: ReadonlySet<string> } | undefined> {
    return this.#owner(db, owner);
  }

  /** The columns of these paths, read in one go. */
  async load(db: Queryable, owner: string, paths: readonly string[]): Promise<ReadonlyMap<string, Column>> {
    const loaded = await this.#owner(db, owner);
    if (loaded === undefined) throw new Error(`no columns for ${owner}`);
    const plain = [...new Set(paths.map((path) => (isTagPath(path) ? TAG_MAP_PATH : path)))];
    const missing = plain.filter((path) => !loaded.columns.has(path));
    if (missing.length > 0) {
      const fetched = this.#fetch(db, owner, missing, loaded.rows);
      for (const path of missing) {
        const one = fetched.then((columns) => columns.get(path) ?? unknownColumn(loaded.rows));
        one.catch(() => loaded.columns.delete(path));
        loaded.columns.set(path, one);
      }
    }
    for (const path of paths) {
      if (!isTagPath(path) || loaded.columns.has(path)) continue;
      const all = loaded.columns.get(TAG_MAP_PATH) ?? Promise.resolve(unknownColumn(loaded.rows));
      loaded.columns.set(
        path,
        all.then((column) => tagColumn(path, column)),
      );
    }
    return new Map(
      await Promise.all(
        paths.map(async (path) => [path, (await loaded.columns.get(path)) ?? unknownColumn(loaded.rows)] as const),
      ),
    );
  }

  forget(owner: string): void {
    this.#owners.delete(owner);
  }

  #owner(db: Queryable, owner: string): Promise<Loaded | undefined> {
    const known = this.#owners.get(owner);
    if (known !== undefined) {
      this.#owners.delete(owner);
      this.#owners.set(owner, known);
      return known;
    }
    const opened = this.#open(db, owner);
    this.#owners.set(owner, opened);
    // What is not there yet may be made any moment: only what was found is remembered.
    void opened.then(
      (found) => found === undefined && this.#owners.delete(owner),
      () => this.#owners.delete(owner),
    );
    for (const oldest of this.#owners.keys()) {
      if (this.#owners.size <= MOST_OWNERS) break;
      this.#owners.delete(oldest);
    }
    return opened;
  }

  async #open(db: Queryable, owner: string): Promise<Loaded | undefined> {
    const { rows } = await db.query<{ row_count: number; fields: string[] }>(
      `select row_count, array(select field from columns where columns.owner = column_sets.owner) as fields
       from column_sets where owner = $1 and fields_version = $2`,
      [owner, FIELDS_VERSION],
    );
    return rows[0] && { rows: rows[0].row_count, fields: new Set(rows[0].fields), columns: new Map() };
  }

  async #fetch(
    db: Queryable,
    owner: string,
    paths: readonly string[],
    count: number,
  ): Promise<ReadonlyMap<string, Column>> {
    const { rows } = await db.query<{ field: string; dictionary: string; code_bytes: number; codes: Buffer }>(
      'select field, dictionary, code_bytes, codes from columns where owner = $1 and field = any($2)',
      [owner, paths],
    );
    return new Map(
      rows.map(({ field, dictionary, code_bytes, codes }) => {
        const column = { entries: parseEntries(dictionary), codes: fromBytes(codes, code_bytes) };
        if (column.codes.length !== count)
          throw new Error(`column ${field} of ${owner} has ${column.codes.length} rows, not ${count}`);
        return [field, column];
      }),
    );
  }
}
