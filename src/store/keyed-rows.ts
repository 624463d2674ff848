/**
 * Writes what a source lists into a table whose rows are told apart by a key, touching only what differs. Rows come in
 * any number; memory holds one batch and a bit per row that the source ever had.
 */

import type { Queryable } from './store.ts';

/** One thing as it is said now. `values` are in the order of the table's own columns. */
export interface KeyedRow {
  readonly key: string;
  /** Of what is said; equal digests are not written again. */
  readonly digest: string;
  readonly values: () => readonly unknown[];
}

/** What a row said before it was changed or removed, as far as the table tells. */
export interface FormerRow {
  readonly key: string;
  readonly seq: number;
  readonly [column: string]: unknown;
}

export interface KeyedTable<R extends KeyedRow> {
  readonly table: string;
  /** Columns beside source_id, seq, key, nth and digest. */
  readonly columns: readonly string[];
  /** Of these the ones whose former value is asked for. */
  readonly remembered: readonly string[];
  /** Added (no former), changed, or removed (no row). */
  readonly onTouch: (row: R | undefined, former: FormerRow | undefined) => void;
}

/** What became of the things a source lists. */
export interface ChangeCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

export interface KeyedRows<R extends KeyedRow> {
  readonly counts: Readonly<ChangeCounts>;
  /** Resolves when there is room for more. */
  put(row: R): Promise<void> | undefined;
  remove(key: string): Promise<void>;
  /** Writes what is left; with `only`, removes the rows that were not put since this was opened. */
  finish(only: boolean): Promise<void>;
}

const BATCH = 200;
const SWEEP = 20_000;
/** Keys of a first read that are kept in memory. */
const MOST_REMEMBERED = 300_000;
/** After so many new rows the database looks at its tables again at once: what follows asks for all of them. */
const MANY = 10_000;

interface Known extends FormerRow {
  readonly nth: number;
  readonly digest: string;
}

/** @param twice 'last': a thing said again is as it was said last; 'both': each saying is a row of its own. */
export async function keyedRows<R extends KeyedRow>(
  connection: Queryable,
  sourceId: string,
  { table, columns, remembered, onTouch }: KeyedTable<R>,
  twice: 'last' | 'both',
): Promise<KeyedRows<R>> {
  const former = ['key', 'nth', 'seq', 'digest', ...remembered].join(', ');
  const all = ['source_id', 'seq', 'key', 'nth', 'digest', ...columns];
  const { rows: newest } = await connection.query<{ seq: number }>(
    `select coalesce(max(seq), 0)::int as seq from ${table} where source_id = $1`,
    [sourceId],
  );
  let lastSeq = newest[0]?.seq ?? 0;
  // Nothing to compare with: a first read only asks for what it has put itself.
  const empty = lastSeq === 0;
  let put: Set<string> | undefined = empty ? new Set() : undefined;
  const marks = new Marks();
  const counts: ChangeCounts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  let waiting: R[] = [];
  let inFlight: Promise<void> = Promise.resolve();
  let failed: unknown;
  const insert = insertInto(table, all);

  async function lookUp(keys: readonly string[]): Promise<ReadonlyMap<string, Known[]>> {
    const byKey = new Map<string, Known[]>();
    const asked = put === undefined ? keys : keys.filter((key) => put?.has(key));
    if (asked.length === 0) return byKey;
    // Not prepared: a plan made while the table was empty would be kept.
    const { rows } = await connection.query<Known>(
      `select ${former} from ${table} where source_id = $1 and key = any($2) order by nth`,
      [sourceId, asked],
    );
    for (const row of rows) {
      const known = byKey.get(row.key);
      if (known === undefined) byKey.set(row.key, [row]);
      else known.push(row);
    }
    return byKey;
  }

  async function write(batch: readonly R[]): Promise<void> {
    const byKey = await lookUp(batch.map(({ key }) => key));
    const rewritten: number[] = [];
    const written = new Map<number, readonly unknown[]>();
    const place = (row: R, seq: number, nth: number): void => {
      marks.set(seq);
      written.set(seq, [sourceId, seq, row.key, nth, row.digest, ...row.values()]);
    };
    const seen = new Map<string, { seq: number; nth: number; digest: string }[]>();
    for (const row of batch) {
      const known = byKey.get(row.key) ?? [];
      const here = seen.get(row.key) ?? [];
      // Said already in this read: then the last word counts, or it is one more.
      const said = [...known.filter(({ seq }) => marks.has(seq)), ...here.filter(({ seq }) => written.has(seq))];
      const again = twice === 'last' ? (here[0] ?? known[0]) : undefined;
      const target = again ?? known[new Set(said.map(({ nth }) => nth)).size];
      if (target === undefined) {
        const nth = new Set(said.map((each) => each.nth)).size;
        lastSeq += 1;
        place(row, lastSeq, nth);
        seen.set(row.key, [...here, { seq: lastSeq, nth, digest: row.digest }]);
        counts.added += 1;
        onTouch(row, undefined);
        continue;
      }
      const first = !marks.has(target.seq);
      marks.set(target.seq);
      if (target.digest === row.digest) {
        if (first) counts.unchanged += 1;
        continue;
      }
      if (first) counts.changed += 1;
      const before = known.find(({ seq }) => seq === target.seq);
      if (before !== undefined) rewritten.push(target.seq);
      place(row, target.seq, target.nth);
      seen.set(row.key, [{ seq: target.seq, nth: target.nth, digest: row.digest }, ...here]);
      onTouch(row, before);
    }
    if (rewritten.length > 0)
      await connection.query(`delete from ${table} where source_id = $1 and seq = any($2)`, [sourceId, rewritten]);
    if (written.size > 0) await insert(connection, [...written.values()]);
    for (const { key } of batch) put?.add(key);
    if ((put?.size ?? 0) > MOST_REMEMBERED) put = await forgetPut();
  }

  /** So many that the database is asked from here on; it has to know how many there are to find them well. */
  async function forgetPut(): Promise<undefined> {
    await connection.query(`analyze ${table}`);
  }

  async function send(): Promise<void> {
    await inFlight;
    if (failed !== undefined) throw failed;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    // Kept and thrown at the next call: a rejection nobody waits for yet would end the process.
    inFlight = write(batch).catch((error: unknown) => void (failed = error));
  }

  async function settle(): Promise<void> {
    await send();
    await inFlight;
    if (failed !== undefined) throw failed;
  }

  async function forget(seqs: readonly number[]): Promise<void> {
    const { rows } = await connection.query<FormerRow>(
      `delete from ${table} where source_id = $1 and seq = any($2) returning key, seq${remembered.map((name) => `, ${name}`).join('')}`,
      [sourceId, seqs],
    );
    counts.removed += rows.length;
    for (const row of rows) onTouch(undefined, row);
  }

  return {
    counts,
    put(row) {
      waiting.push(row);
      return waiting.length === BATCH ? send() : undefined;
    },
    async remove(key) {
      await settle();
      const { rows } = await connection.query<{ seq: number }>(
        `select seq from ${table} where source_id = $1 and key = $2`,
        [sourceId, key],
      );
      if (rows.length > 0) await forget(rows.map(({ seq }) => seq));
    },
    async finish(only) {
      await settle();
      if (counts.added + counts.changed > MANY) await connection.query(`analyze ${table}`);
      if (!only || empty) return;
      for (let after = 0; ;) {
        const { rows } = await connection.query<{ seq: number }>(
          `select seq from ${table} where source_id = $1 and seq > $2 order by seq limit ${SWEEP}`,
          [sourceId, after],
        );
        const gone = rows.map(({ seq }) => seq).filter((seq) => !marks.has(seq));
        for (let from = 0; from < gone.length; from += BATCH) await forget(gone.slice(from, from + BATCH));
        after = rows.at(-1)?.seq ?? after;
        if (rows.length < SWEEP) return;
      }
    },
  };
}

/** Multi-row inserts; whole batches under one prepared statement. */
function insertInto(table: string, columns: readonly string[]) {
  const statement = (rows: number): string => {
    const tuples = Array.from({ length: rows }, (_row, row) => {
      const places = columns.map((_column, index) => `$${row * columns.length + index + 1}`);
      return `(${places.join(',')})`;
    });
    return `insert into ${table} (${columns.join(',')}) values ${tuples.join(',')}`;
  };
  const full = { name: `insert ${table}*${BATCH}`, text: statement(BATCH) };
  return (connection: Queryable, rows: readonly (readonly unknown[])[]): Promise<unknown> =>
    rows.length === BATCH
      ? connection.query({ ...full, values: rows.flat() })
      : connection.query(statement(rows.length), rows.flat());
}

/** A set of whole numbers from zero on: one bit each. */
class Marks {
  #bits = new Uint8Array(1024);

  set(number: number): void {
    const byte = number >>> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (number & 7));
  }

  has(number: number): boolean {
    return ((this.#bits[number >>> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }
}
