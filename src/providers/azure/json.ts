/**
 * Reads values out of answers whose shape nobody guarantees. The service, Resource Graph and the command line spell one
 * property differently (diskSizeGB, diskSizeGb), so names are compared without letter case; what is not there, is null
 * or has another type is undefined, never an error.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below a path of names, or undefined. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (!isObject(at)) return undefined;
    at = member(at, name);
  }
  return at ?? undefined;
}

function member(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  for (const key of Object.keys(object))
    if (key.length === name.length && key.toLowerCase() === wanted) return object[key];
  return undefined;
}

/** Text without blanks around it; undefined when there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  const text = typeof found === 'string' ? found.trim() : '';
  return text === '' ? undefined : text;
}

/** A finite number of zero or more, also when it came as text. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** A truth value, also when it came as "true" or "False". */
export function flagAt(value: unknown, ...path: readonly string[]): boolean | undefined {
  const found = valueAt(value, ...path);
  if (typeof found === 'boolean') return found;
  const text = typeof found === 'string' ? found.toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** The members of a list; undefined when there is no list, which is not the same as an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : undefined;
}

/** What an object carries under `properties`, or the object itself where the command line has flattened it. */
export function propertiesOf(value: unknown): JsonObject {
  const inner = valueAt(value, 'properties');
  if (isObject(inner)) return inner;
  return isObject(value) ? value : {};
}

/** ISO date-time in UTC, or undefined. */
export function timeAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
