/** The workbook's table of texts, streamed into a pool; cells refer to it by index. */

import { failure } from '../../core/errors/registry.ts';
import type { FormatLimits } from '../limits.ts';
import type { StringPool } from '../string-pool.ts';
import { unescapeExcel, unescapeXml } from './markup.ts';
import { ElementRegions } from './element-regions.ts';

const AMPERSAND = 0x26;
const GT = 0x3e;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;
const LOWER_X = 0x78;

/** Pool ids by shared-string index. Growable, 4 bytes a string. */
export class SharedStrings {
  #ids = new Uint32Array(1024);
  #count = 0;

  push(id: number): void {
    if (this.#count === this.#ids.length) {
      const larger = new Uint32Array(this.#ids.length * 2);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#count++] = id;
  }

  /** Pool id of an index, or undefined when the workbook has no such string. */
  at(index: number): number | undefined {
    return index < this.#count ? this.#ids[index] : undefined;
  }
}

/** Reads `<si>` items. Texts of rich-text runs are joined; phonetic hints (`<rPh>`) are left out. */
export async function readSharedStrings(
  chunks: AsyncIterable<Buffer>,
  pool: StringPool,
  limits: FormatLimits,
  signal?: AbortSignal,
): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const regions = new ElementRegions('sharedStrings.xml', 'sst', 'si', limits);
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    regions.push(chunk, (bytes, from, to) => {
      for (let at = from; ;) {
        const open = bytes.indexOf(regions.openTag, at);
        if (open < 0 || open >= to) break;
        const tagEnd = bytes.indexOf(GT, open);
        const empty = bytes[tagEnd - 1] === SLASH;
        const end = empty ? tagEnd : bytes.indexOf(regions.closeTag, tagEnd);
        if (tagEnd < 0 || end < 0 || end >= to) throw failure('IST-1006', "the workbook's texts are damaged");
        strings.push(empty ? pool.intern(bytes, end, end) : internItem(bytes, tagEnd, end, pool));
        at = empty ? end + 1 : end + regions.closeTag.length;
      }
    });
  }
  regions.finish();
  return strings;
}

/** Text of the `<t>` elements between from and to, which hold one `<si>` or `<is>` item. */
export function internItem(bytes: Buffer, from: number, to: number, pool: StringPool): number {
  const first = textSpan(bytes, from, to);
  if (first === undefined) return pool.intern(bytes, from, from);
  const second = textSpan(bytes, first.after, to);
  if (second === undefined && !first.phonetic) return internText(bytes, first.from, first.to, pool);
  const parts: string[] = [];
  for (let span: TextSpan | undefined = first; span !== undefined; span = textSpan(bytes, span.after, to)) {
    if (!span.phonetic) parts.push(unescapeXml(bytes.toString('utf8', span.from, span.to)));
  }
  return pool.internText(unescapeExcel(parts.join('')));
}

/** Interns bytes that may hold XML references or Excel's escapes. */
export function internText(bytes: Buffer, from: number, to: number, pool: StringPool): number {
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte === AMPERSAND || (byte === UNDERSCORE && bytes[i + 1] === LOWER_X)) {
      return pool.internText(unescapeExcel(unescapeXml(bytes.toString('utf8', from, to))));
    }
  }
  return pool.intern(bytes, from, to);
}

interface TextSpan {
  readonly from: number;
  readonly to: number;
  readonly after: number;
  readonly phonetic: boolean;
}

function textSpan(bytes: Buffer, start: number, end: number): TextSpan | undefined {
  let phonetic = false;
  let i = start;
  for (;;) {
    while (i < end && bytes[i] !== 0x3c) i++;
    if (i >= end) return undefined;
    const closing = bytes[i + 1] === 0x2f;
    let nameAt = closing ? i + 2 : i + 1;
    let nameEnd = nameAt;
    for (; nameEnd < end; nameEnd++) {
      const byte = bytes[nameEnd]!;
      if (byte === 0x3a) nameAt = nameEnd + 1;
      else if (byte === 0x3e || byte === 0x2f || byte <= 0x20) break;
    }
    let tagEnd = nameEnd;
    while (tagEnd < end && bytes[tagEnd] !== 0x3e) tagEnd++;
    const length = nameEnd - nameAt;
    if (length === 3 && bytes[nameAt] === 0x72 && bytes[nameAt + 1] === 0x50) phonetic = !closing;
    if (length === 1 && bytes[nameAt] === 0x74 && !closing && bytes[tagEnd - 1] !== 0x2f) {
      let to = tagEnd + 1;
      while (to < end && bytes[to] !== 0x3c) to++;
      if (to >= end) throw failure('IST-1006', 'a text in the workbook has no end');
      return { from: tagEnd + 1, to, after: to, phonetic };
    }
    i = tagEnd + 1;
  }
}
