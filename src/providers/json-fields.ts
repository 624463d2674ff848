/**
 * Reads JSON from outside, field by field, without trusting its shape. PowerShell 5.1 writes a list of one as the
 * object itself, an empty list as nothing, and some lists as { value: […], Count: n }.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** The object, or undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A list of objects, however it was written; undefined when nothing was said. */
export function listOf(value: unknown): readonly Fields[] | undefined {
  return itemsOf(value)
    ?.map(fieldsOf)
    .filter((fields) => fields !== undefined);
}

/** A list of anything, however it was written; undefined when nothing was said. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value as readonly unknown[];
  const wrapped = fieldsOf(value);
  if (wrapped !== undefined && Array.isArray(wrapped['value']) && typeof wrapped['Count'] === 'number') {
    return wrapped['value'] as readonly unknown[];
  }
  return [value];
}

/** Trimmed text; undefined for an empty one and for what is no text or number. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text;
}

/** A finite number that is not negative, also when written as text. */
export function amountOf(value: unknown): number | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? +value : -1;
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (word === 'true' || word === 'yes' || word === 'on') return true;
  return word === 'false' || word === 'no' || word === 'off' ? false : undefined;
}

/** Texts of a list; what is no text is left out. */
export function textsOf(value: unknown): string[] | undefined {
  return itemsOf(value)?.flatMap((item) => textOf(item) ?? []);
}
