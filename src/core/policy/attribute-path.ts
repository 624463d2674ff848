/** Attributes are nested mappings; rules and provenance name them by dotted path. */

export function getPath(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

export function setPath(root: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  let at = root;
  for (const key of keys.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    if (next !== null && typeof next === 'object' && !Array.isArray(next)) at = next as Record<string, unknown>;
    else at = at[key] = {};
  }
  const last = keys.at(-1);
  if (last !== undefined) at[last] = value;
}

/** Paths of everything that is not a mapping, sorted. */
export function leafPaths(root: Readonly<Record<string, unknown>>, prefix = ''): string[] {
  return Object.entries(root)
    .flatMap(([key, value]) => {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
      return nested ? leafPaths(value as Record<string, unknown>, path) : [path];
    })
    .sort();
}
