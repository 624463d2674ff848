/** Any value of the estate as text. */

/** @param between what stands between the elements of a list. */
export function valueText(value: unknown, between = '\n'): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((part) => valueText(part, ', ')).join(between);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, part]) => `${key} ${valueText(part, ', ')}`)
      .join(', ');
  }
  return JSON.stringify(value);
}
