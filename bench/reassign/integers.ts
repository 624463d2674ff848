/**
 * Whole numbers of a file, one after the other, from chunks of bytes: the largest models have 25 million of them, which
 * must become neither strings nor an array of objects on the way.
 */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const LARGEST = 4_294_967_295;

/** What is wrong with an input file, and where. */
export class InputFault extends Error {
  override readonly name = 'InputFault';
}

export class IntegerFile {
  readonly #path: string;
  readonly #file: number;
  readonly #size: number;
  readonly #chunk = Buffer.allocUnsafe(CHUNK);
  #length = 0;
  #at = 0;
  /** Bytes of the file before this chunk. */
  #before = 0;
  /** First byte of the number read last. */
  #start = 0;
  #read = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
    this.#size = fstatSync(this.#file).size;
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  /** Fails with the position of the number read last. */
  fault(problem: string): InputFault {
    return new InputFault(`${this.#path}: number ${this.#read} at byte ${this.#start} (${this.#line()}): ${problem}`);
  }

  next(expected: string): number {
    return this.#take(expected, LARGEST);
  }

  /** Below `count`, which is how many there are of what it points to. */
  index(count: number, expected: string): number {
    const value = this.#take(expected, LARGEST);
    if (value >= count) throw this.fault(`expected ${expected} below ${count}, found ${value}`);
    return value;
  }

  flag(expected: string): 0 | 1 {
    const value = this.#take(expected, LARGEST);
    if (value !== 0 && value !== 1) throw this.fault(`expected ${expected} to be 0 or 1, found ${value}`);
    return value;
  }

  fill(target: Uint32Array | Float64Array | Int32Array, offset: number, count: number, expected: string): void {
    for (let at = offset; at < offset + count; at += 1) target[at] = this.#take(expected, LARGEST);
  }

  /** Refuses a count that the rest of the file cannot hold, before memory is set aside for it. */
  mustHold(numbers: number, what: string): void {
    const left = this.#size - this.#before - this.#at;
    // Each takes a digit, and all but the last a separator.
    if (numbers * 2 - 1 > left + 1) {
      throw this.fault(`${what} are ${numbers} more numbers, but only ${left} bytes are left in the file`);
    }
  }

  end(what: string): void {
    const byte = this.#skipBlank();
    if (byte < 0) return;
    this.#start = this.#before + this.#at;
    this.#read += 1;
    throw this.fault(`expected the end of the file after ${what}`);
  }

  #refill(): boolean {
    this.#before += this.#length;
    this.#at = 0;
    this.#length = readSync(this.#file, this.#chunk, 0, CHUNK, null);
    return this.#length > 0;
  }

  /** The next byte that is no white space, not taken yet; −1 at the end. */
  #skipBlank(): number {
    for (;;) {
      while (this.#at < this.#length) {
        const byte = this.#chunk[this.#at] ?? 0;
        if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return byte;
        this.#at += 1;
      }
      if (!this.#refill()) return -1;
    }
  }

  #take(expected: string, largest: number): number {
    const first = this.#skipBlank();
    this.#read += 1;
    this.#start = this.#before + this.#at;
    if (first < 0) throw this.fault(`the file ends where ${expected} was expected`);
    let value = 0;
    for (;;) {
      while (this.#at < this.#length) {
        const byte = this.#chunk[this.#at] ?? 0;
        if (byte >= 48 && byte <= 57) {
          value = value * 10 + byte - 48;
          this.#at += 1;
        } else if (byte === 32 || byte === 10 || byte === 13 || byte === 9) {
          if (value > largest) throw this.fault(`expected ${expected} of at most ${largest}`);
          return value;
        } else {
          throw this.fault(
            `expected ${expected}, a whole number, found ${JSON.stringify(String.fromCodePoint(byte))} at byte ${this.#before + this.#at}`,
          );
        }
      }
      if (this.#refill()) continue;
      if (value > largest) throw this.fault(`expected ${expected} of at most ${largest}`);
      return value;
    }
  }

  /** Lines are counted only when something is wrong: they mean nothing in this format, but editors go by them. */
  #line(): string {
    const file = openSync(this.#path, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK);
    let line = 1;
    let left = this.#start;
    while (left > 0) {
      const length = readSync(file, chunk, 0, Math.min(CHUNK, left), null);
      if (length === 0) break;
      for (let at = 0; at < length; at += 1) if (chunk[at] === 10) line += 1;
      left -= length;
    }
    closeSync(file);
    return `line ${line}`;
  }
}
