/** A CSV file as a table: streamed, any of the usual delimiters and encodings, bounded by the size of a record. */

import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import type { StringPool } from '../string-pool.ts';
import { NO_STRING } from '../table.ts';
import type { CellKind, TableConsumer, TablePart, TableRow } from '../table.ts';
import { delimiterOf } from './delimiter.ts';
import { asUtf8 } from './encoding.ts';
import { RecordScanner } from './record-scanner.ts';

const MAX_HEADER_TRIES = 20;

/** `open` gives the bytes of the file from its start, each time it is called. */
export function csvPart(
  name: string,
  open: () => AsyncIterable<Buffer>,
  pool: StringPool,
  limits: FormatLimits,
): TablePart {
  return {
    name,
    date1904: false,
    async read(consumer: TableConsumer, signal?: AbortSignal): Promise<void> {
      const reader = new CsvReader(name, pool, limits, consumer);
      for await (const chunk of asUtf8(open())) {
        signal?.throwIfAborted();
        reader.push(chunk, false);
        if (reader.done) return;
      }
      reader.push(Buffer.alloc(0), true);
    },
  };
}

class CsvReader implements TableRow {
  rowNumber = 0;
  done = false;
  readonly #name: string;
  readonly #pool: StringPool;
  readonly #limits: FormatLimits;
  readonly #consumer: TableConsumer;
  #bytes: Buffer = Buffer.alloc(0);
  #scanner: RecordScanner | undefined;
  #wanted: readonly number[] | undefined;
  #width = 0;
  #tries = 0;

  constructor(name: string, pool: StringPool, limits: FormatLimits, consumer: TableConsumer) {
    this.#name = name;
    this.#pool = pool;
    this.#limits = limits;
    this.#consumer = consumer;
  }

  kind(slot: number): CellKind {
    return this.#blank(this.#column(slot)) ? 'empty' : 'string';
  }

  number(): number {
    return Number.NaN;
  }

  stringId(slot: number): number {
    const column = this.#column(slot);
    return this.#blank(column) ? NO_STRING : this.#intern(column);
  }

  push(chunk: Buffer, last: boolean): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    let at = 0;
    if (this.#scanner === undefined) {
      // The sniffed first line must be whole, unless the file has no more.
      if (!last && this.#bytes.length < 65_536) return;
      const { byte, skip } = delimiterOf(this.#bytes.subarray(0, 1_048_576));
      this.#scanner = new RecordScanner(byte);
      at = skip;
    }
    while (at < this.#bytes.length && !this.done) {
      const next = this.#scanner.scan(this.#bytes, at, this.#bytes.length, last);
      if (next < 0) break;
      this.#record(this.#scanner, last && next === this.#bytes.length && !endsLine(this.#bytes));
      at = next;
    }
    this.#bytes = this.#bytes.subarray(at);
    if (this.#bytes.length > this.#limits.maxRowBytes) {
      throw failure(
        'IST-1013',
        `${this.#name}: the record after record ${this.rowNumber} is longer than ${this.#limits.maxRowBytes} bytes`,
      );
    }
  }

  #record(scanner: RecordScanner, cut: boolean): void {
    this.rowNumber++;
    if (this.rowNumber > this.#limits.maxRows) {
      throw failure('IST-1010', `${this.#name} has more than ${this.#limits.maxRows} records`);
    }
    if (this.#wanted === undefined) return this.#header(scanner);
    if (this.#allBlank(scanner)) return;
    const problem = this.#problem(scanner, cut);
    if (problem !== undefined) this.#consumer.irregular?.(this.rowNumber, problem.message, problem.skip);
    if (problem?.skip === true) return;
    for (let slot = 0; slot < this.#wanted.length; slot++) {
      if (!this.#blank(this.#column(slot))) return this.#consumer.row(this);
    }
  }

  #problem(scanner: RecordScanner, cut: boolean): { message: string; skip: boolean } | undefined {
    const fields = `${scanner.count} fields where the header has ${this.#width}`;
    if (scanner.unclosed) return { message: 'the file ends inside quotes', skip: true };
    if (scanner.count > this.#width) return { message: fields, skip: true };
    if (scanner.count === this.#width) return undefined;
    return cut ? { message: `the file ends after ${fields}`, skip: true } : { message: fields, skip: false };
  }

  #header(scanner: RecordScanner): void {
    const texts: (string | undefined)[] = [];
    for (let column = 0; column < scanner.count; column++) {
      const text = this.#pool.text(this.#intern(column)).trim();
      texts.push(text === '' ? undefined : text);
    }
    if (texts.every((text) => text === undefined)) return;
    this.#wanted = this.#consumer.header(texts, this.rowNumber);
    this.#width = texts.length;
    this.done = this.#wanted === undefined ? ++this.#tries >= MAX_HEADER_TRIES : this.#wanted.length === 0;
  }

  #allBlank(scanner: RecordScanner): boolean {
    for (let column = 0; column < scanner.count; column++) if (!this.#blank(column)) return false;
    return true;
  }

  #column(slot: number): number {
    return this.#wanted?.[slot] ?? -1;
  }

  #blank(column: number): boolean {
    const scanner = this.#scanner;
    if (scanner === undefined || column < 0 || column >= scanner.count) return true;
    return scanner.from[column] === scanner.to[column];
  }

  #intern(column: number): number {
    const from = this.#scanner?.from[column] ?? 0;
    const to = this.#scanner?.to[column] ?? 0;
    if (this.#scanner?.escaped[column] !== true) return this.#pool.intern(this.#bytes, from, to);
    return this.#pool.internText(this.#bytes.toString('utf8', from, to).replaceAll('""', '"'));
  }
}

function endsLine(bytes: Buffer): boolean {
  const last = bytes[bytes.length - 1];
  return last === 0x0a || last === 0x0d;
}
