/** libvirt's XML as small trees, and how to walk them. Nothing here knows what the elements mean. */

import { XmlScanner } from '../../formats/xml/scan.ts';
import { XmlError } from '../../formats/xml/limits.ts';
import type { XmlLimits } from '../../formats/xml/limits.ts';
import type { XmlHandler } from '../../formats/xml/scan.ts';

/** Definitions are a few thousand characters deep in a few levels; libvirt itself sends at most 4 MiB. */
export const LIBVIRT_XML_LIMITS: XmlLimits = {
  maxDepth: 64,
  maxTagChars: 64 * 1024,
  maxTextChars: 1024 * 1024,
  maxTreeChars: 4 * 1024 * 1024,
};

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Growing extends Element {
  readonly children: Growing[];
  text: string;
}

/** The root of a whole document. Throws XmlError when it is not well-formed, has a document type, or is too large. */
export function parseXml(text: string, limits: XmlLimits = LIBVIRT_XML_LIMITS): Element {
  if (text.length > limits.maxTreeChars) {
    throw new XmlError('limit', `the XML has more than ${limits.maxTreeChars} characters`);
  }
  const path: Growing[] = [];
  let root: Growing | undefined;
  const handler: XmlHandler = {
    open(name, attributes) {
      const element: Growing = { name, attributes, children: [], text: '' };
      path.at(-1)?.children.push(element);
      root ??= element;
      path.push(element);
    },
    text(piece) {
      const element = path.at(-1);
      if (element !== undefined) element.text += piece;
    },
    close() {
      path.pop();
    },
  };
  const scanner = new XmlScanner(handler, limits);
  scanner.write(text);
  scanner.end();
  if (root === undefined) throw new XmlError('malformed', 'there is no XML');
  return root;
}

/** The first element at the end of a path of names, the first of each being followed. */
export function at(element: Element | undefined, ...names: readonly string[]): Element | undefined {
  let found = element;
  for (const name of names) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Every child of a name. */
export function all(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Trimmed text of an element; undefined for none and for an empty one. */
export function textOf(element: Element | undefined): string | undefined {
  const text = element?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** Trimmed value of an attribute; undefined for none and for an empty one. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.attributes[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** "yes" and "no", "on" and "off"; anything else is not said. */
export function yesNo(text: string | undefined): boolean | undefined {
  if (text === 'yes' || text === 'on') return true;
  return text === 'no' || text === 'off' ? false : undefined;
}

/** A whole number that is not negative, in decimal. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
