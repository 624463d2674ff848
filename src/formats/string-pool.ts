/**
 * Every distinct text of an import once, as UTF-8 bytes outside the JavaScript heap. Tables keep 4-byte ids
 * instead of strings, so millions of repeated cells cost little and equal texts compare as equal ids.
 */

import { failure } from '../core/errors/registry.ts';
import type { FormatLimits } from './limits.ts';

const CACHE_SIZE = 1 << 14;

export class StringPool {
  readonly #limits: FormatLimits;
  #bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  #used = 0;
  /** starts[id] .. starts[id + 1] are the bytes of a string. */
  #starts = new Uint32Array(1 << 12);
  #count = 0;
  /** Open addressing; holds id + 1, 0 is free. */
  #slots = new Uint32Array(1 << 13);
  #redacted = new Set<number>();
  readonly #cachedIds = new Uint32Array(CACHE_SIZE).fill(0xffff_ffff);
  readonly #cachedTexts: string[] = Array.from({ length: CACHE_SIZE }, () => '');

  constructor(limits: FormatLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#count;
  }

  /** Id of the text in bytes[from, to), UTF-8. The bytes are copied when they are new. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = (hash >>> 0) & mask;
    for (;;) {
      const taken = this.#slots[slot]!;
      if (taken === 0) break;
      if (this.#equals(taken - 1, bytes, from, to)) return taken - 1;
      slot = (slot + 1) & mask;
    }
    const id = this.#append(bytes, from, to);
    this.#slots[slot] = id + 1;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return id;
  }

  internText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.intern(bytes, 0, bytes.length);
  }

  /** The text of an id. Texts asked for again and again come back as one JavaScript string. */
  text(id: number): string {
    const place = id & (CACHE_SIZE - 1);
    if (this.#cachedIds[place] === id) return this.#cachedTexts[place]!;
    const text = this.#redacted.has(id) ? '' : this.#bytes.toString('utf8', this.#starts[id], this.#starts[id + 1]);
    this.#cachedIds[place] = id;
    this.#cachedTexts[place] = text;
    return text;
  }

  /** Overwrites a text for good: whoever asks for it later reads an empty string. For licence keys. */
  redact(id: number): void {
    this.#bytes.fill(0, this.#starts[id], this.#starts[id + 1]);
    this.#redacted.add(id);
    const place = id & (CACHE_SIZE - 1);
    if (this.#cachedIds[place] === id) this.#cachedTexts[place] = '';
  }

  #equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[id]!;
    if (this.#starts[id + 1]! - start !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #append(bytes: Uint8Array, from: number, to: number): number {
    const { maxStrings, maxStringBytes } = this.#limits;
    const end = this.#used + (to - from);
    if (this.#count >= maxStrings || end > maxStringBytes) {
      throw failure(
        'IST-1010',
        `the file holds more than ${maxStrings} distinct texts or ${maxStringBytes} bytes of them`,
      );
    }
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(end, Math.ceil(this.#bytes.length * 1.5)), maxStringBytes));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(from, to), this.#used);
    const id = this.#count++;
    if (id + 1 >= this.#starts.length) {
      const larger = new Uint32Array(Math.ceil(this.#starts.length * 1.5));
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#used = end;
    this.#starts[id + 1] = end;
    return id;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#count; id++) {
      let hash = 0x811c9dc5;
      const end = this.#starts[id + 1]!;
      for (let i = this.#starts[id]!; i < end; i++) hash = Math.imul(hash ^ this.#bytes[i]!, 0x01000193);
      hash ^= hash >>> 15;
      let slot = (hash >>> 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}
