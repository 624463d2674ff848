/**
 * Tags of the small XML parts of a workbook (list of sheets, relationships, styles), strictly: no document type
 * declaration, no entities beyond the five of XML and numeric references, no CDATA.
 */

import { failure } from '../../core/errors/registry.ts';

export interface Tag {
  /** Name without its namespace prefix. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: Readonly<Record<string, string>>;
}

/** No tag of these parts comes near; a longer one would only make the attribute pattern slow. */
const MAX_TAG_LENGTH = 16_384;
const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Throws IST-1009 for a construct that spreadsheets do not use, IST-1006 for markup without an end. */
export function* tagsOf(bytes: Buffer, part: string): Generator<Tag> {
  const text = bytes.toString('utf8');
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const comment = text.startsWith('<!--', at);
    if (!comment && text.startsWith('<!', at)) throw refused(part);
    const end = text.indexOf(comment ? '-->' : '>', at);
    if (end < 0) throw failure('IST-1006', `the workbook's part "${part}" ends in the middle of its markup`);
    const inner = text.slice(at + 1, end);
    at = end;
    if (comment || inner.startsWith('?')) continue;
    if (inner.length > MAX_TAG_LENGTH)
      throw failure('IST-1006', `the workbook's part "${part}" has a tag without an end`);
    yield tagOf(inner);
  }
}

export function refused(part: string): Error {
  return failure('IST-1009', `the workbook's part "${part}" holds a document type declaration or a CDATA section`);
}

/** Replaces the predefined entities and numeric references; leaves anything else as it stands. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return NAMED.get(String(name)) ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Excel writes characters that XML cannot hold as _xHHHH_. */
export function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function tagOf(inner: string): Tag {
  const kind = inner.startsWith('/') ? 'close' : inner.endsWith('/') ? 'empty' : 'open';
  const body = kind === 'close' ? inner.slice(1) : inner;
  const nameEnd = body.search(/[\s/]|$/);
  const name = body.slice(0, nameEnd);
  const attributes = Object.create(null) as Record<string, string>;
  for (const [, key, double, single] of body.slice(nameEnd).matchAll(ATTRIBUTE)) {
    if (key !== undefined) attributes[localName(key)] = unescapeXml(double ?? single ?? '');
  }
  return { name: localName(name), kind, attributes };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
