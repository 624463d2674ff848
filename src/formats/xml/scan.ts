/**
 * Reads XML as it arrives, piece by piece. Strict where it protects: no document type, so no entities but the five of
 * XML and character references; every element closed by its own name; bounded depth and sizes.
 */

import { decodeReferences, parseAttributes } from './references.ts';
import type { XmlAttributes } from './references.ts';
import { DEFAULT_XML_LIMITS, XmlError } from './limits.ts';
import type { XmlLimits } from './limits.ts';

export interface XmlHandler {
  /** The name is without its prefix; attributes go by the names as written. */
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(): void;
}

const EXCLAMATION = 33;
const SLASH = 47;
const QUESTION = 63;
/** A name with its prefix: letters, digits and what XML allows between them. Others are refused. */
const NAME = /^(?:[\p{L}_][\p{L}\p{N}\p{M}_.-]*:)?([\p{L}_][\p{L}\p{N}\p{M}_.-]*)$/u;
/** Tags repeat, so each is read once. More than any schema has, and longer than those: read each time. */
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 200;
const NO_ATTRIBUTES: XmlAttributes = Object.freeze({});

interface KnownTag {
  /** Name as written, to find the closing tag by. */
  readonly raw: string;
  readonly local: string;
  readonly attributes: XmlAttributes;
}

export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #known = new Map<string, KnownTag>();
  readonly #open: KnownTag[] = [];
  #rest = '';
  #rootSeen = false;

  constructor(handler: XmlHandler, limits: XmlLimits = DEFAULT_XML_LIMITS) {
    this.#handler = handler;
    this.#limits = limits;
  }

  /** Throws XmlError. */
  write(piece: string): void {
    const source = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const tag = source.indexOf('<', at);
      if (tag < 0) {
        if (source.length - at > this.#limits.maxTextChars) throw tooLong('text', this.#limits.maxTextChars);
        break;
      }
      const end = this.#markup(source, tag, at);
      if (end < 0) {
        if (source.length - tag > this.#longest(source, tag)) throw tooLong('tag', this.#longest(source, tag));
        break;
      }
      at = end;
    }
    this.#rest = at === 0 ? source : source.slice(at);
  }

  /** To be called when nothing more comes. */
  end(): void {
    if (this.#rest.trim() !== '') throw new XmlError('malformed', 'the XML ends in the middle');
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw new XmlError('malformed', `the XML ends before <${unclosed.raw}> is closed`);
    if (!this.#rootSeen) throw new XmlError('malformed', 'there is no XML');
  }

  /** Handles what stands at `tag` and the text from `from` to it; answers the position behind, or -1 for not all here. */
  #markup(source: string, tag: number, from: number): number {
    const kind = source.charCodeAt(tag + 1);
    if (kind === SLASH) {
      const top = this.#open.at(-1);
      if (top === undefined) throw new XmlError('malformed', 'an element is closed that is not open');
      const end = tag + 2 + top.raw.length;
      if (end >= source.length) {
        const close = source.indexOf('>', tag);
        if (close < 0) return -1;
      }
      if (!source.startsWith(top.raw, tag + 2)) throw wrongClose(top.raw, source, tag);
      const close = source.charCodeAt(end) === 62 ? end : closeOf(source, end, top.raw);
      this.#text(source, from, tag);
      this.#open.pop();
      this.#handler.close();
      return close + 1;
    }
    if (kind === EXCLAMATION) return this.#declaration(source, tag, from);
    if (kind === QUESTION) {
      const end = source.indexOf('?>', tag);
      if (end >= 0) this.#text(source, from, tag);
      return end < 0 ? -1 : end + 2;
    }
    const end = endOfTag(source, tag);
    if (end < 0) return -1;
    if (end - tag > this.#limits.maxTagChars) throw tooLong('tag', this.#limits.maxTagChars);
    this.#text(source, from, tag);
    this.#element(source, tag + 1, end);
    return end + 1;
  }

  #element(source: string, from: number, to: number): void {
    const empty = source.charCodeAt(to - 1) === SLASH;
    const inner = source.slice(from, empty ? to - 1 : to);
    const name = this.#known.get(inner) ?? this.#read(inner);
    if (this.#open.length === 0) {
      if (this.#rootSeen) throw new XmlError('malformed', `<${name.raw}> follows behind the end`);
      this.#rootSeen = true;
    }
    if (this.#open.length >= this.#limits.maxDepth) {
      throw new XmlError('limit', `elements are nested deeper than ${this.#limits.maxDepth}`);
    }
    this.#handler.open(name.local, name.attributes);
    if (empty) this.#handler.close();
    else this.#open.push(name);
  }

  /** Comments and CDATA; a document type is where entity bombs and outside entities live, and no platform sends one. */
  #declaration(source: string, tag: number, from: number): number {
    const start = source.slice(tag, tag + 9);
    if (start.startsWith('<!--')) {
      const end = source.indexOf('-->', tag + 4);
      if (end >= 0) this.#text(source, from, tag);
      return end < 0 ? -1 : end + 3;
    }
    if (start === '<![CDATA[') {
      const end = source.indexOf(']]>', tag + 9);
      if (end < 0) return -1;
      this.#text(source, from, tag);
      if (end > tag + 9) this.#handler.text(source.slice(tag + 9, end));
      return end + 3;
    }
    if (start.length < 9 && ('<![CDATA['.startsWith(start) || '<!--'.startsWith(start))) return -1;
    throw new XmlError('malformed', 'a document type or other declaration is not taken');
  }

  #text(source: string, from: number, to: number): void {
    if (from === to) return;
    if (to - from > this.#limits.maxTextChars) throw tooLong('text', this.#limits.maxTextChars);
    const text = source.slice(from, to);
    if (this.#open.length === 0) {
      if (text.replace('\ufeff', '').trim() !== '')
        throw new XmlError('malformed', 'text stands outside of any element');
      return;
    }
    this.#handler.text(text.includes('&') ? decodeReferences(text) : text);
  }

  #read(inner: string): KnownTag {
    // A slice would keep the whole piece it was cut from.
    const own = Buffer.from(inner).toString();
    const split = own.search(/\s/);
    const raw = split < 0 ? own : own.slice(0, split);
    const local = NAME.exec(raw)?.[1];
    if (local === undefined) throw new XmlError('malformed', `<${raw.slice(0, 40)}> is no name of an element`);
    const attributes = split < 0 ? NO_ATTRIBUTES : parseAttributes(own.slice(split).trim());
    const tag = { raw, local, attributes };
    if (this.#known.size < MOST_KNOWN && own.length < LONGEST_KNOWN) this.#known.set(own, tag);
    return tag;
  }

  /** Comments and CDATA may be as long as a text. */
  #longest(source: string, tag: number): number {
    return source.charCodeAt(tag + 1) === EXCLAMATION ? this.#limits.maxTextChars : this.#limits.maxTagChars;
  }
}

/** Position of the ">" that ends the tag: one inside quotes does not. */
function endOfTag(source: string, tag: number): number {
  let quote = 0;
  for (let at = tag + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at;
    else if (code === 34 || code === 39) quote = code;
  }
  return -1;
}

function closeOf(source: string, end: number, name: string): number {
  const close = source.indexOf('>', end);
  if (close < 0 || source.slice(end, close).trim() !== '') throw wrongClose(name, source, end - name.length - 2);
  return close;
}

const wrongClose = (name: string, source: string, at: number): XmlError =>
  new XmlError('malformed', `<${name}> is closed by ${source.slice(at, at + 40).split('>')[0] ?? ''}>`);

const tooLong = (what: string, limit: number): XmlError =>
  new XmlError('limit', `a ${what} has more than ${limit} characters`);
