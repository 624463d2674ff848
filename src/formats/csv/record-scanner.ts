/**
 * Fields of one CSV record after another (RFC 4180) out of UTF-8 bytes, without copying them. A quote inside an
 * unquoted field is an ordinary character; text after a closing quote belongs to the field.
 */

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export class RecordScanner {
  /** Byte ranges of the fields of the last record, quotes left out; `escaped[n]` when it holds doubled quotes. */
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly escaped: boolean[] = [];
  count = 0;
  /** True when the last record ended inside quotes, which only the end of the file allows. */
  unclosed = false;
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /**
   * Scans the record at `start`. Returns the offset after it, or -1 when it is not complete within [start, end)
   * and `last` is false.
   */
  scan(bytes: Buffer, start: number, end: number, last: boolean): number {
    this.count = 0;
    this.unclosed = false;
    let i = start;
    for (;;) {
      i = bytes[i] === QUOTE && i < end ? this.#quoted(bytes, i + 1, end) : this.#plain(bytes, i, end);
      if (i >= end) return last ? end : -1;
      const byte = bytes[i];
      if (byte === this.#delimiter) {
        i++;
        continue;
      }
      if (byte === CR && i + 1 >= end && !last) return -1;
      return byte === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
    }
  }

  #plain(bytes: Buffer, start: number, end: number): number {
    let i = start;
    for (; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === this.#delimiter || byte === LF || byte === CR) break;
    }
    this.#add(start, i, false);
    return i;
  }

  #quoted(bytes: Buffer, start: number, end: number): number {
    let escaped = false;
    let i = start;
    for (;;) {
      while (i < end && bytes[i] !== QUOTE) i++;
      if (i >= end) {
        this.unclosed = true;
        this.#add(start, end, escaped);
        return end;
      }
      if (bytes[i + 1] !== QUOTE || i + 1 >= end) break;
      escaped = true;
      i += 2;
    }
    this.#add(start, i, escaped);
    i++;
    while (i < end && bytes[i] !== this.#delimiter && bytes[i] !== LF && bytes[i] !== CR) i++;
    return i;
  }

  #add(from: number, to: number, escaped: boolean): void {
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.escaped[this.count] = escaped;
    this.count++;
  }
}
