/** Looks into answers from outside without trusting their shape: what is not of the expected type is absent. */

export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = Object.freeze({});

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(from: unknown, ...path: readonly string[]): unknown {
  let value = from;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}

/** An empty object when there is none. */
export function recordAt(from: unknown, ...path: readonly string[]): Json {
  const value = valueAt(from, ...path);
  return isRecord(value) ? value : NOTHING;
}

export const hasAt = (from: unknown, ...path: readonly string[]): boolean => valueAt(from, ...path) !== undefined;

/** Undefined for an empty text too. */
export function textAt(from: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number, 0 or more. */
export function countAt(from: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function flagAt(from: unknown, ...path: readonly string[]): boolean | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'boolean' ? value : undefined;
}

/** The objects of a list; members of another type are left out. */
export function listAt(from: unknown, ...path: readonly string[]): readonly Json[] {
  const value = valueAt(from, ...path);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textsAt(from: unknown, ...path: readonly string[]): readonly string[] {
  const value = valueAt(from, ...path);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
}

/** Labels, annotations, selectors: text by text. */
export function textMapAt(from: unknown, ...path: readonly string[]): ReadonlyMap<string, string> {
  const entries = Object.entries(recordAt(from, ...path));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A copy without the properties that are undefined: absent means that no source said. */
export function stated<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = value[key];
  return copy as T;
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
