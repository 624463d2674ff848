/**
 * Writes many rows fast: multi-row inserts under one prepared statement, the next batch filled while the last one
 * is on its way. Values travel as they are; COPY and array parameters would have every document escaped first.
 */

import { hash } from 'node:crypto';
import type { Queryable } from './store.ts';

const MAX_PARAMETERS = 65_535;

export interface BulkWriter {
  /** Takes one row, in the order of the columns. Waits when the database is behind. */
  add(row: readonly unknown[]): Promise<void> | undefined;
  /** Writes what is left. Must be awaited before the transaction ends. */
  flush(): Promise<void>;
}

export function bulkWriter(
  connection: Queryable,
  table: string,
  columns: readonly string[],
  batchRows = 200,
): BulkWriter {
  if (batchRows * columns.length > MAX_PARAMETERS) throw new RangeError('batch too large for one statement');
  let values: unknown[] = [];
  let inFlight: Promise<unknown> = Promise.resolve();
  let failed: unknown;

  const statement = (rows: number): string => {
    const tuples: string[] = [];
    for (let row = 0; row < rows; row += 1) {
      tuples.push(`(${columns.map((_, index) => `$${row * columns.length + index + 1}`).join(',')})`);
    }
    return `insert into ${table} (${columns.join(',')}) values ${tuples.join(',')}`;
  };
  const full = statement(batchRows);
  // PostgreSQL looks at 63 characters of a name.
  const name = `bulk ${table} ${hash('sha1', full, 'base64url').slice(0, 16)}`;

  async function send(): Promise<void> {
    await inFlight;
    if (failed !== undefined) throw failed;
    const rows = values.length / columns.length;
    if (rows === 0) return;
    const batch = values;
    values = [];
    // Kept and thrown at the next call: a rejection nobody waits for yet would end the process.
    const sent =
      rows === batchRows
        ? connection.query({ name, text: full, values: batch })
        : connection.query(statement(rows), batch);
    inFlight = sent.catch((error: unknown) => void (failed = error));
  }

  return {
    add(row) {
      values.push(...row);
      return values.length === batchRows * columns.length ? send() : undefined;
    },
    async flush() {
      await send();
      await inFlight;
      if (failed !== undefined) throw failed;
    },
  };
}
