/**
 * XDR (RFC 4506), as far as libvirt's protocol uses it. Everything is big-endian and padded to four bytes. What is read
 * is checked against what is there before anything is set aside for it.
 */

/** What was received does not have the form it should. */
export class XdrError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XdrError';
  }
}

/** libvirt's own bound on one string. */
export const MAX_STRING_BYTES = 4 * 1024 * 1024;

export class XdrWriter {
  readonly #parts: Buffer[] = [];

  int(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    this.#parts.push(bytes);
    return this;
  }

  uint(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    this.#parts.push(bytes);
    return this;
  }

  string(value: string): this {
    const bytes = Buffer.from(value, 'utf8');
    this.uint(bytes.length);
    this.#parts.push(bytes, Buffer.alloc(padding(bytes.length)));
    return this;
  }

  /** A string that may be NULL. */
  optionalString(value: string | undefined): this {
    return value === undefined ? this.int(0) : this.int(1).string(value);
  }

  /** Bytes of a length both sides know: a UUID. */
  fixed(bytes: Buffer): this {
    this.#parts.push(bytes, Buffer.alloc(padding(bytes.length)));
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

export class XdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  int(): number {
    return this.#take(4).readInt32BE();
  }

  uint(): number {
    return this.#take(4).readUInt32BE();
  }

  /** Sizes and times fit a double exactly up to 2^53; beyond it the nearest is good enough for both. */
  hyper(): number {
    return Number(this.#take(8).readBigInt64BE());
  }

  uhyper(): number {
    return Number(this.#take(8).readBigUInt64BE());
  }

  double(): number {
    return this.#take(8).readDoubleBE();
  }

  string(): string {
    const length = this.uint();
    if (length > MAX_STRING_BYTES) throw new XdrError(`a string of ${length} bytes`);
    const text = this.#take(length).toString('utf8');
    this.#take(padding(length));
    return text;
  }

  optionalString(): string | undefined {
    return this.flag() ? this.string() : undefined;
  }

  fixed(length: number): Buffer {
    const bytes = this.#take(length);
    this.#take(padding(length));
    return bytes;
  }

  /** A pointer's mark: whether something follows. */
  flag(): boolean {
    const value = this.uint();
    if (value > 1) throw new XdrError(`${value} in place of true or false`);
    return value === 1;
  }

  /**
   * A list of at most `most` items, each of at least `leastBytes`. A length that the rest of the message cannot hold is
   * refused before the first item is read.
   */
  list<T>(most: number, leastBytes: number, read: (reader: this) => T): T[] {
    const length = this.uint();
    if (length > most || length * leastBytes > this.remaining) throw new XdrError(`a list of ${length} items`);
    const items: T[] = [];
    for (let index = 0; index < length; index++) items.push(read(this));
    return items;
  }

  #take(length: number): Buffer {
    if (length > this.remaining) throw new XdrError(`${length} bytes where ${this.remaining} are left`);
    const from = this.#at;
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }
}

const padding = (length: number): number => (4 - (length % 4)) % 4;
