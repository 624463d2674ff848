/** Values as machines and people write them, turned into the model's. Every function answers undefined for "cannot tell". */

import { isIP } from 'node:net';

/** A copy without the properties that are undefined: absent means that no source said. */
export function stated<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = value[key];
  return copy as T;
}

/** MAC address in lower case with colons; all zeros is none. */
export function macOf(text: string | undefined): string | undefined {
  const hex = text
    ?.trim()
    .toLowerCase()
    .replaceAll(/[:.\s-]/g, '');
  if (hex === undefined || !/^[0-9a-f]{12}$/.test(hex) || /^(0{12}|f{12})$/.test(hex)) return undefined;
  return hex.match(/../g)?.join(':');
}

/** UUID in lower case with dashes, from any usual spelling; all zeros is none. */
export function uuidOf(text: string | undefined): string | undefined {
  const hex = text
    ?.trim()
    .toLowerCase()
    .replaceAll(/[\s{}-]/g, '');
  if (hex === undefined || !/^[0-9a-f]{32}$/.test(hex) || /^(0{32}|f{32})$/.test(hex)) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Usable addresses of a list, without zone ids; loopback and link-local ones tell nothing and are left out. */
export function addressesOf(texts: readonly string[]): string[] {
  const found = texts
    .flatMap((text) => text.split(/[\s,;|]+/))
    .map((part) =>
      part
        .toLowerCase()
        .replace(/%.*$/, '')
        .replace(/\/\d+$/, ''),
    )
    .filter((part) => isIP(part) !== 0 && !/^(127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe[89ab][0-9a-f]:)/.test(part));
  return [...new Set(found)];
}

/** Fully qualified name in lower case, or undefined for a bare name and for what everyone is called. */
export function fqdnOf(text: string | undefined): string | undefined {
  const name = text?.trim().toLowerCase().replace(/\.$/, '');
  if (name === undefined || !/^[^.\s]+(\.[^.\s]+)+$/.test(name) || isIP(name) !== 0) return undefined;
  return name.startsWith('localhost.') ? undefined : name;
}

/** Free text without what has no place in an estate: licence keys, and the lines in which people note passwords. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\b/g, '[licence key removed]')
    .split('\n')
    .map((line) =>
      /pass ?(word|wort|phrase)|passwd|\bpwd\b|\bpw\b|secret|contrase|mot de passe|kennwort|api.?key|\btoken\b/i.test(
        line,
      )
        ? '[line about a password removed]'
        : line,
    )
    .join('\n');
}

/** Entry of a table under a name from outside. A plain look-up would also find what every object inherits. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Total order that does not depend on a language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
