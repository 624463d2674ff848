/**
 * Cuts a streamed XML part into regions of whole elements, such as the rows of a sheet, so that what parses them
 * never meets the edge of a chunk. Memory is one chunk plus the largest element.
 */

import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import { refused } from './markup.ts';

const MAX_PRELUDE_BYTES = 4 * 1024 * 1024;

export class ElementRegions {
  readonly #part: string;
  readonly #container: string;
  readonly #element: string;
  readonly #limits: FormatLimits;
  #buffer: Buffer = Buffer.allocUnsafe(2 * 1024 * 1024);
  #used = 0;
  #state: 'before' | 'inside' | 'after' = 'before';
  #containerClose: Buffer = Buffer.alloc(0);
  #openTag: Buffer = Buffer.alloc(0);
  #closeTag: Buffer = Buffer.alloc(0);
  #prefix = '';

  constructor(part: string, container: string, element: string, limits: FormatLimits) {
    this.#part = part;
    this.#container = container;
    this.#element = element;
    this.#limits = limits;
  }

  /** Namespace prefix with its colon, as in "x:", or the empty string. Known once a region was handed out. */
  get prefix(): string {
    return this.#prefix;
  }

  /** Start of the element's opening tag, up to its name. */
  get openTag(): Buffer {
    return this.#openTag;
  }

  get closeTag(): Buffer {
    return this.#closeTag;
  }

  /** Adds bytes; calls `visit` with a range that holds whole elements only. Valid during the call. */
  push(chunk: Buffer, visit: (bytes: Buffer, from: number, to: number) => void): void {
    if (this.#state === 'after') return;
    this.#append(chunk);
    let from = 0;
    if (this.#state === 'before') {
      const opened = this.#findContainer();
      if (opened === undefined) return;
      from = opened;
    }
    const bytes = this.#buffer.subarray(0, this.#used);
    let to = from;
    if (this.#state === 'inside') {
      // What comes before the last element that was opened is whole, also when it is nothing but empty elements.
      const lastClose = bytes.lastIndexOf(this.#closeTag);
      to = Math.max(to, lastClose < from ? from : lastClose + this.#closeTag.length, bytes.lastIndexOf(this.#openTag));
    }
    const containerEnd = this.#state === 'inside' ? bytes.indexOf(this.#containerClose, to) : to;
    if (containerEnd >= 0) {
      to = containerEnd;
      this.#state = 'after';
    }
    if (to > from) visit(bytes, from, to);
    this.#buffer.copyWithin(0, to, this.#used);
    this.#used -= to;
    if (this.#state === 'inside' && this.#used > this.#limits.maxRowBytes) {
      throw failure(
        'IST-1010',
        `one element of the workbook's part "${this.#part}" is larger than ${this.#limits.maxRowBytes} bytes`,
      );
    }
  }

  /** Call after the last chunk. Throws IST-1006 when the part ended in the middle. */
  finish(): void {
    if (this.#state === 'inside' || (this.#state === 'before' && this.#used === 0)) {
      throw failure('IST-1006', `the workbook's part "${this.#part}" ends in the middle of its content`);
    }
  }

  #append(chunk: Buffer): void {
    const needed = this.#used + chunk.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(needed * 2);
      this.#buffer.copy(larger, 0, 0, this.#used);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#used);
    this.#used = needed;
  }

  /** Offset after the container's opening tag, or undefined when it has not come yet. */
  #findContainer(): number | undefined {
    const text = this.#buffer.toString('latin1', 0, Math.min(this.#used, MAX_PRELUDE_BYTES));
    if (text.startsWith('\u00ff\u00fe') || text.startsWith('\u00fe\u00ff')) {
      throw failure('IST-1006', `the workbook's part "${this.#part}" is not UTF-8`);
    }
    const opening = new RegExp(`<(?:([\\w.-]+):)?${this.#container}(?=[\\s/>])[^>]*>`).exec(text);
    const searched = opening === null ? text : text.slice(0, opening.index);
    if (/<!(?!--)/.test(searched.replace(/<!-?$/, ''))) throw refused(this.#part);
    if (opening === null) {
      if (this.#used > MAX_PRELUDE_BYTES) {
        throw failure('IST-1006', `the workbook's part "${this.#part}" has no ${this.#container} element`);
      }
      return undefined;
    }
    this.#prefix = opening[1] === undefined ? '' : `${opening[1]}:`;
    this.#openTag = Buffer.from(`<${this.#prefix}${this.#element}`);
    this.#closeTag = Buffer.from(`</${this.#prefix}${this.#element}>`);
    this.#containerClose = Buffer.from(`</${this.#prefix}${this.#container}`);
    this.#state = opening[0].endsWith('/>') ? 'after' : 'inside';
    return opening.index + opening[0].length;
  }
}
