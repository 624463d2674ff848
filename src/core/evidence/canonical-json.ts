/**
 * Canonical JSON (RFC 8785): one text for one value. Estates of 100,000 workloads are digested whole, so this is
 * written for speed; the reference implementation is its oracle in the tests.
 */

/** Names of members with their colon. Estates use a few hundred names millions of times. */
const quotedNames = new Map<string, string>();
const MOST_NAMES = 5000;

function quotedName(name: string): string {
  let quoted = quotedNames.get(name);
  if (quoted === undefined) {
    quoted = `${JSON.stringify(name)}:`;
    if (quotedNames.size < MOST_NAMES) quotedNames.set(name, quoted);
  }
  return quoted;
}

/** RFC 8785 orders names by UTF-16 code units, which is what comparing strings does. */
function inOrder(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at += 1) {
    if ((names[at - 1] ?? '') > (names[at] ?? '')) return false;
  }
  return true;
}

const hasNoForm = (value: unknown): boolean =>
  value === undefined || typeof value === 'function' || typeof value === 'symbol';

function write(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON());
  return Array.isArray(value) ? writeList(value) : writeObject(value as Readonly<Record<string, unknown>>);
}

function writeList(list: readonly unknown[]): string {
  let text = '[';
  for (let at = 0; at < list.length; at += 1) {
    if (at > 0) text += ',';
    text += hasNoForm(list[at]) ? 'null' : write(list[at]);
  }
  return `${text}]`;
}

function writeObject(object: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(object);
  if (!inOrder(names)) names.sort();
  let text = '';
  for (const name of names) {
    const value = object[name];
    if (hasNoForm(value)) continue;
    text += (text === '' ? '' : ',') + quotedName(name) + write(value);
  }
  return `{${text}}`;
}

/** Throws TypeError on NaN, infinities and values that have no JSON form. */
export function canonicalJson(value: unknown): string {
  if (hasNoForm(value)) throw new TypeError('value has no JSON form');
  return write(value);
}
