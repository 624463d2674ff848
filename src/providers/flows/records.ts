/** Records of a delimited text one by one, as texts of the wanted columns. Nothing is kept but the current chunk. */

import { failure } from '../../core/errors/registry.ts';
import { RecordScanner } from '../../formats/csv/record-scanner.ts';

export interface RecordReader {
  /** Called with the first records until it answers the column of each slot; undefined asks for the next record. */
  header(cells: readonly string[]): readonly number[] | undefined;
  /** Cells of the wanted columns in the order of slots; empty where the record is short. */
  row(cells: readonly string[], number: number): void;
  /** The record has more fields than the header. */
  tooWide(number: number, fields: number): void;
}

const MAX_HEADER_TRIES = 20;
const MAX_HEADER_CELLS = 1000;

/** Answers whether a header was found. Throws IST-1013 for a record longer than `maxBytes`, IST-1010 beyond `maxRows`. */
export async function readRecords(
  chunks: AsyncIterable<Buffer>,
  name: string,
  delimiter: number,
  reader: RecordReader,
  limits: { readonly maxRowBytes: number; readonly maxRows: number },
  signal?: AbortSignal,
): Promise<boolean> {
  const scanner = new RecordScanner(delimiter);
  let rest: Buffer = Buffer.alloc(0);
  let wanted: readonly number[] | undefined;
  let width = 0;
  let number = 0;
  let tries = 0;
  const cellAt = (bytes: Buffer, column: number): string => {
    if (column < 0 || column >= scanner.count) return '';
    const text = bytes.toString('utf8', scanner.from[column], scanner.to[column]);
    return scanner.escaped[column] === true ? text.replaceAll('""', '"') : text;
  };
  /** False when no header was found among the first records. */
  const push = (bytes: Buffer, last: boolean): boolean => {
    let at = 0;
    while (at < bytes.length) {
      const next = scanner.scan(bytes, at, bytes.length, last);
      if (next < 0) break;
      at = next;
      number += 1;
      if (number > limits.maxRows) throw failure('IST-1010', `${name} has more than ${limits.maxRows} records`);
      if (scanner.count === 1 && scanner.from[0] === scanner.to[0]) continue;
      if (wanted === undefined) {
        const columns = Array.from({ length: Math.min(scanner.count, MAX_HEADER_CELLS) }, (_, i) => cellAt(bytes, i));
        wanted = reader.header(columns);
        width = scanner.count;
        if (wanted === undefined && ++tries >= MAX_HEADER_TRIES) return false;
      } else if (scanner.count > width) reader.tooWide(number, scanner.count);
      else
        reader.row(
          wanted.map((column) => cellAt(bytes, column)),
          number,
        );
    }
    rest = bytes.subarray(at);
    if (rest.length > limits.maxRowBytes)
      throw failure(
        'IST-1013',
        `${name}: the record after record ${number} is longer than ${limits.maxRowBytes} bytes`,
      );
    return true;
  };
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    if (!push(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false)) return false;
  }
  push(rest, true);
  return wanted !== undefined;
}
