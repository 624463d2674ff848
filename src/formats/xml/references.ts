/** Attributes, and the references that XML itself knows. */

import { XmlError } from './limits.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Throws XmlError for a reference to anything but a character. One to a character XML forbids becomes U+FFFD. */
export function decodeReferences(text: string): string {
  return text.replaceAll(/&([^;&]{0,64})(;?)/g, (_all, reference: string, end: string) => {
    const character = end === '' ? undefined : (NAMED.get(reference) ?? numbered(reference));
    if (character === undefined) throw new XmlError('malformed', `&${reference.slice(0, 20)}${end} is not taken`);
    return character;
  });
}

function numbered(reference: string): string | undefined {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(reference);
  if (match === null) return undefined;
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : '\ufffd';
}

/** By the names as written. Throws XmlError when they are not name="value" pairs. */
export function parseAttributes(text: string): XmlAttributes {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  const pair = /\s*([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
  let at = 0;
  while (at < text.length) {
    pair.lastIndex = at;
    const match = pair.exec(text);
    const name = match?.[1];
    if (match === null || name === undefined || name in attributes) {
      throw new XmlError('malformed', 'attributes of an element cannot be read');
    }
    const value = match[2] ?? match[3] ?? '';
    attributes[name] = value.includes('&') ? decodeReferences(value) : value;
    at = pair.lastIndex;
  }
  return attributes;
}
