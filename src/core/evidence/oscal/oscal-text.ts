/** Text as OSCAL takes it: strings of one line that are not empty, and markdown in which nothing of ours is markup. */

import { printable } from '../../plan/painter.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Properties of this product stand under this name. */
export const NS = 'urn:isthmus:oscal:1';

/** A value of one line: never empty, no space at its ends. */
export function oneLine(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ')).trim();
  return line === '' ? 'not stated' : line;
}

/** Names of machines come from outside: none of them may become a link, an emphasis or an element. */
export const markup = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*[\]~^|]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

export const prop = (name: string, value: string | number, remarks?: string): Json => ({
  name,
  ns: NS,
  value: oneLine(String(value)),
  ...(remarks !== undefined && remarks !== '' && { remarks: markup(remarks) }),
});

/** OSCAL knows no empty lists: what has no members is left out. */
export const list = (name: string, items: readonly unknown[]): Json => (items.length === 0 ? {} : { [name]: items });

/** A point in time with its zone, whatever zone it was written in. */
export const instant = (time: string): string => new Date(time).toISOString();
