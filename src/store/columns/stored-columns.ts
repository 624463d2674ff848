/** Columns as the database keeps them: whole ones, or those of the rows in which a generation differs from another. */

import type { Queryable } from '../store.ts';
import type { Codes, Column, ColumnSet, Entry } from './column.ts';
import { FIELDS_VERSION } from './fields.ts';

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

/** What a set is beside its columns. */
export interface SetInfo {
  /** Of the whole view. */
  readonly rows: number;
  /** Present: the columns are of the rows that differ from this owner's. */
  readonly base?: {
    readonly owner: string;
    readonly changedRows: number;
    /** Ids of the base that are gone. */
    readonly removed: readonly string[];
  };
}

export async function saveColumns(connection: Queryable, owner: string, set: ColumnSet): Promise<void> {
  await saveSet(connection, owner, { rows: set.rows });
  for (const [field, column] of set.columns) await saveColumn(connection, owner, field, column);
}

/** Begins a set anew; its columns follow one by one. */
export async function saveSet(connection: Queryable, owner: string, { rows, base }: SetInfo): Promise<void> {
  await connection.query('delete from column_sets where owner = $1', [owner]);
  await connection.query(
    `insert into column_sets (owner, fields_version, row_count, base, changed_rows, removed)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      owner,
      FIELDS_VERSION,
      rows,
      base?.owner ?? null,
      base?.changedRows ?? null,
      base === undefined ? null : JSON.stringify(base.removed),
    ],
  );
}

export async function saveColumn(
  connection: Queryable,
  owner: string,
  field: string,
  { entries, codes }: Column,
): Promise<void> {
  await connection.query(
    'insert into columns (owner, field, dictionary, code_bytes, codes) values ($1, $2, $3, $4, $5)',
    [owner, field, JSON.stringify(entries.slice(1)), codes.BYTES_PER_ELEMENT, toBytes(codes)],
  );
}

/** Undefined when there is no such set for this release's fields. */
export async function readSet(
  db: Queryable,
  owner: string,
): Promise<(SetInfo & { readonly fields: readonly string[] }) | undefined> {
  const { rows } = await db.query<{
    row_count: number;
    base: string | null;
    changed_rows: number | null;
    removed: string[] | null;
    fields: string[];
  }>(
    `select row_count, base, changed_rows, removed,
            array(select field from columns where columns.owner = column_sets.owner) as fields
     from column_sets where owner = $1 and fields_version = $2`,
    [owner, FIELDS_VERSION],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    rows: row.row_count,
    fields: row.fields,
    ...(row.base !== null && {
      base: { owner: row.base, changedRows: row.changed_rows ?? 0, removed: row.removed ?? [] },
    }),
  };
}

/** Columns of these fields as they are kept, without those that no row has. Throws when one is not of this length. */
export async function readColumns(
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

/** Entries are kept as they are; the unknown one, which every column has, is left out. */
const parseEntries = (dictionary: string): Entry[] => [undefined, ...(JSON.parse(dictionary) as Entry[])];
